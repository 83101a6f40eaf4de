"""Letters to the hospital: to everyone who decides there, each in their own language."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from applications.mails.words import about, facts
from applications.models import Application, WithdrawalReason
from core.mail import Letter, in_language_of, queue
from hospitals.models import Seat
from hospitals.roles import Right


def new_application(application: Application) -> None:
    for user in _deciders(application):
        _to_hospital(
            application,
            user,
            "application_new",
            _("New application: %(name)s for %(title)s"),
            [
                _("%(name)s applied for “%(title)s”."),
                _("You promised an answer before %(respond_by)s."),
            ],
        )


def withdrawn(application: Application) -> None:
    for user in _deciders(application):
        _to_hospital(
            application,
            user,
            "application_withdrawn",
            _("%(name)s withdrew from %(title)s"),
            [_("%(name)s withdrew the application for “%(title)s”.")],
            quote=application.withdrawal_message,
            facts=[(_("Reason"), str(WithdrawalReason(application.withdrawal_reason).label))],
        )


def declined(application: Application) -> None:
    for user in _deciders(application):
        _to_hospital(
            application,
            user,
            "application_declined",
            _("%(name)s declined your offer for %(title)s"),
            [_("%(name)s says no to your offer for “%(title)s”.")],
        )


def nudged(application: Application) -> None:
    for user in _deciders(application):
        _to_hospital(
            application,
            user,
            "application_reminder",
            _("%(name)s still waits for your answer"),
            [
                _("%(name)s applied for “%(title)s”. You promised an answer before %(respond_by)s."),
                _("If there is none in two weeks, we tell the candidate that you did not answer."),
            ],
        )


def _deciders(application: Application) -> Iterator[User]:
    """Yields each reader with their language switched on. Never the candidate, who may have taken a seat since."""
    seats = Seat.objects.with_right(Right.DECIDE_APPLICATIONS).filter(
        hospital_id=application.posting.hospital_id
    )
    for seat in (
        seats.exclude(user=application.candidate)
        .filter(user__is_active=True)
        .select_related("user")
        .order_by("pk")
    ):
        with in_language_of(seat.user):
            yield seat.user


def _to_hospital(
    application: Application, user: User, kind: str, subject: str, paragraphs: list[str], **more: Any
) -> None:
    known = facts(application)
    path = reverse("applications:workspace_detail", args=[application.posting.hospital.slug, application.pk])
    letter = Letter(
        subject=subject % known,
        paragraphs=[p % known for p in paragraphs],
        button=(_("See the application"), path),
        why=_("You get this because you decide on applications at %(hospital)s.") % known,
        **more,
    )
    queue(letter, kind=kind, to=user, about=about(application))
