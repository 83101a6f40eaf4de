"""Following a hospital is an alert for all that it offers."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from alerts import following, running
from alerts.models import Alert, Told
from core.models import OutgoingMail
from hospitals.models import Hospital
from postings.models import Posting

Make = Callable[..., Posting]
pytestmark = pytest.mark.django_db


def test_a_candidate_follows_a_hospital_and_hears_of_its_new_openings_only(
    client_of: Any, candidate: User, hospital: Hospital, hospital2: Hospital, make_posting: Make
) -> None:
    answer = client_of(candidate).post(
        f"/hospitals/{hospital.slug}/follow/", {"back": "/hospitals/northlake/"}
    )
    alert = Alert.objects.get(user=candidate)
    Alert.objects.update(active_at=timezone.now() - timedelta(hours=1), due_at=timezone.now())
    here = make_posting(title="New at Northlake", publish_at=timezone.now() - timedelta(minutes=5))
    make_posting(title="New elsewhere", hospital=hospital2, publish_at=timezone.now() - timedelta(minutes=5))
    running.run_due(timezone.now())

    assert answer.url == "/hospitals/northlake/"
    assert (alert.query, alert.status) == ("hospital=northlake", "active")
    assert list(Told.objects.values_list("posting", flat=True)) == [here.pk]
    assert hospital.name in OutgoingMail.objects.get(kind="alert_found").subject


def test_my_alerts_say_whom_i_follow_and_unfollow_there(
    client_of: Any, candidate: User, hospital: Hospital
) -> None:
    following.follow(hospital, by=candidate, language="en")
    browser = client_of(candidate)
    page = browser.get("/me/alerts/")
    [row] = page.context["alerts"]

    assert f"You follow {hospital.name}" in page.text
    answer = browser.post(row["url"], {"verb": "stop", "from": "list"})
    assert answer.url == "/me/alerts/"
    assert following.followed(hospital, by=candidate) is None


def test_the_button_on_both_pages_says_that_one_follows_and_stops_it(
    client_of: Any, candidate: User, hospital: Hospital, make_posting: Make
) -> None:
    posting, browser = make_posting(), client_of(candidate)
    following.follow(hospital, by=candidate, language="en")
    for address in (f"/hospitals/{hospital.slug}/", posting.get_absolute_url()):
        assert "You follow this hospital. Stop" in browser.get(address).text

    browser.post(f"/hospitals/{hospital.slug}/follow/", {"off": "1"})
    assert Alert.objects.kept().count() == 0
    assert "You follow this hospital" not in browser.get(posting.get_absolute_url()).text


def test_two_clicks_follow_once_and_a_paused_one_is_on_again(candidate: User, hospital: Hospital) -> None:
    from alerts import keeping

    first = following.follow(hospital, by=candidate, language="en")
    keeping.pause(first, by=candidate)
    again = following.follow(hospital, by=candidate, language="en")

    assert again.pk == first.pk
    assert Alert.objects.get().status == Alert.Status.ACTIVE


def test_a_visitor_is_asked_for_an_address_and_confirms_it(
    client: Client, hospital: Hospital, make_posting: Make
) -> None:
    make_posting()
    page = client.get(f"/hospitals/{hospital.slug}/").text
    assert f"/alerts/new/?hospital={hospital.slug}" in page

    form = client.get(f"/alerts/new/?hospital={hospital.slug}")
    assert hospital.name in form.text
    data = {
        "email": "reader@people.example",
        "rhythm": "daily",
        "weekday": 0,
        "hour": 7,
        "time_zone": "America/New_York",
    }
    client.post(f"/alerts/new/?hospital={hospital.slug}", data)
    assert Alert.objects.get().status == Alert.Status.ASKED
    assert OutgoingMail.objects.get().kind == "alert_confirm"


def test_nobody_is_sent_to_another_site_by_the_button(
    client_of: Any, candidate: User, hospital: Hospital
) -> None:
    answer = client_of(candidate).post(f"/hospitals/{hospital.slug}/follow/", {"back": "//evil.example/"})

    assert answer.url == f"/hospitals/{hospital.slug}/"


def test_twelve_followers_cost_the_run_no_more_questions_than_one(
    make_person: Any, hospital: Hospital, make_posting: Make, django_assert_max_num_queries: Any
) -> None:
    for n in range(12):
        following.follow(hospital, by=make_person(f"p{n}@people.example", f"Person {n}"), language="en")
    Alert.objects.update(active_at=timezone.now() - timedelta(hours=1), due_at=timezone.now())
    make_posting(publish_at=timezone.now() - timedelta(minutes=5))

    with django_assert_max_num_queries(26):
        assert running.run_due(timezone.now()) == 12


def test_an_alert_that_means_my_skills_follows_my_profile(
    candidate: User, make_posting: Make, hospital: Hospital
) -> None:
    from accounts.models import Profile, ProfileSkill
    from alerts import keeping
    from core.vocabulary import vocabulary

    hipaa, media = (vocabulary().skill(slug) for slug in ("hipaa", "media-relations"))
    assert hipaa is not None
    assert media is not None
    ProfileSkill.objects.create(profile=Profile.objects.get_or_create(user=candidate)[0], skill=hipaa)
    alert = Alert(query="fit=mine", language="en", time_zone="America/New_York")
    keeping.ask(alert, by=candidate, at=timezone.now() - timedelta(hours=30))
    fits = make_posting(required_skills=[hipaa.pk], publish_at=timezone.now() - timedelta(minutes=5))
    make_posting(required_skills=[hipaa.pk, media.pk], publish_at=timezone.now() - timedelta(minutes=5))

    assert running.run_due(timezone.now()) == 1
    assert list(Told.objects.values_list("posting", flat=True)) == [fits.pk]
