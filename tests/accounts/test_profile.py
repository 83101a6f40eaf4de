"""The profile: each part is saved alone, in words, without losing anything; what goes along and what never does."""

from collections.abc import Callable
from datetime import date
from threading import Thread
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.test import Client

from accounts import rows
from accounts.completeness import parts_of
from accounts.models import Education, Experience, Language, OwnChannel, Profile, User
from accounts.profiles import profile_of, save_profile
from accounts.snapshots import snapshot
from core.vocabulary import vocabulary

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]
NO_LINKS = {"links-TOTAL_FORMS": "5", "links-INITIAL_FORMS": "0"}
WORK = {"role": "Community manager", "organisation": "Harbor Clinic", "began_month": "3", "began_year": "2021", "ended_month": "", "ended_year": "", "what": "From 400 to 11,200 readers."}  # fmt: skip
STUDY = {"title": "Communication", "level": "bachelor", "school": "Utrecht", "ended_in": "2019"}
SPOKEN = {"code": "nl", "level": "C1"}
OWN = {"channel": "instagram", "handle": "https://instagram.com/amara.writes?x=1", "audience": "12,400", "what": "All of it"}  # fmt: skip
ROWS = {"experience": WORK, "education": STUDY, "languages": SPOKEN, "channels": OWN}


def test_a_profile_is_written_once_and_goes_along_as_a_snapshot(client_of: ClientOf, candidate: User) -> None:
    client = client_of(candidate)
    about = {"headline": "Community manager", "about": "I write.", "phone": "+1 253 555 0100"}
    links = {**NO_LINKS, "links-0-label": "Portfolio", "links-0-url": "amara.example"}
    place = {"city": "Tacoma", "region": "washington", "country": "US", "radius_km": "40"}
    wishes = {"engagements": ["employee", "contract"], "hours": "part_time", "modes": ["hybrid", "remote"], "available_from": "2027-02-01", "pay_floor": "$62k", "pay_currency": "USD"}  # fmt: skip
    skills = {"public-relations": "strong", "html": "learning"}
    pages = {"about": {**about, **links}, "place": place, "wishes": wishes, "skills": skills, **ROWS}
    assert {page: client.post(f"/me/profile/{page}/", sent).status_code for page, sent in pages.items()} == (
        dict.fromkeys(pages, 302)
    )
    assert snapshot(candidate) == {
        "name": "Amara Bekele",
        "email": "amara@people.example",
        "phone": "+1 253 555 0100",
        "headline": "Community manager",
        "about": "I write.",
        "place": {"city": "Tacoma", "region": "WA", "country": "US"},
        "remote_ok": True,
        "available_from": "2027-02-01",
        "links": [{"label": "Portfolio", "url": "https://amara.example"}],
        "skills": [{"slug": "public-relations", "level": "strong"}, {"slug": "html", "level": "learning"}],
        "experience": [{"role": "Community manager", "organisation": "Harbor Clinic", "began_on": "2021-03-01", "ended_on": "", "what": "From 400 to 11,200 readers."}],
        "education": [{"level": "bachelor", "title": "Communication", "school": "Utrecht", "ended_in": 2019}],
        "languages": [{"code": "nl", "level": "C1"}],
        "channels": [{"channel": "instagram", "handle": "amara.writes", "url": "https://www.instagram.com/amara.writes/", "audience": 12400, "what": "All of it"}],
        "trainings": [],
        "samples": [],
    }  # fmt: skip
    mine = Profile.objects.get(user=candidate)
    assert (mine.pay_floor, mine.pay_currency, mine.hours, mine.radius_km) == (62_000, "USD", "part_time", 40)


def test_saving_one_part_leaves_the_others(client_of: ClientOf, candidate: User) -> None:
    save_profile(
        candidate, facts={"headline": "Kept", "pay_floor": 50_000, "pay_currency": "USD", "modes": ["remote"]}
    )
    client_of(candidate).post(
        "/me/profile/place/", {"city": "Utrecht", "country": "NL", "region": "", "radius_km": ""}
    )
    mine = Profile.objects.get(user=candidate)
    assert (mine.headline, mine.pay_floor, mine.modes, mine.city) == ("Kept", 50_000, ["remote"], "Utrecht")


def test_a_link_that_is_no_address_is_pointed_out_and_kept(client_of: ClientOf, candidate: User) -> None:
    links = {**NO_LINKS, "links-0-label": "x", "links-0-url": "javascript:alert(1)"}
    html = (
        client_of(candidate).post("/me/profile/about/", {"headline": "kept words", **links}).content.decode()
    )
    for said in (
        "Type an address like",
        "Something is wrong with a link",
        "kept words",
        "javascript:alert(1)",
    ):
        assert said in html


@pytest.mark.parametrize(
    ("page", "sent", "says"),
    [
        ("experience", WORK | {"role": ""}, "Say what you were"),
        ("experience", WORK | {"began_month": ""}, "Choose a month"),
        ("experience", WORK | {"began_year": "21"}, "Give a year of four digits"),
        ("experience", WORK | {"ended_month": "2", "ended_year": "2020"}, "This is before it began"),
        ("experience", WORK | {"ended_year": "2023"}, "Give month and year, or neither"),
        ("education", STUDY | {"title": " "}, "Say what you studied"),
        ("education", STUDY | {"ended_in": "last year"}, "Give a year of four digits"),
        ("education", STUDY | {"level": "wizard"}, "wizard"),
        ("languages", SPOKEN | {"code": "xx"}, "xx"),
        ("languages", SPOKEN | {"level": ""}, "Choose a level"),
        ("channels", OWN | {"handle": "https://evil.example/amara"}, "This is no profile of this channel"),
        ("channels", OWN | {"audience": "many"}, "Give a whole number"),
        ("wishes", {"pay_floor": "enough"}, "Give a whole number"),
        ("wishes", {"hours": "night"}, "night"),
        ("wishes", {"available_from": "soon"}, "Give a date, such as"),
        ("place", {"city": "Springfield", "country": "US"}, "There is more than one Springfield"),
        ("place", {"city": "Utrecht", "country": ""}, "Choose a country"),
    ],
)
def test_what_cannot_be_right_is_said_beside_the_field_and_what_was_typed_stays(
    client_of: ClientOf, candidate: User, page: str, sent: dict[str, str], says: str
) -> None:
    answer = client_of(candidate).post(f"/me/profile/{page}/", sent)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert says in html
    assert 'aria-invalid="true"' in html
    assert all(
        typed in html for name, typed in sent.items() if name in {"organisation", "school", "handle", "city"}
    )
    assert not any(model.objects.exists() for model in (Language, Education, Experience, OwnChannel))


@pytest.mark.parametrize("kind", list(ROWS))
def test_a_row_is_changed_and_removed_without_a_script(
    client_of: ClientOf, candidate: User, kind: str
) -> None:
    client = client_of(candidate)
    client.post(f"/me/profile/{kind}/", ROWS[kind])
    model: Any = {
        "experience": Experience,
        "education": Education,
        "languages": Language,
        "channels": OwnChannel,
    }[kind]
    one: Any = model.objects.get()
    page = f"/me/profile/{kind}/{one.pk}/"
    assert client.get(page).status_code == 200
    assert client.post(page, ROWS[kind] | {"level": "B2", "school": "Leiden", "organisation": "Leiden", "what": "New", "code": "de"} | ({"level": "master"} if kind == "education" else {})).status_code == 302  # fmt: skip
    assert model.objects.get().pk == one.pk
    assert client.get(f"{page}removal/").status_code == 200
    assert model.objects.count() == 1
    assert client.post(f"{page}removal/").status_code == 302
    assert not model.objects.exists()


@pytest.mark.parametrize("kind", list(ROWS))
def test_nobody_else_finds_a_row(
    client_of: ClientOf, candidate: User, candidate2: User, recruiter: User, moderator: User, kind: str
) -> None:
    client_of(candidate).post(f"/me/profile/{kind}/", ROWS[kind])
    model: Any = {
        "experience": Experience,
        "education": Education,
        "languages": Language,
        "channels": OwnChannel,
    }[kind]
    page = f"/me/profile/{kind}/{model.objects.get().pk}/"
    for stranger in (candidate2, recruiter, moderator):
        client = client_of(stranger)
        assert [client.get(page).status_code, client.post(page, ROWS[kind]).status_code, client.post(f"{page}removal/").status_code] == [404] * 3  # fmt: skip
    assert model.objects.count() == 1


@pytest.mark.parametrize("kind", list(ROWS))
def test_two_clicks_in_a_tram_make_one_row(client_of: ClientOf, candidate: User, kind: str) -> None:
    client = client_of(candidate)
    assert [client.post(f"/me/profile/{kind}/", ROWS[kind]).status_code for _ in range(2)] == [302, 302]
    assert len(snapshot(candidate)[kind]) == 1


def test_a_language_with_two_levels_is_pointed_out(client_of: ClientOf, candidate: User) -> None:
    client = client_of(candidate)
    client.post("/me/profile/languages/", SPOKEN)
    html = client.post("/me/profile/languages/", SPOKEN | {"level": "A2"}).content.decode()
    assert "This language is in your profile already" in html
    assert [row.level for row in Language.objects.all()] == ["C1"]


def test_the_twenty_first_row_is_refused_kindly(client_of: ClientOf, candidate: User) -> None:
    mine = profile_of(candidate)
    Experience.objects.bulk_create(
        Experience(profile=mine, role=f"Role {n}", began_on=date(2020, 1, 1)) for n in range(rows.MOST)
    )
    html = client_of(candidate).post("/me/profile/experience/", WORK).content.decode()
    assert "You keep 20 of these already. Remove one first." in html
    assert "Harbor Clinic" in html
    assert Experience.objects.count() == rows.MOST


@pytest.mark.django_db(transaction=True)
def test_many_phones_at_once_do_not_pass_the_limit(candidate: User) -> None:
    mine = profile_of(candidate)
    Experience.objects.bulk_create(
        Experience(profile=mine, role=f"Role {n}", began_on=date(2020, 1, 1)) for n in range(rows.MOST - 1)
    )

    def add(n: int) -> None:
        try:
            rows.keep(Experience(profile=mine, role=f"New {n}", began_on=date(2021, 1, 1)))
        except rows.Full:
            pass
        finally:
            connections.close_all()

    threads = [Thread(target=add, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Experience.objects.count() == rows.MOST


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE accounts_profile SET radius_km = 900",
        "UPDATE accounts_profile SET modes = '{moon}'",
        "UPDATE accounts_profile SET pay_floor = 50000, pay_currency = ''",
        "UPDATE accounts_profile SET hours = 'night'",
        "UPDATE accounts_experience SET ended_on = '2001-01-01'",
        "UPDATE accounts_education SET ended_in = 21",
        "UPDATE accounts_language SET level = 'D1'",
        "INSERT INTO accounts_language (profile_id, code, level) SELECT profile_id, code, 'A1' FROM accounts_language",
        "UPDATE accounts_ownchannel SET handle = ''",
    ],
)
def test_the_database_refuses_what_no_profile_can_be(candidate: User, change: str) -> None:
    mine = profile_of(candidate)
    Experience.objects.create(profile=mine, role="Writer", began_on=date(2020, 1, 1))
    Education.objects.create(profile=mine, title="Media")
    Language.objects.create(profile=mine, code="nl", level="C1")
    channel = vocabulary().channel("x")
    assert channel is not None
    OwnChannel.objects.create(profile=mine, channel_id=channel.pk, handle="amara")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_a_region_is_filled_in_when_there_is_one_town_of_that_name(
    client_of: ClientOf, candidate: User
) -> None:
    client_of(candidate).post(
        "/me/profile/place/", {"city": "Tacoma", "country": "US", "region": "", "radius_km": ""}
    )
    assert Profile.objects.get(user=candidate).region == "WA"


def test_a_town_that_nobody_knows_is_kept_and_its_price_told(client_of: ClientOf, candidate: User) -> None:
    sent = {"city": "Nowhereville", "country": "US", "region": "WA", "radius_km": ""}
    html = client_of(candidate).post("/me/profile/place/", sent, follow=True).content.decode()
    assert "We do not know Nowhereville, so we cannot say how far openings are." in html
    assert Profile.objects.get(user=candidate).city == "Nowhereville"


def test_distances_are_offered_as_people_there_say_them(client_of: ClientOf, candidate: User) -> None:
    save_profile(candidate, facts={"city": "Tacoma", "region": "WA", "country": "US", "radius_km": 40})
    assert "25 miles" in client_of(candidate).get("/nl/me/profile/place/").content.decode().replace(
        "mijl", "miles"
    )
    save_profile(candidate, facts={"city": "Utrecht", "region": "Utrecht", "country": "NL", "radius_km": 25})
    html = client_of(candidate).get("/me/profile/").content.decode()
    assert "Up to 25 km from home" in html


def test_an_empty_profile_says_what_each_part_would_gain_and_never_a_share(
    client_of: ClientOf, candidate: User
) -> None:
    html = client_of(candidate).get("/me/profile/").content.decode()
    assert all(part.gain in html.replace("&#x27;", "'") for part in parts_of(candidate))
    assert not any(part.done for part in parts_of(candidate))
    assert "<progress" not in html
    assert "%" not in html.partition("<main")[2]


def full(candidate: User, many: int) -> None:
    mine = profile_of(candidate)
    facts = {
        "city": "Tacoma",
        "region": "WA",
        "country": "US",
        "headline": "H",
        "about": "A",
        "modes": ["remote"],
    }
    save_profile(candidate, facts=facts, links=[("a", "https://a.example")], skills={"html": "strong"})
    channel = vocabulary().channel("x")
    assert channel is not None
    for n in range(many):
        Experience.objects.create(profile=mine, role=f"Writer {n}", began_on=date(2020, 1, 1))
        Education.objects.create(profile=mine, title=f"Media {n}", level_id="bachelor")
        Language.objects.create(profile=mine, code=["nl", "en", "de", "fr", "es", "it", "pl", "tr", "ar", "fa"][n], level="C1")  # fmt: skip
        OwnChannel.objects.create(profile=mine, channel_id=channel.pk, handle=f"amara{n}")


@pytest.mark.parametrize("page", ["", *(f"{kind}/" for kind in ROWS)])
def test_ten_rows_cost_no_more_queries_than_one(
    client_of: ClientOf, candidate: User, django_assert_max_num_queries: Any, page: str
) -> None:
    from django.test.utils import CaptureQueriesContext

    client = client_of(candidate)
    counts = []
    for many in (1, 10):
        Experience.objects.all().delete()
        Education.objects.all().delete()
        Language.objects.all().delete()
        OwnChannel.objects.all().delete()
        full(candidate, many)
        client.get(f"/me/profile/{page}")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/me/profile/{page}")
        counts.append(len(asked))
    assert counts[0] == counts[1]
