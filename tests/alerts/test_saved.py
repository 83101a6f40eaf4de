"""Saved openings: one's own list, a word before they close, and when they have closed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from alerts import saving
from alerts.models import Bookmark
from applications.models import Application
from core.models import OutgoingMail
from postings import lifecycle, limits
from postings.models import Posting

Make = Callable[..., Posting]
pytestmark = pytest.mark.django_db


def url(posting: Posting) -> str:
    return reverse("alerts:bookmark", args=[posting.pk, posting.slug])


def letters(kind: str) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(kind=kind).order_by("id"))


def test_one_click_saves_and_another_takes_it_off(client_of: Any, candidate: User, posting: Posting) -> None:
    client = client_of(candidate)
    assert client.post(url(posting))["Location"] == posting.get_absolute_url()
    assert client.post(url(posting)).status_code == 302
    assert Bookmark.objects.filter(user=candidate, posting=posting).count() == 1
    assert "Saved. Take it off my list" in client.get(posting.get_absolute_url()).content.decode()

    client.post(url(posting), {"off": "1"})
    assert not Bookmark.objects.exists()
    assert "Save this opening" in client.get(posting.get_absolute_url()).content.decode()


def test_htmx_gets_the_button_back(client_of: Any, candidate: User, posting: Posting) -> None:
    answer = client_of(candidate).post(url(posting), headers={"HX-Request": "true"})

    assert "Saved. Take it off my list" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_a_visitor_is_led_to_sign_in_and_back(client: Any, posting: Posting) -> None:
    page = client.get(posting.get_absolute_url())

    assert f"/accounts/login/?next={posting.get_absolute_url()}" in page.content.decode()
    assert "csrftoken" not in page.cookies


def test_the_list_shows_ones_own_with_ones_note(
    client_of: Any, candidate: User, candidate2: User, posting: Posting
) -> None:
    kept = saving.save(posting, by=candidate)
    client_of(candidate).post(reverse("alerts:note", args=[kept.pk]), {"note": "  ask about\nnight shifts "})

    assert 'value="ask about night shifts"' in client_of(candidate).get("/me/saved/").content.decode()
    other = client_of(candidate2)
    assert posting.title not in other.get("/me/saved/").content.decode()
    assert other.post(reverse("alerts:note", args=[kept.pk]), {"note": "x"}).status_code == 404


def test_the_list_asks_as_much_for_one_as_for_many(
    client_of: Any, candidate: User, make_posting: Make, django_assert_num_queries: Any
) -> None:
    client = client_of(candidate)
    saving.save(make_posting(), by=candidate)
    client.get("/me/saved/")
    with django_assert_num_queries(5):
        client.get("/me/saved/")
    for _ in range(9):
        saving.save(make_posting(), by=candidate)
    with django_assert_num_queries(5):
        client.get("/me/saved/")


def test_who_saved_one_that_closes_in_three_days_is_told_once(
    candidate: User, candidate2: User, make_posting: Make
) -> None:
    now = timezone.now()
    soon = [make_posting(title=f"Soon {n}", closes_at=now + timedelta(days=2, hours=n)) for n in (1, 2)]
    late = make_posting(title="Much later", closes_at=now + timedelta(days=9))
    for one in (*soon, late):
        saving.save(one, by=candidate)
    saving.save(late, by=candidate2)

    assert saving.remind(now) == 1
    assert saving.remind(now + timedelta(hours=1)) == 0
    [letter] = letters("saved_closes_soon")
    assert (letter.to, letter.subject) == (candidate.email, "2 openings that you saved close soon")
    assert "Soon 1" in letter.text
    assert "Much later" not in letter.text


def test_who_has_applied_is_not_reminded(candidate: User, make_application: Any) -> None:
    application = make_application(candidate=candidate)
    saving.save(application.posting, by=candidate)
    Posting.objects.filter(pk=application.posting_id).update(closes_at=timezone.now() + timedelta(days=1))

    assert saving.remind(timezone.now()) == 0


@pytest.mark.parametrize(
    ("outcome", "words"), [("hired_here", "is filled"), ("cancelled", "has closed this opening")]
)
def test_who_saved_it_hears_what_became_of_it(
    candidate: User, owner: User, posting: Posting, outcome: str, words: str
) -> None:
    saving.save(posting, by=candidate)
    lifecycle.close(posting, by=owner, outcome=outcome)

    [letter] = letters("saved_ended")
    assert words in letter.text


def test_who_saved_it_hears_that_it_is_full_and_that_there_is_room_again(
    candidate: User, candidate2: User, owner: User, make_posting: Make, make_application: Any
) -> None:
    posting = make_posting(title="Webcare", applications_max=1)
    saving.save(posting, by=candidate)
    make_application(posting=posting, candidate=candidate2)
    now = timezone.now()
    limits.take_application(posting, at=now)
    assert posting.closes_at is not None
    limits.extend(posting, by=owner, until=posting.closes_at, reason="more", applications_max=5, at=now)

    assert [(one.to, one.subject) for one in letters("saved_limit")] == [
        (candidate.email, "Full: Webcare"),
        (candidate.email, "You can apply again: Webcare"),
    ]


def test_an_applicant_hears_of_the_end_once_as_an_applicant(
    candidate: User, owner: User, make_application: Any
) -> None:
    application = make_application(candidate=candidate)
    saving.save(application.posting, by=candidate)
    lifecycle.close(application.posting, by=owner, outcome="cancelled")

    assert not letters("saved_ended")
    assert Application.objects.get(pk=application.pk).posting.status == "closed"


def test_a_list_has_an_end(
    client_of: Any, candidate: User, make_posting: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "MOST", 1)
    saving.save(make_posting(), by=candidate)
    answer = client_of(candidate).post(url(make_posting()), follow=True)

    assert "You have saved 1 openings. Take some away first." in answer.content.decode()
    assert Bookmark.objects.count() == 1


UNPAID = {
    "engagement_id": "internship", "internship_weeks": 12, "learning_goals": "Write.", "supervisor": "Ines",
    "unpaid": True, "pay_min": None, "pay_max": None, "pay_currency": "", "pay_period_id": None,
}  # fmt: skip


def test_unpaid_is_said_in_the_list_and_in_the_letter(
    client_of: Any, candidate: User, make_posting: Make
) -> None:
    posting = make_posting(closes_at=timezone.now() + timedelta(days=2), **UNPAID)
    saving.save(posting, by=candidate)
    assert "Unpaid" in client_of(candidate).get(reverse("alerts:saved")).content.decode()
    assert saving.remind(timezone.now()) == 1
    assert "Unpaid" in letters("saved_closes_soon")[0].text
