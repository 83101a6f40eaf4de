"""What a candidate is told: on the page at once, by mail as they chose, once, and how it ends."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from accounts import inbox, morning, tasks
from accounts.models import InboxItem, News, Profile, User
from applications import pipeline
from core.mail import Letter, in_language_of
from core.mail import outbox as post
from core.models import OutgoingMail

pytestmark = pytest.mark.django_db
# A Wednesday, 12:00 in Tacoma, and the morning after.
NOON = datetime(2025, 11, 26, 20, 0, tzinfo=UTC)
ABOUT = "/about/about/"
MORNING = datetime(2025, 11, 27, 15, 30, tzinfo=UTC)


def tell(user: User, kind: str = News.MESSAGE, words: str = "Northlake writes to you", **more: Any) -> None:
    facts = {"mail": "test", "about": "thing:1", "url": "/me/applications/", "at": NOON, **more}
    with in_language_of(user):
        inbox.tell(user, kind, letter=Letter(subject=words, paragraphs=[words]), **facts)


@pytest.mark.parametrize("kind", list(News))
def test_everything_is_on_the_page_and_in_a_mail_at_once_while_nothing_was_chosen(
    kind: News, candidate: User, client_of: Any
) -> None:
    tell(candidate, kind)
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject, bool(mail.unsubscribe)) == (
        candidate.email,
        "Northlake writes to you",
        kind in inbox.OPTIONAL,
    )
    assert "Northlake writes to you" in client_of(candidate).get("/me/inbox/").content.decode()


def test_who_changes_the_language_reads_in_it_what_came_before(
    make_application: Any, candidate: User, recruiter: User, client_of: Any
) -> None:
    pipeline.read(make_application(), by=recruiter)
    client = client_of(candidate)
    assert "is reading your application" in client.get("/me/inbox/").content.decode()
    page = client.get("/nl/me/inbox/").content.decode()
    assert "is reading your application" not in page
    with override("nl"):
        name = InboxItem.objects.get().made_of["with"]["hospital"]
        assert gettext("%(hospital)s is reading your application") % {"hospital": name} in page


@pytest.mark.parametrize("kind", [News.DECISION, News.OFFER, News.INTERVIEW])
def test_nobody_can_switch_off_a_decision_an_offer_or_an_interview(
    kind: News, candidate: User, client_of: Any
) -> None:
    assert kind not in dict(inbox.choices_of(candidate))
    client_of(candidate).post("/me/inbox/settings/", {**all_off(), kind.value: "off"})
    inbox.stop(candidate, [kind])
    tell(candidate, kind)
    assert OutgoingMail.objects.count() == 1


def all_off() -> dict[str, str]:
    return {kind.value: "off" for kind in inbox.OPTIONAL}


def test_who_wants_no_mail_still_finds_it_in_the_inbox(candidate: User, client_of: Any) -> None:
    assert client_of(candidate).post("/me/inbox/settings/", all_off()).status_code == 302
    for kind in inbox.OPTIONAL:
        tell(candidate, kind)
    assert (OutgoingMail.objects.count(), InboxItem.objects.count()) == (0, len(inbox.OPTIONAL))


def test_a_receipt_is_mailed_whatever_was_chosen(candidate: User) -> None:
    inbox.choose(candidate, all_off())
    tell(candidate, News.STEP, fixed=True)
    assert OutgoingMail.objects.get().unsubscribe == ""


def test_the_morning_brings_one_mail_by_the_clock_of_the_candidate(candidate: User) -> None:
    Profile.objects.create(user=candidate, city="Tacoma", region="WA", country="US")
    inbox.choose(candidate, {"message": "daily", "promise": "daily"})
    tell(candidate, topic="Social media manager")
    tell(candidate, News.PROMISE, "We reminded Northlake")
    assert [item.mail_at for item in InboxItem.objects.all()] == [MORNING, MORNING]
    assert morning.send_due(MORNING - timedelta(minutes=1)) == 0
    assert (morning.send_due(MORNING), morning.send_due(MORNING)) == (1, 0)
    mail = OutgoingMail.objects.get()
    assert mail.subject == "2 new things at Corridor"
    assert all(words in mail.text for words in ("Northlake writes to you", "We reminded Northlake", "/stop/"))


def test_where_the_place_is_unknown_the_morning_is_that_of_utc(candidate: User) -> None:
    inbox.choose(candidate, {"message": "daily"})
    tell(candidate)
    assert InboxItem.objects.get().mail_at == datetime(2025, 11, 27, 7, 30, tzinfo=UTC)


def test_what_was_read_before_the_morning_is_not_mailed(candidate: User) -> None:
    inbox.choose(candidate, {"message": "daily"})
    tell(candidate)
    inbox.read(candidate)
    assert (morning.send_due(MORNING), OutgoingMail.objects.count()) == (0, 0)


def test_one_click_in_the_mail_ends_its_kind_and_no_other(candidate: User) -> None:
    tell(candidate)
    url = OutgoingMail.objects.get().unsubscribe.removeprefix("http://localhost:8000")
    path = url[url.index("/me/") :]
    program = Client(enforce_csrf_checks=True)
    assert "Messages from hospitals" in program.get(path).content.decode()
    assert inbox.chosen(candidate) == {}
    assert program.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert inbox.chosen(candidate) == {News.MESSAGE: "off"}


def test_the_mail_carries_the_header_of_one_click(candidate: User, mailoutbox: Any) -> None:
    tell(candidate)
    post.deliver_due()
    assert mailoutbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("token", ["x", "WzEsWyJtZXNzYWdlIl1d:1:1"])
def test_an_invented_address_ends_nothing(token: str, candidate: User) -> None:
    assert Client().post(reverse("accounts:inbox_stop", args=[token])).status_code == 404


def test_what_may_still_be_undone_shows_when_its_time_has_come(candidate: User, client_of: Any) -> None:
    later = timezone.now() + timedelta(hours=24)
    tell(candidate, News.DECISION, "They chose another", not_before=later, mail="no")
    assert "They chose another" not in client_of(candidate).get("/me/inbox/").content.decode()
    InboxItem.objects.update(at=timezone.now() - timedelta(seconds=1))
    assert "They chose another" in client_of(candidate).get("/me/inbox/").content.decode()
    inbox.take_back("thing:1", mail="no")
    assert not InboxItem.objects.exists()


def test_the_header_counts_what_is_not_read_in_no_query_of_its_own(
    candidate: User, client_of: Any, django_assert_num_queries: Any
) -> None:
    """The count comes with the person; for a visitor nothing is asked at all."""
    one = client_of(candidate)
    page = one.get(ABOUT).content.decode()
    assert ", 1 not read" not in page
    with CaptureQueriesContext(connection) as before:
        one.get(ABOUT)
    tell(candidate)
    with CaptureQueriesContext(connection) as after:
        page = one.get(ABOUT).content.decode()
    assert (", 1 not read" in page, len(after)) == (True, len(before))
    with django_assert_num_queries(0):
        Client().get(ABOUT)


def test_one_line_costs_as_many_queries_as_fifty(candidate: User, client_of: Any) -> None:
    one, counts = client_of(candidate), []
    for more in (1, 49):
        for n in range(more):
            tell(candidate, words=f"Line {n}")
        with CaptureQueriesContext(connection) as asked:
            one.get("/me/inbox/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_newest_stand_first_page_by_page_and_by_kind(candidate: User, client_of: Any) -> None:
    for n in range(31):
        tell(candidate, words=f"Line {n:02}", at=NOON + timedelta(minutes=n))
    tell(candidate, News.OFFER, "An offer", at=NOON - timedelta(days=1))
    one = client_of(candidate)
    first = one.get("/me/inbox/").content.decode()
    assert first.index("Line 30") < first.index("Line 29")
    assert ("Line 00" in first, "Line 00" in one.get("/me/inbox/?page=2").content.decode()) == (False, True)
    offers = one.get("/me/inbox/?kind=offer").content.decode()
    assert ("An offer" in offers, "Line 30" in offers) == (True, False)
    assert one.get("/me/inbox/?kind=nonsense&page=x").status_code == 200


def test_one_line_or_all_are_marked_as_read(candidate: User, candidate2: User, client_of: Any) -> None:
    tell(candidate)
    tell(candidate)
    tell(candidate2)
    theirs, one = InboxItem.objects.get(user=candidate2), client_of(candidate)
    mine = InboxItem.objects.filter(user=candidate)
    for wrong in (str(theirs.pk), "99999999999999999999", "x"):
        assert one.post("/me/inbox/reading/", {"item": wrong}).status_code == 404
    one.post("/me/inbox/reading/", {"item": mine[0].pk})
    assert mine.unread().count() == 1
    one.post("/me/inbox/reading/")
    theirs.refresh_from_db()
    assert (mine.unread().count(), theirs.read_at) == (0, None)


def test_who_presses_a_line_goes_on_to_its_page(candidate: User, client_of: Any) -> None:
    tell(candidate)
    answer = client_of(candidate).post(
        "/me/inbox/reading/", {"item": InboxItem.objects.get().pk}, headers={"HX-Request": "true"}
    )
    assert answer["HX-Redirect"] == "/me/applications/"


def test_a_wrong_choice_is_said_beside_its_field(candidate: User, client_of: Any) -> None:
    answer = client_of(candidate).post("/me/inbox/settings/", {**all_off(), "message": "sometimes"})
    assert (answer.status_code, "Choose one" in answer.content.decode()) == (200, True)
    assert inbox.chosen(candidate) == {}


def test_lines_are_forgotten_after_a_year(candidate: User) -> None:
    tell(candidate, at=timezone.now() - inbox.KEPT - timedelta(days=1))
    tell(candidate, at=timezone.now())
    tasks.sweep_inbox.func()
    assert InboxItem.objects.count() == 1
