"""Finding one's hospital and becoming its owner."""

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import Event, OutgoingMail
from hospitals import claims
from hospitals.models import DirectoryEntry, Hospital, Seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(db):
    return DirectoryEntry.objects.create(
        code="990001", name="Kettle Valley Children's", city="Boise", region="ID", postcode="83702", kind="childrens",
        address="2 Hill Rd", words="kettle valley childrens boise 83702 990001", website="HTTP://WWW.KETTLE.EXAMPLE",
        beds=120, lat=43.6, lon=-116.2, imported_at=timezone.now(),
    )  # fmt: skip


def test_a_person_who_mistypes_finds_the_hospital_with_and_without_javascript(entry, candidate, client_of):
    browser, url = client_of(candidate), reverse("hospitals:start")
    page = browser.get(url, {"q": "ketle valey"})
    fragment = browser.get(url, {"q": "ketle valey"}, headers={"HX-Request": "true"})
    for answer in (page, fragment):
        assert reverse("hospitals:claim", args=[entry.pk]) in answer.content.decode()
    assert (b"<html" in page.content, b"<html" in fragment.content) == (True, False)


def test_claiming_makes_the_hospital_its_owner_and_one_line_in_the_trail(entry, candidate, client_of):
    url = reverse("hospitals:claim", args=[entry.pk])
    browser = client_of(candidate)
    assert browser.get(url).context["form"]["website"].value() == "http://www.kettle.example"
    answer = browser.post(url, {"website": "www.kettle.example", "beds": "130"})
    hospital = Hospital.objects.get()
    assert answer.url == reverse("hospitals:verification", args=["kettle-valley-childrens"])
    assert (hospital.name, hospital.city, hospital.entry, hospital.web_domain) == (
        entry.name,
        "Boise",
        entry,
        "kettle.example",
    )
    assert (hospital.status, hospital.beds, hospital.lat) == ("unverified", 130, 43.6)
    assert list(hospital.seats.values_list("user", "role")) == [(candidate.pk, "owner")]
    assert list(Event.objects.values_list("verb", "actor_id", "hospital_id")) == [
        ("claim", candidate.pk, hospital.pk)
    ]


def test_a_hospital_that_is_not_listed_is_given_by_hand(candidate, client_of):
    facts = {
        "name": "Ziekenhuis De Dijk",
        "country": "NL",
        "city": "Hoorn",
        "region": "Noord-Holland",
        "kind": "acute_care",
    }
    answer = client_of(candidate).post(reverse("hospitals:claim_new"), facts)
    assert answer.status_code == 302
    hospital = Hospital.objects.get()
    assert (hospital.name, hospital.slug) == ("Ziekenhuis De Dijk", "ziekenhuis-de-dijk")
    assert hospital.entry is None


def test_missing_facts_are_asked_beside_the_field_and_nothing_typed_is_lost(candidate, client_of):
    answer = client_of(candidate).post(
        reverse("hospitals:claim_new"), {"city": "Hoorn", "beds": "many", "website": "nope"}
    )
    assert answer.status_code == 200
    assert answer.context["form"].errors == {
        "name": ["Give the name of the hospital"],
        "country": ["Choose a country"],
        "region": ["Give the state or province"],
        "kind": ["Choose the kind of hospital"],
        "beds": ["Give a whole number, such as 240"],
        "website": ["Give a web address, such as https://www.hospital.org"],
    }
    assert 'value="Hoorn"' in answer.content.decode()
    assert not Hospital.objects.exists()


@pytest.mark.parametrize(
    "website", ["https://www.facebook.com/kettle", "gmail.com", "https://kettle.github.io", "co.uk"]
)
def test_a_site_that_anyone_can_have_is_not_a_hospitals_own(website, entry, candidate, client_of):
    answer = client_of(candidate).post(reverse("hospitals:claim", args=[entry.pk]), {"website": website})
    assert answer.context["form"].errors == {
        "website": ["Give the hospital’s own website, not a page on a site that anyone can use"]
    }


def test_whoever_claims_a_hospital_on_the_board_is_sent_to_its_owners(
    entry, hospital, owner, candidate, client_of
):
    Hospital.objects.update(entry=entry)
    browser, join = client_of(candidate), reverse("hospitals:join", args=["northlake"])
    assert browser.post(reverse("hospitals:claim", args=[entry.pk]), {}).url == join
    assert browser.post(join, {"words": ""}).context["form"].errors
    assert browser.post(join, {"words": "I run the newsroom."}).status_code == 302
    mail = OutgoingMail.objects.get()
    assert (mail.kind, mail.to) == ("asks_to_join", owner.email)
    assert candidate.email in mail.text
    assert "I run the newsroom." in mail.text
    again = browser.post(join, {"words": "Hello?"})
    assert again.context["form"].errors == {"words": ["You asked today already. Give them a day to answer."]}
    assert OutgoingMail.objects.count() == 1


def test_an_unverified_claim_does_not_stop_the_real_hospital(entry, candidate, candidate2):
    facts = {
        "name": entry.name,
        "country": "US",
        "region": "ID",
        "city": "Boise",
        "kind": "childrens",
        "website": "",
    }
    first = claims.claim(entry=entry, facts=facts, by=candidate)
    second = claims.claim(entry=entry, facts=facts, by=candidate2)
    third = claims.claim(entry=entry, facts=facts, by=candidate2)
    slugs = [first.slug, second.slug, third.slug]
    assert slugs == [
        "kettle-valley-childrens",
        "kettle-valley-childrens-boise",
        "kettle-valley-childrens-boise-2",
    ]


def test_a_hospital_called_start_gets_an_address_of_its_own(candidate):
    facts = {
        "name": "Start",
        "country": "US",
        "region": "ID",
        "city": "Boise",
        "kind": "other",
        "website": "",
    }
    assert claims.claim(entry=None, facts=facts, by=candidate).slug == "start-boise"


def test_a_sixth_unverified_hospital_of_one_person_is_refused(candidate):
    facts = {
        "name": "Cedar",
        "country": "US",
        "region": "ID",
        "city": "Boise",
        "kind": "other",
        "website": "",
    }
    for _ in range(5):
        claims.claim(entry=None, facts=facts, by=candidate)
    with pytest.raises(claims.TooManyClaims):
        claims.claim(entry=None, facts=facts, by=candidate)
    assert Seat.objects.count() == 5


def test_a_visitor_signs_in_first(entry, client_of):
    for url in (
        reverse("hospitals:start"),
        reverse("hospitals:claim", args=[entry.pk]),
        reverse("hospitals:claim_new"),
    ):
        answer = client_of(None).get(url)
        assert (answer.status_code, answer.url) == (302, f"/accounts/login/?next={url}")
