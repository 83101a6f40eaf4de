from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hospitals.models.hospital import Hospital


class Site(models.Model):
    """One of the places of a hospital beside its main address."""

    hospital = models.ForeignKey(Hospital, models.CASCADE, related_name="sites")
    name = models.CharField(_("name"), max_length=120)
    address = models.CharField(_("address"), max_length=200, blank=True)
    postcode = models.CharField(_("ZIP or postcode"), max_length=12, blank=True)
    city = models.CharField(_("city"), max_length=80)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.name}, {self.city}"


class Policy(models.TextChoices):
    YES = "yes", _("Yes, there is a policy")
    SOON = "soon", _("It is being written")
    NO = "no", _("No, not yet")


class Approval(models.TextChoices):
    SAME_DAY = "same_day", _("The same day")
    TWO_DAYS = "two_days", _("Within two days")
    WEEK = "week", _("Within a week")
    LONGER = "longer", _("Longer than a week")


class Physicians(models.TextChoices):
    NONE = "none", _("None yet")
    FEW = "few", _("1 to 5")
    SOME = "some", _("6 to 20")
    MANY = "many", _("More than 20")


class Readiness(models.Model):
    """How far the hospital is with social media, as it says itself. Its words count for a year: see hospitals/readiness.py."""

    hospital = models.OneToOneField(Hospital, models.CASCADE, related_name="readiness")
    policy = models.CharField(max_length=4, choices=Policy.choices, blank=True)
    policy_url = models.URLField(max_length=200, blank=True)
    approval = models.CharField(max_length=8, choices=Approval.choices, blank=True)
    team_size = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MinValueValidator(0)])
    physicians = models.CharField(max_length=4, choices=Physicians.choices, blank=True)
    privacy_contact = models.CharField(
        max_length=120, blank=True, help_text="an office or a mailbox, no person"
    )
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "readiness"
        constraints = [
            models.CheckConstraint(
                name="readiness_known",
                condition=Q(policy__in=["", *Policy.values], approval__in=["", *Approval.values])
                & Q(physicians__in=["", *Physicians.values]),
            )
        ]

    def __str__(self) -> str:
        return str(self.hospital_id)
