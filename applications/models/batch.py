"""Work on many applications at once: what was asked, and how far each one is."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.application import Application
from applications.models.choices import RejectionReason
from hospitals.models import Hospital


class BatchKind(models.TextChoices):
    READ = "read", _("Start reading")
    SHORTLIST = "shortlist", _("Put on the shortlist")
    REJECT = "reject", _("Not chosen")
    UNDO = "undo", _("Undo of not chosen")
    MESSAGE = "message", _("Message")


class BatchQuerySet(models.QuerySet["Batch"]):
    def at(self, hospital: Hospital) -> "BatchQuerySet":
        return self.filter(hospital=hospital)

    def recent(self, now: datetime) -> "BatchQuerySet":
        """What a list still speaks of: unfinished, or so young that a rejection in it can be undone."""
        since = now - timedelta(hours=settings.REJECTION_UNDO_HOURS)
        return self.filter(Q(finished_at=None) | Q(created_at__gt=since)).order_by("-pk")


class Batch(models.Model):
    """One decision about many applications. Its items are done one by one, each in its own transaction."""

    hospital = models.ForeignKey(Hospital, models.CASCADE, related_name="batches")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=BatchKind.choices)
    reason = models.CharField(max_length=20, choices=RejectionReason.choices, blank=True)
    words = models.JSONField(
        default=dict, blank=True, help_text="what is written to candidates, by their language"
    )
    shared = models.BooleanField(
        default=True, db_default=True, help_text="whether the candidates read the reason beside the message"
    )
    undoes = models.OneToOneField("self", models.CASCADE, null=True, blank=True, related_name="undone_by")
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="batch_kind_known", condition=Q(kind__in=BatchKind.values)),
            models.CheckConstraint(
                name="batch_rejection_says_why",
                condition=Q(kind="reject") & ~Q(reason="") | ~Q(kind="reject") & Q(reason=""),
            ),
            models.CheckConstraint(
                name="batch_undo_names_what",
                condition=Q(kind="undo", undoes__isnull=False) | ~Q(kind="undo") & Q(undoes=None),
            ),
        ]
        indexes = [models.Index(fields=["hospital", "-id"], name="batch_of_hospital")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def may_be_undone(self) -> bool:
        """While letters of the rejection wait, and nobody has undone it."""
        until = self.created_at + timedelta(hours=settings.REJECTION_UNDO_HOURS)
        return self.kind == BatchKind.REJECT and timezone.now() < until and not hasattr(self, "undone_by")


class BatchItem(models.Model):
    """One application of a batch. `why` names what stood in the way, in a word of applications/bulk.py."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits")
        DONE = "done", _("Done")
        FAILED = "failed", _("Not done")

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="items")
    application = models.ForeignKey(Application, models.CASCADE, related_name="batch_items")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    why = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "application"], name="once_in_a_batch"),
            models.CheckConstraint(
                name="batch_item_failure_says_why",
                condition=Q(state="failed") & ~Q(why="") | ~Q(state="failed") & Q(why=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.application_id} {self.state}"
