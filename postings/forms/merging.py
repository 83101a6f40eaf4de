"""Short marks of answers, by which three versions of a field are compared: what I saw, what I typed, what is stored."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from postings.forms.posting import PostingForm
from postings.forms.sections import SECTIONS, Section


def mark(value: Any) -> str:
    """Twelve letters that stand for an answer. Equal for a stored value and for the same one read from the form."""
    text = json.dumps(_bare(value), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _bare(value: Any) -> Any:
    if not value:
        return ""  # empty, none, zero and not ticked are one answer
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, Mapping):
        return {str(key): _bare(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        parts = [_bare(one) for one in value]
        return sorted(parts) if all(isinstance(part, str) for part in parts) else parts
    return str(value)


def marks(form: PostingForm, names: Iterable[str]) -> dict[str, str]:
    """The marks of what is stored."""
    return {name: mark(form.initial.get(name)) for name in names if name in form.fields}


def sent_marks(data: Mapping[str, Any]) -> dict[str, str]:
    """The marks that a page was made with, sent back with its answers. What cannot be read counts as not sent."""
    found: dict[str, str] = {}
    for section in SECTIONS:
        try:
            part = json.loads(data.get(f"base-{section.slug}") or "{}")
        except (ValueError, RecursionError):
            continue
        if isinstance(part, dict):
            found |= {str(name): value for name, value in part.items() if isinstance(value, str)}
    return found


def with_their_group(names: Iterable[str]) -> set[str]:
    """These fields and those that are stored together with one of them."""
    names = set(names)
    groups = (set(group) for section in SECTIONS for group in section.together)
    return names.union(*(group for group in groups if group & names))


def section_of(slug: str) -> Section | None:
    return next((section for section in SECTIONS if section.slug == slug), None)
