"""An opening's page, and who sees what on it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Profile, ProfileSkill, User
from core import vocabulary as words
from core.models import Channel, Skill
from core.vocabulary import vocabulary
from hospitals.models import Hospital, HospitalChannel
from postings.models import Place, Posting

Make = Callable[..., Posting]
Visit = Callable[[User | None], Client]


def text(response: object) -> str:
    return " ".join(response.content.decode().split())  # type: ignore[attr-defined]


def test_a_visitor_reads_the_facts_and_can_apply(client: Client, posting: Posting) -> None:
    page = text(client.get(posting.get_absolute_url()))
    for fact in (
        "$64,000–$78,000",
        "a year",
        "Full-time, 36–40 hours a week",
        "Tacoma, WA",
        "Within 10 days.",
        "60%",
        "HIPAA",
        "Verified hospital",
    ):
        assert fact in page, fact
    assert f"/openings/{posting.pk}/{posting.slug}/application/" in page
    assert "You have" not in page


def test_pay_of_another_period_says_the_year(client: Client, make_posting: Make) -> None:
    page = text(client.get(make_posting(pay_min=46, pay_max=54, pay_period_id="hour").get_absolute_url()))
    assert "$46–$54" in page and "an hour" in page
    assert "That is $95,680–$112,320 a year of full-time work." in page


def test_a_dutch_reader_sees_dutch_figures(client: Client, make_posting: Make, hospital2: Hospital) -> None:
    posting = make_posting(hospital=hospital2, pay_min=3480, pay_max=4760, pay_period_id="month")
    page = client.get(f"/nl{posting.get_absolute_url()}").content.decode()
    assert "€\u00a03.480–€\u00a04.760" in page
    assert '<html lang="nl">' in page


def test_a_candidate_sees_how_many_of_the_skills_they_have(
    posting: Posting, candidate: User, client_of: Visit
) -> None:
    profile, _ = Profile.objects.get_or_create(user=candidate)
    for slug in ("hipaa", "public-relations"):
        ProfileSkill.objects.create(profile=profile, skill_id=vocabulary().skill(slug).pk)  # type: ignore[union-attr]
    page = text(client_of(candidate).get(posting.get_absolute_url()))
    assert "You have 2 of the 3 skills they need" in page
    assert "Only you see this." in page


def test_an_old_address_leads_to_the_present_one(client: Client, posting: Posting) -> None:
    response = client.get(f"/openings/{posting.pk}/an-old-title/")
    assert (response.status_code, response["Location"]) == (301, posting.get_absolute_url())


@pytest.mark.parametrize("how", ["expired", "closed"])
def test_an_opening_that_ended_stays_without_apply(client: Client, make_posting: Make, how: str) -> None:
    now = timezone.now()
    ended = {"closes_at": now - timedelta(hours=1)}
    if how == "closed":
        ended = {"status": "closed", "closed_at": now, "outcome": "hired_here"}  # type: ignore[dict-item]
    posting = make_posting(**ended)
    response = client.get(posting.get_absolute_url())
    page = text(response)
    assert response.status_code == 200
    assert "This opening has closed." in page and "notice--warn" in page
    assert "/application/" not in page and "application/ld+json" not in page
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize(
    "state",
    [
        {"status": "draft"},
        {"status": "in_review"},
        {"status": "removed", "removed_at": timezone.now(), "decision_reasons": ["asks_money"]},
        {"frozen_at": timezone.now()},
        {"publish_at": timezone.now() + timedelta(days=1)},
    ],
)
def test_a_stranger_finds_nothing_where_nothing_is_public(
    client: Client, make_posting: Make, state: dict[str, object]
) -> None:
    posting = make_posting(**state)
    assert client.get(posting.get_absolute_url()).status_code == 404
    assert client.get("/openings/999999/nothing/").status_code == 404


def test_a_frozen_hospital_takes_its_openings_with_it(
    client: Client, posting: Posting, hospital: Hospital
) -> None:
    Hospital.objects.filter(pk=hospital.pk).update(frozen_at=timezone.now())
    assert client.get(posting.get_absolute_url()).status_code == 404


def test_an_unpaid_internship_says_so_everywhere(client: Client, make_posting: Make) -> None:
    posting = make_posting(
        engagement_id="internship", internship_weeks=20, learning_goals="Plan, write, measure.", supervisor="Ines Calder",
        unpaid=True, pay_min=None, pay_max=None, pay_currency="", pay_period_id=None,
    )  # fmt: skip
    page = text(client.get(posting.get_absolute_url()))
    assert page.count("Unpaid") >= 3 and "Plan, write, measure." in page and "Ines Calder" in page
    assert "Unpaid" in text(client.get("/openings/?unpaid=1"))


def test_openings_like_this_one_are_live_and_not_this_one(client: Client, make_posting: Make) -> None:
    posting = make_posting(title="This one")
    make_posting(title="Alike")
    make_posting(title="Gone", closes_at=timezone.now() - timedelta(minutes=1))
    make_posting(title="Unlike", required_skills=[vocabulary().skill("css").pk])  # type: ignore[union-attr]
    similar = client.get(posting.get_absolute_url()).context["similar"]
    assert len(similar) == 1 and ">Alike</a>" in similar[0]


def test_a_page_that_did_not_change_is_not_sent_again(client: Client, make_posting: Make) -> None:
    posting = make_posting()
    url = posting.get_absolute_url()
    tag = client.get(url)["ETag"]
    again = client.get(url, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    make_posting(title="A new neighbour")
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 200


def test_what_a_visitor_has_costs_one_query_and_no_page(
    client: Client, make_posting: Make, posting: Posting, django_assert_num_queries: Any
) -> None:
    make_posting(title="Alike")
    tag = client.get(posting.get_absolute_url())["ETag"]
    with django_assert_num_queries(1):
        answer = client.get(posting.get_absolute_url(), headers={"If-None-Match": tag})
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", tag)
    assert "Cookie" in answer["Vary"] and answer["Cache-Control"] == "private, no-cache"


def _rename_a_skill() -> None:
    Skill.objects.filter(slug="hipaa").update(name_en="Privacy law")
    words.forget()


@pytest.mark.parametrize(
    "change",
    [
        lambda p, h: Posting.objects.filter(pk=p.pk).update(pay_note="Travel costs."),
        lambda p, h: Place.objects.filter(posting=p).update(city="Olympia"),
        lambda p, h: Hospital.objects.filter(pk=h.pk).update(beds=300),
        lambda p, h: HospitalChannel.objects.create(
            hospital=h, channel=Channel.objects.all()[0], url="https://x.example"
        ),
        lambda p, h: Posting.objects.exclude(pk=p.pk).update(title="Another neighbour"),
        lambda p, h: _rename_a_skill(),
        lambda p, h: Posting.objects.filter(pk=p.pk).update(closes_at=timezone.now() - timedelta(seconds=1)),
    ],
    ids=["text", "place", "profile", "channel", "neighbour", "word", "end"],
)
def test_whatever_a_page_shows_a_change_of_it_sends_the_page_again(
    client: Client, make_posting: Make, posting: Posting, hospital: Hospital, change: Callable[..., object]
) -> None:
    make_posting(title="Alike")
    tag = client.get(posting.get_absolute_url())["ETag"]
    change(posting, hospital)
    assert client.get(posting.get_absolute_url(), headers={"If-None-Match": tag}).status_code == 200


def test_the_next_day_a_page_is_sent_again(client: Client, posting: Posting, time_machine: Any) -> None:
    tag = client.get(posting.get_absolute_url())["ETag"]
    time_machine.move_to(timezone.now() + timedelta(days=1))
    assert client.get(posting.get_absolute_url(), headers={"If-None-Match": tag}).status_code == 200


def test_a_visitors_copy_is_not_what_a_candidate_gets(
    client: Client, posting: Posting, candidate: User, client_of: Visit
) -> None:
    tag = client.get(posting.get_absolute_url())["ETag"]
    own = client_of(candidate).get(posting.get_absolute_url(), headers={"If-None-Match": tag})
    assert own.status_code == 200 and own["ETag"] != tag


def test_a_page_costs_the_same_with_and_without_neighbours(client: Client, make_posting: Make) -> None:
    posting, _ = make_posting(), make_posting(title="Alike")
    counts = []
    for _ in range(2):
        client.get(posting.get_absolute_url())  # the first reader after a change takes it into the index
        with CaptureQueriesContext(connection) as seen:
            client.get(posting.get_absolute_url())
        counts.append(len(seen))
        make_posting(title="Alike too")
    assert counts[0] == counts[1] <= 5


def test_hostile_text_is_shown_as_text(client: Client, make_posting: Make) -> None:
    posting = make_posting(
        title="</script><script>alert(1)</script>",
        pay_note="<img src=x onerror=alert(1)>",
        description="<b onclick=x>hi</b>",
    )
    page = client.get(posting.get_absolute_url()).content.decode()
    assert "<script>alert" not in page and "<img" not in page and "<b onclick" not in page


@pytest.mark.parametrize("number", [2**31, 2**63 - 1, 2**63, 10**30])
@pytest.mark.parametrize("page", ["x/", "x/share/", "x/apply/", "x.png"])
def test_a_number_that_no_opening_can_have_is_not_found(
    client: Client, make_posting: Callable[..., Posting], number: int, page: str
) -> None:
    make_posting()  # an empty index looks nothing up
    assert client.get(f"/openings/{number}/{page}").status_code == 404
