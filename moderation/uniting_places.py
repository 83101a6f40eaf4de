"""Every place where the database names a hospital, and what becomes of it when that hospital is merged into another.

A test walks the model registry: whoever adds a foreign key to Hospital says here what merging means for it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Concat, Left, Lower
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hospitals.roles import Role

Twins = QuerySet[Any]
HISTORY = {
    "hospitals.HospitalHistory",
    "hospitals.SeatHistory",
    "postings.PostingHistory",
}  # stay as they were


@dataclass(frozen=True, slots=True)
class Place:
    """`same`: the columns by which a row of the one is a row of the other (with `only`: among those rows alone).

    `single`: a hospital has one such row at most. `settle(twins, kept, at)` deals with the rows that have such a twin; without it they are deleted. What is left follows.
    """

    model: str
    told: str | Promise
    same: tuple[str, ...] = ()
    only: tuple[tuple[str, Any], ...] = ()
    settle: Callable[[Twins, int, datetime], None] | None = None
    single: bool = False

    @property
    def has_twins(self) -> bool:
        return bool(self.same) or self.single

    def rows(self, hospital: int) -> Any:
        return apps.get_model(self.model)._base_manager.filter(hospital=hospital)

    def twins(self, gone: int, kept: int) -> Any:
        """Rows of the one that the other has as well."""
        if self.single:
            return self.rows(gone) if self.rows(kept).exists() else self.rows(gone).none()
        asked: dict[str, Any] = {f"as_{n}": Lower(n) if n == "name" else F(n) for n in self.same}
        there = self.rows(kept).filter(**dict(self.only)).annotate(**asked)
        here = self.rows(gone).filter(**dict(self.only)).annotate(**asked)
        return here.filter(Exists(there.filter(**{name: OuterRef(name) for name in asked})))

    def follow(self, gone: int, kept: int, at: datetime) -> None:
        if self.has_twins:
            pks = list(self.twins(gone, kept).values_list("pk", flat=True))
            twins = self.rows(gone).filter(pk__in=pks)
            if pks and self.settle:
                self.settle(twins, kept, at)
            elif pks:
                twins.delete()
        self.rows(gone).update(hospital=kept)


def _end(column: str) -> Callable[[Twins, int, datetime], None]:
    def settle(twins: Twins, kept: int, at: datetime) -> None:
        twins.update(**{column: at})

    return settle


def _rename(longest: int) -> Callable[[Twins, int, datetime], None]:
    """Both texts are kept: the one that comes gets its number behind its name."""

    def settle(twins: Twins, kept: int, at: datetime) -> None:
        for pk in twins.values_list("pk", flat=True):
            tail = f" ({pk})"
            twins.filter(pk=pk).update(name=Concat(Left("name", longest - len(tail)), Value(tail)))

    return settle


def _call_off(twins: Twins, kept: int, at: datetime) -> None:
    """Who has a talk open at both keeps one."""
    from mentoring import talks

    talks.call_off(twins.order_by("pk"), at=at)


_RANK = {role: n for n, role in enumerate((Role.HOST, Role.REVIEWER, Role.RECRUITER, Role.OWNER))}


def _one_seat(twins: Twins, kept: int, at: datetime) -> None:
    """Who works at both keeps one seat, with the role that may do more."""
    theirs = apps.get_model("hospitals.Seat")._base_manager.filter(hospital=kept, left_at=None)
    for user, role in twins.values_list("user_id", "role"):
        stays = theirs.get(user=user)
        if _RANK[Role(role)] > _RANK[Role(stays.role)]:
            stays.role = role
            stays.save(update_fields=["role"])
    twins.update(left_at=at)


PLACES: tuple[Place, ...] = (
    Place("postings.Posting", _("Openings, with everything sent to them")),
    Place("hospitals.Seat", _("People of the team"), ("user_id",), (("left_at", None),), _one_seat),
    Place(
        "hospitals.Invitation",
        _("Invitations to the team"),
        ("email",),
        (("accepted_at", None), ("withdrawn_at", None)),
        _end("withdrawn_at"),
    ),
    Place("hospitals.HospitalChannel", _("Channels"), ("url",)),
    Place("hospitals.Site", _("Places")),
    Place("hospitals.Readiness", _("What it says of its social media"), single=True),
    Place("hospitals.Notice", _("Notices of the team")),
    Place("hospitals.NoticeChoice", _("Choices of who hears of what"), ("user_id", "kind")),
    Place("hospitals.MailboxCode", _("Codes that came back")),
    Place("hospitals.DomainProof", _("Proof by web domain"), single=True),
    Place("hospitals.FormerHospital", _("Hospitals that were merged into it before")),
    Place("postings.Template", _("Templates of openings"), ("name",), (), _rename(80)),
    Place(
        "postings.SavedQuestion",
        _("Questions of the library"),
        ("text",),
        (("retired_at", None),),
        _end("retired_at"),
    ),
    Place("applications.Batch", _("Moves of many at once")),
    Place("applications.CannedText", _("Ready texts"), ("kind", "name"), (), _rename(80)),
    Place("applications.HiddenFrom", _("People who hide from it"), ("candidate_id",)),
    Place("applications.Looked", _("Looks at profiles"), ("day", "candidate_id")),
    Place("applications.Export", _("Files taken along")),
    Place(
        "applications.PoolConsent",
        _("People it may keep in touch with"),
        ("candidate_id",),
        (("ended_at", None),),
        _end("ended_at"),
    ),
    Place("applications.SavedView", _("Saved views"), ("owner_id", "name"), (), _rename(60)),
    Place("mentoring.Mentor", _("Mentors who work there")),
    Place("mentoring.TalkTime", _("Times for talks")),
    Place(
        "mentoring.Talk",
        _("Talks"),
        ("candidate_id",),
        (("status__in", ["requested", "booked"]),),
        _call_off,
    ),
    Place("moderation.Case", _("Reports about it")),
)
