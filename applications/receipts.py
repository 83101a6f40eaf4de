"""The candidate's receipt: a mail with exactly what was sent as a PDF. The same file can be downloaded later."""

from django.utils.translation import gettext as _

from applications import consents, mails
from applications.models import Application
from core.mail import Attached, in_language_of


def send(application: Application, *, again: bool = False) -> None:
    """Inside the move that sends or changes it."""
    with in_language_of(application.candidate):
        copy = Attached(f"{_('application')}.pdf", "application/pdf", pdf(application))
        mails.receipt(application, copy, again=again)


def pdf(application: Application) -> bytes:
    """In the language that is active. About 50 ms."""
    from applications.printing import own_copy_pdf  # 20 MB that few processes need

    return own_copy_pdf(application, allowed=consents.at_sending(application))
