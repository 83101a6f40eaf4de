from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Skill


class Profile(models.Model):
    """What a candidate says once and sends with every application."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="profile")
    headline = models.CharField(_("headline"), max_length=120, blank=True)
    about = models.TextField(_("about you"), max_length=2000, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    region = models.CharField(_("state or province"), max_length=40, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    remote_ok = models.BooleanField(_("I can work remotely"), default=False)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.headline


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
