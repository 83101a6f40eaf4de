"""The search page as people meet it: how heavy it is, what it says of a search, where its links lead."""

import gzip
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.models import Profile, ProfileSkill, User
from core.vocabulary import vocabulary
from hospitals.models import Hospital
from postings.models import Posting
from postings.search import Search
from postings.search.filters import PostingFilter
from postings.search.meant import quoted
from postings.search.snippets import snippets

Make = Callable[..., Posting]
Visit = Callable[[User | None], Client]
STORY = (
    "We look after 4,000 births a year. You film the stories of <script>alert('x')</script> midwives & nurses, "
    "and you plan what parents read in the newsletter. Every quarter you write about a study."
)
UNPAID = {"unpaid": True, "pay_min": None, "pay_max": None, "pay_currency": "", "pay_period_id": None}
INTERN = {
    "engagement_id": "internship",
    "internship_weeks": 20,
    "learning_goals": "Plan.",
    "supervisor": "Ines",
}


def text(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def read(client: Client, address: str, **headers: Any) -> str:
    response = client.get(address, **headers)
    assert response.status_code == 200, address
    return response.content.decode()


def links(page: str) -> dict[str, str]:
    """{words: address} of all links."""
    found = re.findall(r'<a [^>]*?href="([^"]+)"[^>]*>(.*?)</a>', page, re.DOTALL)
    return {text(words): unescape(address) for address, words in found}


# ── Weight ───────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def large(db: None, django_user_model: Any) -> None:
    """An invented board: every skill, channel and duty is asked for, in titles and texts as hospitals write them."""
    call_command("load", postings=600, seed=7, verbosity=0)


@pytest.mark.parametrize("language", ["", "/nl"])
@pytest.mark.parametrize(
    ("query", "most"), [("", 30_000), ("engagement=employee&skill=hipaa&mode=on_site", 32_000)]
)
def test_the_list_with_twenty_rows_and_every_facet_stays_light(
    large: None, client: Client, query: str, most: int, language: str
) -> None:
    page = client.get(f"{language}/openings/?{query}").content
    assert page.count(b"<article") == 20
    assert (len(page) <= most, len(gzip.compress(page, 6)) <= 7_000) == (True, True), (
        len(page),
        len(gzip.compress(page, 6)),
    )


def test_a_search_with_words_and_snippets_stays_light(large: None, client: Client) -> None:
    page = client.get("/openings/?q=patients").content
    assert page.count(b'class="said"') > 10
    assert (len(page) <= 31_000, len(gzip.compress(page, 6)) <= 7_168) == (True, True), (
        len(page),
        len(gzip.compress(page, 6)),
    )


# ── Facets ───────────────────────────────────────────────────────────────────────────────────────────
def options(page: str, name: str) -> list[tuple[str, str]]:
    """(words, count) of a filter's options."""
    return [
        (unescape(words), n)
        for words, n in re.findall(rf'name="{name}"[^>]*>(?:<span>)?([^<]+)<(?:small>|/span><span class="n">)([\d,.]+)', page)
    ]  # fmt: skip


def test_a_facet_shows_the_six_that_are_asked_most_and_leads_to_all(
    make_posting: Make, client: Client
) -> None:
    skills = list(vocabulary().skills.values())[:9]
    for number in range(1, 10):
        make_posting(required_skills=[skill.pk for skill in skills[:number]], nice_skills=[])
    page = read(client, "/openings/?hours=full_time")
    assert options(page, "skill") == [(skill.name, str(9 - at)) for at, skill in enumerate(skills[:6])]
    assert 'formaction="/openings/filters/skill/"' in page and "All 9 skills" in text(page)
    everything = read(client, "/openings/filters/skill/?hours=full_time")
    assert {words for words, _ in options(everything, "skill")} == {
        str(skill) for skill in vocabulary().skills.values()
    }
    assert '<input type="hidden" name="hours" value="full_time">' in everything


def test_what_is_chosen_is_shown_although_it_is_asked_least(make_posting: Make, client: Client) -> None:
    skills = list(vocabulary().skills.values())[:9]
    for number in range(1, 10):
        make_posting(required_skills=[skill.pk for skill in skills[:number]], nice_skills=[])
    page = read(client, f"/openings/?skill={skills[8].slug}")
    assert options(page, "skill")[0] == (skills[8].name, "1")
    assert len(options(page, "skill")) == 6


def test_options_that_find_nothing_are_hidden_unless_chosen(posting: Posting, client: Client) -> None:
    assert options(read(client, "/openings/"), "engagement") == [("Employee", "1")]
    assert ("Contract", "0") in options(read(client, "/openings/?engagement=contract"), "engagement")


def test_a_folded_filter_comes_when_it_is_opened_and_stays_open(posting: Posting, client: Client) -> None:
    assert 'name="channel"' not in read(client, "/openings/")
    part = read(client, "/openings/filters/channel/?some=1", headers={"HX-Request": "true"})
    assert options(part, "channel") == [("Facebook", "1")]
    assert '<input type="hidden" name="open" value="channel">' in part
    assert options(read(client, "/openings/?open=channel"), "channel") == [("Facebook", "1")]
    live = read(client, "/openings/?open=channel&mode=hybrid", headers={"HX-Request": "true"})
    assert options(live, "channel") == [("Facebook", "1")]


def test_a_fragment_of_every_filter_that_has_a_page_is_an_answer(client: Client, db: None) -> None:
    """Also where nobody's click asks for it so: an address may be typed."""
    for name in (*PostingFilter.base_filters, "more", "pay"):
        answer = client.get(f"/openings/filters/{name}/?posted_in=-1.5.", headers={"HX-Request": "true"})
        assert answer.status_code in (200, 404), name


@pytest.mark.parametrize("name", ["nothing", "pay", "q", "near"])
def test_a_filter_that_is_no_list_has_no_page(client: Client, db: None, name: str) -> None:
    assert client.get(f"/openings/filters/{name}/").status_code == 404


@pytest.mark.parametrize(
    ("query", "name", "expected"),
    [
        ("open=duty", "duty", [("Running channels", "2"), ("Crisis communication", "1")]),
        ("duty=crisis&duty_min=50", "duty", [("Crisis communication", "1"), ("Running channels", "1")]),
        ("open=kind", "kind", [("General hospital", "2")]),
        ("pay_min=60000", "nopay", []),
        ("pay_min=60000&nopay=1", "nopay", [("Also those without a figure", "0")]),
    ],
)
def test_every_filter_is_on_the_page_with_what_a_click_finds(
    make_posting: Make, client: Client, query: str, name: str, expected: list[tuple[str, str]]
) -> None:
    make_posting(duty_training=0)
    make_posting(duty_running_channels=20, duty_crisis=80, duty_training=0)
    assert options(read(client, f"/openings/?{query}"), name) == expected


def test_only_someone_with_skills_is_offered_what_they_are_enough_for(
    make_posting: Make, candidate: User, client_of: Visit
) -> None:
    html, hipaa = vocabulary().skill("html"), vocabulary().skill("hipaa")
    assert html and hipaa
    make_posting(required_skills=[html.pk])
    make_posting(required_skills=[html.pk, hipaa.pk])
    assert options(read(client_of(None), "/openings/"), "fit") == []
    client = client_of(candidate)
    assert options(read(client, "/openings/"), "fit") == []
    profile, _ = Profile.objects.get_or_create(user=candidate)
    ProfileSkill.objects.create(profile=profile, skill=html)
    assert options(read(client, "/openings/"), "fit") == [("Only what my skills are enough for", "1")]
    assert client.get("/openings/?fit=mine").context["results"].total == 1


def test_counts_of_the_rarer_filters_are_what_the_click_finds(
    make_posting: Make, hospital2: Hospital, client: Client
) -> None:
    make_posting()
    make_posting(title="Intern", **INTERN, **UNPAID)
    make_posting(hospital=hospital2)
    Hospital.objects.filter(pk=hospital2.pk).update(kind="university")
    page = read(client, "/openings/?pay_min=60000&unpaid=1&open=kind")
    assert options(page, "nopay") == [("Also those without a figure", "1")]
    before = client.get("/openings/?pay_min=60000&unpaid=1").context["results"].total
    assert client.get("/openings/?pay_min=60000&unpaid=1&nopay=1").context["results"].total == before + 1
    for name, n in options(read(client, "/openings/?open=kind&kind=university"), "kind"):
        value = {"General hospital": "acute_care", "University hospital": "university"}[name]
        assert client.get(f"/openings/?kind={value}").context["results"].total == int(n)


# ── What was meant ───────────────────────────────────────────────────────────────────────────────────
def test_a_typing_error_is_said_and_can_be_taken_at_its_word(posting: Posting, client: Client) -> None:
    page = read(client, "/openings/?q=hippa+manager")
    assert "Searched for “HIPAA”." in text(page)
    assert links(page)["Search for “hippa” instead"] == "/openings/?q=%22hippa%22+manager"
    assert quoted("Hippa, or hippa", {"hippa"}) == '"Hippa", or "hippa"'


def test_a_name_of_several_places_asks_which_one(posting: Posting, client: Client) -> None:
    page = read(client, "/openings/?near=Rochester&q=manager")
    assert "Which Rochester? This is for Rochester, NY. Or choose:" in text(page)
    there = links(page)["Rochester, MN"]
    assert there == "/openings/?near=Rochester%2C+MN&q=manager"
    assert "Which Rochester" not in text(read(client, there))


def test_a_place_that_was_guessed_or_is_unknown_is_said(posting: Posting, client: Client) -> None:
    assert "We do not know “Seatle”. This is for Seattle, WA." in text(read(client, "/openings/?near=Seatle"))
    page = text(read(client, "/openings/?near=Qqqqqqqqq"))
    assert "We do not know the place “Qqqqqqqqq”, so we left it out." in page


def test_a_word_that_is_a_filter_is_offered_as_one(make_posting: Make, client: Client) -> None:
    make_posting(title="Remote editor", mode="remote", remote_countries=["US"])
    make_posting(title="Editor of remote sites")
    page = read(client, "/openings/?q=remote+editor")
    assert "Look only for:" in text(page)
    offer = links(page)["Remote 1"]
    assert client.get(offer).context["results"].total == 1


# ── Nothing found ────────────────────────────────────────────────────────────────────────────────────
def test_nothing_found_names_changes_that_find_something(
    make_posting: Make, client: Client, hospital2: Hospital
) -> None:
    make_posting(title="Editor")
    make_posting(title="Intern", **INTERN, **UNPAID)
    make_posting(title="Trainer", hospital=hospital2, required_skills=[skill("hipaa")], nice_skills=[])
    ways = {
        query: {way.label: way.count for way in client.get(f"/openings/?{query}").context["results"].ways_out}
        for query in (
            "near=Seattle&km=16&q=editor",
            "engagement=internship",
            "skill=hipaa&skill=crisis-communication&match=all",
            "q=editor+submarine",
            "pay_min=90000",
        )
    }
    assert ways == {
        "near=Seattle&km=16&q=editor": {
            "Within 40 miles of Seattle, WA": 1,
            "Leave out: Within 10 miles of Seattle, WA": 1,
        },
        "engagement=internship": {"Also show unpaid internships": 1, "Leave out: Internship": 2},
        "skill=hipaa&skill=crisis-communication&match=all": {
            "Ask for any of the skills, not all": 2,
            "Leave out: Crisis communication": 2,
        },
        "q=editor+submarine": {"Leave out: “submarine”": 1, "Leave out: “editor submarine”": 2},
        "pay_min=90000": {"Leave out: At least $90,000 a year": 2},
    }


def test_nothing_found_leads_to_the_feed_of_the_search(posting: Posting, client: Client) -> None:
    page = read(client, "/openings/?q=submarine")
    assert links(page)["Follow this search in a feed reader"] == "/openings/feed.atom?q=submarine"


def skill(slug: str) -> int:
    found = vocabulary().skill(slug)
    assert found
    return found.pk


# ── Rows ─────────────────────────────────────────────────────────────────────────────────────────────
def test_a_row_shows_where_the_word_stands_and_runs_no_script(make_posting: Make, client: Client) -> None:
    make_posting(title="Film maker", description=STORY)
    page = read(client, "/openings/?q=midwife+stories")
    said = re.search(r'<p class="said">(.*?)</p>', page)
    assert said and "<script>" not in said[1]
    assert "&lt;script&gt;alert(" in said[1] and "<mark>midwives</mark> &amp; nurses" in said[1]


def test_a_word_that_only_the_title_or_a_fact_has_shows_no_text(make_posting: Make, client: Client) -> None:
    make_posting(title="Videographer", description="You work with our teams.")
    for query in ("q=videographer", "q=hipaa", ""):
        assert 'class="said"' not in read(client, f"/openings/?{query}")


def test_a_snippet_is_short_and_takes_the_place_with_most_of_the_words(make_posting: Make) -> None:
    text = "The newsletter is sent on Friday. " + "We meet every day and drink coffee. " * 20 + "You plan the newsletter for parents with midwives. " + "Then you rest. " * 40  # fmt: skip
    row = make_posting(title="Editor", description=text)
    search = Search("q=newsletter parents midwives")
    (said,) = snippets([row], search.found().read).values()
    assert said.count("<mark>") == 3 and said.startswith("… ") and said.endswith(" …")
    assert len(re.sub("</?mark>", "", said)) <= 180


def test_stems_are_those_of_the_openings_language(make_posting: Make, hospital2: Hospital) -> None:
    row = make_posting(
        hospital=hospital2, title="Redacteur", description="Je schrijft over alle ziekenhuizen."
    )
    (said,) = snippets([row], Search("q=ziekenhuis", language="nl").found().read).values()
    assert said == "Je schrijft over alle <mark>ziekenhuizen</mark>."


def test_the_distance_is_told_in_the_places_own_unit(
    make_posting: Make, client: Client, hospital2: Hospital
) -> None:
    make_posting(title="In Tacoma", mode="on_site")
    make_posting(title="In Utrecht", mode="on_site", hospital=hospital2)
    make_posting(title="From home", mode="remote", remote_countries=["US"])
    page = read(client, "/openings/?near=Seattle%2C+WA&km=80&sort=distance")
    places = re.findall(r"</i> <span>([^<]+)</span>", page)
    assert sorted(re.sub(r"2\d", "26", place) for place in places) == ["Tacoma, WA", "Tacoma, WA · 26 miles"]
    page = read(client, "/openings/?near=Amsterdam%2C+Noord-Holland&km=50")
    assert re.findall(r"</i> <span>Utrecht · 3\d km</span>", page)


def test_the_radius_is_offered_in_the_places_own_unit(client: Client, db: None) -> None:
    def radii(address: str) -> list[str]:
        (select,) = re.findall(r'<select[^>]*id="km".*?</select>', read(client, address))
        return re.findall(r">([^<]+)</option>", select)

    assert radii("/openings/") == ["5 miles", "10 miles", "25 miles", "50 miles", "100 miles"]
    assert radii("/openings/?near=Utrecht%2C+Utrecht") == ["5 km", "10 km", "25 km", "50 km", "100 km"]
    assert radii("/nl/openings/?near=Amsterdam&km=7")[:3] == ["5 km", "7 km", "10 km"]


def test_unpaid_work_is_always_labelled(make_posting: Make, client: Client) -> None:
    make_posting(title="Intern", **INTERN, **UNPAID)
    assert "<b>Unpaid</b>" in read(client, "/openings/?unpaid=1")


# ── Pages ────────────────────────────────────────────────────────────────────────────────────────────
def test_previous_leads_back_to_the_rows_before_although_others_were_published(
    make_posting: Make, client: Client
) -> None:
    for number in range(70):
        make_posting(title=f"Opening {number}")
    second = read(client, "/openings/?page=2")
    third = read(client, f"/openings/{links(second)['Next']}")
    for number in range(5):
        make_posting(title=f"New {number}")
    back = read(client, f"/openings/{links(third)['Previous']}")
    titles = r"<h2><a href=\"/openings/(\d+)/"
    assert re.findall(titles, back) == re.findall(titles, second)


def test_the_last_page_has_no_next_although_there_are_more_numbers(
    make_posting: Make, client: Client
) -> None:
    for number in range(25):
        make_posting(title=f"Opening {number}")
    second = read(client, f"/openings/{links(read(client, '/openings/'))['Next']}")
    assert "Next" not in links(second) and second.count("<article") == 5
