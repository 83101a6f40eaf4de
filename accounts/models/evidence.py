"""What backs a skill: evidence, trainings given, samples of work. What is said of them: accounts/evidence.py, samples.py."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.profile import Profile
from accounts.overclaims import no_overclaim
from core import work
from core.models import Channel, Skill


class WorkSampleQuerySet(models.QuerySet["WorkSample"]):
    def shown(self) -> "WorkSampleQuerySet":
        return self.filter(status=WorkSample.Status.SHOWN)

    def quarantined(self) -> "WorkSampleQuerySet":
        return self.filter(status=WorkSample.Status.QUARANTINED)


class WorkSample(models.Model):
    """A piece of somebody's work. Its pictures never change: another file is another sample."""

    class Status(models.TextChoices):
        SHOWN = "shown", _("Goes along when you apply")
        QUARANTINED = "quarantined", _("Being checked")
        REMOVED = "removed", _("Taken away by a moderator")

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="samples")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.SHOWN)
    title = models.CharField(_("title"), max_length=120, validators=[no_overclaim])
    channel = models.ForeignKey(Channel, models.PROTECT, null=True, blank=True, related_name="+")
    url = models.URLField(
        _("link"), max_length=300, blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )
    did = models.TextField(_("what you did"), max_length=1000, validators=[no_overclaim])
    result = models.CharField(_("result in numbers"), max_length=300, blank=True, validators=[no_overclaim])
    declared_at = models.DateTimeField(help_text="when its owner declared that no patient can be recognised")
    declared_version = models.PositiveSmallIntegerField(help_text="of that declaration's text")
    quarantined_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField(default=timezone.now)

    objects = WorkSampleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="sample_status_known", condition=Q(status__in=["shown", "quarantined", "removed"])
            ),
            models.CheckConstraint(
                name="sample_quarantined_has_its_time",
                condition=~Q(status="quarantined") | Q(quarantined_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["quarantined_at"], name="sample_in_quarantine", condition=Q(status="quarantined")
            )
        ]
        ordering = ["-added_at", "-id"]

    def __str__(self) -> str:
        return self.title


def _private_path(picture: "SamplePicture", _name: str) -> str:
    token = uuid.uuid4().hex
    return f"samples/{token[:2]}/{token}"


class SamplePicture(models.Model):
    """One page or picture of a sample, drawn anew by us: pixels and nothing of the file that was sent."""

    sample = models.ForeignKey(WorkSample, models.CASCADE, related_name="pictures")
    number = models.PositiveSmallIntegerField(help_text="of the page, from 1")
    file = models.FileField(upload_to=_private_path, max_length=120)
    kind = models.CharField(max_length=4, help_text="png or webp")
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sample", "number"], name="one_picture_a_page_of_a_sample"),
            models.CheckConstraint(name="sample_picture_kind_known", condition=Q(kind__in=["png", "webp"])),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"page {self.number} of sample {self.sample_id}"


class SampleReport(models.Model):
    """Somebody who can see a sample says that it should not be seen."""

    class Reason(models.TextChoices):
        PATIENT = "patient", _("A patient can be recognised")
        NOT_THEIRS = "not_theirs", _("It is not their own work")
        OTHER = "other", _("Something else")

    sample = models.ForeignKey(WorkSample, models.CASCADE, related_name="reports")
    reason = models.CharField(max_length=12, choices=Reason.choices)
    words = models.TextField(max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="sample_report_reason_known", condition=Q(reason__in=["patient", "not_theirs", "other"])
            )
        ]
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.reason}: sample {self.sample_id}"


class Evidence(models.Model):
    """What backs one skill of a profile. Months are kept as days: `on` the first, `expires_on` the last of its month."""

    class Kind(models.TextChoices):
        TRAINING = "training", _("Training completed")
        CERTIFICATE = "certificate", _("Certificate")
        SAMPLE = "sample", _("Work sample")
        REFERENCE = "reference", _("Reference")

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="evidences")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=120, blank=True, validators=[no_overclaim])
    issuer = models.CharField(_("issuer"), max_length=120, blank=True, validators=[no_overclaim])
    on = models.DateField(_("when"), null=True, blank=True)
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    sample = models.ForeignKey(WorkSample, models.CASCADE, null=True, blank=True, related_name="evidences")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="evidence_kind_known",
                condition=Q(kind__in=["training", "certificate", "sample", "reference"]),
            ),
            models.CheckConstraint(
                name="evidence_shows_a_sample_or_says_who",
                condition=Q(kind="sample", sample__isnull=False)
                | (~Q(kind="sample") & Q(sample=None, on__isnull=False) & ~Q(issuer="")),
            ),
            models.CheckConstraint(
                name="evidence_ends_after_it_began",
                condition=Q(expires_on=None) | Q(expires_on__gte=models.F("on")),
            ),
        ]
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()


class Training(models.Model):
    """Teaching that somebody has done: whom, how, how many, when."""

    Audience = work.Audience  # the words that openings use too

    class Format(models.TextChoices):
        WORKSHOP = "workshop", _("Workshop")
        ONE_TO_ONE = "one_to_one", _("One to one")
        TALK = "talk", _("Lecture")
        ONLINE = "online", _("Online")

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="trainings")
    audience = models.CharField(_("whom"), max_length=12, choices=Audience.choices)
    format = models.CharField(_("how"), max_length=12, choices=Format.choices)
    group_size = models.PositiveSmallIntegerField(
        _("people in a group"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5000)],
    )
    year = models.PositiveSmallIntegerField(_("year"))
    what = models.CharField(_("what you taught"), max_length=200, validators=[no_overclaim])

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="training_audience_known",
                condition=Q(audience__in=["physicians", "nurses", "board", "staff", "students"]),
            ),
            models.CheckConstraint(
                name="training_format_known",
                condition=Q(format__in=["workshop", "one_to_one", "talk", "online"]),
            ),
        ]
        ordering = ["-year", "-id"]

    def __str__(self) -> str:
        return f"{self.audience} {self.year}: {self.what}"
