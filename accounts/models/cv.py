"""What stands on a CV, in rows: languages, education, experience, and the channels that a person runs."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.profile import Profile
from accounts.overclaims import no_overclaim
from core import models as core


class Language(models.Model):
    """A language and how well, by the Common European Framework of Reference (Council of Europe, 2001)."""

    class Level(models.TextChoices):
        A1 = "A1", _("A1, a few words")
        A2 = "A2", _("A2, simple talk")
        B1 = "B1", _("B1, gets by at work")
        B2 = "B2", _("B2, works in it with ease")
        C1 = "C1", _("C1, writes in it for others")
        C2 = "C2", _("C2, close to a native speaker")
        NATIVE = "native", _("Native language")

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="languages")
    code = models.CharField(max_length=3, help_text="ISO 639: accounts/languages.py")
    level = models.CharField(max_length=6, choices=Level.choices)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "code"], name="a_language_once_per_profile"),
            models.CheckConstraint(name="language_code_shape", condition=Q(code__regex=r"^[a-z]{2,3}$")),
            models.CheckConstraint(
                name="language_level_known",
                condition=Q(level__in=["A1", "A2", "B1", "B2", "C1", "C2", "native"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.level})"


class Education(models.Model):
    """`level` is null for a course that gives no degree; `ended_in` may be a year to come."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="educations")
    level = models.ForeignKey(core.Education, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=120, validators=[no_overclaim])
    school = models.CharField(max_length=120, blank=True)
    ended_in = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = [F("ended_in").desc(nulls_first=True), "-id"]
        constraints = [
            models.CheckConstraint(name="education_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="education_year_sane",
                condition=Q(ended_in=None) | Q(ended_in__gte=1950, ended_in__lte=2100),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Experience(models.Model):
    """Work that a person did or does: no `ended_on` means that they still do. Days are the first of a month."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="experiences")
    role = models.CharField(max_length=120, validators=[no_overclaim])
    organisation = models.CharField(max_length=120, blank=True)
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    what = models.TextField(max_length=1500, blank=True, validators=[no_overclaim])

    class Meta:
        ordering = [F("ended_on").desc(nulls_first=True), "-began_on", "-id"]
        constraints = [
            models.CheckConstraint(name="experience_has_a_role", condition=~Q(role="")),
            models.CheckConstraint(
                name="experience_ends_after_it_began",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("began_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.role


class OwnChannel(models.Model):
    """A channel that a person runs or ran. Its address is made from the handle by the channel's rule (core/handles.py)."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="channels")
    channel = models.ForeignKey(core.Channel, models.PROTECT, related_name="+")
    handle = models.CharField(max_length=150)
    audience = models.PositiveIntegerField(null=True, blank=True, help_text="followers, readers, listeners")
    what = models.CharField(max_length=200, blank=True, validators=[no_overclaim])

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "channel", "handle"], name="a_channel_once_per_profile"
            ),
            models.CheckConstraint(name="own_channel_has_a_handle", condition=~Q(handle="")),
        ]

    def __str__(self) -> str:
        return self.handle
