"""What an index is made of: the openings that may be online, newest first, as the database has them now."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import connection

from postings.models.choices import Duty

DUTIES = [duty.value for duty in Duty]
NO_DAY = 2**31 - 1  # after every day
_AT_ONCE = 2_000


class Source(NamedTuple):
    """One opening. Times in microseconds since 1970; money as a year of full-time work."""

    id: int
    publish: int
    closes: int
    starts: int  # days since 1970, or NO_DAY
    words: str
    language: str
    hospital: int
    hospital_name: str
    kind: str
    responsive: bool
    engagement: str
    hours: str
    mode: str
    experience: str
    education: str
    family: int | None
    currency: str
    annual_max: float | None
    unpaid: bool
    required: list[int]
    nice: list[int]
    channels: list[int]
    laws: list[str]
    remote: list[str]
    duties: list[int]
    places: list[list[Any]]  # [country, region, lat, lon, city, postcode]
    changed: int  # another number after each change: made of its stamp, see postings/models/indexed.py


_SQL = f"""
SELECT p.id, (extract(epoch FROM p.publish_at) * 1000000)::bigint, (extract(epoch FROM p.closes_at) * 1000000)::bigint,
  COALESCE(p.starts_on - DATE '1970-01-01', {NO_DAY}), i.words, p.language, p.hospital_id, h.name, h.kind, h.responsive,
  p.engagement_id, p.hours, p.mode, p.experience_id, p.education_id, p.family_id, p.pay_currency, p.annual_max::float8, p.unpaid, p.required_skills, p.nice_skills,
  p.channels, p.laws, p.remote_countries, ARRAY[{", ".join(f"p.duty_{duty}" for duty in DUTIES)}],
  COALESCE((SELECT json_agg(json_build_array(w.country, w.region, w.lat, w.lon, w.city, w.postcode) ORDER BY w.position, w.id)
            FROM postings_place w WHERE w.posting_id = p.id), '[]'), hashtextextended(i.changed::text || i.ctid::text, 0)
FROM postings_posting p JOIN hospitals_hospital h ON h.id = p.hospital_id
JOIN postings_indexed i ON i.posting_id = p.id
WHERE p.status = 'published' AND p.frozen_at IS NULL AND h.status = 'verified' AND h.frozen_at IS NULL
  AND (p.applications_max IS NULL OR p.applications_taken < p.applications_max)
"""  # noqa: S608  # names only


def some(ids: list[int]) -> list[Source]:
    """Those of `ids` that are public, or will be at their hour. In any order."""
    found: list[Source] = []
    with connection.cursor() as cursor:
        for at in range(0, len(ids), _AT_ONCE):  # a web request's statement has two seconds
            cursor.execute(_SQL + " AND p.id = ANY(%s)", [ids[at : at + _AT_ONCE]])
            found += [Source(*row) for row in cursor.fetchall()]
    return found


def everything() -> Iterator[Source]:
    """All of them that have not closed, newest first, streamed. Call it in a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DECLARE openings NO SCROLL CURSOR FOR "
            + _SQL
            + " AND p.closes_at > now() ORDER BY p.publish_at DESC, p.id DESC"
        )
        while True:
            cursor.execute("FETCH 2000 FROM openings")
            rows = cursor.fetchall()
            if not rows:
                break
            for row in rows:
                yield Source(*row)
        cursor.execute("CLOSE openings")
