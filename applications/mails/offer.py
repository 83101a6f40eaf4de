"""Letters about offers. The terms stand in the candidate's letter and on the page, in no letter to the team."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_noop

from accounts.models import User
from applications import clock
from applications.mails.candidate import to_candidate
from applications.mails.words import about, facts
from applications.models import Application, Offer
from core.mail import Letter, in_language_of
from core.said import said as _
from hospitals import notices
from hospitals.models.notice import Kind
from pay.writing import amount, period_text


def made(offer: Offer, *, changed: bool = False) -> None:
    application = offer.application
    with in_language_of(application.candidate):
        to_candidate(
            application,
            "offer_changed" if changed else "application_offered",
            _("%(hospital)s changed its offer") if changed else _("%(hospital)s offers you the job"),
            [
                _("%(hospital)s wants to hire you for “%(title)s”. This is what they offer:"),
            ],
            facts=terms_in_words(offer),
            quote=offer.words,
            after=[
                _(
                    "Accept or decline it on the page of your application. Only you and those who decide at the hospital read it."
                )
            ],
        )


def terms_in_words(offer: Offer) -> list[tuple[str, str]]:
    """In the language that is active."""
    language = get_language() or "en"
    hours = f"{offer.hours.normalize():f}".replace(".", "," if language.startswith("nl") else ".")
    pay = f"{amount(offer.pay, offer.pay_currency, language)} {period_text(offer.pay_period_id, language)}"
    return [
        (_("Pay"), pay),
        (_("Hours a week"), hours),
        (_("First day"), date_format(offer.starts_on, "l j F Y")),
        (_("Answer by"), _answer_by(offer)),
    ]


def _answer_by(offer: Offer) -> str:
    zone = offer.application.posting.hospital.zone
    return f"{clock.day(offer.answer_by, zone)}, {clock.time(offer.answer_by, zone)}"


def reminder(offer: Offer) -> None:
    application = offer.application
    with in_language_of(application.candidate):
        to_candidate(
            application,
            "offer_reminder",
            _("%(hospital)s waits for your answer"),
            [
                _(
                    "Their offer for “%(title)s” runs out soon. Accept or decline it on the page of your application."
                )
            ],
            facts=[(_("Answer by"), _answer_by(offer))],
        )


def taken_back(application: Application, *, words: str) -> None:
    with in_language_of(application.candidate):
        to_candidate(
            application,
            "offer_taken_back",
            _("%(hospital)s took its offer back"),
            [
                _(
                    "The offer for “%(title)s” no longer stands. Your application is open again, and the hospital owes you an answer."
                )
            ],
            quote=words,
        )


def ran_out(application: Application) -> None:
    with in_language_of(application.candidate):
        to_candidate(
            application,
            "offer_ran_out",
            _("The offer of %(hospital)s ran out"),
            [
                _("The last day to answer the offer for “%(title)s” has passed."),
                _("Do you still want the job? Write to the hospital. It can make a new offer."),
            ],
        )
    _tell(
        application,
        "offer_ran_out",
        gettext_noop("%(name)s did not answer your offer"),
        gettext_noop(
            "The last day to answer the offer for “%(title)s” has passed. You can make a new one, or end the application."
        ),
    )


def accepted(offer: Offer) -> None:
    application = offer.application
    with in_language_of(application.candidate):
        to_candidate(
            application,
            "offer_accepted",
            _("You accepted the offer of %(hospital)s"),
            [
                _("You said yes to “%(title)s”. The hospital knows and confirms that you are hired."),
                _("A contract follows from the hospital itself."),
            ],
            facts=terms_in_words(offer),
        )
    _tell(
        application,
        "offer_accepted",
        gettext_noop("%(name)s accepts your offer"),
        gettext_noop(
            "%(name)s says yes to your offer for “%(title)s”. Confirm it: note that they are hired."
        ),
    )


def _tell(application: Application, kind: str, subject: str, text: str) -> None:
    posting = application.posting
    page = reverse("applications:workspace_detail", args=[posting.hospital.slug, application.pk])
    known = facts(application)

    def write(reader: User) -> Letter:
        return Letter(
            subject=_(subject) % known,
            paragraphs=[_(text) % known],
            button=(_("See the application"), page),
            why=_("You get this because you decide on applications at %(hospital)s.") % known,
        )

    notices.tell(
        posting.hospital,
        Kind.OFFER,
        letter=write,
        about=about(application),
        url=page,
        topic=posting.title,
        except_=application.candidate,
        mail=kind,
    )
