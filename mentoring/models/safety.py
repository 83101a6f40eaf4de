"""What keeps mentoring safe for both sides: blocks, reports; and what they say to each other at the end."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mentoring.models.mentorship import Mentorship


class Block(models.Model):
    """`by` wants nothing more to do with `whom`: neither finds the other or can ask, whichever is the mentor."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    whom = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "whom"], name="blocked_once"),
            models.CheckConstraint(name="nobody_blocks_themselves", condition=~Q(by=F("whom"))),
        ]

    def __str__(self) -> str:
        return f"{self.by_id} {self.whom_id}"

    @classmethod
    def stands_between(cls, one: Any, other: Any) -> bool:
        return cls.objects.filter(Q(by=one, whom=other) | Q(by=other, whom=one)).exists()


class Reason(models.TextChoices):
    PRESSURE = "pressure", _("Pressure, insults or unwanted advances")
    MONEY = "money", _("Asks for money or sells something")
    FALSE = "false", _("Is not who they say they are")
    PATIENTS = "patients", _("Shares or asks for facts about patients")
    OTHER = "other", _("Something else")


class ReportStatus(models.TextChoices):
    OPEN = "open", _("Waits")
    DISMISSED = "dismissed", _("Nothing wrong")
    BARRED = "barred", _("Barred from mentoring")


class Report(models.Model):
    """Somebody tells the moderators about somebody. `status` moves only along mentoring/safety.py."""

    Reason, Status = Reason, ReportStatus

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    about = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentoring_reports")
    mentorship = models.ForeignKey(Mentorship, models.SET_NULL, null=True, related_name="reports")
    reason = models.CharField(max_length=10, choices=Reason.choices)
    words = models.TextField(max_length=1000, blank=True)
    status = models.CharField(max_length=10, choices=ReportStatus.choices, default=ReportStatus.OPEN)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["by", "about"], condition=Q(status="open"), name="one_open_report_per_pair"
            ),
            models.CheckConstraint(
                name="report_settled_has_date",
                condition=Q(status="open", settled_at=None)
                | Q(status__in=["dismissed", "barred"], settled_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["about"], name="report_bars", condition=Q(status="barred"))]

    def __str__(self) -> str:
        return f"{self.reason} {self.about_id}"


class Helped(models.TextChoices):
    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")


class Feedback(models.Model):
    """What one of the two says to the other at the end. Nobody else reads it, and nothing is counted."""

    Helped = Helped

    mentorship = models.ForeignKey(Mentorship, models.CASCADE, related_name="feedback")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    helped = models.CharField(max_length=6, choices=Helped.choices)
    words = models.TextField(max_length=500, blank=True)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mentorship", "by"], name="one_feedback_of_each"),
        ]

    def __str__(self) -> str:
        return f"{self.mentorship_id} {self.by_id}"
