"""The search page: what it finds, what it counts, and that nothing makes it fail."""

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from core.vocabulary import vocabulary
from hospitals.models import Hospital
from postings.models import Posting
from postings.search import Search, canonical, counts_of
from postings.search.finding import CLOSING_DAYS, FACETS, POSTED_DAYS

Make = Callable[..., Posting]
Visit = Callable[[User | None], Client]
UNPAID = {"unpaid": True, "pay_min": None, "pay_max": None, "pay_currency": "", "pay_period_id": None}
INTERN = {
    "engagement_id": "internship",
    "internship_weeks": 20,
    "learning_goals": "Plan and write.",
    "supervisor": "Ines",
}


def skill(slug: str) -> int:
    found = vocabulary().skill(slug)
    assert found is not None
    return found.pk


def found(query: str) -> set[str]:
    return {p.title for p in Search(query).postings(0, 100)}


@pytest.fixture
def many(make_posting: Make, hospital2: Hospital) -> list[Posting]:
    """Every facet has at least two values."""
    now, us = timezone.now(), make_posting
    nl = {"hospital": hospital2}
    return [
        us(title="A", hours="full_time"),
        us(title="B", hours="part_time", mode="remote", remote_countries=["US", "NL"], experience_id="entry"),
        us(
            title="C",
            hours="either",
            engagement_id="contract",
            contract_months=6,
            education_id="none",
            laws=[],
        ),
        us(title="D", **INTERN, publish_at=now - timedelta(hours=3), closes_at=now + timedelta(days=5)),
        us(
            title="E",
            **INTERN,
            **UNPAID,
            required_skills=[skill("blogging")],
            nice_skills=[skill("blogging")],
        ),
        us(
            title="F", **nl, laws=["avg"], pay_period_id="month", pay_min=Decimal(3480), pay_max=Decimal(4760)
        ),
        us(
            title="G",
            **nl,
            pay_period_id="hour",
            pay_min=Decimal(20),
            pay_max=Decimal(30),
            mode="on_site",
            channels=[],
        ),
        us(title="H", publish_at=now - timedelta(days=40), required_skills=[skill("hipaa"), skill("html")]),
    ]


# ── What each filter finds ───────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", "ABCDFGH"),
        ("unpaid=1", "ABCDEFGH"),
        ("engagement=contract&engagement=internship", "CD"),
        ("engagement=internship&unpaid=1", "DE"),
        ("hours=part_time", "BC"),
        ("hours=full_time&mode=remote", ""),
        ("skill=html", "ABCDFGH"),
        ("skill=html&skill=blogging&unpaid=1", "ABCDEFGH"),
        ("skill=html&skill=blogging&match=all&unpaid=1", ""),
        ("skill=html&skill=hipaa&match=all", "ABCDFGH"),
        ("mode=on_site", "G"),
        ("channel=facebook", "ABCDFH"),
        ("pay_min=78000", "ABCDH"),
        ("pay_min=%2478k", "ABCDH"),
        ("pay_min=78001", ""),
        ("pay_min=57.000&currency=EUR", "F"),
        ("pay_min=56%2C000&currency=EUR", "FG"),
        ("near=tacoma", "ABCDH"),
        ("near=Tacoma%2C+WA", "ABCDH"),
        ("near=3511AA", "BFG"),
        ("near=3511+aa", "BFG"),
        ("near=98402", "ABCDH"),
        ("near=wa", "ABCDH"),
        ("country=NL", "BFG"),
        ("education=none", "C"),
        ("experience=entry&experience=mid", "ABCDFGH"),
        ("law=avg", "F"),
        ("lang=nl", "FG"),
        ("hospital=northlake", "ABCDH"),
        ("posted_in=1", "D"),
        ("closing_in=7", "D"),
    ],
)
def test_each_filter_finds_its_openings(many: list[Posting], query: str, titles: str) -> None:
    assert found(query) == set(titles)


@pytest.mark.parametrize(
    ("sort", "titles"),
    [("newest", "D"), ("closing", "D"), ("pay", "A"), ("pay&currency=EUR", "F"), ("relevance", "D")],
)
def test_the_first_row_follows_the_sort(many: list[Posting], sort: str, titles: str) -> None:
    first = Search(f"sort={sort}").postings(0, 1)[0]
    assert first.title == titles or (sort == "pay" and first.pay_max == 78000)


def test_what_is_not_live_is_nowhere(make_posting: Make, hospital: Hospital, client: Client) -> None:
    now = timezone.now()
    make_posting(title="Scheduled", publish_at=now + timedelta(days=1))
    make_posting(title="Expired", publish_at=now - timedelta(days=9), closes_at=now - timedelta(minutes=1))
    make_posting(title="Draft", status="draft")
    make_posting(title="Frozen", frozen_at=now)
    make_posting(title="Removed", status="removed", removed_at=now, decision_reasons=["asks_money"])
    make_posting(title="Live")
    assert found("") == {"Live"}
    pages = [
        client.get(url).content.decode()
        for url in ("/openings/", "/", "/openings/feed.atom", "/sitemap-openings.xml")
    ]
    assert not any(
        word in page for page in pages for word in ("cheduled", "xpired", "raft<", "rozen", "emoved")
    )
    Hospital.objects.filter(pk=hospital.pk).update(frozen_at=now)
    assert found("") == set()
    assert "/live/" not in client.get("/sitemap-openings.xml").content.decode()


# ── Counts ───────────────────────────────────────────────────────────────────────────────────────────
VALUES: dict[str, list[str]] = {
    "engagement": ["employee", "contract", "internship"],
    "hours": ["full_time", "part_time"],
    "skill": ["html", "hipaa", "blogging", "public-relations"],
    "mode": ["on_site", "hybrid", "remote"],
    "channel": ["facebook", "x"],
    "experience": ["entry", "mid"],
    "education": ["none", "bachelor"],
    "country": ["US", "NL"],
    "law": ["hipaa", "avg"],
    "lang": ["en", "nl"],
    "posted_in": [str(n) for n in POSTED_DAYS],
    "closing_in": [str(n) for n in CLOSING_DAYS],
    "unpaid": ["1"],
    "duty": ["running_channels", "crisis", "training"],
    "kind": ["acute_care", "university", "childrens"],
}
SINGLE = {"posted_in", "closing_in", "unpaid"}
FREE = {
    "q": ["hipaa", "manager -utrecht"],
    "near": ["tacoma", "wa", "3511"],
    "duty_min": ["30"],
    "km": ["5"],
    "pay_min": ["50000"],
    "match": ["all"],
    "hospital": ["northlake"],
}


def searches() -> st.SearchStrategy[str]:
    pairs = [(k, v) for k, values in {**VALUES, **FREE}.items() for v in values]
    return st.lists(st.sampled_from(pairs), max_size=5, unique=True).map(urlencode)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(searches())
def test_every_count_is_what_the_click_finds(many: list[Posting], query: str) -> None:
    search = Search(query)
    counts = search.found().counts
    assert search.found().total == len(search.postings(0, 100)) == counts_of([search])[0]
    clicks = []
    for name in FACETS:
        for value in VALUES[name]:
            kept = [pair for pair in search.pairs if pair[0] != name]
            if name == "skill" and search.values.get("match") == "all":
                kept = [pair for pair in [*search.pairs, ("match", "all")] if pair != (name, value)]
            clicks.append((name, value, Search(urlencode([*kept, (name, value)]))))
    for (name, value, click), n in zip(clicks, counts_of([c for _, _, c in clicks]), strict=True):
        if name == "unpaid":  # a count of what comes on top
            n -= counts_of([click.without(("unpaid", "1"))])[0]
        assert counts[name].get(value, 0) == n, (query, name, value)


# ── One way to write a search ────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("query", "one_way"),
    [
        ("", ""),
        ("skill=html&engagement=contract&skill=hipaa", "engagement=contract&skill=hipaa&skill=html"),
        ("match=any&sort=newest&currency=EUR&q=&page=3", ""),
        ("match=all&skill=html", "skill=html"),
        ("q=press&sort=relevance", "q=press"),
        ("q=press&sort=newest", "q=press&sort=newest"),
        ("pay_min=$55,000&currency=USD", "pay_min=55000"),
        ("pay_min=55k&currency=EUR", "currency=EUR&pay_min=55000"),
        ("skill=nope&hours=either&posted_in=x&utm_source=mail", ""),
        ("posted_in=07&closing_in=14", "closing_in=14&posted_in=7"),
    ],
)
@pytest.mark.django_db
def test_a_search_is_written_in_one_way(query: str, one_way: str) -> None:
    assert canonical(query) == one_way
    assert canonical(one_way) == one_way


@pytest.mark.parametrize(
    "query",
    ["skill=nope", "hours=either", "pay_min=lots", "posted_in=-4", "sort=salary", "engagement=<script>"],
)
def test_a_reader_is_told_which_value_was_left_out(client: Client, posting: Posting, query: str) -> None:
    response = client.get(f"/openings/?{query}")
    assert response.status_code == 200
    assert "We left out what we do not know" in response.content.decode()
    assert response.context["results"].total == 1


@pytest.mark.parametrize(
    "text", ["crisis " * 1_400, "a" * 10_000, '"' * 5_000, "%F0%9F%92%A5" * 800, "-x " * 3_000]
)
def test_ten_kilobytes_of_words_give_a_page(client: Client, posting: Posting, text: str) -> None:
    assert client.get(f"/openings/?q={text}").status_code == 200
    assert client.get(f"/openings/?near={text}").status_code == 200


PARAMETERS = [*VALUES, *FREE, "currency", "sort", "page", "nobody"]
BYTES = st.lists(
    st.tuples(st.sampled_from(PARAMETERS), st.binary(max_size=40).filter(lambda b: b"\x00" not in b)),
    max_size=4,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(BYTES)
def test_any_bytes_in_any_parameter_give_a_page(
    client: Client, posting: Posting, pairs: list[tuple[str, bytes]]
) -> None:
    query = urlencode(pairs)
    assert client.get(f"/openings/?{query}").status_code == 200
    assert client.get(f"/openings/feed.atom?{query}").status_code == 200


# ── The page ─────────────────────────────────────────────────────────────────────────────────────────
def queries_of(url: str, client: Client, count: Callable[..., Any]) -> int:
    with count() as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.mark.parametrize("query", ["", "q=manager&skill=html&near=tacoma&posted_in=7&hospital=northlake"])
def test_a_list_costs_the_same_for_one_and_for_many(
    make_posting: Make, client: Client, query: str, db: None
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make_posting()
    url = f"/openings/?{query}"
    client.get(url)  # the vocabulary and the place are read once
    one = queries_of(url, client, lambda: CaptureQueriesContext(connection))
    for _ in range(7):
        make_posting()
    client.get("/openings/")  # what changed is read once
    many = queries_of(url, client, lambda: CaptureQueriesContext(connection))
    assert one == many <= 8


def test_a_chip_removes_itself_and_leaves_the_others(client: Client, many: list[Posting]) -> None:
    page = client.get("/openings/?skill=html&engagement=contract&q=social").content.decode()
    chips = re.findall(r'class="chip chip--on" href="([^"]*)"', page)
    assert [c.replace("&amp;", "&") for c in chips] == [
        "/openings/?engagement=contract&skill=html",
        "/openings/?q=social&skill=html",
        "/openings/?engagement=contract&q=social",
    ]


def test_nothing_found_offers_counted_ways_out(client: Client, many: list[Posting]) -> None:
    ways = client.get("/openings/?mode=on_site&lang=en").context["results"].ways_out
    assert [(w.label, w.count) for w in ways] == [("Leave out: On site", 5), ("Leave out: English", 1)]
    for way in ways:
        assert client.get(way.href).context["results"].total == way.count


def test_htmx_gets_the_results_and_the_address_to_show(client: Client, posting: Posting) -> None:
    response = client.get("/openings/?skill=html&pay_min=", headers={"HX-Request": "true"})
    page = response.content.decode()
    assert "<html" not in page and 'id="count"' in page and 'hx-swap-oob="true"' in page
    assert response["HX-Push-Url"] == "/openings/?skill=html"
    assert "HX-Request" in response["Vary"]
    assert "<html" in client.get("/openings/?skill=html").content.decode()


def test_pages_do_not_overlap_and_end_where_they_should(make_posting: Make, client: Client) -> None:
    when = timezone.now() - timedelta(days=1)
    for number in range(23):
        make_posting(title=f"Opening {number}", publish_at=when)
    pages = [{*client.get(f"/openings/?page={n}").context["results"].ids} for n in (1, 2)]
    assert (len(pages[0]), len(pages[1]), pages[0] & pages[1]) == (20, 3, set())
    deep = client.get("/openings/?page=51")
    assert deep.status_code == 200 and "first 50 pages" in deep.content.decode()


def test_a_candidate_sees_which_of_the_skills_are_theirs(
    posting: Posting, candidate: User, client_of: Visit
) -> None:
    from accounts.models import Profile, ProfileSkill

    profile, _ = Profile.objects.get_or_create(user=candidate)
    ProfileSkill.objects.create(profile=profile, skill_id=skill("hipaa"))
    assert client_of(candidate).get("/openings/").content.decode().count('<li class="has">') == 1
    assert client_of(None).get("/openings/").content.decode().count('<li class="has">') == 0
