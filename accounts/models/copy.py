import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


def _private_path(copy: "PersonalCopy", _name: str) -> str:
    token = uuid.uuid4().hex
    return f"copies/{token[:2]}/{token}"


class PersonalCopy(models.Model):
    """A ZIP of everything that is kept of one person, made by the worker, to be fetched once within two days."""

    class Status(models.TextChoices):
        WAITING = "waiting"
        READY = "ready"
        FETCHED = "fetched"
        FAILED = "failed"
        GONE = "gone"

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="copies")
    asked_at = models.DateTimeField()
    language = models.CharField(max_length=5)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.WAITING)
    done = models.PositiveIntegerField(default=0, help_text="tables that are written")
    total = models.PositiveIntegerField(default=0, help_text="tables that there are")
    file = models.FileField(upload_to=_private_path, max_length=120, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    expires_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "personal copies"
        constraints = [
            models.CheckConstraint(
                name="copy_status_known",
                condition=Q(status__in=["waiting", "ready", "fetched", "failed", "gone"]),
            ),
            # Two clicks on two devices make one file.
            models.UniqueConstraint(
                fields=["user"], condition=Q(status="waiting"), name="one_waiting_copy_per_person"
            ),
        ]
        indexes = [models.Index(fields=["expires_at"], name="copy_to_clean", condition=~Q(status="gone"))]

    def __str__(self) -> str:
        return f"copy {self.pk}"
