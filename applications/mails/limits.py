"""Letters to people with a draft when an opening reaches its number of applications, or takes more of them."""

from applications.mails.candidate import to_candidate
from applications.models import Application
from core.mail import in_language_of
from core.said import said as _
from postings import moments


def posting_full(application: Application) -> None:
    """The last application that fits came in while this was a draft."""
    with in_language_of(application.candidate):
        to_candidate(
            application,
            "application_posting_full",
            _("An opening is full: %(title)s"),
            [
                _("“%(title)s” at %(hospital)s has as many applications as it takes."),
                _("Yours was not sent. What you wrote is kept."),
                _("If the hospital decides to take more, we tell you."),
            ],
        )


def posting_takes_more(application: Application) -> None:
    """The hospital raised the limit: a draft can be sent again."""
    posting = application.posting
    with in_language_of(application.candidate):
        to_candidate(
            application,
            "application_posting_takes_more",
            _("You can apply again: %(title)s"),
            [
                _("“%(title)s” at %(hospital)s was full. The hospital takes more applications now."),
                _("Your draft is kept, so you can send it."),
            ],
            facts=[(_("Applications"), moments.limit(posting)), (_("Closes"), moments.closing(posting))],
        )
