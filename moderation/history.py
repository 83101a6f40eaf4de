"""The trail as people read it: events with the names of those who acted and of what they acted on."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import CharField, F, Q, QuerySet, Value
from django.urls import reverse
from django.utils.functional import Promise

from accounts.models import Suspension, User, WorkSample
from core.models import Event
from hospitals.models import BannedDomain, Hospital
from moderation import history_words
from moderation.models import Case
from postings.models import Posting, Revision, SpotCheck

# What has a name, and a page at the desk: subject → (model, path to the name, page; "" where there is none).
_SUBJECTS: dict[str, tuple[type[models.Model], str, str]] = {
    "postings.posting": (Posting, "title", "opening"),
    "postings.revision": (Revision, "posting__title", "revision"),
    "postings.spotcheck": (SpotCheck, "posting__title", "sampled"),
    "hospitals.hospital": (Hospital, "name", "hospital"),
    "hospitals.banneddomain": (BannedDomain, "domain", "domain"),
    "accounts.worksample": (WorkSample, "title", ""),
    "accounts.user": (User, "name", "person"),
    "accounts.suspension": (Suspension, "user__name", ""),
    "moderation.case": (Case, "title", "case"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One event in words. `actor` is None for the board itself; `url` is "" where the desk has no page of it."""

    event: Event
    actor: User | None
    verb: str | Promise
    kind: str | Promise
    before: str | Promise
    after: str | Promise
    subject: str
    url: str
    reasons: list[str | Promise]
    changes: list[tuple[str, str, str]]


def read(events: Iterable[Event]) -> list[Line]:
    """Lines for some events; two more queries, however many they are."""
    events = list(events)
    actors = User.objects.in_bulk({e.actor_id for e in events if e.actor_id})
    names = _names(events)
    return [_line(e, actors.get(e.actor_id or 0), names.get((e.subject_type, e.subject_id))) for e in events]


def _line(event: Event, actor: User | None, name: str | None) -> Line:
    kind, page = event.subject_type, _SUBJECTS.get(event.subject_type, (None, "", ""))[2]
    changes = event.data.get("changes", {})
    return Line(
        event=event,
        actor=actor,
        verb=history_words.of_verb(kind, event.verb),
        kind=history_words.KINDS.get(kind, kind),
        before=history_words.of_state(kind, event.before),
        after=history_words.of_state(kind, event.after),
        subject=name or str(event.data.get("slug") or event.subject_id),
        url=reverse(f"moderation:{page}", args=[event.subject_id]) if page and name is not None else "",
        reasons=[history_words.of_reason(code) for code in event.reasons],
        changes=[(what, *pair) for what, pair in changes.items()] if isinstance(changes, dict) else [],
    )


def _names(events: list[Event]) -> dict[tuple[str, int], str]:
    """What the subjects are called now, those that are still there. One query."""
    ids: dict[str, set[int]] = {}
    for event in events:
        if event.subject_type in _SUBJECTS:
            ids.setdefault(event.subject_type, set()).add(event.subject_id)
    asked = [
        model._base_manager.filter(pk__in=ids[kind])
        .order_by()
        .annotate(of_kind=Value(kind, output_field=CharField()), known_as=F(field))
        .values_list("of_kind", "pk", "known_as")
        for kind, (model, field, _page) in _SUBJECTS.items()
        if kind in ids
    ]
    found: Any = asked[0].union(*asked[1:], all=True) if asked else []
    return {(kind, pk): called for kind, pk, called in found}


def of_opening(posting: Posting) -> QuerySet[Event]:
    """What happened to an opening and to changes of it, newest first."""
    of_changes = Q(
        subject_type="postings.revision", subject_id__in=list(posting.revisions.values_list("pk", flat=True))
    )
    of_itself = Q(subject_type="postings.posting", subject_id=posting.pk)
    return Event.objects.filter(of_itself | of_changes).newest_first()
