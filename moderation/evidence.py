"""What a moderator sees of a hospital before deciding: each fact beside what was found, and in words how they differ."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.record import record_of
from core.models import Event
from hospitals import banning
from hospitals.alike import like
from hospitals.domains import domain_of, is_under
from hospitals.models import DomainProof, Hospital, Seat
from postings.models import Posting

Words = str | Promise
SAME, OTHER, OPEN = "same", "other", ""
COMING = ("claim", "join", "unite")  # verbs of the trail by which a seat begins


@dataclass(frozen=True, slots=True)
class Fact:
    """`look`: same, other, or "" where there is nothing to compare; `verdict` says it in words."""

    name: Words
    given: str
    found: str
    look: str
    verdict: Words


@dataclass(frozen=True, slots=True)
class Proof:
    """One way to prove it that was tried. `held`: whether it proved something."""

    way: Words
    what: str
    result: Words
    held: bool
    at: datetime | None


def of(hospital: Hospital) -> dict[str, Any]:
    """Everything for the page, in a fixed number of queries."""
    proof = DomainProof.objects.filter(hospital=hospital).first()
    return {
        "facts": side_by_side(hospital),
        "proofs": proofs(hospital, proof),
        "proof": proof,
        "alike": like(hospital),
        "banned": banning.bans_of([hospital.web_domain]).get(hospital.web_domain)
        if hospital.web_domain
        else None,
        "seats": seats(hospital),
        "openings": openings(hospital),
        "record": record_of(hospital, at=timezone.now()),
        "former": hospital.former.order_by("-at"),
    }


# ── What they gave, what the directory says ──────────────────────────────────────────────────────────
def side_by_side(hospital: Hospital) -> list[Fact]:
    entry = hospital.entry

    def found(name: str) -> str:
        return str(getattr(entry, name) or "") if entry else ""

    place = f"{hospital.city}, {hospital.region} {hospital.postcode}".strip()
    listed = f"{entry.city}, {entry.region} {entry.postcode}".strip() if entry else ""
    return [
        _fact(_("Name"), hospital.name, found("name")),
        _fact(_("Address"), hospital.address, found("address")),
        _fact(_("Place"), place, listed),
        _fact(_("Kind of hospital"), hospital.get_kind_display(), entry.get_kind_display() if entry else ""),
        _fact(_("Beds"), str(hospital.beds or ""), found("beds")),
        _website(hospital, found("website")),
        _fact(_("Telephone"), "", found("phone")),
        _fact(_("Directory number"), "", found("code")),
    ]


def _fact(name: Words, given: str, found: str) -> Fact:
    if not (given and found):
        return Fact(name, given, found, OPEN, "")
    same = _plain(given) == _plain(found)
    return Fact(name, given, found, SAME if same else OTHER, _("The same") if same else _("Different"))


def _website(hospital: Hospital, found: str) -> Fact:
    """Compared by web domain: the directory's addresses are old and end anywhere."""
    theirs = domain_of(found)
    if not (hospital.website and theirs):
        return Fact(_("Website"), hospital.website, found, OPEN, "")
    same = is_under(hospital.web_domain, theirs) or is_under(theirs, hospital.web_domain)
    verdict = _("The same web domain") if same else _("Another web domain")
    return Fact(_("Website"), hospital.website, found, SAME if same else OTHER, verdict)


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


# ── How they tried to prove it ───────────────────────────────────────────────────────────────────────
def proofs(hospital: Hospital, proof: DomainProof | None) -> list[Proof]:
    codes = [_mailbox(code) for code in hospital.codes.order_by("-pk")[:5]]
    if proof is None or proof.checked_at is None:
        return codes
    words, found = dict(DomainProof.Result.choices), DomainProof.Result.FOUND
    return codes + [
        Proof(way, proof.domain, words[result], result == found, proof.checked_at)
        for way, result in ((_("Record in the DNS"), proof.dns), (_("File on the website"), proof.file))
    ]


def _mailbox(code: Any) -> Proof:
    if code.used_at:
        return Proof(_("Mailbox"), code.email, _("The code came back"), True, code.used_at)
    late = code.expires_at <= timezone.now()
    result = _("The code never came back") if late else _("The code is on its way")
    return Proof(_("Mailbox"), code.email, result, False, code.created_at)


# ── Who they are, what they do ───────────────────────────────────────────────────────────────────────
def seats(hospital: Hospital) -> list[tuple[Seat, str]]:
    """(seat, the verb by which it came), the first one first."""
    held = list(
        Seat.objects.held().filter(hospital=hospital).select_related("user").order_by("joined_at", "id")
    )
    rows = Event.objects.about(hospital).filter(verb__in=COMING, actor_id__in=[s.user_id for s in held])
    came = dict(rows.order_by("id").values_list("actor_id", "verb"))
    return [(seat, came.get(seat.user_id, "")) for seat in held]


def openings(hospital: Hospital) -> dict[str, Any]:
    """How many there are in each state, and the newest."""
    mine = Posting.objects.filter(hospital=hospital)
    counted = mine.aggregate(
        published=Count("pk", filter=Q(status="published")),
        waiting=Count("pk", filter=Q(status="in_review")),
        closed=Count("pk", filter=Q(status="closed")),
        refused=Count("pk", filter=Q(status__in=["returned", "rejected"])),
        removed=Count("pk", filter=Q(status="removed")),
        drafts=Count("pk", filter=Q(status="draft")),
    )
    names = {
        "published": _("Published"),
        "waiting": _("In review"),
        "closed": _("Closed"),
        "refused": _("Sent back or refused"),
        "removed": _("Removed"),
        "drafts": _("Drafts"),
    }
    newest = mine.exclude(status="draft").select_related("hospital").order_by("-pk")[:5]
    return {"counts": [(names[k], n) for k, n in counted.items() if n], "newest": newest}
