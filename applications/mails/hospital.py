"""What the hospital's team hears of an application: each in their own language, as they chose (hospitals/notices.py)."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from accounts.models import User
from applications import blind
from applications.mails.words import about, facts
from applications.models import Application, ConsentKind, WithdrawalReason
from core.mail import Letter
from core.said import said as _
from hospitals import notices
from hospitals.models.notice import Kind


def new_application(application: Application) -> None:
    def write(reader: User) -> Letter:
        return _letter(
            application,
            _("New application: %(name)s for %(title)s"),
            [
                _("%(name)s applied for “%(title)s”."),
                _("You promised an answer before %(respond_by)s."),
            ],
        )

    _tell(application, Kind.APPLICATION, "application_new", write)


def withdrawn(application: Application) -> None:
    def write(reader: User) -> Letter:
        return _letter(
            application,
            _("%(name)s withdrew from %(title)s"),
            [_("%(name)s withdrew the application for “%(title)s”.")],
            quote=blind.masked(application.withdrawal_message, application),
            facts=[(_("Reason"), str(WithdrawalReason(application.withdrawal_reason).label))],
        )

    _tell(application, Kind.WITHDRAWAL, "application_withdrawn", write)


def declined(application: Application) -> None:
    def write(reader: User) -> Letter:
        return _letter(
            application,
            _("%(name)s declined your offer for %(title)s"),
            [_("%(name)s says no to your offer for “%(title)s”.")],
        )

    _tell(application, Kind.OFFER, "application_declined", write)


def consent_revoked(application: Application, kind: str) -> None:
    """They have to act on it: also when the application has ended."""

    def write(reader: User) -> Letter:
        what = {
            ConsentKind.PROCESSING: _("You may not keep this application any longer. We erase it; erase your copies too."),
            ConsentKind.KEEP: _("You may not keep this application for a year any more. We erase it on its normal day."),
            ConsentKind.CHANNELS: _("You may not look at this person’s public channels any more."),
        }  # fmt: skip
        return _letter(
            application,
            _("%(name)s takes a permission back"),
            [_("%(name)s applied for “%(title)s”."), str(what[ConsentKind(kind)])],
        )

    _tell(application, Kind.WITHDRAWAL, "application_consent_revoked", write)


def promise_near(application: Application) -> None:
    def write(reader: User) -> Letter:
        return _letter(
            application,
            _("%(name)s expects your answer in two days"),
            [
                _("%(name)s applied for “%(title)s”. You promised an answer before %(respond_by)s."),
                _("A shortlist, an interview or a kind no is an answer. Reading is not."),
            ],
        )

    _tell(application, Kind.PROMISE, "application_promise_near", write)


def nudged(application: Application) -> None:
    def write(reader: User) -> Letter:
        return _letter(
            application,
            _("%(name)s still waits for your answer"),
            [
                _("%(name)s applied for “%(title)s”. You promised an answer before %(respond_by)s."),
                _("If there is none in two weeks, we tell the candidate that you did not answer."),
            ],
        )

    _tell(application, Kind.PROMISE, "application_reminder", write)


def _tell(application: Application, kind: str, mail: str, write: Callable[[User], Letter]) -> None:
    """Never the candidate, who may have taken a seat since."""
    posting = application.posting
    notices.tell(
        posting.hospital,
        kind,
        letter=write,
        about=about(application),
        url=_page(application),
        topic=posting.title,
        except_=application.candidate,
        mail=mail,
    )


def _page(application: Application) -> str:
    return reverse("applications:workspace_detail", args=[application.posting.hospital.slug, application.pk])


def _letter(application: Application, subject: str, paragraphs: list[str], **more: Any) -> Letter:
    known = facts(application)
    return Letter(
        subject=subject % known,
        paragraphs=[p % known for p in paragraphs],
        button=(_("See the application"), _page(application)),
        why=_("You get this because you decide on applications at %(hospital)s.") % known,
        **more,
    )
