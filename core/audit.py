"""The trail: who did what to what, when and why. Rows are only ever added; the database refuses the rest."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

LONGEST = 500  # characters of a value before or after


def record(
    subject: models.Model,
    verb: str,
    *,
    by: Any,
    at: datetime | None = None,
    before: str = "",
    after: str = "",
    reasons: Iterable[str] = (),
    words: str = "",
    data: dict[str, Any] | None = None,
) -> None:
    """Write one event. Call it inside the transaction of the change; `by=None` is the board itself.

    `words` is for decisions about openings and hospitals. Never put a candidate's text here: the trail
    outlives an erasure.
    """
    event = _event(subject, verb, by=by, at=at or timezone.now(), data=data or {})
    event.before, event.after, event.reasons, event.words = before, after, list(reasons), words
    event.save(force_insert=True)


def record_all(
    subjects: Iterable[models.Model],
    verb: str,
    *,
    by: Any,
    at: datetime | None = None,
    data: dict[str, Any] | None = None,
) -> None:
    """The same event for many, in few queries."""
    from core.models import Event

    now = at or timezone.now()
    Event.objects.bulk_create(
        (_event(subject, verb, by=by, at=now, data=data or {}) for subject in subjects), batch_size=500
    )


def changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[str]]:
    """What an edit changed, for `data={"changes": …}`: field → [before, after], as short text. Never give it secrets."""
    names = [*before, *(name for name in after if name not in before)]
    pairs = {name: (before.get(name), after.get(name)) for name in names}
    return {name: [_short(old), _short(new)] for name, (old, new) in pairs.items() if old != new}


def _short(value: Any) -> str:
    if value is None:
        return ""
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple | set) else str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _event(subject: models.Model, verb: str, *, by: Any, at: datetime, data: dict[str, Any]) -> Any:
    from core.models import Event

    return Event(
        at=at,
        actor_id=getattr(by, "pk", None),
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk if isinstance(subject.pk, int) else 0,  # a word keyed by its slug has no number
        hospital_id=_hospital_of(subject),
        verb=verb,
        data=data,
    )


def _hospital_of(subject: models.Model) -> int | None:
    """The hospital a row is or belongs to: itself, by the convention `hospital_id`, or through its posting."""
    if subject._meta.label_lower == "hospitals.hospital":
        return subject.pk
    own = getattr(subject, "hospital_id", None)
    return own if own is not None else getattr(getattr(subject, "posting", None), "hospital_id", None)
