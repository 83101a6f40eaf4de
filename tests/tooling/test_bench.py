"""bin/bench: what it adds to the web server is there for nobody else, and a missed promise is never passed over."""

from dataclasses import replace
from itertools import islice
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from jobboard.bench import plans
from jobboard.bench.command import tell
from jobboard.bench.cpu import Reading
from jobboard.bench.hostile import Sent
from jobboard.bench.hostile_addresses import FILTERS, Hostile
from jobboard.bench.pages import FLOOR, PAGES, addresses
from jobboard.bench.promises import Face, Figures, Measured, judge
from postings.search.filters import PostingFilter

TOKEN = "a-token-that-only-the-bench-knows"


@pytest.fixture
def measured_server(settings: Any) -> None:
    """The settings as BENCH_TOKEN makes them."""
    settings.BENCH_TOKEN = TOKEN
    settings.ROOT_URLCONF = "jobboard.bench.urls"
    settings.MIDDLEWARE = ["jobboard.bench.inside.timing", *settings.MIDDLEWARE]


@pytest.mark.django_db
def test_a_board_that_is_not_measured_has_neither_floor_page_nor_timings(client: Client) -> None:
    assert "jobboard.bench.inside.timing" not in django_settings.MIDDLEWARE
    for token in ("", TOKEN):
        assert client.get("/bench/floor", headers={"X-Bench-Token": token}).status_code == 404
        assert "Server-Timing" not in client.get("/", headers={"X-Bench-Token": token}).headers


@pytest.mark.django_db
@pytest.mark.usefixtures("measured_server")
def test_a_measured_board_hides_both_from_whoever_does_not_know_the_token(client: Client) -> None:
    for token in ("", TOKEN[:-1]):
        assert client.get("/bench/floor", headers={"X-Bench-Token": token}).status_code == 404
        assert "Server-Timing" not in client.get("/", headers={"X-Bench-Token": token}).headers


@pytest.mark.django_db
@pytest.mark.usefixtures("measured_server")
def test_the_floor_page_shows_the_cards_with_one_query_for_them_and_one_for_their_places(
    client: Client, make_posting: Any
) -> None:
    for n in range(3):
        make_posting(title=f"Floor {n}")

    page = client.get("/bench/floor", headers={"X-Bench-Token": TOKEN})

    assert [page.content.decode().count(f"Floor {n}") for n in range(3)] == [1, 1, 1]
    assert page.headers["Server-Timing"].endswith(', queries;desc="2"')


# ── The judgement ────────────────────────────────────────────────────────────────────────────────────
GOOD = Figures(
    promise="", floor=FLOOR, p50=10, p95=15, p99=20, cpu=10, queries=2, db_ms=1, bytes=20_000, bytes_sent=5_000,
    requests=60,
)  # fmt: skip
LIST = replace(GOOD, promise="list", p50=14, cpu=14, queries=6)


def run(**changed: Any) -> dict[int, Measured]:
    """A run in which all is kept, but for what is changed in the list page at 100,000."""
    face = Face(css=8_000, scripts=16_000, blocking=1, foreign=[])

    def measured(listed: Figures) -> Measured:
        pages = {FLOOR: GOOD, "list, as it is": listed}
        return Measured(90_000, pages, {"floor": 160.0, "list": 110.0}, 150.0, 90.0, face)

    return {10_000: measured(LIST), 100_000: measured(replace(LIST, **changed))}


def missed(found: dict[int, Measured]) -> list[tuple[str, str]]:
    return [(verdict.where, verdict.figure) for verdict in judge(found) if not verdict.kept]


def test_a_run_that_keeps_every_promise_ends_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert missed(run()) == []
    assert tell(judge(run())) == 0
    assert "figures kept." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"p50": 17.0}, [("list, as it is, 100,000", "time 1.70 ×")]),
        ({"cpu": 17.0}, [("list, as it is, 100,000", "CPU 1.70 ×")]),
        ({"queries": 9}, [("list, as it is, 100,000", "9")]),
        ({"queries": -1}, [("list, as it is, 100,000", "-1")]),  # the server did not say
        ({"bytes": 31_000}, [("100,000", "30.3 KB")]),
        ({"bytes_sent": 8_192}, [("100,000", "8.0 KB")]),
        ({"failed": ["503 at /openings/"]}, [("list, as it is, 100,000", "503 at /openings/")]),
    ],
)
def test_one_missed_figure_is_named_and_fails_the_command(
    changed: dict[str, Any], expected: list[tuple[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert missed(run(**changed)) == expected
    assert tell(judge(run(**changed))) == 1
    assert f"{expected[0][0]}: {expected[0][1]}" in capsys.readouterr().out


def test_a_page_that_grows_with_the_number_of_postings_misses_even_inside_its_other_bounds() -> None:
    found = run()
    found[10_000].pages["list, as it is"] = replace(LIST, p50=10.0, cpu=10.0)
    assert missed(found) == [("list, as it is", "time 1.40 ×"), ("list, as it is", "CPU 1.40 ×")]


def test_a_slow_machine_is_asked_for_as_much_less_as_its_floor_page_is_slower() -> None:
    found = run()
    found[100_000].per_second = {"floor": 75.0, "list": 50.0}
    assert missed(found) == []
    found[100_000].per_second = {"floor": 75.0, "list": 49.0}
    assert missed(found) == [("100,000", "49/s, floor 75/s")]


def test_nothing_measured_is_not_a_promise_kept() -> None:
    assert tell([]) == 1


def test_a_thread_or_a_process_that_ended_meanwhile_takes_no_cpu_back() -> None:
    ms = 1_000_000
    before = Reading({(1, 1): 10 * ms, (1, 2): 900 * ms, (5, 5): 40 * ms}, {1: 0.0, 4: 100.0})
    after = Reading(
        {(1, 1): 15 * ms, (1, 3): 2 * ms}, {1: 0.0, 4: 150.0}
    )  # 5 ended: 40 were known, 50 came in
    assert after.since(before) == 5 + 2 + 10


# ── What is asked ────────────────────────────────────────────────────────────────────────────────────
def test_no_cache_can_answer_because_no_address_is_asked_for_twice() -> None:
    names = [f"w{n}" for n in range(300)]
    sample = {
        "common": names[:40], "medium": names[:100], "rare": names, "phrases": names, "cities": names[:20],
        "skills": names[:40], "engagements": ["employee", "contract"], "modes": ["remote", "hybrid"],
        "openings": [f"/openings/{n}/x/" for n in names], "moments": list(range(300)),
        "placed": [{"q": word, "near": "Chicago, IL", "km": 50} for word in names],
    }  # fmt: skip
    for page in PAGES:
        asked = list(islice(addresses(page, sample), 250))
        if page.kind != "list, as it is":
            assert len(set(asked)) == 250, page.name
        assert asked == list(islice(addresses(page, sample), 250))


def test_who_is_signed_in_is_compared_with_the_floor_page_as_the_same_reader_gets_it() -> None:
    names = {page.name for page in PAGES}
    assert {(page.reader, page.floor) for page in PAGES} == {
        ("", FLOOR),
        ("candidate", f"{FLOOR}, candidate"),
    }
    assert {page.floor for page in PAGES} <= names


def test_a_plan_that_reads_a_whole_table_of_openings_is_named() -> None:
    def plan(kind: str, table: str, rows: int, **more: Any) -> dict[str, Any]:
        return {"Node Type": kind, "Relation Name": table, "Actual Rows": rows, "Actual Loops": 1, **more}

    good = {"Node Type": "Limit", "Plans": [plan("Index Scan", "postings_posting", 20)]}
    assert plans.judged(good) == (20, "")
    assert plans.judged(plan("Seq Scan", "core_skill", 66)) == (0, "")
    whole = {"Node Type": "Limit", "Plans": [plan("Seq Scan", "postings_posting", 20)]}
    assert plans.judged(whole)[1] == "Seq Scan on postings_posting: 20 rows"
    assert plans.lacking({"/": 200, "/x": 503, "/y": 200}, {"/": 2, "/x": 1}) == [
        "/x: answered 503",
        "/y: asked for no opening",
    ]
    sifted = plan("Index Scan", "postings_place", 1, **{"Rows Removed by Filter": 9000})
    assert plans.judged(sifted) == (9001, "Index Scan on postings_place: 9001 rows")


# ── Hostile requests ─────────────────────────────────────────────────────────────────────────────────
def test_hostile_requests_name_every_filter_and_are_the_same_again_with_the_same_seed() -> None:
    assert sorted(FILTERS) == sorted(PostingFilter.base_filters)
    sample = {"openings": ["/openings/1/x/"], "skills": ["hipaa"], "common": ["care"], "medium": ["nurse"], "rare": ["owl"]}  # fmt: skip
    one, again, other = (list(islice(Hostile(seed, sample).requests(), 500)) for seed in ("1", "1", "2"))
    assert (one == again, one == other) == (True, False)
    assert sum("%00" in address for address, _ in one) > 5
    assert max(len(address) for address, _ in one) > 10_000


@pytest.mark.parametrize(
    ("address", "headers", "status", "right"),
    [
        ("/openings/?q=%ff", {}, 200, True),
        ("/openings/?q=%ff", {}, 400, False),
        ("/openings/?q=%00", {}, 400, True),
        ("/openings/?q=a", {}, 404, False),
        ("/openings/0/x/?q=a", {}, 404, True),
        ("/openings/?q=a", {"Host": "evil.example"}, 400, True),
        ("/openings/?q=%00", {}, 500, False),
        ("/hospitals/", {}, 503, False),
        ("/hospitals/", {}, 0, False),
    ],
)
def test_only_what_is_refused_with_reason_passes(
    address: str, headers: dict[str, str], status: int, right: bool
) -> None:
    assert Sent(address, headers, status, 20.0, 10.0).is_right is right


def test_a_slow_answer_is_forgiven_only_when_the_machine_was_to_blame() -> None:
    def quick(ms: float, own: float, alone: float) -> bool:
        return Sent("/", {}, 200, ms, own, alone).is_quick

    assert [quick(900, 900, 0), quick(3000, 400, 0), quick(3000, 2900, 300), quick(3000, 2900, 2800), quick(3000, 0, 0)] == [
        True, True, True, False, False,
    ]  # fmt: skip
