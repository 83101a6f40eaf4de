"""What can wait for a moderator: one entry for each kind. Its key is the name of its page at the desk
(`moderation:<key>`, with the id of the thing). A new kind is one entry here; the queue, its filters and counts, claims and
"next" follow.

`waiting` are the rows that wait and `since` the column that says since when. The rest says how a line of the queue reads:
names of columns, or expressions that give text, of the rows in `rows`. They are read with one query for a page, whatever
the kinds on it. Whatever was reported waits as its case, work samples and mentors too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Concat
from django.db.models.lookups import Exact
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import suggesting, suspending
from accounts.models import Suggestion, Suspension
from applications.models import Application
from core.vocabulary import vocabulary
from hospitals.models import Hospital
from hospitals.verification import may_decide
from moderation import cases, sampling
from moderation.models import Case as Reported
from moderation.models import Report as ReportOfCase
from moderation.models.case import URGENT
from postings import lifecycle, revising
from postings.models import Posting, Remark, Revision, SpotCheck

OPENING, REVISION, HOSPITAL, SILENCE, SAMPLED, APPEAL, CASE, CASE_APPEAL, SUGGESTION = (
    "opening",
    "revision",
    "hospital",
    "silence",
    "sampled",
    "appeal_person",
    "case",
    "appeal",
    "suggestion",
)
Words = str | Promise


@dataclass(frozen=True, slots=True)
class Kind:
    """One sort of thing that waits. `key`: what its page is found by; other than the row's own id, several rows are one
    thing (as silences of one hospital are). `may`: whether this moderator may decide on this row."""

    name: Words  # in the filter: many of them
    tag: Words  # on the line: one of them
    waiting: Callable[[], QuerySet[Any]]
    since: str
    rows: Callable[[], QuerySet[Any]]
    title: Any
    where: Any
    may: Callable[[Any, Any], bool]
    look: str = ""  # of the tag: "", "warn" or "bad"
    key: str = "pk"
    hospital: str = ""  # how `waiting` rows name their hospital; "" where they have none
    language: str = ""  # the same of the language they are written in
    marks: Any = None  # codes of MARKS, with spaces between
    said: Callable[[str], Words] = str  # `where`, as people read it


# What stands beside the tag: (words, look). A kind's `marks` names them.
MARKS: dict[str, tuple[Words, str]] = {
    "new": (_("New"), ""),
    "again": (_("Sent again"), ""),
    "unpaid": (_("Unpaid"), "warn"),
    "doubted": (_("Its proof is gone"), "warn"),
    "held": (_("Out of sight"), "bad"),
    "urgent": (_("Look first"), "bad"),
    "asked": (_("Waits for the hospital’s answer"), ""),
    "answered": (_("The hospital answered"), "on"),
}
_PLACE = Concat("city", Value(", "), "region")


def _text(*whens: When, default: str = "") -> Case:
    return Case(*whens, default=Value(default), output_field=CharField())


def _turn(posting: str, since: str) -> Case:
    """Whose turn it is in the talk about what waits since then."""
    said = Remark.objects.filter(posting=OuterRef(posting), at__gte=OuterRef(since), with_submission=False)
    side = Subquery(said.order_by("-at", "-id").values("side")[:1])
    turns = {"desk": " asked", "hospital": " answered"}
    return _text(*(When(Exact(side, Value(who)), then=Value(mark)) for who, mark in turns.items()))


def _named(*choices: Any) -> Callable[[str], Words]:
    found = {code: name for some in choices for code, name in some}
    return lambda code: found.get(code, code)


def _reason(code: str) -> Words:
    return ", ".join(word.name for word in vocabulary().reasons_named([code])) or code


_CODE = Subquery(ReportOfCase.objects.filter(case=OuterRef("pk")).values("code")[:1])

KINDS: dict[str, Kind] = {
    OPENING: Kind(
        _("Openings"), _("Opening"), Posting.objects.waiting_for_review, "submitted_at",
        Posting.objects.all, "title", "hospital__name",
        lambda user, row: lifecycle.LIFE.can(row, "publish", by=user),
        hospital="hospital", language="language",
        marks=Concat(
            _text(When(returned_at__isnull=False, then=Value("again")), default="new"),
            _text(When(unpaid=True, then=Value(" unpaid"))),
            _turn("pk", "submitted_at"),
        ),
    ),
    REVISION: Kind(
        _("Changes"), pgettext_lazy("what waits", "Change"), Revision.objects.waiting_for_review, "proposed_at",
        Revision.objects.all, "posting__title", "posting__hospital__name",
        lambda user, row: revising.LIFE.can(row, "apply", by=user),
        hospital="posting__hospital", language="posting__language", marks=_turn("posting", "proposed_at"),
    ),
    HOSPITAL: Kind(
        _("Hospitals"), _("New hospital"), Hospital.objects.waiting, "asked_at",
        Hospital.objects.all, "name", _PLACE, may_decide, hospital="pk",
        marks=_text(When(doubted_at__isnull=False, then=Value("doubted"))),
    ),
    SILENCE: Kind(
        _("Silences"), _("Left candidates without an answer"),
        lambda: Application.objects.filter(status=Application.Stage.NO_ANSWER, silence_seen_at=None),
        "decided_at", Hospital.objects.all, "name", _PLACE, may_decide,
        look="warn", key="posting__hospital", hospital="posting__hospital",
    ),
    SAMPLED: Kind(
        _("Spot checks"), _("Spot check"), SpotCheck.objects.waiting, "drawn_at",
        SpotCheck.objects.all, "posting__title", "posting__hospital__name",
        lambda user, row: sampling.LIFE.can(row, "pass", by=user),
        hospital="posting__hospital", language="posting__language",
    ),
    APPEAL: Kind(
        _("Appeals of people"), _("Appeal"), Suspension.objects.waiting, "appealed_at",
        Suspension.objects.all, "user__name", "reason",
        lambda user, row: suspending.LIFE.can(row, "keep", by=user),
        look="warn", said=_reason,
    ),
    CASE: Kind(
        _("Reports"), pgettext_lazy("what waits", "Report"), Reported.objects.waiting, "since",
        Reported.objects.all, "title", _CODE, cases.is_impartial,
        look="bad", hospital="hospital", said=_reason,
        marks=Concat(
            _text(When(Exists(ReportOfCase.objects.filter(case=OuterRef("pk"), code__in=URGENT)), then=Value("urgent"))),
            _text(When(held_at__isnull=False, then=Value(" held"))),
        ),
    ),
    CASE_APPEAL: Kind(
        _("Appeals"), _("Appeal"), Reported.objects.appealed, "since",
        Reported.objects.all, "title", _CODE,
        lambda user, row: cases.LIFE.can(row, "settle", by=user),
        look="warn", hospital="hospital", said=_reason,
    ),
    SUGGESTION: Kind(
        _("Suggested words"), _("Suggested word"),
        lambda: Suggestion.objects.filter(status=Suggestion.Status.OPEN), "at",
        Suggestion.objects.all, "text", "where",
        lambda user, row: suggesting.LIFE.can(row, "add", by=user),
        language="language", said=_named(Suggestion.Where.choices),
    ),
}  # fmt: skip
