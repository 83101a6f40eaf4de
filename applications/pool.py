"""Keep in touch: a hospital may write to a candidate about new openings, only after a yes, for a year at most.

The hospital asks with a rejection, or the candidate offers it on the page of an application. Each yes is a row that
names the version of the text it was given to; taking it back ends that row and takes the name off the list at once.
"""

from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications import mails
from applications.models import Application, PoolConsent, Stage
from applications.refusals import Refused
from core import audit

VERSION = 1  # goes up with every change of TEXT: an old yes was given to the old words
TEXT = _(
    "%(hospital)s may keep my name, my email address and this application for one year, and write to me about new"
    " openings. I can take this back at any time."
)
YEAR = timedelta(days=365)


def ask(application: Application, at: datetime) -> None:
    """The hospital's question: it stands on the candidate's page from the moment the rejection is told."""
    hospital = application.posting.hospital
    if not _open(application).exists():
        PoolConsent.objects.create(
            hospital=hospital,
            candidate=application.candidate,
            application=application,
            version=VERSION,
            asked_at=at,
        )


def take_question_back(application: Application) -> None:
    """The rejection that asked was undone before anybody read it."""
    _open(application).filter(application=application, given_at=None).delete()


def give(application: Application, *, by: User, at: datetime | None = None) -> None:
    """The candidate says yes."""
    at = at or timezone.now()
    if by.pk != application.candidate_id or application.status == Stage.DRAFT:
        raise Refused(_("This is not yours to decide."))
    with transaction.atomic():
        Application.objects.select_for_update(of=("self",)).get(pk=application.pk)  # two clicks, one row
        _open(application).filter(Q(expires_at__lte=at) | Q(given_at=None)).update(ended_at=at)
        if _open(application).exists():
            return
        PoolConsent.objects.create(
            hospital=application.posting.hospital,
            candidate=by,
            application=application,
            version=VERSION,
            given_at=at,
            expires_at=at + YEAR,
        )
        audit.record(application, "pool_joined", by=by, at=at, data={"version": VERSION})


def end(application: Application, *, by: User, at: datetime | None = None) -> None:
    """The candidate says no, or takes a yes back."""
    at = at or timezone.now()
    if by.pk != application.candidate_id:
        raise Refused(_("This is not yours to decide."))
    with transaction.atomic():
        if _open(application).update(ended_at=at):
            audit.record(application, "pool_left", by=by, at=at)


def of(application: Application) -> PoolConsent | None:
    """What the candidate said to this hospital last, or is asked now. A question with an untold rejection is not seen."""
    found = _open(application).order_by("-pk").first()
    if found is None or (found.given_at and not found.is_valid):
        return None
    return None if found.given_at is None and found.application.is_untold else found


def forget_expired(at: datetime) -> int:
    """Rows whose year is over end, and their candidates hear of it. Returns how many."""
    over, ended = PoolConsent.objects.filter(ended_at=None, expires_at__lte=at), 0
    for pk in list(over.values_list("pk", flat=True)):
        with transaction.atomic():
            if over.filter(pk=pk).update(ended_at=at):
                row = PoolConsent.objects.select_related("application__posting__hospital", "candidate").get(
                    pk=pk
                )
                mails.keeping_in_touch_ended(row.application)
                ended += 1
    return ended


def _open(application: Application) -> "models.QuerySet[PoolConsent]":
    return PoolConsent.objects.filter(
        hospital=application.posting.hospital, candidate=application.candidate, ended_at=None
    )
