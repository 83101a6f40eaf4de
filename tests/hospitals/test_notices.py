"""What a team is told: whom, how, when, once, and how it ends."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Event as Signal
from threading import Thread
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail as django_mail
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from applications import endings
from applications.models import Application
from core import zones
from core.mail import Letter, outbox
from core.models import OutgoingMail
from hospitals import digest, notices
from hospitals.models import Hospital, Notice, NoticeChoice, Seat
from hospitals.models.notice import How, Kind
from postings.models import Posting

pytestmark = pytest.mark.django_db
HOME = "/workspace/northlake/"
# A Wednesday, 12:00 in Tacoma.
NOON = datetime(2026, 11, 25, 20, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 26, 15, 30, tzinfo=UTC)


def tell(
    hospital: Hospital, kind: str = Kind.APPLICATION, words: str = "Someone applied", **more: Any
) -> None:
    facts = {"about": "thing:1", "url": f"/workspace/{hospital.slug}/", "at": NOON, **more}
    notices.tell(hospital, kind, letter=lambda reader: Letter(subject=words, paragraphs=[words]), **facts)


def mails(kind: str = digest.MAIL) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(kind=kind).order_by("id"))


# ── Whom ─────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (Kind.APPLICATION, {"ines", "priya"}),
        (Kind.MENTION, {"ines", "priya", "tom"}),
        (Kind.OPENING, {"ines", "priya"}),
        (Kind.TEAM, {"ines"}),
        (Kind.HOSPITAL, {"ines"}),
    ],
)
def test_they_are_told_whose_role_has_to_do_with_it(
    kind: str,
    told: set[str],
    hospital: Hospital,
    owner: User,
    recruiter: User,
    reviewer: User,
    host: User,
    owner2: User,
) -> None:
    tell(hospital, kind)
    assert {n.user.email.split("@")[0] for n in Notice.objects.select_related("user")} == told


def test_a_colleague_who_left_a_closed_account_and_the_doer_are_told_nothing(
    hospital: Hospital, owner: User, recruiter: User, make_person: Any
) -> None:
    gone = make_person("gone@northlake.example", "Gone")
    Seat.objects.create(hospital=hospital, user=gone, role="recruiter", left_at=timezone.now())
    closed = make_person("closed@northlake.example", "Closed", is_active=False)
    Seat.objects.create(hospital=hospital, user=closed, role="recruiter")
    tell(hospital, Kind.MESSAGE, except_=recruiter)
    assert [n.user for n in Notice.objects.all()] == [owner]
    assert [m.to for m in OutgoingMail.objects.all()] == [owner.email]


def test_naming_a_stranger_or_a_host_tells_them_nothing(
    hospital: Hospital, owner: User, reviewer: User, host: User, owner2: User
) -> None:
    tell(hospital, Kind.MENTION, to=[reviewer, host, owner2])
    assert [n.user for n in Notice.objects.all()] == [reviewer]


def test_each_reads_it_in_their_own_language(hospital: Hospital, owner: User, recruiter: User) -> None:
    from django.utils.translation import gettext

    User.objects.filter(pk=recruiter.pk).update(language="nl")
    notices.tell(
        hospital,
        Kind.MESSAGE,
        about="x:1",
        url="/",
        letter=lambda u: Letter(subject=gettext("Team"), paragraphs=[]),
    )
    words = dict(Notice.objects.values_list("user__email", "words"))
    assert words[owner.email] == "Team"
    assert OutgoingMail.objects.get(user=recruiter).language == "nl"


def test_who_changes_the_language_reads_older_notices_and_the_mail_of_the_morning_in_it(
    hospital: Hospital, owner: User, client_of: Callable[..., Client]
) -> None:
    from core.said import said

    def letter(reader: User) -> Letter:
        return Letter(subject=said("Closed: %(title)s") % {"title": "100% Nurse"}, paragraphs=[])

    notices.tell(hospital, Kind.APPLICATION, about="x:1", url="/", letter=letter, at=NOON)
    tell(hospital)  # words that were put together otherwise stay as they are
    client = client_of(owner)
    assert "Closed: 100% Nurse" in client.get(f"{HOME}notices/").content.decode()
    page = client.get(f"/nl{HOME}notices/").content.decode()
    assert "Gesloten: 100% Nurse" in page
    assert "Someone applied" in page
    User.objects.filter(pk=owner.pk).update(language="nl")
    digest.send_due(MORNING)
    (mail,) = mails()
    assert "Gesloten: 100% Nurse" in mail.text


def test_what_stands_in_place_of_a_name_is_read_in_the_language_too(
    make_posting: Callable[..., Posting],
    make_application: Callable[..., Application],
    candidate: User,
    owner: User,
    client_of: Callable[..., Client],
) -> None:
    application = make_application(posting=make_posting(blind=True))
    endings.withdraw(application, by=candidate, reason="other")
    client, label = client_of(owner), application.candidate_name
    assert label.startswith("Candidate ") and label in client.get(f"{HOME}notices/").content.decode()
    page = client.get(f"/nl{HOME}notices/").content.decode()
    assert label.replace("Candidate", "Kandidaat") in page and label not in page


# ── How ──────────────────────────────────────────────────────────────────────────────────────────────
def test_a_new_application_waits_for_the_morning_and_a_message_leaves_at_once(
    hospital: Hospital, owner: User
) -> None:
    tell(hospital, Kind.APPLICATION)
    tell(hospital, Kind.MESSAGE)
    waits = dict(Notice.objects.values_list("kind", "mail_at"))
    assert waits == {"application": MORNING, "message": None}
    assert [m.kind for m in OutgoingMail.objects.all()] == ["notice_message"]


def test_what_one_chose_holds_for_that_hospital_and_that_kind_only(
    hospital: Hospital, hospital2: Hospital, owner: User, owner2: User
) -> None:
    Seat.objects.create(hospital=hospital2, user=owner, role="owner")
    notices.choose(owner, hospital, {Kind.MESSAGE: How.OFF, Kind.APPLICATION: How.AT_ONCE})
    for one in (hospital, hospital2):
        tell(one, Kind.MESSAGE)
        tell(one, Kind.APPLICATION)
        tell(one, Kind.OFFER)
    mine = Notice.objects.filter(user=owner)
    assert mine.count() == 6  # on the page everything
    now = OutgoingMail.objects.filter(user=owner).values_list("kind", flat=True)
    assert sorted(now) == ["notice_application", "notice_message", "notice_offer", "notice_offer"]
    assert mine.waiting_for_mail().get().hospital == hospital2


def test_verification_is_mailed_whatever_was_chosen(hospital: Hospital, owner: User) -> None:
    NoticeChoice.objects.create(user=owner, hospital=hospital, kind=Kind.HOSPITAL, how=How.OFF)
    tell(hospital, Kind.HOSPITAL)
    assert OutgoingMail.objects.get().to == owner.email


@pytest.mark.parametrize(
    ("at", "zone", "morning"),
    [
        ("2026-11-25T07:29+01:00", "Europe/Amsterdam", "2026-11-25T07:30+01:00"),
        ("2026-11-25T07:30+01:00", "Europe/Amsterdam", "2026-11-26T07:30+01:00"),
        (
            "2026-10-24T23:00+02:00",
            "Europe/Amsterdam",
            "2026-10-25T07:30+01:00",
        ),  # the clock goes back that night
        ("2027-03-27T23:00+01:00", "Europe/Amsterdam", "2027-03-28T07:30+02:00"),  # and forward
        ("2026-11-25T07:31-08:00", "America/Los_Angeles", "2026-11-26T07:30-08:00"),
        ("2026-11-26T06:00+01:00", "Pacific/Honolulu", "2026-11-26T07:30-10:00"),
    ],
)
def test_the_morning_is_the_hospitals_own(at: str, zone: str, morning: str) -> None:
    found = zones.next_morning(datetime.fromisoformat(at), ZoneInfo(zone))
    assert found == datetime.fromisoformat(morning)


# ── The morning's mail ───────────────────────────────────────────────────────────────────────────────
def test_one_mail_a_person_with_what_is_new_by_hospital_and_opening(
    hospital: Hospital, hospital2: Hospital, owner: User, owner2: User
) -> None:
    Seat.objects.create(hospital=hospital2, user=owner, role="owner")
    tell(hospital, words="Amara applied", topic="Social media manager", url=HOME + "applications/1/")
    tell(hospital, words="Bo applied", topic="Intern")
    tell(hospital, words="Cleo applied", topic="Social media manager")
    tell(hospital2, words="Dirk applied", topic="Redacteur")
    assert digest.send_due(MORNING) == 2
    letter = OutgoingMail.objects.get(kind=digest.MAIL, user=owner)
    assert letter.subject == "4 new things at Corridor"
    lines = [line for line in letter.text.splitlines() if "applied" in line or "·" in line]
    assert lines == [
        "Northlake General Hospital · Social media manager",
        "- Amara applied",
        "- Cleo applied",
        "Northlake General Hospital · Intern",
        "- Bo applied",
        "Ziekenhuis De Waterlinie · Redacteur",
        "- Dirk applied",
    ]
    assert "http://127.0.0.1:8000/workspace/northlake/applications/1/" in letter.text
    assert OutgoingMail.objects.get(kind=digest.MAIL, user=owner2).language == "nl"


def test_nothing_is_mailed_twice_and_nothing_when_nothing_is_new(hospital: Hospital, owner: User) -> None:
    tell(hospital)
    assert digest.send_due(MORNING - timedelta(minutes=1)) == 0
    assert [
        digest.send_due(MORNING),
        digest.send_due(MORNING),
        digest.send_due(MORNING + timedelta(days=1)),
    ] == [1, 0, 0]
    tell(hospital, words="Another", at=MORNING + timedelta(hours=1))
    assert digest.send_due(MORNING + timedelta(days=1)) == 1
    assert "Someone applied" not in mails()[1].text and "Another" in mails()[1].text


def test_what_was_read_forgotten_or_is_no_longer_ones_own_is_not_mailed(
    hospital: Hospital, owner: User, recruiter: User, make_person: Any
) -> None:
    second = make_person("second@northlake.example", "Second")
    Seat.objects.create(hospital=hospital, user=second, role="recruiter")
    tell(hospital, about="gone:1", words="Erased Person applied")
    notices.forget("gone:1")
    tell(hospital)
    notices.read(owner, hospital)
    Seat.objects.filter(user=recruiter).update(left_at=timezone.now())
    User.objects.filter(pk=second.pk).update(is_active=False)
    assert digest.send_due(MORNING) == 0
    assert not mails()
    assert not Notice.objects.waiting_for_mail().exists()


def test_switching_a_kind_off_empties_what_waits(hospital: Hospital, owner: User) -> None:
    tell(hospital)
    notices.choose(owner, hospital, {Kind.APPLICATION: How.OFF})
    assert digest.send_due(MORNING) == 0
    assert Notice.objects.unread().count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_one_writes_the_mail(
    hospital: Hospital, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert together(hospital, monkeypatch) == 1


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_two_workers_write_two(
    hospital: Hospital, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db.models import QuerySet

    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **k: self)
    assert together(hospital, monkeypatch) == 2


def together(hospital: Hospital, monkeypatch: pytest.MonkeyPatch) -> int:
    """The second worker runs through while the first one is writing. Returns how many mails there are."""
    tell(hospital)
    inside, go_on, write = Signal(), Signal(), digest._letter

    def slow(*args: Any) -> Letter:
        if not inside.is_set():
            inside.set()
            go_on.wait(3)
        return write(*args)

    monkeypatch.setattr(digest, "_letter", slow)

    def first() -> None:
        digest.send_due(MORNING)
        connection.close()

    def second() -> None:
        inside.wait(5)
        digest.send_due(MORNING)
        go_on.set()
        connection.close()

    threads = [Thread(target=first), Thread(target=second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(mails())


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_dies_while_writing_leaves_the_mail_for_another(
    hospital: Hospital, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*args: Any, **more: Any) -> None:
        real(*args, **more)
        raise Killed

    tell(hospital)
    real = digest.queue
    monkeypatch.setattr(digest, "queue", die)
    with pytest.raises(Killed):
        digest.send_due(MORNING)
    monkeypatch.undo()
    assert not mails()
    assert digest.send_due(MORNING) == 1
    assert len(mails()) == 1


def test_a_rolled_back_cause_tells_nobody(hospital: Hospital, owner: User) -> None:
    class Undone(Exception):
        pass

    def cause() -> None:
        with transaction.atomic():
            tell(hospital, Kind.MESSAGE)
            raise Undone

    with pytest.raises(Undone):
        cause()
    assert (Notice.objects.count(), OutgoingMail.objects.count()) == (0, 0)


# ── Ending it from the mail ──────────────────────────────────────────────────────────────────────────
def test_one_click_in_a_mail_program_ends_the_morning_mails_of_its_reader_only(
    hospital: Hospital, owner: User, recruiter: User
) -> None:
    tell(hospital)
    digest.send_due(MORNING)
    outbox.deliver_due()
    sent = next(m for m in django_mail.outbox if m.to == [owner.email])
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = sent.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
    browser = Client(enforce_csrf_checks=True)
    assert browser.get(address).status_code == 200
    assert not NoticeChoice.objects.exists()  # a look, or a program that follows links, ends nothing
    assert browser.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    tell(hospital, at=MORNING)
    tell(hospital, Kind.MESSAGE, at=MORNING)
    digest.send_due(MORNING + timedelta(days=1))
    assert {m.user for m in mails()[2:]} == {recruiter}
    assert {m.user for m in mails("notice_message")} == {owner, recruiter}


def test_an_invented_or_changed_address_ends_nothing(hospital: Hospital, owner: User, client: Client) -> None:
    token = digest.stop_token(owner, [hospital])
    for wrong in ("abc", token[:-1] + ("A" if token[-1] != "A" else "B")):
        url = reverse("hospitals:notices_stop", args=[wrong])
        assert (client.get(url).status_code, client.post(url).status_code) == (404, 404)
    assert not NoticeChoice.objects.exists()


# ── The pages ────────────────────────────────────────────────────────────────────────────────────────
def test_the_bell_counts_what_one_has_not_read_here(
    hospital: Hospital, hospital2: Hospital, owner: User, owner2: User, client_of: Callable[..., Client]
) -> None:
    Seat.objects.create(hospital=hospital2, user=owner, role="owner")
    for n in range(3):
        tell(hospital, words=f"Number {n}")
    tell(hospital2, words="Elsewhere")
    browser = client_of(owner)
    page = browser.get(reverse("hospitals:notices", args=["northlake"]))
    assert ", 3 not read" in page.content.decode()
    assert "Number 2" in page.content.decode() and "Elsewhere" not in page.content.decode()
    browser.post(
        reverse("hospitals:notices_reading", args=["northlake"]), {"notice": Notice.objects.earliest("id").pk}
    )
    assert Notice.objects.filter(user=owner, hospital=hospital).unread().count() == 2
    browser.post(reverse("hospitals:notices_reading", args=["northlake"]))
    assert Notice.objects.filter(user=owner).unread().get().hospital == hospital2


def test_pressing_a_notice_reads_it_and_leads_to_what_it_speaks_of(
    hospital: Hospital, owner: User, client_of: Callable[..., Client]
) -> None:
    tell(hospital, url=HOME + "team/")
    notice = Notice.objects.get()
    answer = client_of(owner).post(
        reverse("hospitals:notices_reading", args=["northlake"]),
        {"notice": notice.pk},
        headers={"HX-Request": "true"},
    )
    assert answer["HX-Redirect"] == HOME + "team/"
    notice.refresh_from_db()
    assert notice.read_at is not None


@pytest.mark.parametrize("number", ["0", "x", "٣", "9" * 30, ""])
def test_a_notice_of_another_or_of_nobody_is_not_there(
    number: str, hospital: Hospital, owner: User, recruiter: User, client_of: Callable[..., Client]
) -> None:
    tell(hospital, Kind.TEAM)
    url = reverse("hospitals:notices_reading", args=["northlake"])
    assert client_of(recruiter).post(url, {"notice": Notice.objects.get().pk}).status_code == 404
    assert client_of(owner).post(url, {"notice": number}).status_code == 404
    assert Notice.objects.unread().count() == 1


def test_what_one_chooses_is_kept_and_a_wrong_choice_is_told(
    hospital: Hospital, reviewer: User, owner: User, client_of: Callable[..., Client]
) -> None:
    browser, url = client_of(reviewer), reverse("hospitals:notice_choices", args=["northlake"])
    page = browser.get(url)
    assert list(page.context["form"].fields) == ["mention"]
    assert browser.post(url, {"mention": "never"}).context["form"].errors == {"mention": ["Choose one"]}
    assert browser.post(url, {"mention": "daily", "team": "off"}).status_code == 302
    assert list(NoticeChoice.objects.values_list("user", "kind", "how")) == [
        (reviewer.pk, "mention", "daily")
    ]
    assert browser.get(url).context["form"]["mention"].value() == "daily"


def test_the_list_asks_the_same_for_one_and_for_two_hundred(
    hospital: Hospital, owner: User, client_of: Callable[..., Client], django_assert_num_queries: Any
) -> None:
    from django.test.utils import CaptureQueriesContext

    browser, url = client_of(owner), reverse("hospitals:notices", args=["northlake"])
    tell(hospital)
    browser.get(url)
    with CaptureQueriesContext(connection) as one:
        browser.get(url)
    for n in range(199):
        tell(hospital, words=f"{n}")
    with CaptureQueriesContext(connection) as many:
        page = browser.get(url)
    assert len(one) == len(many) <= 8
    assert "99+" in page.content.decode()
    assert len(page.context["page_obj"].object_list) == 30


def test_public_pages_ask_nothing_about_notices(
    hospital: Hospital, owner: User, client_of: Callable[..., Client]
) -> None:
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        client_of(owner).get("/")
    assert not [q for q in asked if "hospitals_notice" in q["sql"]]


def test_old_notices_go(hospital: Hospital, owner: User) -> None:
    from hospitals.tasks import sweep_notices

    tell(hospital, at=timezone.now() - timedelta(days=91))
    tell(hospital, at=timezone.now() - timedelta(days=89))
    sweep_notices.func()
    assert Notice.objects.count() == 1
