"""The questions of an opening: up to five, in the hospital's order, and copies from its library.

They stand in `Posting.questions` as plain data, so that a copy of an opening takes them along, and an application keeps
what was asked beside what was answered (applications/answers.py). Once an opening has been sent they are locked: people
who apply on the last day get the same questions as those of the first.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise

from core import audit
from core.workflow import NotAllowed, WrongState
from hospitals.access import has_right
from hospitals.models import Hospital
from hospitals.roles import Right
from postings.models import Posting, QuestionKind, SavedQuestion
from postings.models.choices import EDITABLE
from postings.off_limits import Asked, Topic, off_limits

if TYPE_CHECKING:
    from accounts.models import User

MOST = 5


class TooMany(Exception):
    """The opening has five questions already."""


@dataclass(frozen=True, slots=True)
class Question:
    """`key` names it within its opening and stays when it is moved or reworded."""

    kind: str
    text: str
    options: tuple[str, ...] = ()
    several: bool = False
    required: bool = True
    key: str = ""

    @property
    def kind_name(self) -> str | Promise:
        return QuestionKind(self.kind).label

    @property
    def asked(self) -> Asked | None:
        """What private matter it asks for, or seems to."""
        return off_limits(self.text, *self.options)

    @property
    def doubt(self) -> Topic | None:
        """A moderator reads this beside it."""
        return self.asked.topic if self.asked else None


def of(posting: Posting) -> list[Question]:
    return [_read(row) for row in posting.questions]


def one(posting: Posting, key: str) -> Question | None:
    return next((q for q in of(posting) if q.key == key), None)


def may_change(posting: Posting) -> bool:
    return posting.status in EDITABLE


def add(posting: Posting, question: Question, *, by: "User", at: datetime | None = None) -> Question:
    """Raises TooMany. The same question once more, from a button pressed twice, is the one that is there."""
    new = replace(question, key=secrets.token_hex(4))
    with _changing(posting, by, at) as rows:
        if there := next((row for row in rows if row.text.casefold() == question.text.casefold()), None):
            return there
        if len(rows) >= MOST:
            raise TooMany
        rows.append(new)
    return new


def change(posting: Posting, key: str, question: Question, *, by: "User", at: datetime | None = None) -> None:
    with _changing(posting, by, at) as rows:
        rows[:] = [replace(question, key=key) if row.key == key else row for row in rows]


def move(posting: Posting, key: str, step: int, *, by: "User", at: datetime | None = None) -> None:
    """One place up (-1) or down (1); at the end of the list nothing happens."""
    with _changing(posting, by, at) as rows:
        here = next((i for i, row in enumerate(rows) if row.key == key), None)
        if here is not None and 0 <= here + step < len(rows):
            rows.insert(here + step, rows.pop(here))


def remove(posting: Posting, key: str, *, by: "User", at: datetime | None = None) -> None:
    with _changing(posting, by, at) as rows:
        rows[:] = [row for row in rows if row.key != key]


@contextmanager
def _changing(posting: Posting, by: "User", at: datetime | None) -> Iterator[list[Question]]:
    """The stored questions, locked, to be changed in place. The text of the opening is not touched."""
    if not has_right(by, posting.hospital_id, Right.WRITE_OPENINGS):
        raise NotAllowed("questions")
    with transaction.atomic():
        row = Posting.objects.select_for_update(of=("self",)).only("status", "questions").get(pk=posting.pk)
        if not may_change(row):
            raise WrongState(posting, "questions", row.status)
        rows = of(row)
        yield rows
        row.questions = posting.questions = [_written(q) for q in rows]
        row.changed_at = at or timezone.now()
        row.save(update_fields=["questions", "changed_at"])
        audit.record(posting, "edited", by=by, at=row.changed_at, data={"questions": len(rows)})


# ── The library ──────────────────────────────────────────────────────────────────────────────────────


def keep(hospital: Hospital, question: Question, *, by: "User") -> SavedQuestion:
    """Put it in the library, or find that it is there."""
    if not has_right(by, hospital.pk, Right.WRITE_OPENINGS):
        raise NotAllowed("questions")
    facts = {k: v for k, v in _written(question).items() if k not in {"key", "text"}}
    return SavedQuestion.objects.get_or_create(
        hospital=hospital, text=question.text, retired_at=None, defaults=facts | {"created_by": by}
    )[0]


def reword(saved: SavedQuestion, question: Question, *, by: "User") -> None:
    """Change it in the library; openings keep their copies as they are."""
    if not has_right(by, saved.hospital_id, Right.WRITE_OPENINGS):
        raise NotAllowed("questions")
    for name, value in _written(question).items():
        if name != "key":
            setattr(saved, name, value)
    saved.save()


def retire(saved: SavedQuestion, *, by: "User", at: datetime | None = None) -> None:
    if not has_right(by, saved.hospital_id, Right.WRITE_OPENINGS):
        raise NotAllowed("questions")
    SavedQuestion.objects.filter(pk=saved.pk, retired_at=None).update(retired_at=at or timezone.now())


def from_library(saved: SavedQuestion) -> Question:
    return Question(saved.kind, saved.text, tuple(saved.options), saved.several, saved.required)


def _read(row: dict[str, Any]) -> Question:
    return Question(**{**row, "options": tuple(row.get("options", ()))})


def _written(question: Question) -> dict[str, Any]:
    return {**asdict(question), "options": list(question.options)}
