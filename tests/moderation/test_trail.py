"""The trail: found by any filter, taken along, changed by nobody."""

import csv
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core import audit
from core.models import Event
from hospitals.models import Hospital
from moderation import trail
from postings.models import Posting

pytestmark = pytest.mark.django_db
ADDRESS = "/moderation/trail/"


@pytest.fixture
def desk(moderator: User, client_of: Callable[[User], Client], settings: Any) -> Client:
    settings.SECOND_FACTOR_WAIVED = True
    return client_of(moderator)


@pytest.fixture
def lines(posting: Posting, hospital2: Hospital, moderator: User, owner: User) -> None:
    now = timezone.now()
    for n in range(60):
        audit.record(
            posting, "edited", by=owner, at=now - timedelta(days=n), reasons=["pay_missing"] if n % 2 else []
        )
    audit.record(hospital2, "freeze", by=moderator, at=now, reasons=["other"], words="=1+1")


@pytest.mark.parametrize(
    ("query", "n"),
    [
        ({}, 50),
        ({"reason": "pay_missing"}, 30),
        ({"reason": "other", "verb": "freeze"}, 1),
        ({"reason": "other", "verb": "edited"}, 0),
        ({"hospital": "de-waterlinie"}, 1),
        ({"hospital": "no-such"}, 0),
        ({"actor": "INES@northlake.example", "verb": "edited", "subject": "postings.posting"}, 50),
        ({"actor": "ines@northlake.example", "verb": "freeze"}, 0),
        ({"actor": "ines@northlake.example", "reason": "pay_missing"}, 30),
    ],
)
def test_filters_narrow_together(desk: Client, lines: None, query: dict[str, str], n: int) -> None:
    assert len(desk.get(ADDRESS, query).context["lines"]) == n


def test_days_are_whole(desk: Client, lines: None) -> None:
    day = timezone.localdate() - timedelta(days=3)
    found = desk.get(ADDRESS, {"first": str(day), "on": str(day)}).context["lines"]
    assert [line.event.at.date() for line in found] == [day]


def test_every_page_of_every_filter_together_holds_each_line_once(
    desk: Client, lines: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where a walk ends before its page is full."""
    monkeypatch.setattr(trail, "WINDOW", 52)
    for query in ({}, {"reason": "pay_missing"}, {"verb": "edited", "reason": "pay_missing"}):
        seen: list[int] = []
        address = f"{ADDRESS}?{'&'.join(f'{k}={v}' for k, v in query.items())}"
        for _ in range(40):
            page = desk.get(address)
            seen += [line.event.pk for line in page.context["lines"]]
            if not page.context["more"]:
                break
            address = f"{ADDRESS}?{page.context['more']}"
        assert (len(seen), len(set(seen))) == ((61, 61) if not query else (30, 30)), query


def test_a_walk_that_was_cut_off_says_how_far_it_looked(
    desk: Client, lines: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trail, "WINDOW", 5)
    page = desk.get(ADDRESS, {"verb": "edited", "hospital": "northlake", "subject": "hospitals.hospital"})
    assert (len(page.context["lines"]), "Looked back to" in page.content.decode()) == (0, False)
    page = desk.get(ADDRESS, {"verb": "edited", "subject": "postings.posting", "reason": "other"})
    assert "Looked back to" not in page.content.decode()  # the reason is rare and leads
    page = desk.get(ADDRESS, {"verb": "edited", "reason": "pay_missing"})
    assert "Looked back to" in page.content.decode()


def test_a_page_of_fifty_asks_as_little_as_a_page_of_one(desk: Client, lines: None, posting: Posting) -> None:
    """Every filter at once costs most."""
    query: dict[str, Any] = {"subject": "postings.posting", "number": posting.pk, "actor": "ines@northlake.example",
             "verb": "edited", "hospital": "northlake", "reason": "pay_missing", "on": "2100-01-01"}  # fmt: skip
    desk.get(ADDRESS, query)
    counts = []
    asked: dict[str, Any]
    for asked in (query, {"verb": "freeze"}, {}):
        with CaptureQueriesContext(connection) as queries:
            desk.get(ADDRESS, asked)
        counts.append(len(queries))
    assert max(counts) <= 10, counts


def test_it_is_taken_along_without_formulas_and_that_stands_in_it(
    desk: Client, lines: None, moderator: User
) -> None:
    told = desk.post(reverse("moderation:trail_csv"), {"verb": "freeze", "actor": moderator.email})
    rows = list(csv.reader(StringIO(b"".join(told).decode("utf-8-sig"))))
    assert (rows[0][:4], len(rows), rows[1][3], rows[1][10]) == (
        ["number", "at", "actor", "did"],
        2,
        "freeze",
        "'=1+1",
    )
    last = Event.objects.latest("id")
    assert (last.verb, last.actor_id, last.data) == (
        "take_trail_along", moderator.pk, {"asked": {"verb": "freeze", "actor": "…"}},
    )  # fmt: skip
    assert told.streaming


def test_it_is_read_in_batches_not_at_once(lines: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trail, "BATCH", 10)
    with CaptureQueriesContext(connection) as queries:
        read = [event.pk for event in trail.everything(trail.Asked())]
    assert (len(read), len(set(read)), len(queries)) == (61, 61, 7)


def test_it_is_taken_along_three_times_in_five_minutes(desk: Client, lines: None) -> None:
    statuses = [desk.post(reverse("moderation:trail_csv")).status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]


REFUSED = "is only ever added to"  # the trigger's own words
HISTORIES = ["core_event", "hospitals_hospitalhistory", "hospitals_seathistory", "postings_postinghistory",
             "applications_applicationhistory"]  # fmt: skip


@pytest.mark.parametrize("table", HISTORIES)
@pytest.mark.parametrize(
    "sql", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}", "TRUNCATE {} CASCADE"]
)
def test_the_database_refuses_every_change(table: str, sql: str, make_application: Any, lines: None) -> None:
    """As the role that the site runs as; pgtrigger's own switch (a session variable) opens nothing."""
    make_application()
    column = "verb" if table == "core_event" else "pgh_label"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        before = cursor.fetchone()
        assert before[0]
        names = (
            "SELECT set_config('pgtrigger.ignore', (SELECT array_agg(tgname)::text FROM pg_trigger), true)"
        )
        cursor.execute(names)
        with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
            cursor.execute(sql.format(table, column, column))
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone() == before


@pytest.mark.parametrize(
    "change",
    [
        lambda: Event.objects.update(words="x"),
        lambda: Event.objects.all().delete(),
        lambda: Event.objects.all()._raw_delete("default"),
        lambda: Event.objects.bulk_update([Event.objects.all()[0]], ["verb"]),
        lambda: Event.objects.all()[0].save(),
        lambda: Event.objects.all()[0].delete(),
    ],
)
def test_no_way_of_the_application_changes_a_line(change: Callable[[], Any], lines: None) -> None:
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
        change()
    assert Event.objects.count() == 61
