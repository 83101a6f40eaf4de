"""How much a word is used: for all words of a kind in a few grouped queries, never one for each word."""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.db.models import CharField, Count, F, Func, IntegerField, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Evidence, OwnChannel, ProfileSkill, WorkSample
from core.vocabulary import vocabulary
from hospitals.models import HospitalChannel
from mentoring.models import Mentor
from postings.models import Posting, Revision

KEPT_SECONDS = 60
Counted = dict[Any, int]  # word's key → n


class _Each(Func):
    """Every entry of an array, or of two."""

    function = "unnest"


@dataclass(frozen=True)
class Usage:
    """`columns`: what is counted; `of`: word's key → the numbers in that order."""

    columns: list[str | Promise]
    of: dict[Any, list[int]]

    def total(self, key: Any) -> int:
        return sum(self.of.get(key, []))

    def told(self, key: Any) -> list[tuple[str | Promise, int]]:
        return list(zip(self.columns, self.of.get(key, [0] * len(self.columns)), strict=True))


def usage(kind: str) -> Usage:
    """At most a minute old, and never older than the last change of a word."""
    key = f"word-usage:{kind}:{vocabulary().edition}"
    counted: Any = cache.get_or_set(
        key, lambda: [count() for _told, count in _COUNTS.get(kind, [])], KEPT_SECONDS
    )
    counts: list[Counted] = counted
    columns = [told for told, _count in _COUNTS.get(kind, [])]
    keys = {pk for found in counts for pk in found}
    return Usage(columns, {pk: [found.get(pk, 0) for found in counts] for pk in keys})


def _lists(rows: QuerySet[Any], expression: Any, *, of: Any = IntegerField) -> Counted:
    found = (
        rows.order_by()
        .annotate(word=_Each(expression, output_field=of()))
        .values("word")
        .annotate(n=Count("pk"))
    )
    return dict(found.values_list("word", "n"))


def _rows(rows: QuerySet[Any], column: str) -> Counted:
    found = rows.order_by().exclude(**{column: None}).values(column).annotate(n=Count("pk"))
    return dict(found.values_list(column, "n"))


def _skills_of(rows: QuerySet[Any]) -> Counted:
    both = Func(F("required_skills"), F("nice_skills"), function="array_cat", output_field=IntegerField())
    return _lists(rows, both)


def _alerts(name: str, words: dict[int, Any]) -> Counted:
    """Kept searches that name it, by the slug of now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT found[1], count(*) FROM alerts_alert, regexp_matches(query, %s, 'g') AS found"
            " WHERE status <> 'ended' GROUP BY 1",
            [rf"(?:^|&){name}=([^&]+)"],
        )
        by_slug = dict(cursor.fetchall())
    return {pk: by_slug[word.slug] for pk, word in words.items() if word.slug in by_slug}


def _all() -> QuerySet[Any]:
    return Posting.objects.all()


def _live() -> QuerySet[Any]:
    return Posting.objects.live()


_LIVE, _ALL, _PROFILES, _ALERTS = _("Openings now"), _("Openings ever"), _("Profiles"), _("Alerts")
_COUNTS: dict[str, list[tuple[str | Promise, Any]]] = {
    "skill": [
        (_LIVE, lambda: _skills_of(_live())),
        (_ALL, lambda: _skills_of(_all())),
        (_PROFILES, lambda: _rows(ProfileSkill.objects.all(), "skill")),
        (_("Evidence"), lambda: _rows(Evidence.objects.all(), "skill")),
        (_("Mentors"), lambda: _lists(Mentor.objects.all(), F("topics"))),
        (_ALERTS, lambda: _alerts("skill", vocabulary().skills)),
    ],
    "channel": [
        (_LIVE, lambda: _lists(_live(), F("channels"))),
        (_ALL, lambda: _lists(_all(), F("channels"))),
        (_PROFILES, lambda: _rows(OwnChannel.objects.all(), "channel")),
        (_("Work samples"), lambda: _rows(WorkSample.objects.all(), "channel")),
        (_("Hospitals"), lambda: _rows(HospitalChannel.objects.all(), "channel")),
        (_ALERTS, lambda: _alerts("channel", vocabulary().channels)),
    ],
    "family": [(_LIVE, lambda: _rows(_live(), "family")), (_ALL, lambda: _rows(_all(), "family"))],
    "reason": [
        (_("Openings"), lambda: _reasons(Posting.objects.all())),
        (_("Changes of openings"), lambda: _reasons(Revision.objects.all())),
    ],
    "engagement": [
        (_LIVE, lambda: _rows(_live(), "engagement")),
        (_ALL, lambda: _rows(_all(), "engagement")),
    ],
    "education": [(_LIVE, lambda: _rows(_live(), "education")), (_ALL, lambda: _rows(_all(), "education"))],
    "experience": [
        (_LIVE, lambda: _rows(_live(), "experience")),
        (_ALL, lambda: _rows(_all(), "experience")),
    ],
}


def _reasons(rows: QuerySet[Any]) -> Counted:
    """Decisions that stand now, by the reason's number."""
    by_slug = _lists(rows.exclude(decision_reasons=[]), F("decision_reasons"), of=CharField)
    return {word.pk: by_slug[slug] for slug, word in vocabulary().by_reason.items() if slug in by_slug}
