"""How PostgreSQL answers the main pages: no table of openings is read from end to end, and no more rows than are shown.

EXPLAIN (ANALYZE) of every query of these pages, in a process of its own: python -m jobboard.bench.plans.
"""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from jobboard.bench.ground import Ground
from jobboard.bench.promises import Verdict

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobboard.settings")
PAGES = [
    "/openings/", "/openings/?page=50", "/openings/?q=social", "/openings/?q=crisis+communication",
    "/openings/?q=%22social+media%22", "/openings/?engagement=employee&skill=hipaa&skill=html",
    "/openings/?q=campaign&mode=hybrid&near=Seattle", "/openings/?sort=pay", "/openings/feed.atom?skill=hipaa", "/",
    "/openings/skills/hipaa/",
]  # fmt: skip  # and one opening, with those like it
LARGE_TABLES = {"postings_posting", "postings_place", "postings_indexed"}
MOST_ROWS = 500  # of one step of a plan: twenty cards, their places, and what an index gives too much
PROMISE = f"main pages: no sequential scan over openings, at most {MOST_ROWS} rows read in a step"


def measure(ground: Ground) -> list[Verdict]:
    """One verdict, which names the pages that break it."""
    told = json.loads(ground.run([sys.executable, "-m", "jobboard.bench.plans"]).splitlines()[-1])
    figure = "; ".join(told["bad"]) or f"{told['queries']} queries, {told['rows']} rows at most"
    return [Verdict(PROMISE, f"{ground.size:,}", figure, not told["bad"])]


def steps(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A plan's steps, the outermost first."""
    yield plan
    for inner in plan.get("Plans", ()):
        yield from steps(inner)


def judged(plan: dict[str, Any]) -> tuple[int, str]:
    """(rows of its largest step over the tables of openings, what is wrong with it or "")."""
    rows, wrong = 0, ""
    for step in steps(plan):
        if step.get("Relation Name") not in LARGE_TABLES:
            continue
        read = (step["Actual Rows"] + step.get("Rows Removed by Filter", 0)) * step["Actual Loops"]
        rows = max(rows, int(read))
        if step["Node Type"] == "Seq Scan" or read > MOST_ROWS:
            wrong = f"{step['Node Type']} on {step['Relation Name']}: {read:.0f} rows"
    return rows, wrong


def lacking(answers: Mapping[str, int], asked: Mapping[str, int]) -> list[str]:
    """Pages whose plans would say nothing: not there, or without any question to the tables of openings."""
    failed = [f"{page}: answered {status}" for page, status in answers.items() if status != HTTPStatus.OK]
    return failed + [f"{page}: asked for no opening" for page in answers if not asked.get(page)]


def _measured() -> dict[str, Any]:
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from postings import cards
    from postings.models import Posting

    settings.ALLOWED_HOSTS = ["*"]
    seen: list[tuple[str, str, Any]] = []
    client, page = Client(headers={"X-Forwarded-Proto": "https"}), ""

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(("SELECT", "WITH")):
            seen.append((page, sql, params))
        return execute(sql, params, many, context)

    answers: dict[str, int] = {}
    newest = Posting.objects.live().newest_first()[0].get_absolute_url()
    for page in [*PAGES, newest]:  # `note` reads it
        client.get(page, secure=True)
        cards.forget()  # rows that were drawn for one page are not read for the next
        with connection.execute_wrapper(note):
            answers[page] = client.get(page, secure=True).status_code
    asked = Counter(page for page, sql, _ in seen if '"postings_posting"' in sql)
    bad, most = set(lacking(answers, asked)), 0
    with connection.cursor() as cursor:
        for page, sql, params in seen:
            cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + sql, params)
            rows, wrong = judged(cursor.fetchone()[0][0]["Plan"])
            most = max(most, rows)
            if wrong:
                bad.add(f"{page}: {wrong}")
    return {"queries": len(seen), "rows": most, "bad": sorted(bad)}


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(_measured()))
