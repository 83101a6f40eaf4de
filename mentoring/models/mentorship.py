from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import Skill


class Status(models.TextChoices):
    REQUESTED = "requested", _("Waits for an answer")
    ACCEPTED = "accepted", _("Running")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("No answer")
    WITHDRAWN = "withdrawn", _("Taken back")
    COMPLETED = "completed", _("Completed")
    ENDED = "ended", _("Ended early")


_OVER = (Status.DECLINED, Status.EXPIRED, Status.WITHDRAWN, Status.COMPLETED, Status.ENDED)


class MentorshipQuerySet(models.QuerySet["Mentorship"]):
    def requested(self) -> "MentorshipQuerySet":
        return self.filter(status=Status.REQUESTED)

    def running(self) -> "MentorshipQuerySet":
        return self.filter(status=Status.ACCEPTED)

    def of(self, user: Any) -> "MentorshipQuerySet":
        """Those in which this person is one of the two."""
        return self.filter(Q(candidate=user) | Q(mentor=user))

    def between(self, one: Any, other: Any) -> "MentorshipQuerySet":
        return self.filter(Q(candidate=one, mentor=other) | Q(candidate=other, mentor=one))

    def run_out(self, at: datetime) -> "MentorshipQuerySet":
        return self.requested().filter(answer_by__lte=at)


class Mentorship(models.Model):
    """Somebody asks a mentor, and what comes of it. `status` moves only along mentoring/asking.py."""

    Status = Status

    candidate = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentorships_asked")
    mentor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentorships_given")
    topic = models.ForeignKey(Skill, models.PROTECT, null=True, blank=True, related_name="+")
    goal = models.CharField(_("What do you want to reach?"), max_length=200)
    questions = models.TextField(_("Your three best questions"), max_length=500)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.REQUESTED)
    answer = models.TextField(_("Your answer"), max_length=500, blank=True, help_text="the mentor's words")
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    check_in_at = models.DateTimeField(null=True, blank=True, help_text="half time")
    checked_in_at = models.DateTimeField(null=True, blank=True, help_text="when both were asked how it goes")
    until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MentorshipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "mentor"],
                condition=Q(status__in=["requested", "accepted"]),
                name="one_mentorship_per_pair",
            ),
            models.CheckConstraint(name="nobody_mentors_themselves", condition=~Q(candidate=F("mentor"))),
            models.CheckConstraint(
                name="mentorship_status_has_dates",
                condition=Q(status="requested", accepted_at=None, ended_at=None)
                | Q(status="accepted", accepted_at__isnull=False, until__isnull=False, ended_at=None)
                | Q(status__in=["declined", "expired", "withdrawn"], accepted_at=None, ended_at__isnull=False)
                | Q(status__in=["completed", "ended"], accepted_at__isnull=False, ended_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["answer_by"], name="mentorship_waits", condition=Q(status="requested")),
            models.Index(fields=["check_in_at"], name="mentorship_check_in", condition=Q(status="accepted")),
            models.Index(fields=["mentor"], name="mentorship_runs", condition=Q(status="accepted")),
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id} asks {self.mentor_id}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring:one", args=[self.pk])

    def other(self, user: Any) -> Any:
        """The other of the two."""
        return self.candidate if user.pk == self.mentor_id else self.mentor

    @property
    def is_over(self) -> bool:
        return self.status in _OVER

    @property
    def shows_contacts(self) -> bool:
        """Mail addresses are for both, from the yes on, until one ends it early."""
        return self.status in (Status.ACCEPTED, Status.COMPLETED)
