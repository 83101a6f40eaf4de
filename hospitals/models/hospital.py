from typing import Any
from zoneinfo import ZoneInfo

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import zones
from core.models import Channel
from core.vocabulary import vocabulary
from hospitals.models.directory import DirectoryEntry
from hospitals.models.kind import Country, DomainKey, Kind, NameKey


class HospitalQuerySet(models.QuerySet["Hospital"]):
    def trustworthy(self) -> "HospitalQuerySet":
        """Those whose openings may be seen: verified and not frozen."""
        return self.filter(status=Hospital.Status.VERIFIED, frozen_at=None)

    def waiting(self) -> "HospitalQuerySet":
        """What moderators decide on, oldest first."""
        asking = Q(status=Hospital.Status.PENDING) | Q(doubted_at__isnull=False)
        return self.filter(asking).order_by("asked_at", "id")


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    model_name="HospitalHistory",
    fields=["status", "frozen_at", "trusted", "name", "web_domain"],
)
class Hospital(models.Model):
    """An organisation that hires here. `status` moves only along hospitals/verification.py."""

    class Status(models.TextChoices):
        UNVERIFIED = "unverified", _("Not yet checked")
        PENDING = "pending", _("Being checked")
        VERIFIED = "verified", _("Verified")
        REFUSED = "refused", _("Refused")

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    entry = models.ForeignKey(DirectoryEntry, models.PROTECT, null=True, blank=True, related_name="hospitals")
    country = models.CharField(_("country"), max_length=2, choices=Country.choices)
    region = models.CharField(_("state or province"), max_length=40)
    city = models.CharField(_("city"), max_length=80)
    postcode = models.CharField(_("ZIP or postcode"), max_length=12, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    time_zone = models.CharField(
        _("time zone"),
        max_length=40,
        choices=list(zones.NAMES.items()),
        blank=True,
        default="",
        db_default="",
    )
    kind = models.CharField(_("kind of hospital"), max_length=20, choices=Kind.choices)
    beds = models.PositiveIntegerField(_("beds"), null=True, blank=True)
    staff = models.PositiveIntegerField(_("people who work here"), null=True, blank=True)
    website = models.URLField(_("website"), max_length=200, blank=True)
    web_domain = models.CharField(
        max_length=100, blank=True, help_text="what a work mailbox must end in, e.g. northlake.example"
    )
    about_en = models.TextField(_("about the hospital, in English"), max_length=2000, blank=True)
    about_nl = models.TextField(_("about the hospital, in Dutch"), max_length=2000, blank=True)
    logo_key = models.CharField(
        max_length=32,
        blank=True,
        default="",
        db_default="",
        help_text="the random name of its files: core/logos.py",
    )
    departments = ArrayField(models.CharField(max_length=80), default=list, blank=True)

    status = models.CharField(max_length=12, choices=Status.choices, default=Status.UNVERIFIED)
    claim_note = models.TextField(_("how can we see that you work there?"), max_length=1000, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_how = models.CharField(
        max_length=12,
        blank=True,
        choices=[
            ("mailbox", _("Mailbox")),
            ("dns", _("DNS record")),
            ("file", _("File on the website")),
            ("moderator", _("Moderator")),
        ],
    )
    doubted_at = models.DateTimeField(
        null=True, blank=True, help_text="its proof is gone; a moderator decides whether it stays verified"
    )
    refused_at = models.DateTimeField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    # Trust moves only along moderation/trust.py.
    trusted = models.BooleanField(default=False, help_text=_("Its openings are published at once."))
    trusted_at = models.DateTimeField(null=True, blank=True, help_text="when that began")
    trust_lost_at = models.DateTimeField(
        null=True, blank=True, help_text="clean openings count anew from here: moderation/trust.py"
    )
    responsive = models.BooleanField(
        default=False, editable=False, help_text="answers applications in time: see applications/record.py"
    )
    limit_lifted_until = models.DateTimeField(
        null=True,
        blank=True,
        help_text="until then unanswered promises do not limit how many openings it has: postings/allowance.py",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = HospitalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="hospital_status_known",
                condition=Q(status__in=["unverified", "pending", "verified", "refused"]),
            ),
            models.CheckConstraint(
                name="hospital_verified_has_date",
                condition=~Q(status="verified") | Q(verified_at__isnull=False),
            ),
            models.CheckConstraint(
                name="hospital_pending_has_date", condition=~Q(status="pending") | Q(asked_at__isnull=False)
            ),
            models.CheckConstraint(
                name="hospital_doubted_is_verified",
                condition=Q(doubted_at=None) | Q(status="verified", asked_at__isnull=False),
            ),
            # Anyone may claim an entry while it is unproven; only one hospital can be the verified one.
            models.UniqueConstraint(
                fields=["entry"], condition=Q(status="verified"), name="one_verified_hospital_per_entry"
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at", "id"], name="hospital_waiting", condition=Q(status="pending")),
            models.Index(
                fields=["asked_at", "id"], name="hospital_doubted", condition=Q(doubted_at__isnull=False)
            ),
            models.Index(fields=["country", "region", "city"], name="hospital_place"),
            GinIndex(OpClass(NameKey("name"), name="gin_trgm_ops"), name="hospital_name_key"),
            GinIndex(OpClass(DomainKey("web_domain"), name="gin_trgm_ops"), name="hospital_domain_key"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new hospital gets the clock of its place; later the hospital says otherwise."""
        if self._state.adding and not self.time_zone:
            self.time_zone = zones.zone_of(self.country, self.region, self.lat, self.lon)
        super().save(*args, **kwargs)

    @property
    def zone(self) -> ZoneInfo:
        """The clock on its wall: closing times, digests and interviews go by it."""
        return ZoneInfo(self.time_zone or zones.zone_of(self.country, self.region, self.lat, self.lon))

    @property
    def is_verified(self) -> bool:
        return self.status == self.Status.VERIFIED

    @property
    def place(self) -> str:
        return f"{self.city}, {self.region}"

    def shown_channels(self) -> "list[HospitalChannel]":
        """Where the public can hear it: those that are not gone, in the vocabulary's order. One query, none when
        they were read along."""
        words = vocabulary().channels
        known = self.channels.all() if self.pk else []
        rows = sorted((row for row in known if row.dead_at is None), key=lambda row: row.pk)
        for row in rows:
            row.channel = words[row.channel_id]
        return sorted(rows, key=lambda row: row.channel.position)

    @property
    def is_locked(self) -> bool:
        """Name and web address do not change while moderators look at them, nor afterwards."""
        return self.status in {self.Status.PENDING, self.Status.VERIFIED}

    @property
    def proven_mailbox(self) -> str:
        """The last mailbox that a code came back from, if it stands on the web domain of now. For moderators."""
        proven = self.codes.filter(used_at__isnull=False).order_by("-used_at").values_list("email", flat=True)
        return next((e for e in proven if e.endswith(("@" + self.web_domain, "." + self.web_domain))), "")

    def about_in(self, language: str) -> str:
        """The text in that language, else the other one."""
        both = (self.about_nl, self.about_en) if language.startswith("nl") else (self.about_en, self.about_nl)
        return both[0] or both[1]


class VerifiedHow(models.TextChoices):
    LINK = "link", _("It links to the hospital's website")
    CODE = "code", _("It shows the code we gave")
    OWN_SITE = "own_site", _("It stands on the hospital's own website")
    MODERATOR = "moderator", _("A moderator looked at it")


class HospitalChannel(models.Model):
    """Where the hospital can be heard: one address on a channel. How it is checked: hospitals/channels.py."""

    hospital = models.ForeignKey(Hospital, models.CASCADE, related_name="channels")
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="+")
    handle = models.CharField(max_length=150, blank=True, default="", db_default="")
    url = models.URLField(max_length=200)
    code = models.CharField(
        max_length=20, blank=True, default="", db_default="", help_text="to be put on the profile"
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_how = models.CharField(
        max_length=10, blank=True, default="", db_default="", choices=VerifiedHow.choices
    )
    misses = models.PositiveSmallIntegerField(default=0, db_default=0, help_text="not found, times in a row")
    dead_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hospital", "url"], name="an_address_once_per_hospital"),
            models.CheckConstraint(
                name="channel_verified_says_how",
                condition=Q(verified_at=None, verified_how="")
                | Q(verified_at__isnull=False) & ~Q(verified_how=""),
            ),
        ]
        ordering = ["channel__position", "id"]

    def __str__(self) -> str:
        return self.url
