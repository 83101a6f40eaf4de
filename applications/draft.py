"""An application that is being written: one draft, on whatever device, saved field by field.

Letter, CV and answers have columns; the rest lies in `Application.typed`, which is emptied when it is sent:
{"values": {field: [what was typed]}, "at": {field: [when, by which page]}}.

A page sends along short marks of the values it was made with. What it left alone is not written. What it changed is
written, unless another page wrote something else in the meantime: then neither is overwritten, and the person chooses.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from accounts.models import Document, Profile, User
from accounts.snapshots import snapshot
from applications import answers
from applications.models import Application, Stage
from core.models import Skill
from core.vocabulary import vocabulary
from core.workflow import WrongState
from postings.models import Posting

MOST = 20_000  # characters of one field that a draft keeps; what may be sent is shorter
SITTING = 36
Values = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an opening asks of a person (None: a visitor), with what is known already, as a form sends it."""

    posting: Posting
    candidate: User | None
    documents: dict[str, Document]
    questions: list[dict[str, Any]]
    skills: list[Skill]  # that it needs and the profile does not list
    languages: list[str]  # the language it is written in, unless the profile lists it
    values: Values


@dataclass(frozen=True, slots=True)
class Crossed:
    """What another page stored in a field that was changed here too."""

    text: str
    mark: str
    at: str  # ISO
    template: str = "applications/_crossed.html"

    @property
    def when(self) -> datetime | None:
        return datetime.fromisoformat(self.at) if self.at else None


@dataclass(slots=True)
class Kept:
    """What became of what was sent."""

    at: datetime
    stored: set[str] = field(default_factory=set)
    merged: set[str] = field(default_factory=set)  # left alone here, changed elsewhere: shown as stored
    crossed: dict[str, Crossed] = field(default_factory=dict)
    too_long: set[str] = field(default_factory=set)


def asked_of(posting: Posting, candidate: User | None, draft: Application | None) -> Asked:
    """Reads; writes nothing."""
    profile = (
        Profile.objects.filter(user=candidate).prefetch_related("skills", "languages").first()
        if candidate
        else None
    )
    held = {row.skill_id for row in profile.skills.all()} if profile else set()
    spoken = {row.code for row in profile.languages.all()} if profile else set()
    own = Document.objects.filter(owner=candidate).kept().order_by("-uploaded_at", "-pk") if candidate else []
    documents = {str(one.pk): one for one in own}
    return Asked(
        posting=posting,
        candidate=candidate,
        documents=documents,
        questions=posting.questions,
        skills=[s for s in vocabulary().skills_named(posting.required_skills) if s.pk not in held],
        languages=[] if posting.language in spoken else [posting.language],
        values=_known(candidate, profile, documents, draft),
    )


def _known(
    candidate: User | None, profile: Profile | None, documents: Collection[str], draft: Application | None
) -> Values:
    """From the profile, and over it what the draft says."""
    found = {
        "cv": next(iter(documents), "new"),
        "name": candidate.name if candidate else "",
        **{name: getattr(profile, name, "") for name in ("phone", "city", "region", "country")},
        "letter": "",
    }
    values: Values = {name: [value] if value else [] for name, value in found.items()}
    if draft is None:
        return values
    values |= draft.typed.get("values", {})
    values["letter"] = [draft.letter] if draft.letter else []
    if str(draft.cv_id) in documents:
        values["cv"] = [str(draft.cv_id)]
    for row in draft.answers:
        answer = row["answer"]
        values[answers.field_name(row["key"])] = (
            answer if isinstance(answer, list) else [answer] if answer else []
        )
    return values


def mark(values: Iterable[str]) -> str:
    """Twelve letters that stand for what a field holds."""
    bare = [value.replace("\r\n", "\n").strip() for value in values]
    return hashlib.sha256(json.dumps([v for v in bare if v]).encode()).hexdigest()[:12]


def marks(values: Mapping[str, list[str]], names: Iterable[str]) -> dict[str, str]:
    return {name: mark(values.get(name, [])) for name in names}


def sent_marks(data: QueryDict, parts: Iterable[str]) -> dict[str, str]:
    """The marks that a page was made with. What cannot be read counts as not sent."""
    found: dict[str, str] = {}
    for part in parts:
        try:
            sent = json.loads(data.get(f"base-{part}") or "{}")
        except (ValueError, RecursionError):
            continue
        if isinstance(sent, dict):
            found |= {str(name): one for name, one in sent.items() if isinstance(one, str)}
    return found


def keep(
    application: Application,
    data: QueryDict,
    names: Collection[str],
    *,
    by: User,
    seen: Mapping[str, str],
    at: datetime | None = None,
) -> Kept:
    """Write what `data` says of the fields `names`. Raises WrongState when it has been sent meanwhile."""
    kept = Kept(at or timezone.now())
    sitting = str(data.get("key", ""))[:SITTING]
    with transaction.atomic():
        row = Application.objects.by_candidate(by).select_for_update(of=("self",)).get(pk=application.pk)
        if row.status != Stage.DRAFT:
            application.refresh_from_db()
            raise WrongState(row, "keep", row.status)
        posting = application.posting
        asked = asked_of(posting, by, row)
        when: dict[str, list[str]] = row.typed.get("at", {})
        for name in names:
            stored, typed = asked.values.get(name, []), data.getlist(name)
            own = bool(sitting) and when.get(name, ["", ""])[1] == sitting
            base = mark(stored) if own or name not in seen else seen[name]
            _compare(kept, name, typed, stored, base, str(data.get(f"keep-{name}", "")), when)
        if kept.stored:
            _store(row, posting, data, kept, by)
            row.typed["at"] = when | {name: [kept.at.isoformat(), sitting] for name in sorted(kept.stored)}
            row.changed_at = kept.at
            row.save(update_fields=["typed", "letter", "cv", "answers", "changed_at"])
    application.refresh_from_db()
    return kept


def _compare(
    kept: Kept,
    name: str,
    typed: list[str],
    stored: list[str],
    base: str,
    choice: str,
    when: Mapping[str, list[str]],
) -> None:
    mine, there = mark(typed), mark(stored)
    chosen, _colon, of = choice.partition(":")
    if chosen and of == there:
        base = there if chosen == "mine" else mine
    if mine == there:
        return
    if any(len(one) > MOST for one in typed) or len(typed) > 50:
        kept.too_long.add(name)
    elif mine == base:
        kept.merged.add(name)
    elif there == base:
        kept.stored.add(name)
    else:
        kept.crossed[name] = Crossed(", ".join(stored), there, when.get(name, [""])[0])


def _store(row: Application, posting: Posting, data: QueryDict, kept: Kept, by: User) -> None:
    values = row.typed.setdefault("values", {})
    for name in kept.stored - {"letter", "cv"}:
        if not name.startswith("q-"):
            values[name] = [one for one in data.getlist(name) if one]
    if "letter" in kept.stored:
        row.letter = data.get("letter", "").replace("\r\n", "\n").strip()
    if "cv" in kept.stored:
        own = {str(one.pk): one for one in Document.objects.filter(owner=by).kept()}
        row.cv = own.get(data.get("cv", ""), row.cv)
    if any(name.startswith("q-") for name in kept.stored):
        given = {one["key"]: one for one in answers.given(posting, data)}
        before = {one["key"]: one for one in row.answers}
        row.answers = [
            given[key]
            if answers.field_name(key) in kept.stored
            else {**asked, "answer": _before(before, key)}
            for asked in posting.questions
            if (key := asked["key"])
        ]


def _before(rows: Mapping[str, dict[str, Any]], key: str) -> Any:
    return rows[key]["answer"] if key in rows else ""


def as_sent(application: Application, user: User) -> dict[str, Any]:
    """The snapshot that the hospital reads: the profile of now, and what was typed for this application over it."""
    sent, typed = snapshot(user), application.typed.get("values", {})
    for name in ("name", "phone"):
        if name in typed:
            sent[name] = " ".join(typed[name]).strip()
    if any(name in typed for name in sent["place"]):
        sent["place"] = {k: " ".join(typed[k]).strip() if k in typed else v for k, v in sent["place"].items()}
    return sent
