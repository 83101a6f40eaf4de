"""What all letters about an application share."""

from accounts.models import News
from applications.models import Application
from core import zones

REJECTION = "application_rejected"
RECEIPTS = ("application_sent", "application_changed")

# What each letter to a candidate is, in their inbox; all others are decisions, which nobody may switch off.
NEWS = {
    **dict.fromkeys(RECEIPTS, News.STEP),
    "application_read": News.STEP,
    "application_pool_ended": News.STEP,
    "application_nudged": News.PROMISE,
    "application_message": News.MESSAGE,
    **dict.fromkeys(
        ("interview_proposed", "interview_cancelled", "interview_given_back", "interview_agreed"),
        News.INTERVIEW,
    ),
    **dict.fromkeys(("application_interview", "interview_reminder"), News.INTERVIEW),
    **dict.fromkeys(("application_offered", "offer_changed", "offer_reminder"), News.OFFER),
    **dict.fromkeys(
        ("offer_taken_back", "offer_ran_out", "offer_accepted", "offer_you_declined"), News.OFFER
    ),
    **dict.fromkeys(("application_posting_closed", "application_posting_changed"), News.OPENING),
    **dict.fromkeys(("application_posting_full", "application_posting_takes_more"), News.OPENING),
    **dict.fromkeys(("application_hospital_stopped", "application_hospital_back"), News.OPENING),
    **dict.fromkeys(("interview_hospital_stopped", "interview_hospital_back"), News.INTERVIEW),
}


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
