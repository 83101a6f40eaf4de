"""Letters to the candidate: one function each, called inside the move that causes it."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from accounts import inbox
from accounts.models import News
from applications.mails.words import NEWS, RECEIPTS, REJECTION, about, facts
from applications.models import Application, RejectionReason, Stage
from core.mail import Attached, Letter, cancel, in_language_of
from core.said import said as _
from postings.models import Posting


def receipt(application: Application, copy: Attached, *, again: bool = False) -> None:
    """With a copy of what was sent; `again`: it was changed before anyone opened it."""
    with in_language_of(application.candidate):
        to_candidate(
            application,
            "application_changed" if again else "application_sent",
            _("Your changed application to %(hospital)s is sent")
            if again
            else _("Your application to %(hospital)s is sent"),
            [
                _("%(hospital)s has what you changed for “%(title)s” now. It replaces what you sent before.")
                if again
                else _("%(hospital)s has your application for “%(title)s” now."),
                _(
                    "You hear from them before %(respond_by)s. If you hear nothing by then, we remind the hospital and tell you."
                ),
            ],
            after=[_("The attached file holds exactly what you sent.")],
            files=[copy],
        )


def being_read(application: Application) -> None:
    with in_language_of(application.candidate):
        to_candidate(
            application,
            "application_read",
            _("%(hospital)s is reading your application"),
            [
                _("Someone at %(hospital)s has started to read your application for “%(title)s”."),
                _(
                    "You hear from them before %(respond_by)s. If you hear nothing by then, we remind the hospital and tell you."
                ),
            ],
        )


def shortlisted(application: Application) -> None:
    with in_language_of(application.candidate):
        to_candidate(
            application,
            "application_shortlisted",
            _("You are on the shortlist at %(hospital)s"),
            [
                _("%(hospital)s put your application for “%(title)s” on its shortlist."),
                _("You do not have to do anything. We write to you at the next step."),
            ],
        )


def invited(application: Application) -> None:
    with in_language_of(application.candidate):
        to_candidate(
            application,
            "application_interview",
            _("%(hospital)s invites you to an interview"),
            [
                _("%(hospital)s wants to meet you about “%(title)s”."),
                _(
                    "They write or call you to agree on a day and a place, with the contact details that you sent."
                ),
            ],
        )


def offered(application: Application) -> None:
    with in_language_of(application.candidate):
        to_candidate(
            application,
            "application_offered",
            _("%(hospital)s offers you the job"),
            [
                _("%(hospital)s wants to hire you for “%(title)s”."),
                _(
                    "They send you the offer itself. Tell them yes, or decline the offer on the page of your application."
                ),
            ],
        )


def hired(application: Application) -> None:
    with in_language_of(application.candidate):
        to_candidate(
            application,
            "application_hired",
            _("You are hired by %(hospital)s"),
            [_("%(hospital)s says that you take the job “%(title)s”. We wish you a good start.")],
        )


def rejected(application: Application, *, not_before: datetime, asks_to_keep: bool = False) -> None:
    """Waits until `not_before`; `unsay_rejection` stops it until then."""
    with in_language_of(application.candidate):
        to_candidate(
            application,
            REJECTION,
            _("Answer from %(hospital)s about your application"),
            [_("%(hospital)s chose not to go on with your application for “%(title)s”. They write:")],
            quote=application.rejection_words,
            facts=[(_("Reason"), str(RejectionReason(application.rejection_reason).label))]
            if application.rejection_shared
            else [],
            after=[
                _(
                    "%(hospital)s also asks whether it may keep in touch with you. You answer on the page of your application."
                )
                % facts(application)
            ]
            if asks_to_keep
            else [],
            not_before=not_before,
        )


def unsay_rejection(application: Application) -> bool:
    """Stop the letter and the line of the inbox. False: they have been told."""
    if not cancel(about(application), kind=REJECTION):
        return False
    inbox.take_back(about(application), mail=REJECTION)
    return True


def no_answer(application: Application) -> None:
    with in_language_of(application.candidate):
        to_candidate(
            application,
            "application_no_answer",
            _("%(hospital)s has not answered you"),
            [
                _("You applied for “%(title)s” and %(hospital)s promised an answer before %(respond_by)s."),
                _(
                    "We reminded them, and they still did not answer. We are sorry. We close your application, so that you need not wait."
                ),
                _("This says nothing about you."),
            ],
        )


def waiting_longer(application: Application) -> None:
    with in_language_of(application.candidate):
        to_candidate(
            application,
            "application_nudged",
            _("We reminded %(hospital)s of your application"),
            [
                _(
                    "%(hospital)s promised you an answer about “%(title)s” before %(respond_by)s. There is none yet, so we reminded them today."
                ),
                _("If they stay silent for two more weeks, we tell you so and close your application."),
            ],
        )


def posting_closed(application: Application) -> None:
    """An opening ended while this was a draft or still running."""
    with in_language_of(application.candidate):
        if application.posting.status == Posting.Status.REMOVED:
            said = [
                _(
                    "We took “%(title)s” of %(hospital)s off the board, because it broke our rules. You need not wait for an answer."
                )
            ]
        elif application.status == Stage.DRAFT:
            said = [
                _(
                    "“%(title)s” at %(hospital)s takes no more applications. Yours was not sent. What you wrote is kept."
                )
            ]
        else:
            said = [
                _("“%(title)s” at %(hospital)s takes no more applications."),
                _("Yours is there, and the hospital still owes you an answer."),
            ]
        to_candidate(application, "application_posting_closed", _("An opening has closed: %(title)s"), said)


def to_candidate(
    application: Application, kind: str, subject: str, paragraphs: list[str], **more: Any
) -> None:
    """Fill in the facts and tell. `more` goes to the letter, `known` into the words, `part` names a part of the page;
    before `not_before` nothing of it shows."""
    not_before, part = more.pop("not_before", None), more.pop("part", "")
    known = facts(application) | more.pop("known", {})
    page = reverse("applications:detail", args=[application.pk]) + part
    letter = Letter(
        subject=subject % known,
        greeting=_("Hello %(name)s,") % {"name": application.candidate.name}
        if application.candidate.name
        else "",
        paragraphs=[p % known for p in paragraphs],
        button=(_("See your application"), page),
        why=_("You get this because you started an application for this opening."),
        **more,
    )
    inbox.tell(
        application.candidate,
        NEWS.get(kind, News.DECISION),
        letter=letter,
        mail=kind,
        about=about(application),
        topic=application.posting.title,
        fixed=kind in RECEIPTS,
        not_before=not_before,
    )
