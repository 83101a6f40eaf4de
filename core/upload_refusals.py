"""What is said of a file that is no CV: one sentence, and what to do instead."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def not_a_cv() -> ValidationError:
    return ValidationError(_("Save your CV as PDF, DOCX or ODT and choose it again."), code="kind")


def unreadable() -> ValidationError:
    return ValidationError(
        _("We could not read this file. Save it as PDF and choose it again."), code="unreadable"
    )


def unreadable_pdf() -> ValidationError:
    return ValidationError(
        _("We could not read this PDF. Save it again from your word processor and choose it again."),
        code="unreadable",
    )


def has_password() -> ValidationError:
    return ValidationError(
        _("This file has a password. Save it without one and choose it again."), code="password"
    )
