"""Which applications a reader of a hospital asked for: one FilterSet over one queryset.

    finding = Finding(hospital, reader, request.GET)
    finding.found        # those of the chosen stage, in their order

The list, the board, next and previous, bulk work, saved views and exports all ask it the same query string. Values that
nobody knows are left out; the page says nothing of them and shows the rest.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from applications.filters import ApplicationFilter
from applications.matching import missing_skills
from applications.models import ACTIVE, ENDED, Application, Stage
from applications.models.application_queries import ApplicationQuerySet
from core.models import Skill
from core.vocabulary import vocabulary
from hospitals.models import Hospital
from postings.models import Posting

RUNNING, ENDED_TAB = "running", "ended"
STAGES: dict[str, tuple[Stage, ...]] = {
    RUNNING: ACTIVE,
    **{stage.value: (stage,) for stage in ACTIVE},
    ENDED_TAB: ENDED,
}
SORTS = [
    ("waiting", gettext_lazy("Waits longest")),
    ("newest", gettext_lazy("Newest")),
    ("skills", gettext_lazy("Most skills you need")),
]
MOST = 2000  # that one walk with next and previous, or one bulk work, holds


def stage_names() -> dict[str, str]:
    """The tabs of the list and the columns of the board."""
    own = {Stage.SUBMITTED: _("New"), Stage.IN_REVIEW: _("Reading"), Stage.SHORTLISTED: _("Shortlist")}
    middle = {stage.value: str(own.get(stage, stage.label)) for stage in ACTIVE}
    return {RUNNING: _("All running"), **middle, ENDED_TAB: _("Ended")}


class Finding:
    """One reader's question. `values` holds what was understood, by the names of the address."""

    def __init__(self, hospital: Hospital, reader: User, asked: QueryDict) -> None:
        self.hospital, self.reader, self.asked = hospital, reader, asked
        self.readable = Application.objects.readable_at(hospital, reader)
        tab, sort = asked.get("stage", RUNNING), asked.get("sort", "")
        self.tab = tab if tab in STAGES else RUNNING
        self.sort = sort if sort in dict(SORTS) else SORTS[0][0]

    # ── What is asked ────────────────────────────────────────────────────────────────────────────────
    @cached_property
    def openings(self) -> list[Posting]:
        """Those that somebody has applied for."""
        asked = Application.objects.sent().filter(posting=OuterRef("pk"))
        some = self.hospital.postings.filter(Exists(asked)).order_by("title", "id")
        found = list(some.only("hospital", "title", "language", "required_skills", "questions", "blind"))
        for one in found:
            one.hospital = self.hospital
        return found

    @cached_property
    def filters(self) -> ApplicationFilter:
        chosen = ApplicationFilter(
            self.asked, queryset=self.readable, reader=self.reader, opening=self.opening
        )
        form: Any = chosen.form
        form.fields["opening"].queryset = self.hospital.postings.only("hospital", "title")
        form.fields["skill"].choices = [(skill.slug, skill.name) for skill in self.skills_asked]
        form.is_valid()
        return chosen

    @property
    def values(self) -> dict[str, Any]:
        """Only what is chosen and valid."""
        return {name: value for name, value in self.filters.form.cleaned_data.items() if value}

    @cached_property
    def opening(self) -> Posting | None:
        chosen = self.asked.get("opening", "")
        return next((one for one in self.openings if str(one.pk) == chosen), None)

    @cached_property
    def skills_asked(self) -> list[Skill]:
        """What the openings ask for, in the vocabulary's order."""
        ids = {
            pk for one in ([self.opening] if self.opening else self.openings) for pk in one.required_skills
        }
        return sorted(vocabulary().skills_named(list(ids)), key=lambda s: (s.group.position, s.position))

    # ── What is found ────────────────────────────────────────────────────────────────────────────────
    @cached_property
    def at_any_stage(self) -> QuerySet[Application]:
        found: QuerySet[Application] = self.filters.filter_queryset(self.readable)
        return found

    @property
    def found(self) -> ApplicationQuerySet:
        inside: Any = self.at_any_stage.filter(status__in=STAGES[self.tab])
        if self.sort == "skills":
            inside = inside.annotate(missing=missing_skills())
        return inside.order_by(*self.order)

    def rows(self, found: Iterable[Application]) -> list[Application]:
        """Applications with their openings, as far as a row shows them: one query, without joins and long texts."""
        openings = {one.pk: one for one in self.openings}
        rows = list(found)
        for application in rows:
            if opening := openings.get(
                application.posting_id
            ):  # the first for an opening may come in between
                application.posting = opening
        return rows

    @property
    def order(self) -> list[Any]:
        if self.sort == "newest":
            return ["-submitted_at", "-id"]
        if self.sort == "skills":
            return ["missing", "submitted_at", "id"]
        return [F("decided_at").desc(), "-id"] if self.tab == ENDED_TAB else ["submitted_at", "id"]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many stand at each stage, whatever stage is chosen."""
        rows = self.at_any_stage.order_by().values("status").annotate(n=Count("id"))
        return {row["status"]: row["n"] for row in rows}

    def count(self, tab: str) -> int:
        return sum(self.counts.get(stage, 0) for stage in STAGES[tab])

    # ── Its address ──────────────────────────────────────────────────────────────────────────────────
    def query(self, **changes: str) -> str:
        """The query string of what was understood, in one order whoever wrote it; `changes` replace or ("") remove."""
        kept = QueryDict(mutable=True)
        plain = {"stage": self.tab, "sort": self.sort, **changes}
        for name in ("stage", *self.filters.filters, "sort"):
            if name in plain:
                value = plain[name]
                if value and value not in {RUNNING, SORTS[0][0]}:
                    kept[name] = value
            elif name in self.values:
                kept[name] = " ".join(self.asked.get(name, "").split())
        return kept.urlencode()

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """(name, value) of its address, for the hidden fields of a form."""
        return [(name, str(value)) for name, value in QueryDict(self.query()).items()]

    def chips(self) -> list[tuple[str, str]]:
        """(words, the query without it) of each filter that is on."""
        return [
            (self._in_words(name, value), self.query(**{name: ""})) for name, value in self.values.items()
        ]

    def _in_words(self, name: str, value: Any) -> str:
        if name == "q":
            return f"“{value}”"
        if name == "opening":
            return str(value)
        field: Any = self.filters.form.fields[name]
        chosen = str(dict(field.choices)[value])
        if name == "waits":
            return _("Unanswered for %(days)s") % {"days": chosen}
        if name in {"skills", "skill", "overdue"}:  # they say it alone
            return chosen
        return f"{field.label}{' ' if str(field.label).endswith('?') else ': '}{chosen}"

    @property
    def rarer(self) -> list[BoundField]:
        """The fields that stand behind "More filters"."""
        form = self.filters.form
        return [form[name] for name in form.fields if name not in {"q", "opening"}]

    @property
    def is_narrow(self) -> bool:
        """One of the rarer filters is on."""
        return self.sort != SORTS[0][0] or any(name not in {"q", "opening"} for name in self.values)

    @property
    def sorts(self) -> list[tuple[str, Any]]:
        return SORTS

    # ── One of them ──────────────────────────────────────────────────────────────────────────────────
    def neighbours(self, application: Application) -> dict[str, Any]:
        """The one before and the one after, and the way back. Who has left the list meanwhile keeps the place."""
        ids = list(self.found.values_list("pk", flat=True)[:MOST])
        inside = application.pk in ids
        at = ids.index(application.pk) if inside else 0
        after = ids[at + 1 :] if inside else ids
        return {
            "base": self.query(),
            "place": at + 1 if inside else None,
            "total": len(ids),
            "before": ids[at - 1] if at else None,
            "after": after[0] if after else None,
        }
