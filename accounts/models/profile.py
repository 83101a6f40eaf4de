from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.suspension import held_now
from accounts.overclaims import no_overclaim
from core import gazetteer
from core.models import Skill
from core.placenames import CITY
from core.work import Currency, Hours, Mode

MAX_RADIUS_KM = 500
MAX_PAY_FLOOR = 1_000_000


def _slugs() -> ArrayField[list[str], list[str]]:
    return ArrayField(models.CharField(max_length=20), default=list, db_default=[], blank=True)


def _point_of(city: str, region: str, country: str) -> tuple[float | None, float | None]:
    """Of the town, however its state or province was written; nothing of a street is ever known."""
    found = gazetteer.find(", ".join(part for part in (city, region) if part)) if city else []
    here = [spot for spot in found if spot.country == country and spot.kind == CITY and not spot.guessed]
    return (here[0].lat, here[0].lon) if here else (None, None)


class Visibility(models.TextChoices):
    PRIVATE = "private", _("Only me, and the hospitals that I write to")
    HOSPITALS = "hospitals", _("Verified hospitals can find me")


class ProfileQuerySet(models.QuerySet["Profile"]):
    def visible(self) -> "ProfileQuerySet":
        """Those who let hospitals find them, and are not suspended. From whom one hides is asked a floor above: applications/discovery.py"""
        let = self.filter(visibility=Visibility.HOSPITALS, user__is_active=True, user__looks_for_work=True)
        return let.exclude(held_now("user"))


class Profile(models.Model):
    """What a candidate says once and sends with every application. `visibility` moves only along accounts/visibility.py."""

    Visibility = Visibility

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="profile")
    headline = models.CharField(_("headline"), max_length=120, blank=True, validators=[no_overclaim])
    about = models.TextField(_("about you"), max_length=2000, blank=True, validators=[no_overclaim])
    city = models.CharField(_("city"), max_length=80, blank=True)
    region = models.CharField(_("state or province"), max_length=40, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    radius_km = models.PositiveSmallIntegerField(
        _("how far from home"), null=True, blank=True, help_text="kilometres; null: not said"
    )
    engagements = _slugs()  # of the vocabulary; forms let no other in
    hours = models.CharField(max_length=10, choices=Hours.choices, blank=True, default="", db_default="")
    modes = _slugs()
    available_from = models.DateField(_("available from"), null=True, blank=True)
    # Nobody but its owner reads this: not in a snapshot, a hospital's export, an event or a log.
    pay_floor = models.PositiveIntegerField(
        null=True, blank=True, help_text="whole units of pay_currency a year, full-time"
    )
    pay_currency = models.CharField(
        max_length=3, choices=Currency.choices, blank=True, default="", db_default=""
    )
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    visibility = models.CharField(
        max_length=10,
        choices=Visibility.choices,
        default=Visibility.PRIVATE,
        db_default=Visibility.PRIVATE.value,
    )
    visible_at = models.DateTimeField(null=True, blank=True, help_text="since when; null while private")
    idle_warned_at = models.DateTimeField(null=True, blank=True)
    idle_hidden_at = models.DateTimeField(
        null=True, blank=True, help_text="when it was hidden because its owner had not been here for long"
    )
    # Of the town, for the distance to it: accounts/visibility.py.
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["-visible_at", "-id"], name="profile_visible", condition=Q(visibility="hospitals")
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="profile_visibility_has_its_date",
                condition=Q(visibility="private", visible_at=None)
                | Q(visibility="hospitals", visible_at__isnull=False),
            ),
            models.CheckConstraint(
                name="profile_radius_sane",
                condition=Q(radius_km=None) | Q(radius_km__gte=1, radius_km__lte=MAX_RADIUS_KM),
            ),
            models.CheckConstraint(
                name="profile_hours_known", condition=Q(hours="") | Q(hours__in=Hours.values)
            ),
            models.CheckConstraint(name="profile_modes_known", condition=Q(modes__contained_by=Mode.values)),
            models.CheckConstraint(
                name="profile_pay_floor_with_currency",
                condition=Q(pay_floor=None)
                | Q(pay_floor__gte=1, pay_floor__lte=MAX_PAY_FLOOR, pay_currency__in=Currency.values),
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A profile that can be found knows where its town lies, so that a search by distance finds it."""
        if self.visibility == Visibility.HOSPITALS:
            self.lat, self.lon = _point_of(self.city, self.region, self.country)
        super().save(*args, **kwargs)


class ProfileSkill(models.Model):
    class Level(models.TextChoices):
        LEARNING = "learning", _("I am learning this")
        WORKING = "working", _("I use this in my work")
        STRONG = "strong", _("I can teach this")

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+")
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.WORKING)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["profile", "skill"], name="a_skill_once_per_profile"),
            models.CheckConstraint(
                name="profile_skill_level_known",
                condition=models.Q(level__in=["learning", "working", "strong"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.skill} ({self.level})"


class ProfileLink(models.Model):
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="links")
    label = models.CharField(_("name of the link"), max_length=60)
    url = models.URLField(_("address"), max_length=300, validators=[URLValidator(schemes=["http", "https"])])

    def __str__(self) -> str:
        return self.label
