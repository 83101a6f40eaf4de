from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from applications.models.application import Application


class ConsentKind(models.TextChoices):
    PROCESSING = "processing", _("Read and keep the application to decide on it")
    KEEP = "keep", _("Keep the application for a year")
    CHANNELS = "channels", _("Look at your public channels")


class Consent(models.Model):
    """A candidate's yes to one thing that a hospital may do with one application. A new yes is a new row.

    `text_version` names the words that were agreed to (applications/consents.py).
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=10, choices=ConsentKind.choices)
    text_version = models.PositiveSmallIntegerField()
    given_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind"],
                condition=Q(revoked_at=None),
                name="one_standing_consent_of_a_kind",
            ),
            models.CheckConstraint(
                name="consent_kind_known", condition=Q(kind__in=[k.value for k in ConsentKind])
            ),
            models.CheckConstraint(
                name="consent_given_before_revoked",
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("given_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.application_id}"
