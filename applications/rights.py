"""Who may draw an arrow of an application, an interview or an offer."""

from typing import Any

from applications.models import Application
from hospitals.access import has_right
from hospitals.roles import Right


def decides(user: Any, application: Application) -> bool:
    """Somebody of the hospital who decides, and never about themselves."""
    return user.pk != application.candidate_id and has_right(
        user, application.posting.hospital_id, Right.DECIDE_APPLICATIONS
    )


def is_candidate(user: Any, application: Application) -> bool:
    return bool(user.pk == application.candidate_id)


def nobody(user: Any, row: Any) -> bool:
    return False
