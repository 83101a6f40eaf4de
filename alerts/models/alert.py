from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5, Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.zones import NAMES
from postings.models import Posting


class Rhythm(models.TextChoices):
    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Every week")


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class AlertQuerySet(models.QuerySet["Alert"]):
    def due(self, at: object) -> "AlertQuerySet":
        """Those whose hour has come."""
        return self.filter(status=Alert.Status.ACTIVE, due_at__lte=at)

    def kept(self) -> "AlertQuerySet":
        """What its owner may still change: everything that has not ended."""
        return self.exclude(status=Alert.Status.ENDED)


class Alert(models.Model):
    """A search that somebody keeps: its new openings are mailed. `status` moves only along alerts/keeping.py."""

    class Status(models.TextChoices):
        ASKED = "asked", _("Waits for your confirmation")
        ACTIVE = "active", _("On")
        PAUSED = "paused", _("Paused")
        ENDED = "ended", _("Has stopped")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="alerts"
    )
    email = models.EmailField(_("email address"), blank=True, help_text="of somebody without an account")
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    query = models.TextField(blank=True, help_text="the canonical query string: postings.search.canonical")
    rhythm = models.CharField(_("how often"), max_length=6, choices=Rhythm.choices, default=Rhythm.DAILY)
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday.choices, default=Weekday.MONDAY)
    hour = models.PositiveSmallIntegerField(_("hour"), default=7, validators=[MaxValueValidator(23)])
    time_zone = models.CharField(_("time zone"), max_length=40, choices=list(NAMES.items()))
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.ASKED)
    asked_at = models.DateTimeField(auto_now_add=True)
    active_at = models.DateTimeField(null=True, blank=True, help_text="nothing older is ever mailed")
    paused_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    looked_at = models.DateTimeField(
        null=True, blank=True, help_text="when new openings were looked for last"
    )
    due_at = models.DateTimeField(null=True, blank=True, help_text="when it is looked at next")
    kept_at = models.DateTimeField(null=True, blank=True, help_text="when its owner last said: keep it")
    talks_told_at = models.DateTimeField(
        null=True, blank=True, help_text="when a hospital that it follows last gave times for talks"
    )
    keep_asked_at = models.DateTimeField(null=True, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="alert_has_one_reader",
                condition=Q(user=None) & ~Q(email="") | Q(user__isnull=False, email=""),
            ),
            models.CheckConstraint(
                name="alert_status_known", condition=Q(status__in=["asked", "active", "paused", "ended"])
            ),
            models.CheckConstraint(
                name="alert_active_is_due",
                condition=Q(status="active", due_at__isnull=False, active_at__isnull=False)
                | ~Q(status="active") & Q(due_at=None),
            ),
            models.CheckConstraint(name="alert_hour_of_a_day", condition=Q(hour__lt=24, weekday__lt=7)),
            # By the query's hash: an index row has no room for a long search.
            models.UniqueConstraint(
                F("user"), MD5("query"), condition=~Q(status="ended"), name="one_alert_per_search"
            ),
            models.UniqueConstraint(
                Lower("email"),
                MD5("query"),
                condition=~Q(status="ended") & ~Q(email=""),
                name="one_alert_per_mailbox",
            ),
        ]
        indexes = [models.Index(fields=["due_at", "id"], name="alert_due", condition=Q(status="active"))]

    def __str__(self) -> str:
        return f"{self.user_id or 'visitor'} {self.query}"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def address(self) -> str:
        """Where its letters go."""
        return self.user.email if self.user else self.email

    @property
    def search_url(self) -> str:
        """The search as a page."""
        return reverse("postings:search") + (f"?{self.query}" if self.query else "")

    @property
    def hour_text(self) -> str:
        return f"{self.hour:02}:00"


class Told(models.Model):
    """An opening that this alert has mailed. Each pair once ever: it is the table's key.

    There are millions, and a run writes a million more: no other index, and no foreign key that the database would ask
    for each row. An alert that is deleted takes its rows along; one of a deleted opening means nothing.
    """

    pk = models.CompositePrimaryKey("alert_id", "posting_id")
    alert = models.ForeignKey(Alert, models.CASCADE, related_name="told", db_index=False, db_constraint=False)
    posting = models.ForeignKey(
        Posting, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.alert_id} {self.posting_id}"


class Answer(models.Model):
    """What somebody said of one of the mails: was this right? One answer for each mail; the last one counts."""

    alert = models.ForeignKey(Alert, models.CASCADE, related_name="answers")
    mailed_at = models.DateTimeField(help_text="which mail")
    right = models.BooleanField()
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["alert", "mailed_at"], name="one_answer_per_alert_mail")
        ]

    def __str__(self) -> str:
        return f"{self.alert_id} {self.right}"
