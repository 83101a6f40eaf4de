"""What is kept of checking an opening: the text as it was decided on, and what moderators and the hospital said."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from postings.models.posting import Posting


class Decided(models.Model):
    """The words of an opening as they stood when a decision fell. Never changed: a later text is compared with it, and
    the decision can be explained with what was read. Why it fell stands in the trail."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="decided")
    verb = models.CharField(max_length=20, help_text="of postings/lifecycle.py or postings/revising.py")
    at = models.DateTimeField()
    content: Any = models.JSONField(help_text="column → what it said, as postings/material.py writes it")

    class Meta:
        indexes = [models.Index(fields=["posting", "-id"], name="decided_last")]

    def __str__(self) -> str:
        return f"{self.verb} {self.posting_id}"


class Side(models.TextChoices):
    DESK = "desk"
    HOSPITAL = "hospital"


class RemarkQuerySet(models.QuerySet["Remark"]):
    def in_order(self) -> "RemarkQuerySet":
        return self.order_by("at", "id")


class Remark(models.Model):
    """One thing said while an opening is checked: a moderator's question, or what the hospital says. It never changes.

    Who of the moderators asked is kept for the desk and shown to no hospital.
    """

    Side = Side

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="remarks")
    side = models.CharField(max_length=8, choices=Side.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    words = models.TextField(max_length=2000)
    with_submission = models.BooleanField(
        default=False, db_default=False, help_text="said when the opening was sent again: what was mended"
    )

    objects = RemarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="remark_says_something", condition=~Q(words="")),
            models.CheckConstraint(name="remark_side_known", condition=Q(side__in=["desk", "hospital"])),
        ]
        indexes = [models.Index(fields=["posting", "at", "id"], name="remark_order")]

    def __str__(self) -> str:
        return f"{self.side} about {self.posting_id}"
