from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.application import Application
from applications.models.choices import Stage
from core.models import PayPeriod


class Offer(models.Model):
    """What a hospital offers one candidate. Both sides read it and nobody else.

    It stands while the application is at "offered". Acceptance is a date here, not a stage: the hospital confirms it by
    hiring (docs/decisions/0012-offers-and-slots.md). A changed offer has a higher version, and only the version that was read
    can be accepted.
    """

    application = models.OneToOneField(Application, models.CASCADE, related_name="terms")
    version = models.PositiveSmallIntegerField(default=1)
    pay = models.DecimalField(_("pay"), max_digits=10, decimal_places=2, validators=[MinValueValidator(0)])
    pay_currency = models.CharField(max_length=3)
    pay_period = models.ForeignKey(PayPeriod, models.PROTECT, related_name="+")
    hours = models.DecimalField(_("hours a week"), max_digits=4, decimal_places=1)
    starts_on = models.DateField(_("first day"))
    answer_by = models.DateTimeField()
    words = models.TextField(max_length=3000, blank=True)
    stage_before = models.CharField(max_length=12, default=Stage.INTERVIEW)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="taken back, declined or run out")

    class Meta:
        constraints = [
            models.CheckConstraint(name="offer_hours_sane", condition=Q(hours__gt=0, hours__lte=80)),
            models.CheckConstraint(name="offer_pay_not_negative", condition=Q(pay__gte=0)),
        ]
        indexes = [
            models.Index(
                fields=["answer_by", "id"],
                name="offer_waits",
                condition=Q(accepted_at=None, ended_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"offer {self.pk} of {self.application_id}"

    @property
    def is_open(self) -> bool:
        """It can be accepted now."""
        return self.accepted_at is None and self.ended_at is None and self.answer_by > timezone.now()

    @property
    def waits(self) -> bool:
        """Nobody has answered or ended it, whatever the clock says."""
        return self.accepted_at is None and self.ended_at is None
