from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class EventQuerySet(models.QuerySet["Event"]):
    def about(self, row: models.Model) -> "EventQuerySet":
        return self.filter(subject_type=row._meta.label_lower, subject_id=row.pk)

    def newest_first(self) -> "EventQuerySet":
        return self.order_by("-at", "-id")


class Event(models.Model):
    """One line of the trail. No foreign keys, so that it survives what it speaks of.

    Rows are only ever added: plain triggers (migration 0009) refuse UPDATE, DELETE and TRUNCATE. They are no pgtrigger
    ones, which a session variable can switch off.
    """

    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    hospital_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=40)
    before = models.CharField(max_length=20, blank=True)
    after = models.CharField(max_length=20, blank=True)
    reasons: ArrayField[list[str], list[str]] = ArrayField(
        models.CharField(max_length=40), default=list, blank=True
    )
    words = models.TextField(blank=True)
    data = models.JSONField(default=dict, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-at", "-id"], name="event_subject"),
            models.Index(fields=["-at", "-id"], name="event_newest"),
            models.Index(fields=["hospital_id", "-at", "-id"], name="event_hospital"),
            models.Index(fields=["actor_id", "-at", "-id"], name="event_actor"),
            models.Index(fields=["verb", "-at", "-id"], name="event_verb"),
            models.Index(fields=["subject_type", "-at", "-id"], name="event_kind"),
            models.Index(fields=["subject_id", "-at", "-id"], name="event_number"),
            GinIndex(fields=["reasons"], name="event_reasons"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type} {self.subject_id}"
