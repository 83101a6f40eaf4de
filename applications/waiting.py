"""What waits for a candidate: an offer to answer, a time to pick, a draft whose opening closes soon. First what ends first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from applications.models import Application, Interview, Offer, Stage
from applications.models.interview import InterviewStatus
from core import zones
from postings import moments
from postings.models import Posting

SOON = timedelta(days=7)
_ROW = ("application__posting__hospital",)


@dataclass(frozen=True)
class Waiting:
    icon: str
    title: str
    posting: Posting
    text: str  # until when
    url: str
    link: str
    until: datetime


def waiting_for(user: User, at: datetime) -> list[Waiting]:
    """In three queries, however much there is."""
    return sorted([*_offers(user, at), *_talks(user, at), *_drafts(user, at)], key=lambda one: one.until)


def _offers(user: User, at: datetime) -> Iterator[Waiting]:
    open_ones = Offer.objects.filter(
        application__candidate=user,
        application__status=Stage.OFFERED,
        accepted_at=None,
        ended_at=None,
        answer_by__gt=at,
    )
    for offer in open_ones.select_related(*_ROW):
        posting = offer.application.posting
        until = zones.day_and_time(offer.answer_by, posting.hospital.zone)
        yield Waiting(
            "star",
            _("%(hospital)s makes you an offer") % {"hospital": posting.hospital.name},
            posting,
            _("Answer before %(moment)s.") % {"moment": until},
            offer.application.get_absolute_url(),
            _("Answer the offer"),
            offer.answer_by,
        )


def _talks(user: User, at: datetime) -> Iterator[Waiting]:
    free = Q(offered__starts_at__gt=at, offered__taken_by=None)
    offered = Interview.objects.filter(application__candidate=user, status=InterviewStatus.PROPOSED)
    for talk in offered.select_related(*_ROW).annotate(first=Min("offered__starts_at", filter=free)):
        posting = talk.application.posting
        if not talk.application.is_running:
            continue
        first = zones.day_and_time(talk.first, posting.hospital.zone) if talk.first else ""
        yield Waiting(
            "calendar",
            _("Pick a time for your interview with %(hospital)s") % {"hospital": posting.hospital.name},
            posting,
            _("The first time is %(moment)s.") % {"moment": first} if first else _("Ask for other times."),
            talk.application.get_absolute_url(),
            _("Pick a time"),
            talk.first or at,
        )


def _drafts(user: User, at: datetime) -> Iterator[Waiting]:
    closing = Posting.objects.live(at).filter(closes_at__lte=at + SOON)
    mine = Application.objects.by_candidate(user).filter(status=Stage.DRAFT, posting__in=closing)
    for draft in mine.for_rows():
        posting = draft.posting
        assert posting.closes_at is not None  # it is live
        yield Waiting(
            "pencil",
            _("Your application is not sent yet"),
            posting,
            _("You can send it until %(moment)s.") % {"moment": moments.closing(posting)},
            reverse("applications:apply", args=[posting.pk, posting.slug]),
            _("Go on with it"),
            posting.closes_at,
        )
