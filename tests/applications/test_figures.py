"""A hospital's figures: every number against known data, who sees them, what they cost, and the file."""

import csv
import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from applications.figures import Figures, Span, span
from applications.models import Application
from core import audit
from core.charts import bar_chart, round_above, shares
from hospitals.models import Hospital
from postings.models import Posting, Seen

ClientOf = Callable[[User | None], Client]


def ago(days: float) -> datetime:
    return timezone.now() - timedelta(days=days)


def figures(hospital: Hospital, days: int = 30, posting: Posting | None = None) -> Figures:
    return Figures(hospital, days=days, today=timezone.localdate(), posting=posting)


def count(posting: Posting, days: int, source: str, views: int, applications: int = 0) -> None:
    day = timezone.localdate() - timedelta(days=days)
    Seen.objects.create(posting=posting, day=day, source=source, views=views, applications=applications)


@pytest.fixture
def sent(make_application: Any, make_person: Any) -> Callable[..., Application]:
    """An application with its trail: sent(10, ("read", "in_review", 8), …) was sent ten days ago and read eight ago."""

    def make(days: float, *steps: tuple[str, str, float], **fields: Any) -> Application:
        n = Application.objects.count()
        status = steps[-1][1] if steps else "submitted"
        ended = {"decided_at": ago(steps[-1][2])} if status in ("hired", "rejected", "withdrawn") else {}
        why = {"rejected": {"rejection_reason": "other"}, "withdrawn": {"withdrawal_reason": "pay"}}.get(
            status, {}
        )
        facts = {
            "candidate": make_person(f"c{n}@people.example", f"C {n}"),
            "status": status,
            "submitted_at": ago(days),
        }
        row: Application = make_application(**{**facts, **ended, **why, **fields})
        before = "draft"
        for verb, after, at in [("submit", "submitted", days), *steps]:
            audit.record(row, verb, by=None, at=ago(at), before=before, after=after)
            before = after
        return row

    return make


def test_views_and_applications_by_day_and_source(
    hospital: Hospital, posting: Posting, make_posting: Any
) -> None:
    other = make_posting(title="Editor")
    count(posting, 0, "search", 5, 1)
    count(posting, 0, "linkedin", 2)
    count(posting, 29, "search", 3)
    count(posting, 30, "search", 100)  # the day before the period
    count(other, 1, "feed", 4, 2)
    all_of_it = figures(hospital)
    today = timezone.localdate()
    assert (all_of_it.by_day[0], all_of_it.by_day[-2], all_of_it.by_day[-1], len(all_of_it.by_day)) == (
        (today - timedelta(days=29), 3, 0), (today - timedelta(days=1), 4, 2), (today, 7, 1), 30,
    )  # fmt: skip
    assert [(str(s), v, a) for s, v, a in all_of_it.by_source] == [
        ("search", 8, 1),
        ("feed", 4, 2),
        ("linkedin", 2, 0),
    ]
    assert (all_of_it.views, all_of_it.sent) == (14, 3)
    assert [(r["posting"], r["views"], r["sent"]) for r in all_of_it.by_opening()] == [
        (posting.pk, 10, 1),
        (other.pk, 4, 2),
    ]
    assert (figures(hospital, posting=other).views, figures(hospital, 90).views) == (4, 114)


def test_a_year_is_told_by_week(hospital: Hospital, posting: Posting) -> None:
    count(posting, 364, "search", 1)
    count(posting, 358, "search", 2)
    count(posting, 357, "search", 4)
    weeks = figures(hospital, 365).by_day
    assert (len(weeks), weeks[0][1:], weeks[1][1:]) == (53, (3, 0), (4, 0))


def test_the_funnel_counts_skipped_stages_as_passed(hospital: Hospital, sent: Any) -> None:
    sent(9)
    sent(9, ("read", "in_review", 8))
    sent(9, ("invite", "interview", 7))
    sent(
        9,
        ("shortlist", "shortlisted", 8),
        ("invite", "interview", 6),
        ("offer", "offered", 3),
        ("hire", "hired", 1),
    )
    sent(9, ("read", "in_review", 8), ("reject", "rejected", 5))
    sent(40, ("read", "in_review", 38))  # before the period
    found = figures(hospital)
    assert [n for _stage, n in found.funnel] == [5, 4, 2, 2, 1, 1]
    assert [n for _stage, n in found.ends] == [1, 0, 0, 0]


def test_a_rejection_that_was_undone_never_was(hospital: Hospital, sent: Any) -> None:
    sent(
        9,
        ("read", "in_review", 8),
        ("reject", "rejected", 7),
        ("undo_to_in_review", "in_review", 6.5),
        ("invite", "interview", 4),
    )
    assert [[stage for stage, _at in path] for path in figures(hospital).paths] == [
        ["submitted", "in_review", "interview"]
    ]


def test_days_at_a_stage_are_the_median_of_those_who_left_it(hospital: Hospital, sent: Any) -> None:
    for left in (9, 8, 4):  # one, two and six days after sending
        sent(10, ("read", "in_review", left))
    sent(10)  # still there: says nothing yet
    found = dict(figures(hospital).stays)
    assert (found["submitted"], found["in_review"]) == (Span(3, 2.0), Span(0, None))  # type: ignore[index]


def test_two_are_too_few_for_a_median() -> None:
    day = timedelta(days=1)
    assert [span([day]), span([day, day]), span([day, 3 * day, 4 * day]), span([])] == [
        Span(1, None), Span(2, None), Span(3, 3.0), Span(0, None),
    ]  # fmt: skip


def test_time_to_the_first_answer(hospital: Hospital, sent: Any) -> None:
    for after in (1, 2, 5):
        sent(10, ("invite", "interview", 10 - after), first_answer_at=ago(10 - after))
    sent(10)
    assert figures(hospital).first_answer == Span(3, 2.0)


def test_time_to_fill_runs_from_online_to_the_first_hire(
    hospital: Hospital, make_posting: Any, sent: Any
) -> None:
    first = make_posting(publish_at=ago(20), published_at=ago(20))
    for days in (4, 2):  # two people hired: the first one counts
        sent(15, ("hire", "hired", days), posting=first)
    elsewhere = make_posting(
        publish_at=ago(12), published_at=ago(12), status="closed", closed_at=ago(2), outcome="hired_elsewhere"
    )
    make_posting(
        publish_at=ago(12), published_at=ago(12), status="closed", closed_at=ago(2), outcome="not_filled"
    )
    assert (figures(hospital, posting=first).to_fill, figures(hospital, posting=elsewhere).to_fill) == (
        Span(1, 16.0),
        Span(1, 10.0),
    )
    assert figures(hospital).to_fill == Span(2, None)


def test_an_erased_candidate_leaves_the_counters(hospital: Hospital, posting: Posting, sent: Any) -> None:
    row = sent(3)
    count(posting, 3, "search", 4, 1)
    row.delete()
    assert (figures(hospital).sent, figures(hospital).funnel[0][1]) == (1, 0)


def test_another_hospital_is_never_in_it(
    hospital: Hospital, hospital2: Hospital, posting: Posting, sent: Any
) -> None:
    sent(3)
    count(posting, 1, "search", 4, 1)
    theirs = figures(hospital2)
    assert (theirs.views, theirs.sent, theirs.applications, theirs.to_fill) == (0, 0, [], Span(0, None))


@pytest.mark.parametrize(
    ("highest", "top"), [(0, 2), (1, 2), (3, 4), (5, 10), (10, 10), (11, 20), (41, 100), (101, 200)]
)
def test_the_upper_line_is_round_and_so_is_its_half(highest: int, top: int) -> None:
    assert round_above(highest) == top


def test_bars_stand_on_the_line_and_reach_their_value() -> None:
    chart = bar_chart([("a", 0), ("b", 1), ("c", 4)])
    assert [(b.x, b.y, b.height, b.value) for b in chart.bars] == [
        (1, 100.0, 0.0, 0),
        (11, 75.0, 25.0, 1),
        (21, 0.0, 100.0, 4),
    ]
    assert (chart.top, chart.width, chart.middle) == (4, 30, "2")
    assert (shares([4, 1, 0]), shares([0]), shares([])) == ([100.0, 25.0, 0.0], [0.0], [])


# ── The pages ────────────────────────────────────────────────────────────────────────────────────────
def addresses(hospital: Hospital, posting: Posting) -> list[str]:
    one = [hospital.slug, posting.pk]
    return [
        reverse("figures:hospital", args=[hospital.slug]), reverse("figures:hospital_table", args=[hospital.slug]),
        reverse("figures:opening", args=one), reverse("figures:opening_table", args=one),
    ]  # fmt: skip


def test_a_hospital_without_any_figures_sees_a_calm_page(
    owner: User, hospital: Hospital, posting: Posting, client_of: ClientOf
) -> None:
    for address in addresses(hospital, posting)[::2]:
        page = client_of(owner).get(address).content.decode()
        assert "Nobody has opened the page in this period." in page
        assert "No application was sent in this period." in page


def test_the_page_says_what_it_draws(
    owner: User, hospital: Hospital, posting: Posting, client_of: ClientOf
) -> None:
    count(posting, 2, "linkedin", 1234, 5)
    page = client_of(owner).get(reverse("figures:opening", args=[hospital.slug, posting.pk])).content.decode()
    for words in (
        "Seen 1,234 times",
        "5 applications sent",
        "LinkedIn",
        "Last 90 days",
        'aria-label="Seen 1,234 times"',
    ):
        assert words in page
    assert "style=" not in page


def test_dutch_numbers_do_not_break_the_drawing(
    owner: User, hospital: Hospital, posting: Posting, client_of: ClientOf
) -> None:
    count(posting, 2, "linkedin", 3)
    page = (
        client_of(owner)
        .get("/nl" + reverse("figures:opening", args=[hospital.slug, posting.pk]))
        .content.decode()
    )
    assert 'height="75.0"' in page


@pytest.mark.parametrize("days", ["", "7", "-1", "9" * 40, "x"])
def test_an_unknown_period_is_the_shortest(
    days: str, owner: User, hospital: Hospital, client_of: ClientOf
) -> None:
    page = client_of(owner).get(reverse("figures:hospital", args=[hospital.slug]), {"days": days})
    assert (page.status_code, page.context["figures"].days) == (200, 30)


def test_the_file_holds_the_counts_and_runs_nothing(
    owner: User, hospital: Hospital, posting: Posting, client_of: ClientOf
) -> None:
    Posting.objects.filter(pk=posting.pk).update(title='=HYPERLINK("https://x.example")')
    count(posting, 1, "search", 3, 1)
    answer: Any = client_of(owner).get(reverse("figures:hospital_table", args=[hospital.slug]))
    body = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(body)))
    assert rows == [
        ["Day", "Number", "Opening", "Source", "Views", "Applications"],
        [
            str(timezone.localdate() - timedelta(days=1)),
            str(posting.pk),
            '\'=HYPERLINK("https://x.example")',
            "Search on this board",
            "3",
            "1",
        ],
    ]
    assert "attachment" in answer["Content-Disposition"]


def test_another_hospitals_figures_are_not_found(
    owner2: User, hospital: Hospital, hospital2: Hospital, posting: Posting, client_of: ClientOf
) -> None:
    theirs = [
        reverse(f"figures:{name}", args=[hospital2.slug, posting.pk]) for name in ("opening", "opening_table")
    ]
    answers = [client_of(owner2).get(a).status_code for a in [*addresses(hospital, posting), *theirs]]
    assert answers == [404] * 6


def test_the_page_costs_the_same_with_many(
    owner: User, hospital: Hospital, posting: Posting, make_posting: Any, sent: Any, client_of: ClientOf
) -> None:
    client, address = client_of(owner), reverse("figures:hospital", args=[hospital.slug])

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    sent(5, ("read", "in_review", 4))
    count(posting, 0, "search", 1)
    asked()
    one = asked()
    for _ in range(8):
        count(make_posting(), 0, "feed", 2)
        sent(5, ("read", "in_review", 4), ("hire", "hired", 1))
    assert asked() == one <= 14
