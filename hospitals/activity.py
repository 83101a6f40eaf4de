"""What a team did, in sentences, for the team: read from the trail, without anybody's private words.

Each floor tells how its own things are named and what may be said of them:

    activity.tell_of("postings.posting", label=_("Openings"), right=Right.SEE_OPENINGS, named=..., sentences={...})

A verb without a sentence is not shown. Who is no colleague is not named: a candidate is "A candidate".
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import MODERATORS, User
from core.models import Event
from hospitals.models import Hospital, Seat
from hospitals.roles import RIGHTS, Right, Role

Sentences = dict[str, str | Promise]
# ids → {id: (what it is called, path of its page)}
Named = Callable[[Hospital, set[int]], dict[int, tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of thing that the log speaks of. `what` stands for one that cannot be named any more."""

    label: str | Promise
    right: Right
    sentences: Sentences
    named: Named
    what: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Line:
    at: datetime
    day: date
    sentence: SafeString


_sorts: dict[str, Sort] = {}


def tell_of(subject_type: str, sort: Sort) -> None:
    _sorts[subject_type] = sort


def sorts_for(seat: Seat) -> dict[str, Sort]:
    """What this role may read of, in the order of the floors."""
    return {kind: sort for kind, sort in _sorts.items() if sort.right in RIGHTS[seat.role]}


def events(seat: Seat, *, kind: str = "", person: int | None = None) -> QuerySet[Event]:
    """The events of this hospital that the seat may read, newest first."""
    sorts = sorts_for(seat)
    wanted = {kind: sorts[kind]} if kind in sorts else sorts
    told = Q(pk=None)
    for name, sort in wanted.items():
        told |= Q(subject_type=name, verb__in=list(sort.sentences))
    rows = Event.objects.filter(told, hospital_id=seat.hospital_id)
    return (rows.filter(actor_id=person) if person else rows).newest_first()


def colleagues(hospital: Hospital) -> dict[int, User]:
    """Everyone who holds or held a seat here: those whom the log may name."""
    seats = (
        Seat.objects.filter(hospital=hospital).select_related("user").order_by("user__name", "user__email")
    )
    return {seat.user_id: seat.user for seat in seats}


def read(hospital: Hospital, found: Iterable[Event]) -> list[Line]:
    """The events as sentences, in the reader's language. The number of queries does not grow with them."""
    rows, people = list(found), colleagues(hospital)
    strangers = {e.actor_id for e in rows if e.actor_id and e.actor_id not in people}
    moderators = set(
        User.objects.filter(pk__in=strangers, groups__name=MODERATORS).values_list("pk", flat=True)
        if strangers
        else []
    )
    names = {
        kind: _sorts[kind].named(hospital, {e.subject_id for e in rows if e.subject_type == kind})
        for kind in {e.subject_type for e in rows}
    }
    return [
        Line(
            e.at,
            e.at.astimezone(hospital.zone).date(),
            _sentence(e, _who(e, people, moderators), names[e.subject_type].get(e.subject_id), people),
        )
        for e in rows
    ]


def _who(event: Event, people: dict[int, User], moderators: set[int]) -> str:
    if event.actor_id is None:
        return str(settings.SITE_NAME)
    if event.actor_id in people:
        return str(people[event.actor_id])
    if event.actor_id in moderators:
        return _("A moderator")
    return _("A candidate") if event.subject_type.startswith("applications.") else _("Someone")


def _sentence(event: Event, who: str, named: tuple[str, str] | None, people: dict[int, User]) -> SafeString:
    sort = _sorts[event.subject_type]
    what = format_html('<a href="{}">{}</a>', named[1], named[0]) if named else str(sort.what)
    role = event.data.get("after") or event.data.get("role", "")
    facts: dict[str, Any] = {
        "who": format_html("<b>{}</b>", who),
        "what": what,
        "whom": people.get(event.data.get("user", 0)) or _("a colleague"),
        "role": dict(Role.choices).get(role, role),
    }
    return format_html(str(sort.sentences[event.verb]), **facts)


def _itself(hospital: Hospital, ids: set[int]) -> dict[int, tuple[str, str]]:
    return {}


_TEAM: Sentences = {
    "claim": gettext_lazy("{who} opened this workspace"),
    "invite": gettext_lazy("{who} invited a colleague as: {role}"),
    "withdraw_invitation": gettext_lazy("{who} took back an invitation as: {role}"),
    "join": gettext_lazy("{who} joined the team as: {role}"),
    "ask_to_join": gettext_lazy("{who} asked to join the team"),
    "change_role": gettext_lazy("{who} changed the role of {whom} to: {role}"),
    "remove": gettext_lazy("{who} removed {whom} from the team"),
    "leave": gettext_lazy("{who} left the team"),
    "hand_over": gettext_lazy("{who} handed the hospital over to {whom}"),
    "edit": gettext_lazy("{who} changed the hospital page"),
    "send_code": gettext_lazy("{who} had a code sent to a work mailbox"),
    "prove_mailbox": gettext_lazy("{who} showed that a mailbox of the hospital is theirs"),
    "ask_proof": gettext_lazy("{who} had us look for the code on the website"),
    "prove_domain": gettext_lazy("{who} showed that the web domain is the hospital’s"),
    "ask": gettext_lazy("{who} asked a moderator to verify the hospital"),
    "confirm": gettext_lazy("{who} proved that this is the hospital"),
    "verify": gettext_lazy("{who} verified the hospital"),
    "refuse": gettext_lazy("{who} could not verify the hospital"),
    "doubt": gettext_lazy("{who} could not find the proof on the website any more"),
    "trust": gettext_lazy("{who} found the proof on the website again"),
    "keep": gettext_lazy("{who} kept the hospital verified"),
    "revoke": gettext_lazy("{who} took the verification back"),
    "freeze": gettext_lazy("{who} took the hospital off the board for now"),
    "unfreeze": gettext_lazy("{who} put the hospital back on the board"),
}
tell_of("hospitals.hospital", Sort(gettext_lazy("Team and hospital"), Right.SEE_TEAM, _TEAM, _itself))
