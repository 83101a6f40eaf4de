from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.languages import language_name
from accounts.models.suspension import held_now
from accounts.overclaims import no_overclaim
from core.models import Skill
from core.vocabulary import vocabulary
from core.zones import NAMES
from hospitals.models import Hospital, Seat
from mentoring.models.mentorship import Mentorship
from mentoring.models.safety import Block, Report

MOST = 5  # people at once


class Status(models.TextChoices):
    OPEN = "open", _("Takes requests")
    PAUSED = "paused", _("Paused")


class Times(models.TextChoices):
    """When a mentor has time, by their own clock."""

    MORNINGS = "mornings", _("Mornings")
    LUNCH = "lunch", _("Lunch breaks")
    AFTERNOONS = "afternoons", _("Afternoons")
    EVENINGS = "evenings", _("Evenings")
    WEEKENDS = "weekends", _("Weekends")


class MentorQuerySet(models.QuerySet["Mentor"]):
    def listed(self) -> "MentorQuerySet":
        """Who stands in the directory: not paused, not closed, not barred, not suspended."""
        barred = Report.objects.filter(about=OuterRef("user"), status=Report.Status.BARRED)
        return self.exclude(held_now("user")).filter(
            ~Exists(barred), status=Status.OPEN, capacity__gt=0, user__is_active=True, user__standing="open"
        )

    def for_reader(self, user: Any) -> "MentorQuerySet":
        """Without those whom this reader blocked, and those who blocked this reader."""
        if not user.is_authenticated:
            return self
        mine, theirs = Q(by=user, whom=OuterRef("user")), Q(by=OuterRef("user"), whom=user)
        return self.filter(~Exists(Block.objects.filter(mine | theirs)))

    def for_cards(self) -> "MentorQuerySet":
        """With how many people each has now, and whether their seat at the hospital they name is held today."""
        running = Mentorship.objects.running().filter(mentor=OuterRef("user")).order_by().values("mentor")
        seat = Seat.objects.held().filter(
            user=OuterRef("user"), hospital=OuterRef("hospital"), hospital__status=Hospital.Status.VERIFIED
        )
        counted = running.annotate(n=models.Count("*")).values("n")
        return self.select_related("user", "hospital").annotate(
            running=Coalesce(Subquery(counted, output_field=models.IntegerField()), Value(0)),
            is_known=Exists(seat),
        )

    def of_team(self, hospital: Hospital) -> "MentorQuerySet":
        """After for_cards(): those who name this hospital and hold a seat there today."""
        return self.filter(hospital=hospital, is_known=True)

    def with_room(self) -> "MentorQuerySet":
        """After for_cards()."""
        return self.filter(capacity__gt=F("running"))


class Mentor(models.Model):
    """What somebody who works in the field says of themselves to people who look for a mentor.

    `status` moves only along mentoring/mentors.py.
    """

    Status = Status

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentor")
    hospital = models.ForeignKey(
        Hospital, models.SET_NULL, null=True, blank=True, related_name="+", help_text="where they hold a seat"
    )
    headline = models.CharField(_("What you do"), max_length=80, validators=[no_overclaim])
    workplace = models.CharField(_("Where you work"), max_length=80, blank=True)
    about = models.TextField(
        _("A few words of your own"), max_length=500, blank=True, validators=[no_overclaim]
    )
    topics = ArrayField(models.IntegerField(), help_text="ids of skills")
    languages = ArrayField(models.CharField(max_length=5), help_text="ISO 639")
    times = ArrayField(models.CharField(max_length=10, choices=Times.choices), default=list, blank=True)
    time_zone = models.CharField(_("By the clock of"), max_length=40, choices=list(NAMES.items()))
    capacity = models.PositiveSmallIntegerField(
        _("How many people at once"), default=1, validators=[MaxValueValidator(MOST)]
    )
    contact = models.CharField(_("How to reach you"), max_length=200, blank=True)
    status = models.CharField(max_length=6, choices=Status.choices, default=Status.OPEN)
    silences = models.PositiveSmallIntegerField(default=0, help_text="requests in a row that ran out")
    joined_at = models.DateTimeField(auto_now_add=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_by_board = models.BooleanField(default=False)

    objects = MentorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="mentor_capacity", condition=Q(capacity__lte=MOST)),
            models.CheckConstraint(
                name="mentor_paused_has_date",
                condition=Q(status="open", paused_at=None, paused_by_board=False)
                | Q(status="paused", paused_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["-joined_at", "-id"], name="mentor_newest", condition=Q(status="open"))
        ]

    def __str__(self) -> str:
        return f"mentor {self.user_id}"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def is_full(self) -> bool:
        """After for_cards()."""
        return bool(self.running >= self.capacity)  # type: ignore[attr-defined]

    @property
    def topic_words(self) -> list[Skill]:
        return vocabulary().skills_named(self.topics)

    @property
    def language_words(self) -> list[str]:
        return [language_name(code) for code in self.languages]

    @property
    def times_words(self) -> list[str]:
        return [str(Times(one).label) for one in self.times if one in Times.values]

    @property
    def place(self) -> str:
        """The hospital of their seat (after for_cards()), else what they say themselves."""
        if self.hospital is not None and self.is_known:  # type: ignore[attr-defined]
            return self.hospital.name
        return self.workplace
