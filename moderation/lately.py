"""What was decided just now and can still be undone."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise

from core.models import Event
from moderation import history
from postings import undoing


@dataclass(frozen=True, slots=True)
class Decided:
    line: history.Line
    until: datetime
    url: str
    undo: str

    @property
    def verb(self) -> str | Promise:
        return self.line.verb


PAGES = {"postings.posting": "opening", "postings.revision": "revision"}
MOST = 10


def decided(*, at: datetime | None = None) -> list[Decided]:
    """Newest first. Something that happened since keeps a decision from being listed: it cannot be undone."""
    at = at or timezone.now()
    rows = Event.objects.filter(at__gt=at - undoing.hold(), subject_type__in=PAGES)
    last: dict[tuple[str, int], Event] = {}
    for event in rows.newest_first()[:200]:
        last.setdefault((event.subject_type, event.subject_id), event)
    found = [event for event in last.values() if undoing.is_decision(event)][:MOST]
    return [_decided(line) for line in history.read(found)] if found else []


def _decided(line: history.Line) -> Decided:
    page, pk = PAGES[line.event.subject_type], line.event.subject_id
    return Decided(
        line=line,
        until=line.event.at + undoing.hold(),
        url=reverse(f"moderation:{page}", args=[pk]),
        undo=reverse(f"moderation:{page}_undo", args=[pk]),
    )
