"""When an opening is online, in which places, for how many, and how it comes back: by its hospital's clock."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from core.models import Event, OutgoingMail
from core.workflow import WrongState
from hospitals.models import Hospital
from postings import limits, moments, presentation, writing
from postings.completeness import NotComplete, missing
from postings.forms import PostingForm, blank
from postings.models import Posting
from postings.search import Search

LA = "America/Los_Angeles"


@pytest.fixture
def desk(client_of: Callable[..., Client], recruiter: User) -> Client:
    return client_of(recruiter)


def to(page: str, *args: Any) -> str:
    return reverse(f"postings:workspace_{page}", args=["northlake", *args])


def day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def read(answers: dict[str, Any], hospital: Hospital, user: User, **typed: Any) -> PostingForm:
    form = PostingForm(blank(hospital, user), answers | typed)
    form.is_valid()
    if not form.errors:
        form.put()
    return form


# ── The clock ────────────────────────────────────────────────────────────────────────────────────────
def test_a_day_and_a_time_are_read_by_the_hospitals_clock(
    answers: dict[str, Any], hospital: Hospital, hospital2: Hospital, owner: User
) -> None:
    typed = {"publish_on": day(3), "publish_time": "8.30", "closes_on": day(20), "closes_time": "17:00"}
    for home in (hospital, hospital2):
        posting = read(answers, home, owner, **typed).posting
        assert posting.publish_at and posting.closes_at
        there = [
            f"{at.astimezone(home.zone):%Y-%m-%d %H:%M}" for at in (posting.publish_at, posting.closes_at)
        ]
        assert there == [f"{day(3)} 08:30", f"{day(20)} 17:00"]


def test_without_a_time_it_opens_in_the_morning_and_closes_at_the_end_of_the_day(
    answers: dict[str, Any], hospital: Hospital, owner: User
) -> None:
    form = read(answers, hospital, owner, publish_on=day(3))
    posting = form.posting
    assert posting.publish_at and posting.closes_at
    assert f"{posting.publish_at.astimezone(hospital.zone):%H:%M}" == "09:00"
    assert f"{posting.closes_at.astimezone(hospital.zone):%H:%M}" == "23:59"
    assert str(form["closes_time"].label) == "Closes at, Pacific time"


@pytest.mark.parametrize(
    ("on", "message"),
    [
        ("2027-03-28", "The clock jumps over this time that night. Choose another time."),
        ("2027-10-31", "The clock shows this time twice that night. Choose an earlier or a later one."),
    ],
)
def test_a_time_that_no_clock_shows_is_told_beside_the_field(
    on: str, message: str, answers: dict[str, Any], hospital2: Hospital, owner2: User, time_machine: Any
) -> None:
    time_machine.move_to(datetime.fromisoformat(f"{on}T00:00+00:00") - timedelta(days=20), tick=False)
    form = read(answers, hospital2, owner2, closes_on=on, closes_time="02:30")
    assert form.errors["closes_time"] == [message]
    assert form["closes_time"].value() == "02:30"


def test_a_saved_moment_is_not_moved_by_another_clock(
    answers: dict[str, Any], make_posting: Callable[..., Posting], owner: User
) -> None:
    """Seconds of an older row stay, and so does everything when the form is saved as it was shown."""
    closes = (timezone.now() + timedelta(days=9)).replace(second=41, microsecond=7)
    posting = make_posting(status="draft", publish_at=None, closes_at=closes)
    form = PostingForm(posting)
    typed = {
        "closes_on": str(form["closes_on"].value()),
        "closes_time": f"{form['closes_time'].value():%H:%M}",
    }
    again = PostingForm(posting, answers | typed)
    assert again.is_valid(), again.errors
    again.put()
    assert posting.closes_at == closes


def test_everybody_reads_the_hour_with_its_zone(
    make_posting: Callable[..., Posting], hospital2: Hospital
) -> None:
    zone = hospital2.zone
    there = timezone.localdate(timezone=zone) + timedelta(days=20)
    closes = datetime(there.year, there.month, there.day, 23, 59, tzinfo=zone)
    posting = make_posting(hospital=hospital2, closes_at=closes)
    page = Client().get(posting.get_absolute_url()).content.decode()
    year = "" if there.year == timezone.localdate(timezone=zone).year else f" {there.year}"
    assert f"{there:%A} {there.day} {there:%B}{year}, 23:59 (Amsterdam time)" in page
    data = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert data["validThrough"] == closes.isoformat()
    assert data["validThrough"].endswith(("+01:00", "+02:00"))


def test_the_last_day_is_counted_by_the_hospitals_calendar(
    make_posting: Callable[..., Posting], time_machine: Any
) -> None:
    """At half past four in the morning in UTC it is still the day before in Tacoma."""
    time_machine.move_to(datetime(2026, 11, 30, 4, 30, tzinfo=UTC), tick=False)
    posting = make_posting(closes_at=datetime(2026, 11, 30, 7, 59, tzinfo=UTC))
    assert (moments.days_left(posting), moments.closing_day(posting)) == ("Last day", "29 November")


def test_ninety_days_end_with_the_day_there(make_posting: Callable[..., Posting], time_machine: Any) -> None:
    time_machine.move_to(datetime(2026, 11, 2, 7, 30, tzinfo=UTC), tick=False)  # 1 November, 23:30 in Tacoma
    posting = make_posting(status="draft", closes_at=datetime(2027, 1, 31, 7, 59, tzinfo=UTC))
    assert missing(posting) == []
    posting.closes_at = datetime(2027, 1, 31, 8, 0, tzinfo=UTC)
    assert [gap.field for gap in missing(posting)] == ["closes_on"]


# ── Planned ──────────────────────────────────────────────────────────────────────────────────────────
def test_a_planned_opening_gets_another_hour(desk: Client, make_posting: Callable[..., Posting]) -> None:
    posting = make_posting(publish_at=timezone.now() + timedelta(days=3))
    page = desk.get(to("detail", posting.pk)).content.decode()
    assert "(Pacific time)" in page
    assert to("planning", posting.pk) in page
    assert (
        desk.post(to("planning", posting.pk), {"publish_on": "", "publish_time": "09:00"}).status_code == 422
    )
    late = {"publish_on": day(80), "publish_time": "09:00"}
    assert desk.post(to("planning", posting.pk), late).status_code == 422
    assert desk.post(to("planning", posting.pk), {"publish_on": "2020-01-01"}).status_code == 422
    assert (
        desk.post(to("planning", posting.pk), {"publish_on": day(5), "publish_time": "10:00"}).status_code
        == 302
    )
    posting.refresh_from_db()
    assert posting.publish_at
    assert f"{posting.publish_at.astimezone(posting.hospital.zone):%Y-%m-%d %H:%M}" == f"{day(5)} 10:00"
    assert posting.state == "scheduled"


def test_a_planned_opening_is_put_online_now(
    desk: Client, make_posting: Callable[..., Posting], recruiter: User
) -> None:
    posting = make_posting(publish_at=timezone.now() + timedelta(days=3))
    assert Search("").found().total == 0
    assert desk.post(to("planning", posting.pk), {"then": "now"}).status_code == 302
    assert Posting.objects.live().get() == posting
    assert Search("").found().total == 1
    assert Event.objects.get(verb="plan").actor_id == recruiter.pk
    assert desk.post(to("planning", posting.pk), {"then": "now"}).status_code == 409
    shown = desk.get(to("planning", posting.pk), follow=True)
    assert "Here is where it stands" in shown.content.decode() and len(shown.redirect_chain) == 1


def test_a_planned_opening_is_taken_back_and_read_anew(
    desk: Client, make_posting: Callable[..., Posting], moderator: User
) -> None:
    posting = make_posting(publish_at=timezone.now() + timedelta(days=3))
    desk.post(to("planning", posting.pk), {"then": "back"})
    posting.refresh_from_db()
    assert (posting.status, posting.submitted_at, posting.published_at) == ("draft", None, None)
    desk.post(to("submission", posting.pk))
    posting.refresh_from_db()
    assert posting.status == "in_review"


# ── Several places ───────────────────────────────────────────────────────────────────────────────────
TWO = {
    "place-2-country": "US", "place-2-region": "oregon", "place-2-city": "Portland", "place-2-postcode": "97201",
    "place-3-country": "US", "place-3-city": "",
}  # fmt: skip


def test_an_opening_in_two_places_is_found_near_each_and_says_so(
    desk: Client, answers: dict[str, Any], make_posting: Callable[..., Posting], recruiter: User
) -> None:
    form = PostingForm(blank(Hospital.objects.get(), recruiter), answers | TWO)
    assert form.is_valid(), form.errors
    where = form.put()
    posting = form.posting
    writing.save(posting, by=recruiter, expected_version=0, where=where)
    assert [(p.region, p.city, p.position) for p in posting.places.all()] == [
        ("WA", "Tacoma", 0),
        ("OR", "Portland", 1),
    ]
    now = timezone.now()
    Posting.objects.filter(pk=posting.pk).update(
        status="published", submitted_at=now, published_at=now, publish_at=now - timedelta(hours=1)
    )
    for near in ("Tacoma, WA", "Portland, OR"):
        asked = Search(f"near={near}&km=25&sort=distance")
        assert [p.pk for p in asked.postings(0, 20)] == [posting.pk], near
    assert Search("near=Boise, ID&km=25").found().total == 0
    card = Client().get(reverse("postings:search")).content.decode()
    assert "Tacoma, WA and 1 more place" in card
    page = Client().get(posting.get_absolute_url()).content.decode()
    assert "Tacoma, WA · Portland, OR" in page
    data = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert [p["address"]["addressLocality"] for p in data["jobLocation"]] == ["Tacoma", "Portland"]
    feed = json.loads(Client().get(reverse("postings:json_feed")).content)
    assert [p["city"] for p in feed["items"][0]["_corridor"]["places"]] == ["Tacoma", "Portland"]


def test_distance_is_to_the_nearest_place(
    answers: dict[str, Any], make_posting: Callable[..., Posting], recruiter: User, hospital: Hospital
) -> None:
    posting = make_posting()
    wheres = [writing.Where("US", "OR", "Portland"), writing.Where("US", "WA", "Tacoma")]
    writing.put_places(posting, wheres)
    page = Client().get(reverse("postings:search"), {"near": "Tacoma, WA", "km": "25"}).content.decode()
    assert "0 miles" in page or "0 km" in page or "1 mile" in page, page


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"place-2-region": "Atlantis"}, "Place 2: We do not know this state or province. Write its full name."),
        ({"place-2-city": ""}, "Place 2: Give the city, or empty the row."),
        ({"place-2-country": "XX"}, "Place 2: Choose a country."),
        ({"place-2-region": "Washington", "place-2-city": "tacoma", "place-2-postcode": "98405"},
         "The same place stands here twice. Empty one of the rows."),
        ({"place-2-city": "P" * 81}, "Place 2: Write at most 80 letters."),
    ],
)  # fmt: skip
def test_a_wrong_place_is_told_and_kept(
    typed: dict[str, str], message: str, answers: dict[str, Any], hospital: Hospital, owner: User
) -> None:
    form = read(answers, hospital, owner, **TWO | typed)
    assert form.errors["more_places"] == [message]
    row = form.place_rows()[0]
    assert (row.city, row.region) == ((TWO | typed)["place-2-city"], (TWO | typed)["place-2-region"])


def test_a_row_that_is_emptied_is_gone(
    answers: dict[str, Any], make_posting: Callable[..., Posting], recruiter: User
) -> None:
    posting = make_posting(status="draft", publish_at=None, published_at=None)
    writing.put_places(posting, [writing.Where("US", "WA", "Tacoma"), writing.Where("US", "OR", "Portland")])
    form = PostingForm(posting, answers)
    assert form.is_valid(), form.errors
    assert [one.city for one in form.put()] == ["Tacoma"]


def test_the_form_opens_one_row_after_the_other_without_a_script(desk: Client) -> None:
    page = desk.get(to("new")).content.decode()
    assert page.count('name="place-10-city"') == 1
    assert "Add place 2" in page


# ── Again ────────────────────────────────────────────────────────────────────────────────────────────
def test_an_ended_opening_is_placed_anew_and_leads_to_the_new_one_while_that_is_live(
    desk: Client, make_posting: Callable[..., Posting], candidate: User, make_application: Any
) -> None:
    now = timezone.now()
    old = make_posting(status="closed", closed_at=now, outcome="not_filled", positions=2, positions_filled=1)
    make_application(posting=old)
    OutgoingMail.objects.all().delete()
    desk.post(to("relisting", old.pk))
    new = Posting.objects.latest("id")
    assert (new.status, new.predecessor, new.publish_at, new.closes_at, new.positions, new.positions_filled) == (
        "draft", old, None, None, 2, 0,
    )  # fmt: skip
    assert not OutgoingMail.objects.exists()  # nobody is told that something is new before it is
    assert "See the new opening" not in Client().get(old.get_absolute_url()).content.decode()
    facts = {
        "submitted_at": now,
        "published_at": now,
        "publish_at": now,
        "closes_at": now + timedelta(days=9),
    }
    Posting.objects.filter(pk=new.pk).update(status="published", **facts)
    page = Client().get(old.get_absolute_url()).content.decode()
    assert new.get_absolute_url() in page
    assert "Apply" not in page.split("<main")[1].split('id="more"')[0].replace("Apply by", "")
    page = Client().get(new.get_absolute_url()).content.decode()
    assert "The hospital placed this opening anew." in page
    old.refresh_from_db()
    assert (old.status, old.publish_at is not None) == ("closed", True)


def test_only_what_has_ended_is_placed_anew(
    make_posting: Callable[..., Posting], recruiter: User, desk: Client
) -> None:
    now = timezone.now()
    expired = make_posting(closes_at=now - timedelta(hours=1))
    assert writing.relist(expired, by=recruiter).predecessor == expired
    for other in (
        make_posting(),
        make_posting(status="rejected", rejected_at=now, decision_reasons=["other"]),
    ):
        with pytest.raises(WrongState):
            writing.relist(other, by=recruiter)
        assert desk.post(to("relisting", other.pk)).status_code == 409


def test_an_extension_never_closes_sooner_nor_takes_fewer(
    make_posting: Callable[..., Posting], owner: User
) -> None:
    posting = make_posting(applications_max=9)
    closes = posting.closes_at
    assert closes
    for wrong in (
        {"until": closes},
        {"until": closes - timedelta(minutes=1)},
        {"until": closes, "applications_max": 8},
        {"until": closes + timedelta(days=120)},
    ):
        with pytest.raises(NotComplete):
            limits.extend(posting, by=owner, reason="x", **wrong)
    limits.extend(posting, by=owner, until=closes + timedelta(hours=3), reason="Later that day")
    assert posting.closes_at == closes + timedelta(hours=3)


def test_the_list_shows_every_state_in_words(desk: Client, make_posting: Callable[..., Posting]) -> None:
    make_posting(title="Planned one", publish_at=timezone.now() + timedelta(days=3))
    make_posting(title="Full one", applications_max=1, applications_taken=1)
    make_posting(title="Two wanted", positions=2, applications_max=9)
    page = desk.get(to("list")).content.decode()
    for words in (
        "Planned",
        "Full",
        "2 people wanted",
        "Closes at 9 applications, 9 places left",
        "(Pacific time)",
    ):
        assert words in page, words
    full = desk.get(to("list"), {"state": "full"}).content.decode()
    assert "Full one" in full
    assert "Two wanted" not in full


def test_words_in_dutch_are_whole_sentences(
    make_posting: Callable[..., Posting], hospital2: Hospital
) -> None:
    posting = make_posting(hospital=hospital2, positions=2, applications_max=9)
    with translation.override("nl"):
        assert presentation.opening(posting, "nl")["facts"]
        assert moments.closing(posting)


def test_an_opening_that_has_ended_has_no_places_left(make_posting: Callable[..., Posting]) -> None:
    posting = make_posting(applications_max=9)
    assert moments.left(posting) == "9 places left"
    posting.closes_at = timezone.now() - timedelta(seconds=1)
    assert moments.limit(posting) == "Closes at 9 applications"
    posting.status = Posting.Status.CLOSED
    assert moments.left(posting) == ""
