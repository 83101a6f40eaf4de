"""Informational talks: times that a hospital's people give, and talks that come of them."""

import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.languages import language_name
from accounts.models.suspension import held_now
from core.models import Skill
from core.vocabulary import vocabulary
from hospitals.models import Hospital, Seat


class How(models.TextChoices):
    PHONE = "phone", _("By phone")
    VIDEO = "video", _("By video")
    ON_SITE = "on_site", _("At the hospital")


class Minutes(models.IntegerChoices):
    FIFTEEN = 15, _("15 minutes")
    TWENTY = 20, _("20 minutes")
    THIRTY = 30, _("30 minutes")


class TalkStatus(models.TextChoices):
    REQUESTED = "requested", _("Asked for")
    BOOKED = "booked", _("Booked")
    HELD = "held", _("Held")
    NO_SHOW = "no_show", _("Did not happen")
    DECLINED = "declined", _("Declined")
    CANCELLED = "cancelled", _("Cancelled")
    EXPIRED = "expired", _("No answer")


OPEN = (TalkStatus.REQUESTED, TalkStatus.BOOKED)
TAKES_ITS_TIME = (TalkStatus.BOOKED, TalkStatus.HELD, TalkStatus.NO_SHOW)


class TalkTimeQuerySet(models.QuerySet["TalkTime"]):
    def to_come(self, at: datetime | None = None) -> "TalkTimeQuerySet":
        """Not over, not taken away, whether booked or free."""
        return self.filter(starts_at__gt=at or timezone.now(), withdrawn_at=None)

    def free(self, at: datetime | None = None) -> "TalkTimeQuerySet":
        """What anybody may book now: of a hospital on the board, by a person who holds a seat there today."""
        taken = Talk.objects.filter(time=OuterRef("pk"), status__in=TAKES_ITS_TIME)
        seat = Seat.objects.held().filter(user=OuterRef("host"), hospital=OuterRef("hospital"))
        return self.to_come((at or timezone.now()) + NOTICE).filter(
            ~Exists(taken),
            ~held_now("host"),
            Exists(seat),
            meant_for=None,
            host__is_active=True,
            hospital__status=Hospital.Status.VERIFIED,
            hospital__frozen_at=None,
        )


NOTICE = timedelta(hours=4)  # a time is offered no later than this before it begins


class TalkTime(models.Model):
    """A time that somebody of a hospital gives for a talk with anybody who asks, or for one who asked (`meant_for`)."""

    How, Minutes = How, Minutes

    hospital = models.ForeignKey(Hospital, models.CASCADE, related_name="talk_times")
    host = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="talk_times")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(choices=Minutes.choices, default=Minutes.TWENTY)
    how = models.CharField(max_length=8, choices=How.choices)
    where = models.CharField(max_length=300, blank=True, help_text="a link or an address; shown once booked")
    language = models.CharField(max_length=5, help_text="ISO 639")
    topics = ArrayField(models.IntegerField(), default=list, blank=True, help_text="ids of skills")
    zone = models.CharField(max_length=40, help_text="the hospital's when it was offered")
    meant_for = models.ForeignKey(
        "mentoring.Talk", models.CASCADE, null=True, blank=True, related_name="offered"
    )
    offered_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = TalkTimeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="talk_time_length", condition=Q(minutes__in=Minutes.values)),
            models.CheckConstraint(name="talk_time_says_where", condition=Q(how=How.PHONE) | ~Q(where="")),
            models.UniqueConstraint(
                fields=["host", "starts_at"],
                condition=Q(withdrawn_at=None),
                name="host_offers_a_time_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["hospital", "starts_at"], name="talk_time_to_come", condition=Q(withdrawn_at=None)
            ),
            models.Index(fields=["starts_at"], name="talk_time_next", condition=Q(withdrawn_at=None)),
        ]
        ordering = ["starts_at", "id"]

    def __str__(self) -> str:
        return f"{self.host_id} {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def clock(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def language_words(self) -> str:
        return language_name(self.language)

    @property
    def topic_words(self) -> list[Skill]:
        return vocabulary().skills_named(self.topics)


class TalkQuerySet(models.QuerySet["Talk"]):
    def open(self) -> "TalkQuerySet":
        return self.filter(status__in=OPEN)

    def booked(self) -> "TalkQuerySet":
        return self.filter(status=TalkStatus.BOOKED)

    def with_all(self) -> "TalkQuerySet":
        """With what every page and letter of a talk shows: one query."""
        return self.select_related("hospital", "candidate", "host", "time__host", "topic")


class Talk(models.Model):
    """Somebody wants to know how the work is, and asks a hospital. No job interview: it holds no CV and no letter, and
    nothing of it stands with an application unless the candidate links it. `status` moves only along talks.py."""

    Status = TalkStatus

    hospital = models.ForeignKey(Hospital, models.CASCADE, related_name="talks")
    candidate = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="talks_asked")
    host = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="talks_given"
    )
    time = models.ForeignKey(TalkTime, models.SET_NULL, null=True, blank=True, related_name="talks")
    status = models.CharField(max_length=9, choices=TalkStatus.choices, default=TalkStatus.REQUESTED)
    topic = models.ForeignKey(Skill, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.TextField(_("What do you want to know?"), max_length=500)
    phone = models.CharField(_("Your phone number"), max_length=30, blank=True)
    answer = models.TextField(max_length=500, blank=True, help_text="the host's words with a no or a change")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, help_text="names it in calendars")
    sequence = models.PositiveSmallIntegerField(default=0, help_text="goes up with each change in calendars")
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField(null=True, blank=True)
    booked_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    missed_by = models.CharField(
        max_length=9, blank=True, choices=[("candidate", _("the candidate")), ("host", _("the host"))]
    )
    called_off_by = models.CharField(
        max_length=9,
        blank=True,
        choices=[
            ("candidate", _("the candidate")),
            ("hospital", _("the hospital")),
            ("board", _("the board")),
        ],
    )
    application = models.ForeignKey(
        "applications.Application",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="linked by the candidate's own choice",
    )

    objects = TalkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["time"],
                condition=Q(status__in=["booked", "held", "no_show"]),
                name="one_talk_per_time",
            ),
            models.UniqueConstraint(
                fields=["hospital", "candidate"],
                condition=Q(status__in=["requested", "booked"]),
                name="one_open_talk_per_hospital",
            ),
            models.CheckConstraint(
                name="talk_status_has_dates",
                condition=Q(status="requested", answer_by__isnull=False, booked_at=None, ended_at=None)
                | Q(status="booked", booked_at__isnull=False, time__isnull=False, ended_at=None)
                | Q(status__in=["held", "no_show"], booked_at__isnull=False, ended_at__isnull=False)
                | Q(status__in=["declined", "expired"], booked_at=None, ended_at__isnull=False)
                | Q(status="cancelled", ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="talk_missed_by_somebody",
                condition=Q(status="no_show", missed_by__in=["candidate", "host"])
                | (~Q(status="no_show") & Q(missed_by="")),
            ),
        ]
        indexes = [
            models.Index(fields=["answer_by"], name="talk_waits", condition=Q(status="requested")),
            models.Index(fields=["hospital", "-asked_at"], name="talk_of_hospital"),
            models.Index(fields=["candidate", "-asked_at"], name="talk_of_candidate"),
        ]

    def __str__(self) -> str:
        return f"talk {self.pk} of {self.candidate_id} at {self.hospital_id}"

    def get_absolute_url(self) -> str:
        """The candidate's page of it."""
        return reverse("mentoring:talk", args=[self.pk])

    @property
    def workspace_url(self) -> str:
        return reverse("mentoring:hosted_talk", args=[self.hospital.slug, self.pk])

    @property
    def starts_at(self) -> datetime | None:
        return self.time.starts_at if self.time else None

    @property
    def has_begun(self) -> bool:
        return self.time is not None and self.time.starts_at <= timezone.now()

    @property
    def is_over(self) -> bool:
        return self.status not in OPEN
