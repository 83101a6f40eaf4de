from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from postings.models.choices import Status
from postings.models.posting import Posting


class RevisionStatus(models.TextChoices):
    PENDING = "pending", _("Being checked")
    APPLIED = "applied", _("Online")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Taken back")


class RevisionQuerySet(models.QuerySet["Revision"]):
    def pending(self) -> "RevisionQuerySet":
        return self.filter(status=RevisionStatus.PENDING)

    def waiting_for_review(self) -> "RevisionQuerySet":
        """The moderators' queue, oldest first: changes of openings that are online, or will be."""
        online = Q(posting__status=Status.PUBLISHED, posting__frozen_at=None, posting__closes_at__gt=Now())
        hospital = Q(posting__hospital__status="verified", posting__hospital__frozen_at=None)
        return self.pending().filter(online, hospital).order_by("proposed_at", "id")


class Revision(models.Model):
    """One change of an opening that is online. `status` moves only along postings/revising.py.

    `changes` and `before` hold columns of Posting as JSON (postings/material.py), and under "places" a list of places.
    """

    Status = RevisionStatus

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="revisions")
    status = models.CharField(max_length=10, choices=RevisionStatus.choices, default=RevisionStatus.PENDING)
    changes = models.JSONField(help_text="column → what it shall say")
    before = models.JSONField(help_text="the same columns, as they were online")
    base_version = models.PositiveIntegerField(help_text="the opening's version that `before` was read from")
    version = models.PositiveIntegerField(
        default=1, help_text="counts edits: who decides, decides on what was read"
    )
    trusted = models.BooleanField(
        default=False, help_text="applied at once because the hospital is trusted: to be sampled"
    )
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    changed_at = models.DateTimeField(auto_now=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reasons = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    decision_words = models.TextField(max_length=2000, blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["posting"], condition=Q(status="pending"), name="one_pending_revision"
            ),
            models.CheckConstraint(
                name="revision_status_known", condition=Q(status__in=[s.value for s in RevisionStatus])
            ),
            models.CheckConstraint(
                name="revision_decided_has_date",
                condition=Q(status="pending", decided_at=None)
                | ~Q(status="pending") & Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="revision_refused_says_why",
                condition=~Q(status="refused") | Q(decision_reasons__len__gt=0),
            ),
            models.CheckConstraint(name="revision_changes_something", condition=~Q(changes={})),
        ]
        indexes = [
            models.Index(fields=["proposed_at", "id"], name="revision_queue", condition=Q(status="pending")),
            models.Index(fields=["posting", "-id"], name="revision_of_posting"),
        ]

    def __str__(self) -> str:
        return f"{self.posting_id} v{self.base_version}+{self.version}"
