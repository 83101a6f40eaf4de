"""An offer with its terms: what a hospital offers one candidate, and what becomes of it.

         make            accept                              hire (pipeline)
 ───────────────▶ open ─────────▶ accepted ──────────────────────────▶ hired
                  │ ⟲ change (a higher version; only the version that was read can be accepted)
                  ├─ take back (hospital), run out (the board) ──▶ the stage before the offer
                  └─ decline (pipeline) ─▶ declined

The application's stage stays "offered" until the hospital confirms the hire (docs/decisions/0012-offers-and-slots.md). Every verb
locks the application first, so that an acceptance and a withdrawal at once have one winner.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.mails import offer as mails
from applications.models import Application, Offer, Stage
from applications.pipeline import LIFE
from applications.refusals import Refused
from core.workflow import WrongState

REMIND_BEFORE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the candidate reads. `answer_by` is the moment at which the offer runs out."""

    pay: Decimal
    pay_currency: str
    pay_period_id: str
    hours: Decimal
    starts_on: date
    answer_by: datetime
    words: str = ""


def of(application: Application) -> Offer | None:
    """The offer of this application, open or over; None when there never was one with terms."""
    return Offer.objects.filter(application=application).select_related("pay_period").first()


def make(application: Application, terms: Terms, *, by: User, at: datetime | None = None) -> Offer:
    """Offer the job; the application moves to "offered"."""
    with LIFE.move(application, "offer", by=by, at=at) as move:
        row = move.row
        row.first_answer_at = row.first_answer_at or move.at
        offer = Offer.objects.select_for_update().filter(application=row).first() or Offer(
            application=row, version=0
        )
        _write(offer, terms, by, move.at)
        offer.stage_before, offer.accepted_at, offer.ended_at = move.before, None, None
        offer.save()
        mails.made(offer)
    return offer


def change(application: Application, terms: Terms, *, by: User, at: datetime | None = None) -> Offer:
    """Other terms, before it is answered. Also gives terms to an offer that was made without."""
    with LIFE.move(application, "change_offer", by=by, at=at) as move:
        offer = Offer.objects.select_for_update().filter(application=move.row).first() or Offer(
            application=move.row, version=0
        )
        if offer.accepted_at is not None:
            raise Refused(_("The candidate accepted the offer. It cannot be changed any more."))
        _write(offer, terms, by, move.at)
        offer.ended_at = None
        offer.save()
        mails.made(offer, changed=True)
    return offer


def _write(offer: Offer, terms: Terms, by: User, at: datetime) -> None:
    if terms.answer_by <= at:
        raise Refused(_("Choose a last day in the future."))
    for name in ("pay", "pay_currency", "pay_period_id", "hours", "starts_on", "answer_by", "words"):
        setattr(offer, name, getattr(terms, name))
    offer.version += 1
    offer.made_by, offer.made_at, offer.reminded_at = by, at, None


def accept(application: Application, *, by: User, version: int, at: datetime | None = None) -> None:
    """Say yes to the terms that were read. The hospital confirms by hiring."""
    with LIFE.move(application, "accept", by=by, at=at) as move:
        offer = Offer.objects.select_for_update().filter(application=move.row, ended_at=None).first()
        if offer is None:
            raise WrongState(move.row, "accept", move.before)
        if offer.accepted_at is not None:
            raise Refused(_("You accepted this offer already."))
        if offer.version != version:
            raise Refused(_("The hospital changed the offer a moment ago. Read it again."))
        if offer.answer_by <= move.at:
            raise Refused(_("The last day to answer has passed."))
        offer.accepted_at = move.at
        offer.save(update_fields=["accepted_at"])
        mails.accepted(offer)


def take_back(
    application: Application, *, by: User | None, words: str = "", at: datetime | None = None
) -> None:
    """Withdraw it before it is answered (`by=None`: it ran out). The application goes back to where it was."""
    offer = of(application)
    stage = offer.stage_before if offer else Stage.INTERVIEW.value
    with LIFE.move(application, f"take_back_to_{stage}", by=by, at=at) as move:
        offer = Offer.objects.select_for_update().filter(application=move.row).first()
        if offer is not None:
            if offer.accepted_at is not None:
                raise Refused(_("The candidate accepted the offer. It cannot be taken back any more."))
            if by is None and offer.answer_by > move.at:
                raise Refused(_("The last day to answer was moved."))
            offer.ended_at = move.at
            offer.save(update_fields=["ended_at"])
        if by is None:
            mails.ran_out(move.row)
        else:
            mails.taken_back(move.row, words=words)


# ── The board, hourly ────────────────────────────────────────────────────────────────────────────────


def remind(at: datetime) -> int:
    """A mail to the candidate two days before the offer runs out, once. Returns how many."""
    due = Offer.objects.filter(
        accepted_at=None,
        ended_at=None,
        reminded_at=None,
        answer_by__gt=at,
        answer_by__lte=at + REMIND_BEFORE,
        made_at__lte=at - timedelta(hours=12),
        application__status=Stage.OFFERED,
    )
    reminded = 0
    for pk in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            offer = due.select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
            if offer is not None:
                offer.reminded_at = at
                offer.save(update_fields=["reminded_at"])
                mails.reminder(offer)
                reminded += 1
    return reminded


def end_those_that_ran_out(at: datetime) -> int:
    """Returns how many. Somebody may answer in this very second: then the answer stands."""
    over = Application.objects.filter(
        status=Stage.OFFERED, terms__accepted_at=None, terms__ended_at=None, terms__answer_by__lte=at
    )
    ended = 0
    for application in over.select_related("posting__hospital", "candidate"):
        try:
            take_back(application, by=None, at=at)
        except (WrongState, Refused):
            continue
        ended += 1
    return ended
