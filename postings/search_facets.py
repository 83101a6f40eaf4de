"""How many postings each choice of a facet would find: exact, for all facets in one query.

The SQL is put together from the names below and from what Django wrote; values travel as parameters.
"""
# ruff: noqa: S608

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q

from core.models import Channel, Skill
from core.vocabulary import vocabulary
from postings.models import Place, Posting
from postings.search import Search

POSTED_DAYS = (1, 7, 30)
CLOSING_DAYS = (7, 14, 30)

# The values a posting has in each facet, as SQL over the columns of `base`.
_SCALARS = {
    "engagement": "engagement",
    "mode": "mode",
    "experience": "experience",
    "education": "education",
    "lang": "lang",
}
_SETS = {
    "hours": "CASE hours WHEN 'either' THEN ARRAY['full_time', 'part_time'] ELSE ARRAY[hours::text] END",
    "skill": "required || nice",
    "channel": "channels",
    "country": "countries || remote",
    "law": "laws",
    "posted_in": f"ARRAY(SELECT n FROM unnest(ARRAY{list(POSTED_DAYS)}) n WHERE posted >= statement_timestamp() - n * interval '1 day')",
    "closing_in": f"ARRAY(SELECT n FROM unnest(ARRAY{list(CLOSING_DAYS)}) n WHERE closes <= statement_timestamp() + n * interval '1 day')",
    "unpaid": "CASE WHEN unpaid THEN ARRAY['1'] ELSE ARRAY[]::text[] END",
}
FACETS = (*_SCALARS, *_SETS)
_FIELDS = {
    "id": "id", "engagement": "engagement_id", "mode": "mode", "experience": "experience_id",
    "education": "education_id", "lang": "language", "hours": "hours", "required": "required_skills",
    "nice": "nice_skills", "channels": "channels", "remote": "remote_countries", "laws": "laws",
    "posted": "publish_at", "closes": "closes_at", "unpaid": "unpaid",
}  # fmt: skip


def facet_counts(search: Search) -> dict[str, dict[str, int]]:
    """{facet: {value: postings found when this is the facet's only choice}} and {"total": {"": postings found}}.

    A facet's own choice is left aside, the other filters count; with `match=all` a skill comes on top of the chosen
    ones. A value that finds nothing is absent.
    """
    narrowed = {
        name: condition for name, condition in search.conditions.items() if name in FACETS and condition
    }
    rest = Q(*(condition for name, condition in search.conditions.items() if name not in narrowed))
    base = Posting.objects.live().filter(rest).order_by()
    countries = ArraySubquery(Place.objects.filter(posting=OuterRef("pk")).order_by().values("country"))
    yes = {f"yes_{name}": ExpressionWrapper(q, output_field=BooleanField()) for name, q in narrowed.items()}
    rows = base.annotate(countries=countries, **yes).values_list(*_FIELDS.values(), "countries", *yes)
    sql, params = rows.query.sql_with_params()
    columns = ", ".join([*_FIELDS, "countries", *yes])
    parts = [f"SELECT 'total', '', count(*) FROM base WHERE {_where(yes, '')}"]
    both = "skill" if search.values.get("match") == "all" else ""
    for name in FACETS:
        where = _where(yes, "" if name == both else name)
        if name in _SCALARS:
            parts.append(
                f"SELECT '{name}', {_SCALARS[name]}::text, count(*) FROM base WHERE {where} GROUP BY 2"
            )
        else:
            parts.append(
                f"SELECT '{name}', value::text, count(DISTINCT id) FROM base, unnest({_SETS[name]}) value WHERE {where} GROUP BY 2"
            )
    with connection.cursor() as cursor:
        cursor.execute(f"WITH base ({columns}) AS MATERIALIZED ({sql}) {' UNION ALL '.join(parts)}", params)
        counts: dict[str, dict[str, int]] = {name: {} for name in ("total", *FACETS)}
        for name, value, count in cursor.fetchall():
            counts[name][value] = count
    known = vocabulary()
    counts["skill"] = _by_slug(counts["skill"], known.skills)
    counts["channel"] = _by_slug(counts["channel"], known.channels)
    return counts


def _by_slug(counts: dict[str, int], words: Mapping[int, Skill | Channel]) -> dict[str, int]:
    return {words[int(pk)].slug: count for pk, count in counts.items() if int(pk) in words}


def _where(yes: dict[str, Any], but: str) -> str:
    return " AND ".join(name for name in yes if name != f"yes_{but}") or "true"
