"""The public list of talks: its filters, and what it finds. Unknown values are ignored. And which hospitals give any."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Min

from accounts.languages import CODES
from core.kept import Kept
from core.vocabulary import vocabulary
from hospitals.models import Hospital
from hospitals.models.kind import Country
from mentoring.models import TalkTime
from mentoring.models.talk import How, TalkTimeQuerySet

SHOWN = 6  # times of a hospital in the list
NEXT = 3  # free times, or mentors, beside a hospital or an opening


@dataclass(frozen=True, slots=True)
class WantedTalk:
    topic: str = ""
    language: str = ""
    how: str = ""
    country: str = ""
    place: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "WantedTalk":
        topic, language, how = asked.get("topic", ""), asked.get("language", ""), asked.get("how", "")
        country = asked.get("country", "")
        return cls(
            topic=topic if vocabulary().skill(topic) else "",
            language=language if language in CODES else "",
            how=how if how in How.values else "",
            country=country if country in Country.values else "",
            place=asked.get("place", "").strip()[:80],
        )

    @property
    def query(self) -> str:
        names = ("topic", "language", "how", "country", "place")
        return urlencode([(n, value) for n in names if (value := getattr(self, n))])


def free_times(wanted: WantedTalk) -> TalkTimeQuerySet:
    found = TalkTime.objects.free()
    skill = vocabulary().skill(wanted.topic) if wanted.topic else None
    if skill is not None:
        found = found.filter(topics__contains=[skill.pk])
    if wanted.language:
        found = found.filter(language=wanted.language)
    if wanted.how:
        found = found.filter(how=wanted.how)
    if wanted.country:
        found = found.filter(hospital__country=wanted.country)
    if wanted.place:
        found = found.filter(hospital__city__icontains=wanted.place) | found.filter(
            hospital__name__icontains=wanted.place
        )
    return found


def hospitals_with_times(wanted: WantedTalk) -> Any:
    """(hospital, first, n), whose next time is soonest first."""
    rows = free_times(wanted).order_by().values("hospital")
    return rows.annotate(first=Min("starts_at"), n=Count("pk")).order_by("first", "hospital")


def with_their_times(rows: Iterable[dict[str, Any]], wanted: WantedTalk) -> list[dict[str, Any]]:
    """What the list shows of these hospitals: two queries, however many there are."""
    rows = list(rows)
    known = Hospital.objects.in_bulk([row["hospital"] for row in rows])
    times: dict[int, list[TalkTime]] = {}
    found = free_times(wanted).filter(hospital__in=known).select_related("host").order_by("starts_at", "pk")
    for one in found:
        times.setdefault(one.hospital_id, []).append(one)
    return [
        {"hospital": known[row["hospital"]], "times": times.get(row["hospital"], [])[:SHOWN], "n": row["n"]}
        for row in rows
        if row["hospital"] in known
    ]


def _giving(_before: frozenset[int] | None) -> frozenset[int]:
    return frozenset(TalkTime.objects.to_come().filter(meant_for=None).values_list("hospital", flat=True))


giving = Kept(_giving, 10.0)
"""Ids of the hospitals that have given times to come: openings of all the others need not ask for free ones."""


def next_times(hospital_id: int) -> list[TalkTime]:
    """The free times that stand beside a hospital and its openings. No query where it has given none."""
    if hospital_id not in giving():
        return []
    return list(TalkTime.objects.free().filter(hospital=hospital_id).order_by("starts_at", "pk")[:NEXT])


def stamp(hospital_id: int) -> list[tuple[int, datetime]]:
    """Changes whenever `next_times` do."""
    return [(time.pk, time.starts_at) for time in next_times(hospital_id)]
