"""The board in numbers: counted from the trail and the tables by set-based SQL, kept per span, said with "as of".

The worker counts every hour (moderation/tasks.py), because a year of a large board takes seconds and a page may not.
All times are in UTC, all durations in seconds; what is kept is plain JSON: moderation/number_tables.py reads it.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from moderation.models import Numbers
from postings.search import Search, census

SPANS = ("28", "91", "365")  # days
FRESH = timedelta(hours=1)
MOST_LIVE = 60

# What waits for a moderator: (name, what it is in the trail, verbs that begin it, verbs of a moderator that end it).
WAITS = (
    ("opening", "postings.posting", ("submit",), ("publish", "return", "reject")),
    ("revision", "postings.revision", ("propose",), ("apply", "refuse")),
    ("hospital", "hospitals.hospital", ("ask",), ("verify", "refuse")),
    ("appeal", "accounts.suspension", ("appeal",), ("lift", "keep")),
    ("case", "moderation.case", ("report",), ("decide", "dismiss")),
)
FIRST = {
    "case"
}  # waits since its first beginning: others join a report. The rest, since they were last sent.
# Decisions about reports: (what, verb, whether it says that the report was right). Reports of samples and mentors are
# cases too, so what becomes of those themselves is not counted beside.
UPHELD = (
    ("moderation.case", "decide", True),
    ("moderation.case", "dismiss", False),
)


@dataclass(frozen=True, slots=True)
class Span:
    """From `since` until before `until`. `key` names it in the table."""

    key: str
    since: datetime
    until: datetime


def span_of(key: str, at: datetime) -> Span:
    """The last so many days, or a whole month ("2026-11"). Raises ValueError for any other key."""
    if key in SPANS:
        end = at.astimezone(UTC)
        return Span(key, end - timedelta(days=int(key)), end)
    first = datetime.strptime(key, "%Y-%m").replace(tzinfo=UTC)
    return Span(key, first, (first + timedelta(days=32)).replace(day=1))


def month_before(day: date) -> str:
    return f"{day.replace(day=1) - timedelta(days=1):%Y-%m}"


def read(key: str, *, at: datetime | None = None) -> Numbers:
    """What is kept of a span; counted now when nothing is."""
    kept = Numbers.objects.filter(span=key).first()
    return kept or refresh(key, at=at)


def refresh(key: str, *, at: datetime | None = None) -> Numbers:
    at = at or timezone.now()
    data = count(span_of(key, at))
    return Numbers.objects.update_or_create(span=key, defaults={"as_of": at, "data": data})[0]


def refresh_old(at: datetime) -> int:
    """Count what is kept for longer than an hour. Returns how many spans."""
    fresh = set(Numbers.objects.filter(as_of__gt=at - FRESH).values_list("span", flat=True))
    old = [key for key in SPANS if key not in fresh]
    for key in old:
        refresh(key, at=at)
    return len(old)


def count(span: Span) -> dict[str, Any]:
    """All figures of a span, from one moment of the database."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL statement_timeout = 0"
        )  # a worker's work: seconds on a board of a million events
        within = {"since": span.since, "until": span.until}
        waits = [_waits(cursor, kind, within) for kind in WAITS]
        decisions, reasons = _decisions(cursor, within)
        return {
            "since": span.since.isoformat(),
            "until": span.until.isoformat(),
            "waits": [found for found in waits if found["n"]],
            "decisions": decisions,
            "reasons": reasons,
            "reports": _reports(cursor, within),
            "answers": _row(cursor, _ANSWERS, within),
            "applications": _rows(cursor, _APPLICATIONS, within),
            "hospitals": _row(cursor, _HOSPITALS, within),
            "new_hospitals": _rows(cursor, _NEW_HOSPITALS, within),
            "mail": _row(cursor, _MAIL, within),
            "live": _live(),
        }


_WAITED = """
WITH ended AS (
  SELECT e.at, e.at - begun.at AS waited FROM core_event e
  CROSS JOIN LATERAL (
    SELECT b.at FROM core_event b WHERE b.subject_type = e.subject_type AND b.subject_id = e.subject_id
      AND b.at <= e.at AND b.verb = ANY(%(begin)s)
      ORDER BY CASE WHEN %(first)s THEN b.at END, b.at DESC, b.id DESC LIMIT 1) begun
  WHERE e.subject_type = %(subject)s AND e.verb = ANY(%(end)s) AND e.actor_id IS NOT NULL
    AND e.at >= %(since)s AND e.at < %(until)s)
SELECT date_trunc('week', at AT TIME ZONE 'UTC')::date::text AS week, count(*),
  extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY waited))::bigint,
  extract(epoch FROM percentile_cont(0.9) WITHIN GROUP (ORDER BY waited))::bigint
FROM ended GROUP BY GROUPING SETS ((), (date_trunc('week', at AT TIME ZONE 'UTC'))) ORDER BY 1 NULLS FIRST
"""


def _waits(
    cursor: Any, kind: tuple[str, str, tuple[str, ...], tuple[str, ...]], within: dict[str, Any]
) -> dict[str, Any]:
    """How long it took a moderator: of all, then of each week (by the day it begins)."""
    name, subject, begin, end = kind
    cursor.execute(
        _WAITED,
        {**within, "subject": subject, "begin": list(begin), "end": list(end), "first": name in FIRST},
    )
    everything, *weeks = cursor.fetchall()
    _, n, median, p90 = everything
    return {"kind": name, "n": n, "median": median, "p90": p90, "weeks": [list(week) for week in weeks]}


def _decisions(cursor: Any, within: dict[str, Any]) -> tuple[list[Any], list[Any]]:
    """([kind, verb, n], [kind, verb, reason, n]) of what moderators decided, and undid, most first."""
    kinds = {subject: name for name, subject, _, _ in WAITS}
    verbs = sorted({verb for _, _, _, end in WAITS for verb in end} | {"remove"})
    facts = {**within, "subjects": list(kinds), "verbs": verbs}
    cursor.execute(_DECIDED, facts)
    decided = [[kinds[subject], verb, n] for subject, verb, n in cursor.fetchall()]
    cursor.execute(_REASONS, facts)
    return decided, [[kinds[subject], verb, reason, n] for subject, verb, reason, n in cursor.fetchall()]


_DECIDED = """
SELECT subject_type, verb, count(*) FROM core_event
WHERE at >= %(since)s AND at < %(until)s AND actor_id IS NOT NULL AND subject_type = ANY(%(subjects)s)
  AND (verb = ANY(%(verbs)s) OR verb LIKE 'undo%%') GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2
"""
_REASONS = """
SELECT subject_type, verb, reason, count(*) FROM core_event, unnest(reasons) reason
WHERE at >= %(since)s AND at < %(until)s AND actor_id IS NOT NULL AND subject_type = ANY(%(subjects)s)
  AND verb = ANY(%(verbs)s) GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3
"""
_REPORTS = """
SELECT subject_type, verb, count(*) FROM core_event
WHERE at >= %(since)s AND at < %(until)s AND subject_type = ANY(%(subjects)s) AND verb = ANY(%(verbs)s) GROUP BY 1, 2
"""
_ANSWERS = """
SELECT count(*) AS sent,
  count(*) FILTER (WHERE settled) AS due,
  count(*) FILTER (WHERE settled AND first_answer_at <= respond_by) AS in_time,
  count(*) FILTER (WHERE status = 'no_answer') AS silent,
  extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY first_answer_at - submitted_at)
    FILTER (WHERE first_answer_at IS NOT NULL))::bigint AS median,
  (SELECT count(*) FROM hospitals_hospital WHERE responsive) AS responsive
FROM (SELECT *, first_answer_at IS NOT NULL OR (respond_by <= now() AND status <> 'withdrawn') AS settled
      FROM applications_application WHERE submitted_at >= %(since)s AND submitted_at < %(until)s) sent
"""
_APPLICATIONS = """
SELECT date_trunc('week', submitted_at AT TIME ZONE 'UTC')::date::text, count(*) FROM applications_application
WHERE submitted_at >= %(since)s AND submitted_at < %(until)s GROUP BY 1 ORDER BY 1
"""
_HOSPITALS = """
SELECT count(*) FILTER (WHERE created_at >= %(since)s AND created_at < %(until)s) AS new,
  count(*) FILTER (WHERE verified_at >= %(since)s AND verified_at < %(until)s AND status = 'verified') AS verified,
  count(*) FILTER (WHERE status = 'verified') AS all_verified,
  count(*) FILTER (WHERE frozen_at IS NOT NULL) AS frozen
FROM hospitals_hospital
"""
_NEW_HOSPITALS = """
SELECT date_trunc('week', created_at AT TIME ZONE 'UTC')::date::text, count(*) FROM hospitals_hospital
WHERE created_at >= %(since)s AND created_at < %(until)s GROUP BY 1 ORDER BY 1
"""
_MAIL = """
SELECT count(*) FILTER (WHERE sent_at IS NOT NULL AND kind = 'alert_found') AS alerts,
  count(*) FILTER (WHERE sent_at IS NOT NULL) AS sent,
  count(*) FILTER (WHERE given_up_at IS NOT NULL) AS given_up,
  (SELECT count(*) FROM core_outgoingmail
   WHERE sent_at IS NULL AND given_up_at IS NULL AND cancelled_at IS NULL AND tries > 0) AS retried
FROM core_outgoingmail WHERE created_at >= %(since)s AND created_at < %(until)s
"""


def _reports(cursor: Any, within: dict[str, Any]) -> dict[str, int]:
    right = {(subject, verb): upheld for subject, verb, upheld in UPHELD}
    facts = {"subjects": sorted({s for s, _ in right}), "verbs": sorted({v for _, v in right})}
    cursor.execute(_REPORTS, {**within, **facts})
    found = [(right.get((subject, verb)), n) for subject, verb, n in cursor.fetchall()]
    decided = sum(n for upheld, n in found if upheld is not None)
    return {"decided": decided, "upheld": sum(n for upheld, n in found if upheld)}


def _live() -> dict[str, Any]:
    """What is online now, by state or province and by skill; from the search's index, which knows what is live."""
    found = Search("").found()
    some = census.of(found.parts)

    def most(facet: str) -> list[list[Any]]:
        rows = sorted(census.tally(some, facet).items(), key=lambda row: (-row[1], str(row[0])))
        return [[str(value), n] for value, n in rows[:MOST_LIVE]]

    return {"total": census.facts(some).openings, "regions": most("region"), "skills": most("skill")}


def _row(cursor: Any, sql: str, within: dict[str, Any]) -> dict[str, Any]:
    cursor.execute(sql, within)
    names = [column.name for column in cursor.description]
    return dict(zip(names, cursor.fetchone(), strict=True))


def _rows(cursor: Any, sql: str, within: dict[str, Any]) -> list[list[Any]]:
    cursor.execute(sql, within)
    return [list(row) for row in cursor.fetchall()]
