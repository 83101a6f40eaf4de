"""The letter before an application is erased because its time is over."""

from datetime import date

from django.utils.formats import date_format

from applications.mails.candidate import to_candidate
from applications.models import Application
from core.mail import in_language_of
from core.said import said as _


def erasure_near(application: Application, *, on: date) -> None:
    with in_language_of(application.candidate):
        to_candidate(
            application,
            "application_erasure_near",
            _("We erase your application to %(hospital)s soon"),
            [
                _("We keep your application for “%(title)s” until %(last_day)s. Then we erase it."),
                _("Your letter, your CV in it and your messages with the hospital go. Your profile stays."),
                _(
                    "Do you want to keep something? You can take a copy of everything until then. Or let the hospital keep it for longer, on the page of your application."
                ),
            ],
            known={"last_day": date_format(on, "j F Y")},
        )
