from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from core import announcing


def site(request: HttpRequest) -> dict[str, Any]:
    """What every page may name. No query here: the chrome never asks the database."""
    return {
        "SITE_NAME": settings.SITE_NAME,
        "SITE_URL": settings.SITE_URL,
        "DEMO": settings.DEMO,
        "announcements": SimpleLazyObject(lambda: announcing.shown_to(request)),
    }
