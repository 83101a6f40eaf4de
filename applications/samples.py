"""Work samples of an application, as its hospital may see them: what was sent, and whether it may be seen now.

    samples.sent(application)                 # for the page: what was sent, with its state
    samples.find(application, pk)             # the one that may be opened; None otherwise

A snapshot holds the words of a sample, so nothing may read them but this: a sample that is reported is out of sight at
once, whatever was sent. Until shortlisting a blind application has none: what somebody made tells who they are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import User, WorkSample
from applications.models import Application
from core import audit
from core.models import Event
from core.vocabulary import vocabulary

GONE = "gone"  # its owner erased it; the other states are those of WorkSample.Status


@dataclass(frozen=True, slots=True)
class SentSample:
    """One as its hospital reads it. What may not be seen has no words either."""

    pk: int
    state: str
    title: str = ""
    channel: str = ""
    url: str = ""
    did: str = ""
    result: str = ""
    pictures: int = 0

    @property
    def is_shown(self) -> bool:
        return self.state == WorkSample.Status.SHOWN


def _rows(application: Application) -> list[dict[str, Any]]:
    return [] if application.is_blind else application.snapshot.get("samples") or []


def sent(application: Application) -> list[SentSample]:
    """In one query, or none where none were sent."""
    rows = _rows(application)
    if not rows:
        return []
    mine = WorkSample.objects.filter(profile__user=application.candidate_id)
    states: dict[Any, str] = dict(
        mine.filter(pk__in=[row.get("id") for row in rows]).values_list("pk", "status")
    )
    return [_as_read(row, states.get(row.get("id"), GONE)) for row in rows]


def _as_read(row: dict[str, Any], state: str) -> SentSample:
    if state != WorkSample.Status.SHOWN:
        return SentSample(int(row["id"]), state)
    channel = vocabulary().channel(str(row.get("channel") or ""))
    words = {key: str(row.get(key) or "") for key in ("title", "url", "did", "result")}
    return SentSample(
        int(row["id"]),
        state,
        channel=channel.name if channel else "",
        pictures=int(row.get("pictures") or 0),
        **words,
    )


def find(application: Application, pk: int) -> SentSample | None:
    """The sample that may be opened now."""
    return next((one for one in sent(application) if one.pk == pk and one.is_shown), None)


def shown_ids(samples: Iterable[SentSample]) -> set[int]:
    return {one.pk for one in samples if one.is_shown}


def log_look(application: Application, pk: int, *, by: User) -> None:
    """That somebody of the team looked, once a day and sample, as with CVs: the candidate sees the day."""
    now = timezone.now()
    if not _looked_today(application, pk, by, now):
        audit.record(application, "sample_opened", by=by, at=now, data={"sample": pk})


def _looked_today(application: Application, pk: int, by: User, now: datetime) -> bool:
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    looks = Event.objects.about(application).filter(
        verb="sample_opened", actor_id=by.pk, at__gte=today, data__sample=pk
    )
    return looks.exists()
