from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Merge(models.Model):
    """One word became another. Until `settled_at` it can be undone: moderation/merging.py."""

    class Status(models.TextChoices):
        """How far what was asked last is: the merge, or (`undoing`) its undo."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    kind = models.CharField(max_length=12, help_text="key of moderation.words.KINDS")
    gone_id = models.BigIntegerField(help_text="the word that leads to the other now")
    kept_id = models.BigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(help_text="when it was done; until then, when it was asked for")
    status = models.CharField(
        max_length=8, choices=Status.choices, default=Status.DONE, db_default=Status.DONE.value
    )
    undoing = models.BooleanField(default=False, db_default=False)
    why = models.CharField(
        max_length=8, blank=True, default="", db_default="", help_text="key of moderation.merge_jobs.WHY"
    )
    begun = models.PositiveSmallIntegerField(
        default=0, db_default=0, help_text="how often the worker began what was asked last"
    )
    counts = models.JSONField(default=dict, help_text="place → rows that followed")
    led_before = models.JSONField(default=list, help_text="ids of words that led to `gone` already")
    retired_before = models.DateTimeField(
        null=True, help_text="when `gone` was retired, before it was merged"
    )
    undone_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True, help_text="when its rows were forgotten")

    class Meta:
        constraints = [
            models.CheckConstraint(name="merged_into_another", condition=~Q(gone_id=F("kept_id"))),
            models.UniqueConstraint(
                fields=["kind", "gone_id"], condition=Q(undone_at=None), name="merged_once"
            ),
            models.CheckConstraint(
                name="merge_undone_or_settled", condition=Q(undone_at=None) | Q(settled_at__isnull=False)
            ),
            models.CheckConstraint(
                name="merge_failed_says_why",
                condition=Q(status="failed") & ~Q(why="") | ~Q(status="failed") & Q(why=""),
            ),
        ]
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.gone_id} → {self.kept_id}"


class Moved(models.Model):
    """A row that followed a merge, as it was and as it became: what an undo needs, kept for a day."""

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="moved")
    place = models.CharField(max_length=40, help_text="key of moderation.merging.PLACES")
    row_id = models.BigIntegerField()
    before = models.JSONField()
    after = models.JSONField(null=True, help_text="empty: the row was the same as another and went")

    class Meta:
        indexes = [models.Index(fields=["merge", "place", "id"], name="moved_of_merge")]

    def __str__(self) -> str:
        return f"{self.place} {self.row_id}"
