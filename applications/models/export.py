import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from hospitals.models import Hospital
from postings.models import Posting


def _private_path(export: "Export", _name: str) -> str:
    token = uuid.uuid4().hex
    return f"exports/{token[:2]}/{token}"


class Export(models.Model):
    """A ZIP of an opening's applications, made by the worker for one person, to be fetched once within a day."""

    class Status(models.TextChoices):
        WAITING = "waiting"
        READY = "ready"
        FETCHED = "fetched"
        FAILED = "failed"
        GONE = "gone"

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    hospital = models.ForeignKey(Hospital, models.CASCADE, related_name="+")
    posting = models.ForeignKey(Posting, models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    language = models.CharField(max_length=5)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    file = models.FileField(upload_to=_private_path, max_length=120, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    expires_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="export_status_known",
                condition=Q(status__in=["waiting", "ready", "fetched", "failed", "gone"]),
            )
        ]
        indexes = [models.Index(fields=["expires_at"], name="export_to_clean", condition=~Q(status="gone"))]

    def __str__(self) -> str:
        return f"export {self.pk}"
