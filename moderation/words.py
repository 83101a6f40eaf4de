"""Editing the vocabulary: each change is recorded with what it said before, and no word is ever deleted."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from core import audit, vocabulary
from core.models import (
    CannedText,
    Channel,
    DutyWord,
    Education,
    Engagement,
    Experience,
    PayPeriod,
    Reason,
    RoleFamily,
    Skill,
    SkillGroup,
    Word,
)

if TYPE_CHECKING:
    from accounts.models import User

KINDS: dict[str, type[Word]] = {
    "skill": Skill,
    "group": SkillGroup,
    "channel": Channel,
    "family": RoleFamily,
    "duty": DutyWord,
    "reason": Reason,
    "text": CannedText,
    "engagement": Engagement,
    "education": Education,
    "experience": Experience,
    "pay-period": PayPeriod,
}
# Rules and figures depend on the others: they can be renamed, not added to or retired.
OPEN_ENDED = ("skill", "channel", "family", "reason", "text")
ORDERED = (*OPEN_ENDED, "group")
# A decision that says "something else" asks for words of one's own: forms/decision.py.
STAYS = {"reason": ("other",)}
# Of a word's columns, those that a moderator writes.
_WRITTEN = (
    "name_en name_nl synonyms_en synonyms_nl group_id used_for advice_en advice_nl concerns text_en text_nl"
    " explanation_en explanation_nl position"
).split()

_MEANWHILE = {"merged_into_id", "retired_at"}


class Taken(Exception):
    """Somebody added a word with this name at the same moment."""


def may_retire(kind: str, word: Word) -> bool:
    return kind in OPEN_ENDED and word.slug not in STAYS.get(kind, ())


def save(word: Word, *, by: "User", verb: str, at: datetime | None = None) -> None:
    """Store a new ("created") or changed ("edited") word; every reader sees it within seconds. Raises Taken."""
    try:
        with transaction.atomic():
            was = {} if verb == "created" else _as_stored(word)
            for name in (
                _MEANWHILE & was.keys()
            ):  # a colleague may have merged or retired it since it was read
                setattr(word, name, was[name])
            word.save(force_insert=verb == "created")
            changed = _changes(was, word)
            if verb == "edited" and not changed:
                return
            data: dict[str, Any] = word.for_the_trail | ({"changes": changed} if changed else {})
            audit.record(word, verb, by=by, at=at, data=data)
            vocabulary.forget()
    except IntegrityError:
        if verb != "created":
            raise
        raise Taken from None


def _as_stored(word: Word) -> dict[str, Any]:
    rows: Any = type(word)._default_manager.select_for_update().filter(pk=word.pk)
    return dict(rows.values().get())


def _changes(was: dict[str, Any], word: Word) -> dict[str, list[str]]:
    """column → [what it said, what it says], as the trail shows it."""
    return {
        name: [_said(was[name]), _said(getattr(word, name))]
        for name in _WRITTEN
        if name in was and was[name] != getattr(word, name)
    }


def _said(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def retire(word: Word, *, by: "User", at: datetime | None = None) -> None:
    """New openings and profiles no longer offer it; old ones keep it."""
    _set_retired(word, at or timezone.now(), "retire", by)


def unretire(word: Word, *, by: "User", at: datetime | None = None) -> None:
    _set_retired(word, None, "unretire", by)


def _set_retired(word: Word, retired_at: datetime | None, verb: str, by: "User") -> None:
    with transaction.atomic():
        rows: Any = type(word)._default_manager.filter(pk=word.pk)
        changed = rows.filter(retired_at__isnull=retired_at is not None)
        if hasattr(word, "merged_into_id"):  # that is undone, not brought back
            changed = changed.filter(merged_into=None)
        if not changed.update(retired_at=retired_at):
            return
        word.retired_at = retired_at
        audit.record(word, verb, by=by, data=word.for_the_trail)
        vocabulary.forget()


def move(word: Word, *, after: Word | None, by: "User") -> None:
    """Put it behind another word of its kind, or first. All of the kind are numbered anew."""
    model = type(word)
    with transaction.atomic():
        rows = list(model._default_manager.select_for_update().order_by("position", "pk"))
        others = [row for row in rows if row.pk != word.pk]
        place = next((i for i, row in enumerate(others) if after and row.pk == after.pk), -1) + 1
        ordered = [*others[:place], word, *others[place:]]
        if [row.pk for row in ordered] == [row.pk for row in rows]:
            return
        for position, row in enumerate(ordered):
            row.position = position
        model._default_manager.bulk_update(ordered, ["position"])
        behind = after.slug if after else ""
        audit.record(word, "moved", by=by, data=word.for_the_trail | {"behind": behind})
        vocabulary.forget()
