"""What the public and the team see."""

from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import Channel, Event
from hospitals.models import Hospital, HospitalChannel, Seat

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 200),
        ({"status": "unverified"}, 404),
        ({"status": "pending", "asked_at": timezone.now()}, 404),
        ({"status": "refused"}, 404),
        ({"frozen_at": timezone.now()}, 404),
    ],
)
def test_only_a_verified_hospital_that_is_not_frozen_has_a_page(fields, status, hospital, owner, client_of):
    Hospital.objects.update(**fields)
    page, listing = reverse("hospitals:page", args=["northlake"]), reverse("hospitals:list")
    for person in (None, owner):
        assert client_of(person).get(page).status_code == status
        assert (page in client_of(person).get(listing).content.decode()) is (status == 200)
    assert client_of(None).get(reverse("hospitals:page", args=["nobody"])).status_code == 404


def test_the_page_speaks_the_readers_language_and_names_the_channels(hospital, posting, client):
    Hospital.objects.update(about_en="A community hospital.", about_nl="Een streekziekenhuis.")
    facebook = Channel.objects.get(slug="facebook")
    HospitalChannel.objects.create(hospital=hospital, channel=facebook, url="https://www.facebook.com/n")
    # Dutch first: the language of the last request stays active in the test's thread.
    dutch, english = (client.get(f"{start}/hospitals/northlake/").content.decode() for start in ("/nl", ""))
    assert "A community hospital." in english
    assert "Een streekziekenhuis." in dutch
    assert "Een streekziekenhuis." not in english
    for page in (english, dutch):
        assert posting.title in page
        assert "https://www.facebook.com/n" in page


def test_hospitals_that_hire_come_first_and_words_and_country_narrow(
    hospital, hospital2, make_posting, client
):
    make_posting(hospital=hospital2)
    url = reverse("hospitals:list")
    rows = [(h.slug, h.openings) for h in client.get(url).context["page"]]
    assert rows == [("de-waterlinie", 1), ("northlake", 0)]

    def found(**query) -> list[str]:
        return [h.slug for h in client.get(url, query).context["page"]]

    assert found(country="US") == ["northlake"]
    assert found(country="XX") == ["de-waterlinie", "northlake"]
    assert found(q="north tacoma") == ["northlake"]
    assert found(q="3511") == ["de-waterlinie"]
    assert found(q="zzz", page="-9") == []
    assert client.get(url, {"q": "%' \\", "page": "x"}).status_code == 200


def test_one_and_many_hospitals_cost_the_same(hospital, client, django_assert_num_queries, make_posting):
    url = reverse("hospitals:list")
    client.get(url)
    with django_assert_num_queries(3):  # what the index missed, how many there are, and the page of them
        client.get(url)
    for n in range(30):
        Hospital.objects.create(
            name=f"Cedar {n}", slug=f"cedar-{n}", country="US", region="OR", city="Salem", kind="other",
            status="verified", verified_at=timezone.now(),
        )  # fmt: skip
    make_posting()
    client.get(url)
    with django_assert_num_queries(3):
        assert len(client.get(url).context["page"]) == 20


def test_the_team_writes_its_page_and_the_trail_says_what_changed(hospital, recruiter, client_of):
    url = reverse("hospitals:profile", args=["northlake"])
    assert hospital.zone == ZoneInfo("America/Los_Angeles")  # of Tacoma, WA, until somebody says otherwise
    data = {"about_en": "New text", "staff": "3150", "postcode": "98405", "time_zone": "America/Denver"}
    assert client_of(recruiter).post(url, data).status_code == 302
    hospital.refresh_from_db()
    assert (hospital.about_en, hospital.staff, hospital.zone) == (
        "New text",
        3150,
        ZoneInfo("America/Denver"),
    )
    assert Event.objects.get(verb="edit").data == {"fields": ["about_en", "staff", "time_zone"]}


@pytest.mark.parametrize("status", ["verified", "pending"])
def test_name_and_website_are_locked_once_they_are_looked_at(status, hospital, owner, client_of):
    Hospital.objects.update(status=status, asked_at=timezone.now())
    data = {"name": "Mayo Clinic", "website": "https://mayo.example"}
    client_of(owner).post(reverse("hospitals:profile", args=["northlake"]), data)
    hospital.refresh_from_db()
    assert (hospital.name, hospital.web_domain) == ("Northlake General Hospital", "northlake.example")


def test_an_unverified_hospital_changes_its_website_and_with_it_the_domain(hospital, owner, client_of):
    Hospital.objects.update(status="unverified")
    data = {"name": "Northlake", "website": "www.north.example", "time_zone": "America/Los_Angeles"}
    client_of(owner).post(reverse("hospitals:profile", args=["northlake"]), data)
    hospital.refresh_from_db()
    assert (hospital.name, hospital.website, hospital.web_domain) == (
        "Northlake",
        "https://www.north.example",
        "north.example",
    )


def test_the_door_of_the_workspaces(hospital, hospital2, owner, candidate, client_of):
    url = reverse("hospitals:workspaces")
    assert client_of(candidate).get(url).url == reverse("hospitals:start")
    assert client_of(owner).get(url).url == reverse("hospitals:workspace", args=["northlake"])
    Seat.objects.create(hospital=hospital2, user=owner, role="host")
    assert client_of(owner).get(url).status_code == 200


@pytest.mark.parametrize(
    ("role", "home", "profile"),
    [
        ("owner", 200, 200),
        ("recruiter", 200, 200),
        ("reviewer", 200, 403),
        ("host", 200, 403),
        ("owner2", 404, 404),
        ("moderator", 404, 404),
    ],
)
@pytest.mark.parametrize("status", ["verified", "unverified", "refused"])
def test_the_rooms_of_a_workspace(role, home, profile, status, hospital, request, client_of):
    Hospital.objects.filter(pk=hospital.pk).update(status=status)
    browser = client_of(request.getfixturevalue(role))
    assert browser.get(reverse("hospitals:workspace", args=["northlake"])).status_code == home
    assert browser.get(reverse("hospitals:profile", args=["northlake"])).status_code == profile
