from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from applications.models.application import Application
from hospitals.models import Hospital


class PoolQuerySet(models.QuerySet["PoolConsent"]):
    def valid(self, at: datetime | None = None) -> "PoolQuerySet":
        """Those whom a hospital may write to now."""
        return self.filter(given_at__isnull=False, ended_at=None, expires_at__gt=at or timezone.now())


class PoolConsent(models.Model):
    """A candidate's word on "may this hospital keep in touch". One row a question; a new yes is a new row.

    `version` names the text that was agreed to (applications/pool.py). Without `given_at` it was asked only.
    """

    hospital = models.ForeignKey(Hospital, models.CASCADE, related_name="pool")
    candidate = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="pool_consents")
    application = models.ForeignKey(Application, models.CASCADE, related_name="pool_consents")
    version = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField(null=True, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="refused or taken back")

    objects = PoolQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hospital", "candidate"],
                condition=Q(ended_at=None),
                name="one_open_pool_consent_per_person",
            ),
            models.CheckConstraint(
                name="pool_given_expires",
                condition=Q(given_at=None, expires_at=None)
                | Q(given_at__isnull=False, expires_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["hospital", "-given_at", "-id"], name="pool_of_hospital")]

    def __str__(self) -> str:
        return f"{self.candidate_id} @ {self.hospital_id}"

    @property
    def is_valid(self) -> bool:
        return bool(
            self.given_at
            and self.ended_at is None
            and self.expires_at is not None
            and self.expires_at > timezone.now()
        )

    @property
    def told(self) -> dict[str, Any]:
        """The snapshot for the hospital. A yes is to being named: also of a blind application, once that has ended."""
        return self.application.told if self.application.is_active else self.application.snapshot
