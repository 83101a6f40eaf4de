from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from postings.models.choices import Status

if TYPE_CHECKING:
    from accounts.models import User
    from postings.models.posting import Posting  # named in QuerySet["Posting"]


# What a public card shows of an opening and its hospital: of some eighty columns, which cost more to ask for than to read.
ON_A_CARD = (
    "title", "language", "engagement", "hours", "mode", "mode_note", "remote_countries", "experience", "pay_min", "pay_max",
    "pay_currency", "pay_period", "annual_max", "unpaid", "required_skills", "publish_at", "closes_at", "contract_months",
    "internship_weeks", "ends_on", "positions", "hospital__name", "hospital__slug", "hospital__logo_key", "hospital__time_zone",
)  # fmt: skip


# Full: as many applications came as it takes. It takes no more, and is shown nowhere as open.
NOT_FULL = Q(applications_max=None) | Q(applications_taken__lt=F("applications_max"))


class PostingQuerySet(models.QuerySet["Posting"]):
    """Questions about postings. What time decides (scheduled, live, expired) is computed here and nowhere else."""

    def _public(self) -> "PostingQuerySet":
        return self.filter(
            status=Status.PUBLISHED, frozen_at=None, hospital__status="verified", hospital__frozen_at=None
        )

    def live(self, at: datetime | None = None) -> "PostingQuerySet":
        """What the public sees now: by the database's clock unless `at` is given."""
        now = at or Now()
        return self._public().filter(NOT_FULL, publish_at__lte=now, closes_at__gt=now)

    def scheduled(self, at: datetime | None = None) -> "PostingQuerySet":
        return self._public().filter(publish_at__gt=at or Now())

    def expired(self, at: datetime | None = None) -> "PostingQuerySet":
        return self.filter(status=Status.PUBLISHED, closes_at__lte=at or Now())

    def readable(self, at: datetime | None = None) -> "PostingQuerySet":
        """Pages that exist for everyone: live ones, and those that ended after having been live."""
        now = at or Now()
        was_live = Q(
            status__in=[Status.PUBLISHED, Status.CLOSED], publish_at__lte=now, published_at__isnull=False
        )
        return self.filter(was_live, frozen_at=None, hospital__status="verified", hospital__frozen_at=None)

    def waiting_for_review(self) -> "PostingQuerySet":
        """The moderators' queue, oldest first. An unverified hospital's submission waits for its verification."""
        return self.filter(status=Status.IN_REVIEW, hospital__status="verified").order_by(
            "submitted_at", "id"
        )

    def of_hospitals_where(self, user: "User") -> "PostingQuerySet":
        return self.filter(hospital__seats__user=user, hospital__seats__left_at=None)

    def hold(self, pk: int) -> None:
        """Lock an opening before anything of it that whoever ends it locks too (docs/architecture.md, "Locks")."""
        list(self.select_for_update(of=("self",), no_key=True).filter(pk=pk).values_list("pk"))

    def for_cards(self, *, texts: bool = False) -> "PostingQuerySet":
        """What a public card shows, in one query and one for the places; with `texts` the description too."""
        columns = [*ON_A_CARD, *(["description_html"] if texts else [])]
        return self.select_related("hospital").prefetch_related("places").only(*columns)

    def for_rows(self) -> "PostingQuerySet":
        """What its hospital's own lists show."""
        return (
            self.select_related("hospital")
            .prefetch_related("places")
            .defer("description", "description_html")
        )

    def in_order_of(self, ids: Iterable[int]) -> "list[Posting]":
        """Those with these ids, in the order of the ids."""
        wanted = list(ids)
        rows = self.in_bulk(wanted) if wanted else {}
        return [rows[pk] for pk in wanted if pk in rows]

    def newest_first(self) -> "PostingQuerySet":
        return self.order_by("-publish_at", "-id")
