"""What all letters about an application share."""

from applications.models import Application
from core import zones

REJECTION = "application_rejected"


def about(application: Application) -> str:
    return f"applications.application:{application.pk}"


def facts(application: Application) -> dict[str, str]:
    posting = application.posting
    return {
        "hospital": posting.hospital.name,
        "title": posting.title,
        "respond_by": zones.day(application.respond_by, posting.hospital.zone)
        if application.respond_by
        else "",
        "name": application.candidate_name,
    }
