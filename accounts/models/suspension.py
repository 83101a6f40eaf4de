from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from core.vocabulary import vocabulary


class Status(models.TextChoices):
    RUNNING = "running", _("Suspended")
    APPEALED = "appealed", _("Suspended, with an appeal")
    KEPT = "kept", _("Suspended, appeal decided")
    LIFTED = "lifted", _("Lifted")
    OVER = "over", _("Over")


class SuspensionQuerySet(models.QuerySet["Suspension"]):
    def now(self) -> "SuspensionQuerySet":
        """What holds at this second, by the database's clock: one whose end has come is over before the job writes so."""
        return self.filter(Q(until=None) | Q(until__gt=Now()), ended_at=None)

    def waiting(self) -> "SuspensionQuerySet":
        """Appeals that nobody has decided yet."""
        return self.now().filter(status=Status.APPEALED)


class Suspension(models.Model):
    """A person may not act on the board for a while. `status` moves only along accounts/suspending.py."""

    Status = Status

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="suspensions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=40)
    words = models.TextField(max_length=2000, blank=True, help_text="to the person")
    began_at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True, help_text="empty: without end")
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.RUNNING)
    appeal = models.TextField(max_length=4000, blank=True, help_text="the person's own words")
    appealed_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(max_length=2000, blank=True, help_text="to the person, at the end of it")
    settled_at = models.DateTimeField(null=True, blank=True, help_text="when the appeal was decided")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = SuspensionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], name="one_suspension_at_a_time", condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="suspension_status_has_dates",
                condition=Q(status="running", appealed_at=None, settled_at=None, ended_at=None)
                | Q(status="appealed", appealed_at__isnull=False, settled_at=None, ended_at=None)
                | Q(status="kept", appealed_at__isnull=False, settled_at__isnull=False, ended_at=None)
                | Q(status__in=["lifted", "over"], ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="suspension_ends_after_it_began",
                condition=Q(until=None) | Q(until__gt=models.F("began_at")),
            ),
        ]
        indexes = [
            models.Index(fields=["until"], name="suspension_to_end", condition=Q(ended_at=None)),
            models.Index(fields=["user", "-began_at"], name="suspension_of_person"),
        ]

    def __str__(self) -> str:
        return f"suspension {self.pk}"

    @property
    def reason_in_words(self) -> str:
        """As moderators call it now, in the active language."""
        return next((word.name for word in vocabulary().reasons_named([self.reason])), self.reason)

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None


def held_now(person: str) -> Any:
    """For querysets: whether whoever that column names is suspended. `~Exists(...)` leaves them out."""
    return models.Exists(Suspension.objects.now().filter(user=models.OuterRef(person)))
