"""Candidates who let themselves be found: from whom they hide, who looked, who invited them to apply.

These rows belong to the candidate. How they come about: applications/{hiding,looking,inviting}.py
"""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hospitals.models import DirectoryEntry, Hospital
from postings.models import Posting


class HiddenFrom(models.Model):
    """A hospital that shall not find this person: one of this board, one of the directory that may come to it later,
    or, where neither knows it, every hospital whose name holds these words."""

    candidate = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="hidden_from")
    name = models.CharField(max_length=200, help_text="as its owner reads it")
    hospital = models.ForeignKey(Hospital, models.CASCADE, null=True, blank=True, related_name="+")
    entry = models.ForeignKey(DirectoryEntry, models.CASCADE, null=True, blank=True, related_name="+")
    words = models.CharField(
        max_length=200, blank=True, default="", help_text="as core.text.normalise writes them"
    )
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["candidate", "hospital"], name="hidden_from_a_hospital_once"),
            models.UniqueConstraint(fields=["candidate", "entry"], name="hidden_from_an_entry_once"),
            models.UniqueConstraint(
                fields=["candidate", "words"], condition=~Q(words=""), name="hidden_from_words_once"
            ),
            models.CheckConstraint(
                name="hidden_from_somebody",
                condition=Q(hospital__isnull=False) | Q(entry__isnull=False) | ~Q(words=""),
            ),
        ]
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return f"{self.candidate_id} from {self.name}"


class Looked(models.Model):
    """A hospital opened this person's profile on this day (of the hospital's own clock), however often."""

    hospital = models.ForeignKey(Hospital, models.CASCADE, related_name="looked")
    candidate = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="looked_at")
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hospital", "day", "candidate"], name="one_look_a_day")
        ]
        indexes = [models.Index(fields=["candidate", "-day"], name="looks_at_a_person")]
        verbose_name_plural = "looked"

    def __str__(self) -> str:
        return f"{self.hospital_id} at {self.candidate_id} on {self.day}"


class InvitedStatus(models.TextChoices):
    SENT = "sent", _("Waits for an answer")
    ACCEPTED = "accepted", _("Applied")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("No answer in time")
    WITHDRAWN = "withdrawn", _("The opening has closed")


class InvitedQuerySet(models.QuerySet["Invited"]):
    def open(self, at: datetime | None = None) -> "InvitedQuerySet":
        """Those that still wait: the board ends the others within the hour."""
        return self.filter(status=InvitedStatus.SENT, expires_at__gt=at or timezone.now())

    def of(self, hospital: Hospital) -> "InvitedQuerySet":
        return self.filter(posting__hospital=hospital)


class Invited(models.Model):
    """A hospital's invitation to apply for one opening. `status` moves only along applications/inviting.py."""

    Status = InvitedStatus

    posting = models.ForeignKey(Posting, models.PROTECT, related_name="invited")
    candidate = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="invited")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    status = models.CharField(max_length=10, choices=InvitedStatus.choices, default=InvitedStatus.SENT)
    words = models.TextField(max_length=600, blank=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = InvitedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["posting", "candidate"], name="invited_once_per_opening"),
            models.CheckConstraint(
                name="invited_status_known",
                condition=Q(status__in=["sent", "accepted", "declined", "expired", "withdrawn"]),
            ),
            models.CheckConstraint(
                name="invited_ended_has_date",
                condition=Q(status="sent", ended_at=None) | ~Q(status="sent") & Q(ended_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["candidate", "-sent_at"], name="invited_person"),
            models.Index(fields=["expires_at"], name="invited_waiting", condition=Q(status="sent")),
        ]
        verbose_name_plural = "invited"

    def __str__(self) -> str:
        return f"{self.candidate_id} for {self.posting_id}: {self.status}"

    @property
    def is_open(self) -> bool:
        return self.status == InvitedStatus.SENT and self.expires_at > timezone.now()
