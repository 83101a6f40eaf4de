from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from postings.models.posting import Posting


class Source(models.TextChoices):
    """Where a reader of an opening came from. Classes only: no address of another site is kept."""

    SEARCH = "search", _("Search on this board")
    HOME = "home", _("Front page")
    LANDING = "landing", _("Pages by skill, kind or place")
    HOSPITAL = "hospital", _("Hospital page")
    BOARD = "board", _("Other pages of this board")
    ALERT = "alert", _("Mail with new openings")
    INVITED = "invited", _("Invitation to apply")
    FEED = "feed", _("Feed")
    LINKEDIN = "linkedin", "LinkedIn"
    FACEBOOK = "facebook", "Facebook"
    INSTAGRAM = "instagram", "Instagram"
    X = "x", "X"
    SOCIAL = "social", _("Other social networks")
    ENGINE = "engine", _("Search engines")
    OTHER = "other", _("Other websites")
    DIRECT = "direct", _("Direct, or unknown")


class Seen(models.Model):
    """How often one opening was seen and answered on one day, by where the readers came from.

    Counts, nothing about anybody: no visitor, address, time of day or referring page is stored. `day` is a day of the
    board's own zone (settings.TIME_ZONE).
    """

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="seen")
    day = models.DateField()
    source = models.CharField(max_length=10, choices=Source.choices)
    views = models.PositiveIntegerField(default=0, db_default=0)
    applications = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["posting", "day", "source"], name="one_count_a_day_and_source"),
            models.CheckConstraint(
                name="seen_source_known", condition=Q(source__in=[s.value for s in Source])
            ),
            models.CheckConstraint(name="seen_something", condition=Q(views__gt=0) | Q(applications__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.posting_id} {self.day} {self.source}"
