"""A slow second opinion on every filter that is not words: plain Python over the rows.

Written from the words of the contract ("OR inside a facet, AND between facets, the minimum compared with the top of
the range, unpaid off by default, remote openings where the person may live there …") and not from the engine: where
the two differ, one of them is wrong.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from math import asin, cos, radians, sin, sqrt

from django.http import QueryDict
from django.utils import timezone

from core.gazetteer import Spot, find
from core.vocabulary import vocabulary
from pay.annual import annual
from postings.models import Posting

Values = list[str]
AROUND_KM = {"US": 40.0, "NL": 25.0}  # when no distance is asked for


class SecondOpinion:
    """Knows every row as it was when this was made."""

    def __init__(self) -> None:
        self.now = timezone.now()
        rows = Posting.objects.select_related("hospital").prefetch_related("places")
        self.live = [row for row in rows if is_live(row, self.now)]

    def ids(self, query: str, mine: frozenset[int] = frozenset()) -> set[int]:
        """The openings that answer every filter of the query string. Its words (`q`) are not looked at."""
        asked = QueryDict(query)
        filters = {name: asked.getlist(name) for name in asked if name in ANSWERS}
        filters.setdefault("unpaid", [])
        return {
            p.pk
            for p in self.live
            if all(ANSWERS[name](p, values, asked, self.now) for name, values in filters.items())
            and ("fit" not in asked or set(p.required_skills) <= mine)
        }

    def key(self, p: Posting, sort: str, currency: str, spot: Spot | None) -> tuple[float, ...]:
        """What rows are sorted by, smallest first; the newest first among equals."""
        assert p.publish_at and p.closes_at
        newest = (-p.publish_at.timestamp(), -float(p.pk))
        if sort == "closing":
            return (p.closes_at.timestamp(), *newest)
        if sort == "pay":  # other currencies, then those without a figure, come last
            rank = 2 if p.pay_max is None else int(p.pay_currency != currency)
            return (rank, -float(_top(p) or 0), *newest)
        if sort == "distance" and spot:
            at = [(x.lat, x.lon) for x in p.places.all() if x.lat is not None and x.lon is not None]
            km = min((_km(spot, lat, lon) for lat, lon in at), default=1001.0)
            return (round(km, 3) if km <= 1000 else 1001.0, *newest)
        return newest


def is_live(p: Posting, now: datetime) -> bool:
    if p.status != "published" or p.publish_at is None or p.closes_at is None:
        return False
    trusted = p.hospital.status == "verified" and p.hospital.frozen_at is None
    full = p.applications_max is not None and p.applications_taken >= p.applications_max
    return trusted and p.frozen_at is None and p.publish_at <= now < p.closes_at and not full


Answer = Callable[[Posting, Values, QueryDict, datetime], bool]


def _skill(p: Posting, values: Values, asked: QueryDict, _: datetime) -> bool:
    known = vocabulary()
    named = {s.slug for s in known.skills_named([*p.required_skills, *p.nice_skills])}
    return set(values) <= named if asked.get("match") == "all" else bool(set(values) & named)


def _channel(p: Posting, values: Values, *_: object) -> bool:
    return bool(set(values) & {c.slug for c in vocabulary().channels_named(p.channels)})


def _duty(p: Posting, values: Values, asked: QueryDict, _: datetime) -> bool:
    least = int(asked.get("duty_min") or 1)
    return any(getattr(p, f"duty_{duty}") >= least for duty in values)


def _hours(p: Posting, values: Values, *_: object) -> bool:
    return p.hours == "either" or p.hours in values


def _country(p: Posting, values: Values, *_: object) -> bool:
    """Where the work is, and where a remote worker may live."""
    return bool(set(values) & ({place.country for place in p.places.all()} | set(p.remote_countries)))


def _law(p: Posting, values: Values, *_: object) -> bool:
    return bool(set(values) & set(p.laws))


def _pay_min(p: Posting, values: Values, asked: QueryDict, _: datetime) -> bool:
    top = _top(p)
    if top is None:
        return asked.get("nopay") == "1"
    return p.pay_currency == asked.get("currency", "USD") and top >= Decimal(values[-1])


def _top(p: Posting) -> Decimal | None:
    """The top of the range as a year of full-time work."""
    if p.pay_max is None or p.pay_period_id is None:
        return None
    return annual(p.pay_max, period=p.pay_period_id, currency=p.pay_currency)


def _unpaid(p: Posting, values: Values, *_: object) -> bool:
    return not p.unpaid or "1" in values


def _responsive(p: Posting, *_: object) -> bool:
    return p.hospital.responsive


def _posted_in(p: Posting, values: Values, _: QueryDict, now: datetime) -> bool:
    return p.publish_at is not None and p.publish_at >= now - timedelta(days=int(values[-1]))


def _closing_in(p: Posting, values: Values, _: QueryDict, now: datetime) -> bool:
    return p.closes_at is not None and p.closes_at <= now + timedelta(days=int(values[-1]))


def _near(p: Posting, values: Values, asked: QueryDict, _: datetime) -> bool:
    spot = next(iter(find(values[-1])), None)
    if spot is None:
        return True
    if p.mode == "remote" and spot.country in p.remote_countries:
        return True
    if spot.kind == "region":
        return any((x.country, x.region) == (spot.country, spot.region) for x in p.places.all())
    reach = float(asked.get("km") or AROUND_KM[spot.country])
    return any(
        x.lat is not None and x.lon is not None and _km(spot, x.lat, x.lon) <= reach for x in p.places.all()
    )


def _km(spot: Spot, lat: float, lon: float) -> float:
    """Great circle (haversine), Earth as a sphere of 6,371 km."""
    here, there, west = radians(spot.lat), radians(lat), radians(lon - spot.lon)
    a = sin((there - here) / 2) ** 2 + cos(here) * cos(there) * sin(west / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(a))


ANSWERS: dict[str, Answer] = {
    "engagement": lambda p, values, *_: p.engagement_id in values,
    "mode": lambda p, values, *_: p.mode in values,
    "education": lambda p, values, *_: p.education_id in values,
    "experience": lambda p, values, *_: p.experience_id in values,
    "lang": lambda p, values, *_: p.language in values,
    "kind": lambda p, values, *_: p.hospital.kind in values,
    "hospital": lambda p, values, *_: p.hospital.slug == values[-1],
    "hours": _hours,
    "skill": _skill,
    "channel": _channel,
    "duty": _duty,
    "country": _country,
    "law": _law,
    "pay_min": _pay_min,
    "unpaid": _unpaid,
    "responsive": _responsive,
    "posted_in": _posted_in,
    "closing_in": _closing_in,
    "near": _near,
}
