from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from postings.models.posting import Posting
from postings.models.revision import Revision


class SpotCheckStatus(models.TextChoices):
    WAITING = "waiting", _("To be looked at")
    FINE = "fine", _("In order")
    WANTING = "wanting", _("Not in order")


class Drawn(models.TextChoices):
    FIRST = "first", _("The first since the hospital is trusted")
    SHARE = "share", _("Drawn by lot")


class SpotCheckQuerySet(models.QuerySet["SpotCheck"]):
    def waiting(self) -> "SpotCheckQuerySet":
        """What moderators still look at: what was removed or sent back meanwhile needs no look."""
        shown = Q(posting__status__in=["published", "closed"])
        return self.filter(shown, status=SpotCheckStatus.WAITING).order_by("drawn_at", "id")


class SpotCheck(models.Model):
    """An opening of a trusted hospital, or a change of one, that a moderator reads after it went online.

    Drawn by postings/sampling.py; `status` moves only along moderation/sampling.py.
    """

    Status = SpotCheckStatus

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="spot_checks")
    revision = models.ForeignKey(Revision, models.CASCADE, null=True, blank=True, related_name="spot_checks")
    why = models.CharField(max_length=5, choices=Drawn.choices)
    status = models.CharField(max_length=7, choices=SpotCheckStatus.choices, default=SpotCheckStatus.WAITING)
    drawn_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = SpotCheckQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["posting"],
                condition=Q(status="waiting", revision=None),
                name="one_waiting_spot_check_of_an_opening",
            ),
            models.UniqueConstraint(fields=["revision"], name="one_spot_check_of_a_change"),
            models.CheckConstraint(
                name="spot_check_status_known", condition=Q(status__in=[s.value for s in SpotCheckStatus])
            ),
            models.CheckConstraint(
                name="spot_check_decided_has_date",
                condition=Q(status="waiting", decided_at=None)
                | ~Q(status="waiting") & Q(decided_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["drawn_at", "id"], name="spot_check_queue", condition=Q(status="waiting"))
        ]

    def __str__(self) -> str:
        return f"{self.posting_id} {self.status}"
