"""How an opening fits its reader: in words, to that person alone, and without a query for each row."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Profile, ProfileSkill, User
from core.vocabulary import vocabulary
from postings import fit
from postings.for_me import for_me
from postings.models import Posting
from postings.reading import NOBODY, reader_of
from postings.search import Search

Make = Callable[..., Posting]
Clients = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def ids(*slugs: str) -> list[int]:
    return [skill.pk for slug in slugs if (skill := vocabulary().skill(slug))]


@pytest.fixture
def profile(candidate: User) -> Profile:
    mine = Profile.objects.get_or_create(user=candidate)[0]
    for pk in ids("hipaa", "crisis-communication"):
        ProfileSkill.objects.create(profile=mine, skill_id=pk)
    return mine


def wish(profile: Profile, **fields: Any) -> None:
    Profile.objects.filter(pk=profile.pk).update(**fields)


def test_a_candidate_reads_which_skills_are_missing_on_the_row_and_on_the_page(
    client_of: Clients, candidate: User, profile: Profile, make_posting: Make
) -> None:
    posting = make_posting(required_skills=ids("hipaa", "crisis-communication", "media-relations"))
    told = "You have 2 of the 3 skills they need. Missing: Media relations."
    browser = client_of(candidate)

    assert told in browser.get("/openings/").text
    page = browser.get(posting.get_absolute_url()).text
    assert "You have 2 of the 3 skills they need" in page
    assert "Missing: Media relations." in page


def test_a_visitor_reads_nothing_about_fit(client: Client, make_posting: Make) -> None:
    posting = make_posting(required_skills=ids("hipaa"))

    for address in ("/openings/", posting.get_absolute_url()):
        page = client.get(address).text
        assert "skills they need" not in page
        assert "Otherwise than you wish" not in page


def test_what_is_otherwise_than_wished_is_said_and_not_hidden(
    client_of: Clients, candidate: User, profile: Profile, make_posting: Make
) -> None:
    wish(profile, engagements=["contract"], hours="full_time", modes=["remote"], city="Seattle", region="WA", country="US", radius_km=20)  # fmt: skip
    posting = make_posting(
        engagement_id="employee", hours="part_time", hours_min=16, hours_max=20, mode="on_site"
    )

    page = client_of(candidate).get("/openings/").text

    assert posting.title in page
    assert "Otherwise than you wish: employee, part-time, on site" in page


def test_pay_below_the_private_floor_is_said_to_that_person_alone(
    client_of: Clients, candidate: User, candidate2: User, owner: User, profile: Profile, make_posting: Make
) -> None:
    wish(profile, pay_floor=99_000, pay_currency="USD")
    posting = make_posting(pay_min=60_000, pay_max=80_000, pay_currency="USD", pay_period_id="year")
    address = posting.get_absolute_url()

    assert (
        "The top of the pay is below the $99,000 a year that you set"
        in client_of(candidate).get(address).text
    )
    for other in (candidate2, owner):
        assert "99,000" not in client_of(other).get(address).text


def test_pay_in_another_currency_is_not_compared(
    profile: Profile, candidate: User, make_posting: Make
) -> None:
    wish(profile, pay_floor=99_000, pay_currency="EUR")
    posting = make_posting(pay_min=60_000, pay_max=80_000, pay_currency="USD", pay_period_id="year")

    assert fit.Fit(posting, reader_of(candidate)).wishes == []


def test_my_pay_floor_filters_without_standing_in_an_address(
    client_of: Clients, candidate: User, profile: Profile, make_posting: Make
) -> None:
    wish(profile, pay_floor=70_000, pay_currency="USD")
    low = make_posting(
        title="Low pay", pay_min=50_000, pay_max=60_000, pay_currency="USD", pay_period_id="year"
    )
    high = make_posting(
        title="High pay", pay_min=60_000, pay_max=80_000, pay_currency="USD", pay_period_id="year"
    )
    found = client_of(candidate).get("/openings/?floor=mine")

    assert high.title in found.text
    assert low.title not in found.text
    assert "70000" not in found.text
    assert "70,000" not in found.context["search"].canonical


def test_fit_mine_finds_what_my_skills_are_enough_for_and_the_count_agrees(
    client_of: Clients, candidate: User, profile: Profile, make_posting: Make
) -> None:
    enough = make_posting(title="Enough for this", required_skills=ids("hipaa"))
    short = make_posting(title="Asks for more", required_skills=ids("hipaa", "media-relations"))
    browser = client_of(candidate)
    everything, fitting = browser.get("/openings/"), browser.get("/openings/?fit=mine")

    [skills] = [one for one in everything.context["results"].facets if one.name == "skill"]
    assert skills.facts["fitting"] == "1"
    assert fitting.context["results"].total == 1
    assert fitting.context["results"].ids == [enough.pk]
    assert short.title not in fitting.text
    assert [chip.label for chip in fitting.context["results"].chips] == ["Only what my skills are enough for"]


def test_a_feed_says_honestly_that_it_does_not_know_who_reads_it(client: Client, make_posting: Make) -> None:
    make_posting(required_skills=ids("media-relations"))

    atom, json = client.get("/openings/feed.atom?fit=mine"), client.get("/openings/feed.json?fit=mine")

    assert "A feed does not know who reads it" in atom.text
    assert json.json()["description"].startswith("A feed does not know who reads it")
    assert "description" not in client.get("/openings/feed.json").json()


def test_who_is_not_signed_in_is_told_that_fit_mine_was_left_out(client: Client, make_posting: Make) -> None:
    make_posting()

    assert "only when you are signed in and have chosen your skills" in client.get("/openings/?fit=mine").text


def test_one_row_and_many_cost_a_reader_with_wishes_the_same(
    client_of: Clients, candidate: User, profile: Profile, make_posting: Make
) -> None:
    wish(profile, engagements=["contract"], city="Seattle", region="WA", country="US", radius_km=20, pay_floor=1, pay_currency="USD")  # fmt: skip
    browser = client_of(candidate)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert browser.get("/openings/").status_code == 200
        return len(seen)

    make_posting()
    queries()  # what a process reads once
    one = queries()
    for n in range(12):
        make_posting(title=f"Opening number {n}", publish_at=timezone.now() - timedelta(hours=n + 1))
    queries()
    assert queries() == one


def test_openings_for_me_ask_for_less_until_some_are_found(
    candidate: User, profile: Profile, make_posting: Make
) -> None:
    make_posting(required_skills=ids("hipaa", "media-relations"))
    found = for_me(reader_of(candidate))

    assert found is not None
    assert found.total == 1
    assert found.why == "They ask for a skill that you have."
    assert Search(found.query).found().total == 1
    assert for_me(NOBODY) is None


def test_my_page_shows_openings_for_me_with_a_search_to_change_and_to_keep(
    client_of: Clients, candidate: User, profile: Profile, make_posting: Make
) -> None:
    wish(profile, modes=["hybrid", "remote", "on_site"])
    posting = make_posting(required_skills=ids("hipaa"))

    page = client_of(candidate).get("/me/").text

    assert posting.title in page
    assert "/openings/?" in page
    assert "/alerts/new/?" in page
