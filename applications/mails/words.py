"""What all letters about an application share."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from applications.models import Application

REJECTION = "application_rejected"


def about(application: Application) -> str:
    return f"applications.application:{application.pk}"


def day(moment: datetime | None) -> str:
    """ "Friday 11 December", in the reader's language."""
    return date_format(timezone.localtime(moment), "l j F") if moment else ""


def facts(application: Application) -> dict[str, str]:
    posting = application.posting
    return {
        "hospital": posting.hospital.name,
        "title": posting.title,
        "respond_by": day(application.respond_by),
        "name": application.candidate_name,
    }
