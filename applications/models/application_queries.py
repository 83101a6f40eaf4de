"""Which applications: words for the questions that pages, letters and rounds ask."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import User
from applications.models.choices import ACTIVE, UNANSWERED, Stage
from hospitals.models import Hospital

if TYPE_CHECKING:
    from applications.models.application import Application  # noqa: F401


def still_runs(at: datetime, of: str = "") -> Q:
    """For the candidate: also what is rejected, until its letter leaves. `of`: the path to the application."""
    untold = at - timedelta(hours=settings.REJECTION_UNDO_HOURS)
    waits = {f"{of}status": Stage.REJECTED, f"{of}decided_at__gt": untold}
    return Q(**{f"{of}status__in": ACTIVE}) | Q(**waits)


class ApplicationQuerySet(models.QuerySet["Application"]):
    def by_candidate(self, user: User) -> "ApplicationQuerySet":
        return self.filter(candidate=user)

    def sent(self) -> "ApplicationQuerySet":
        """What a hospital may know of: everything but drafts."""
        return self.exclude(status=Stage.DRAFT)

    def active(self) -> "ApplicationQuerySet":
        return self.filter(status__in=ACTIVE)

    def running(self, at: datetime) -> "ApplicationQuerySet":
        """Those that run as far as their candidates know."""
        return self.filter(still_runs(at))

    def readable_at(self, hospital: Hospital, reader: User) -> "ApplicationQuerySet":
        """What a seat holder may find in the workspace: everything sent there, except what they sent themselves."""
        return self.sent().filter(posting__hospital=hospital).exclude(candidate=reader)

    def for_rows(self) -> "ApplicationQuerySet":
        """Everything that a row shows, in one query, without the long texts."""
        long = ("letter", "posting__description", "posting__description_html")
        return self.select_related("posting__hospital").defer(*long)

    def unanswered(self) -> "ApplicationQuerySet":
        """Those that the promise is about: nobody has said more than "we are reading it"."""
        return self.filter(status__in=UNANSWERED)
