import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from applications.models.application import Application
from postings.models import Posting


class InterviewStatus(models.TextChoices):
    PROPOSED = "proposed", _("Times offered")
    OTHERS_ASKED = "others_asked", _("Other times asked for")
    AGREED = "agreed", _("Agreed")
    DECLINED = "declined", _("Declined")
    CANCELLED = "cancelled", _("Cancelled")


OPEN = (InterviewStatus.PROPOSED, InterviewStatus.OTHERS_ASKED, InterviewStatus.AGREED)
UNSETTLED = (InterviewStatus.PROPOSED, InterviewStatus.OTHERS_ASKED)


class Slot(models.Model):
    """A moment at which an opening's team can talk. It may be offered to several candidates; one of them gets it."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="interview_slots")
    starts_at = models.DateTimeField()
    taken_by = models.OneToOneField(
        "applications.Interview", models.SET_NULL, null=True, blank=True, related_name="slot"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["posting", "starts_at"], name="slot_once_per_opening"),
        ]
        ordering = ["starts_at", "id"]

    def __str__(self) -> str:
        return f"{self.posting_id} {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def is_over(self) -> bool:
        return self.starts_at <= timezone.now()


class InterviewQuerySet(models.QuerySet["Interview"]):
    def open(self) -> "InterviewQuerySet":
        return self.filter(status__in=OPEN)


class Interview(models.Model):
    """One talk of one application: times are offered, one is picked. `status` moves only along interviews.py."""

    Status = InterviewStatus

    class How(models.TextChoices):
        VIDEO = "video", _("By video")
        PHONE = "phone", _("By phone")
        ON_SITE = "on_site", _("At the hospital")

    application = models.ForeignKey(Application, models.CASCADE, related_name="interviews")
    status = models.CharField(
        max_length=12, choices=InterviewStatus.choices, default=InterviewStatus.PROPOSED
    )
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, help_text="names it in calendars")
    sequence = models.PositiveSmallIntegerField(default=0, help_text="goes up with each change in calendars")
    how = models.CharField(max_length=8, choices=How.choices)
    where = models.CharField(max_length=300, help_text="an address, a link or a phone number")
    minutes = models.PositiveSmallIntegerField(default=45)
    zone = models.CharField(max_length=40, help_text="the hospital's time zone when it was offered")
    candidate_zone = models.CharField(max_length=40, blank=True, help_text="chosen by the candidate")
    words = models.TextField(max_length=2000, blank=True, help_text="the hospital's, to the candidate")
    candidate_words = models.TextField(max_length=1000, blank=True, help_text="the candidate's last answer")
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    offered = models.ManyToManyField(Slot, related_name="interviews", blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = InterviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="interview_status_known", condition=Q(status__in=[s.value for s in InterviewStatus])
            ),
            models.CheckConstraint(
                name="interview_settled_has_date",
                condition=Q(status__in=[s.value for s in UNSETTLED], settled_at=None)
                | ~Q(status__in=[s.value for s in UNSETTLED]) & Q(settled_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(status__in=[s.value for s in UNSETTLED]),
                name="one_unsettled_interview_per_application",
            ),
            models.CheckConstraint(
                name="interview_length_sane", condition=Q(minutes__gte=10, minutes__lte=480)
            ),
        ]
        ordering = ["-proposed_at", "-id"]

    def __str__(self) -> str:
        return f"interview {self.pk} of {self.application_id}"

    @property
    def posting(self) -> Posting:
        return self.application.posting

    @cached_property
    def taken(self) -> Slot | None:
        """The time that was picked."""
        return Slot.objects.filter(taken_by=self).first()

    @property
    def starts_at(self) -> datetime | None:
        return self.taken.starts_at if self.taken else None

    @property
    def ends_at(self) -> datetime | None:
        return self.starts_at + timedelta(minutes=self.minutes) if self.starts_at else None

    @property
    def is_over(self) -> bool:
        """Agreed, and the time has passed."""
        return self.ends_at is not None and self.ends_at <= timezone.now()

    @property
    def is_open(self) -> bool:
        return self.status in OPEN and not self.is_over

    @property
    def hospital_zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)
