"""Letters to a candidate about what they did or allowed themselves: in writing, so that it is theirs to keep."""

from applications.mails.candidate import to_candidate
from applications.models import Application
from core.mail import in_language_of
from core.said import said as _


def withdrew(application: Application) -> None:
    """What they did themselves, in writing."""
    with in_language_of(application.candidate):
        to_candidate(
            application,
            "application_you_withdrew",
            _("You withdrew your application to %(hospital)s"),
            [
                _("You withdrew your application for “%(title)s”. %(hospital)s knows."),
                _("Was it not you? Sign in, change your password and write to us."),
            ],
        )


def said_no(application: Application) -> None:
    with in_language_of(application.candidate):
        to_candidate(
            application,
            "offer_you_declined",
            _("You declined the offer of %(hospital)s"),
            [
                _("You said no to the offer for “%(title)s”. %(hospital)s knows."),
                _("Was it not you? Sign in, change your password and write to us."),
            ],
        )


def keeping_in_touch_ended(application: Application) -> None:
    """The year of a yes is over."""
    with in_language_of(application.candidate):
        to_candidate(
            application,
            "application_pool_ended",
            _("%(hospital)s no longer keeps in touch with you"),
            [
                _(
                    "A year ago you allowed %(hospital)s to keep in touch with you. The year is over, and so is the permission."
                ),
                _("You can give it again on the page of your application."),
            ],
        )
