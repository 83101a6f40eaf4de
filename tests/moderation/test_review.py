"""The page of a decision: what a moderator reads beside an opening, the talk with the hospital, the letter."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.models import Event, OutgoingMail
from core.workflow import NotAllowed, WrongState
from hospitals.models import Hospital, Notice
from moderation import waiting
from postings import lifecycle, proposing, remarks, revising, writing
from postings import mails_of_remarks as mails
from postings.models import Decided, Posting, Remark, Revision

ClientOf = Callable[[User | None], Client]
Make = Callable[..., Posting]
WHY: dict[str, Any] = {"reasons": ["discriminating_words"], "words": "Say what the team does."}


@pytest.fixture
def desk(moderator: User, client_of: ClientOf) -> Client:
    return client_of(moderator)


@pytest.fixture
def waits(make_posting: Make, owner: User) -> Posting:
    return make_posting(status="in_review", publish_at=None, published_at=None, created_by=owner)


def address(posting: Posting, page: str = "opening") -> str:
    return reverse(f"moderation:{page}", args=[posting.pk])


def mend(posting: Posting, by: User, words: str = "", **fields: Any) -> None:
    row = Posting.objects.select_related("hospital").get(pk=posting.pk)
    for name, value in fields.items():
        setattr(row, name, value)
    writing.save(row, by=by, expected_version=row.version)
    lifecycle.submit(row, by=by, words=words)


def change(posting: Posting, by: User, **fields: Any) -> Revision:
    row = Posting.objects.select_related("hospital").get(pk=posting.pk)
    for name, value in fields.items():
        setattr(row, name, value)
    made = proposing.change(row, by=by, seen_before=revising.seen(row, None)).revision
    assert made is not None
    return made


# ── What changed since the last decision ─────────────────────────────────────────────────────────────
def test_a_text_that_came_again_is_read_beside_the_one_that_was_sent_back(
    desk: Client, waits: Posting, moderator: User, owner: User
) -> None:
    assert "changed since the decision" not in desk.get(address(waits)).content.decode()
    lifecycle.return_(waits, by=moderator, **WHY)
    text = waits.description.replace("four channels", "seven channels")
    mend(waits, owner, "It is seven now.", description=text, pay_note="A bicycle")
    page = desk.get(address(waits)).content.decode()
    assert '<del><span class="sr">taken out: </span>four</del>' in page
    assert '<ins><span class="sr">put in: </span>seven</ins>' in page
    assert '<ins><span class="sr">put in: </span>A bicycle</ins>' in page
    assert "2 parts changed since the decision of" in page
    assert page.index("It is seven now.") < page.index("2 parts changed")
    assert "Say what the team does." in page[page.index('id="before"') :]


def test_every_decision_keeps_the_text_it_was_about(
    waits: Posting, moderator: User, owner: User, posting: Posting
) -> None:
    lifecycle.return_(waits, by=moderator, **WHY)
    mend(waits, owner, title="Another title")
    lifecycle.publish(Posting.objects.get(pk=waits.pk), by=moderator)
    revising.apply(change(waits, owner, title="A third"), by=moderator)
    kept = Decided.objects.filter(posting=waits).order_by("id")
    assert [(one.verb, one.content["title"]) for one in kept] == [
        ("return", "Social media manager"), ("publish", "Another title"), ("apply", "A third"),
    ]  # fmt: skip


def test_a_text_that_came_again_unchanged_says_so(
    desk: Client, waits: Posting, moderator: User, owner: User
) -> None:
    lifecycle.return_(waits, by=moderator, **WHY)
    mend(waits, owner)
    assert "Not a word is different." in desk.get(address(waits)).content.decode()


# ── The facts ────────────────────────────────────────────────────────────────────────────────────────
def test_a_moderator_reads_who_sent_it_and_how_they_fared(
    desk: Client, waits: Posting, owner: User, hospital2: Hospital, make_posting: Make, moderator: User
) -> None:
    other = make_posting(
        status="in_review", publish_at=None, published_at=None, created_by=owner, title="Other"
    )
    lifecycle.reject(other, by=moderator, reasons=["asks_money"])
    hospital2.seats.create(user=owner, role="recruiter")
    page = desk.get(address(waits)).content.decode()
    assert owner.name in page
    assert hospital2.name in page
    assert "0 published, 0 sent back, 1 refused or removed" in page
    assert "refused" in page
    assert ">Other</a>" in page


def test_pay_is_read_beside_official_figures(desk: Client, waits: Posting) -> None:
    assert "Pay beside official figures" in desk.get(address(waits)).content.decode()


def test_the_page_asks_no_more_for_a_long_history(
    desk: Client, waits: Posting, moderator: User, owner: User, make_posting: Make
) -> None:
    def asked() -> list[int]:
        return [_queries(desk, page) for page in pages]

    live = make_posting()
    pages = [address(waits), reverse("moderation:revision", args=[change(live, owner, title="Other").pk])]

    remarks.ask(waits, by=moderator, words="Who pays?")
    lifecycle.return_(waits, by=moderator, **WHY)
    mend(waits, owner, title="Again")
    asked()
    before = asked()
    for n in range(6):
        other = make_posting(status="in_review", publish_at=None, published_at=None, title=f"Nr {n}")
        lifecycle.reject(other, by=moderator, reasons=["asks_money"])
        make_posting(status="in_review", publish_at=None, published_at=None)
        Remark.objects.create(posting=waits, side="hospital", by=owner, at=timezone.now(), words=f"Word {n}")
    assert asked() == before
    assert max(before) <= 20


def _queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return len(queries)


# ── The talk ─────────────────────────────────────────────────────────────────────────────────────────
def test_a_question_decides_nothing_and_the_hospital_answers(
    desk: Client, waits: Posting, owner: User, moderator: User, client_of: ClientOf
) -> None:
    asked = desk.post(address(waits, "question"), {"words": "Who pays the travel?"})
    waits.refresh_from_db()
    assert (asked.status_code, waits.status) == (302, "in_review")
    assert list(OutgoingMail.objects.values_list("kind", "to")) == [("posting_asked", owner.email)]
    assert Notice.objects.get(user=owner).words == "A question about Social media manager"
    assert ("opening", waits.pk) in [key[:2] for key in list(waiting.keys())]
    assert "Waits for the hospital’s answer" in desk.get(reverse("moderation:queue")).content.decode()

    work = [waits.hospital.slug, waits.pk]
    theirs = client_of(owner)
    page = theirs.get(reverse("postings:workspace_detail", args=work)).content.decode()
    assert "Who pays the travel?" in page
    assert moderator.name not in page
    assert (
        theirs.post(
            reverse("postings:workspace_remarks", args=work), {"words": "We do. <b>All.</b>"}
        ).status_code
        == 302
    )
    read = desk.get(address(waits)).content.decode()
    assert "We do. &lt;b&gt;All.&lt;/b&gt;" in read
    assert "The hospital answered" in desk.get(reverse("moderation:queue")).content.decode()


def test_a_question_whose_letter_fails_is_not_asked_and_can_be_asked_again(
    waits: Posting, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_remark: object) -> None:
        raise RuntimeError("no letter")

    with monkeypatch.context() as broken:
        broken.setattr(mails, "asked", breaks)
        with pytest.raises(RuntimeError):
            remarks.ask(waits, by=moderator, words="Who pays the travel?")
    assert not waits.remarks.exists()
    remarks.ask(waits, by=moderator, words="Who pays the travel?")
    assert OutgoingMail.objects.filter(kind="posting_asked").count() == 1


def test_no_page_mail_or_log_of_the_hospital_names_the_moderator(
    waits: Posting, owner: User, moderator: User, client_of: ClientOf
) -> None:
    User.objects.filter(pk=moderator.pk).update(name="Mo Derator")
    remarks.ask(waits, by=moderator, words="Who pays?")
    client, slug = client_of(owner), waits.hospital.slug
    pages = [
        reverse("postings:workspace_detail", args=[slug, waits.pk]),
        reverse("hospitals:activity", args=[slug]),
    ]
    told = [client.get(page).content.decode() for page in pages] + list(
        OutgoingMail.objects.values_list("html", flat=True)
    )
    assert [("Mo Derator" in text, "Social media manager" in text) for text in told] == [(False, True)] * 3


def test_who_may_not_write_is_refused(
    waits: Posting, owner: User, owner2: User, moderator: User, client_of: ClientOf, make_person: Any
) -> None:
    owner.groups.set(moderator.groups.all())
    with pytest.raises(NotAllowed):
        remarks.ask(waits, by=owner, words="Me myself?")
    with pytest.raises(NotAllowed):
        remarks.answer(waits, by=owner2, words="Not mine")
    stranger = client_of(owner2).post(
        reverse("postings:workspace_remarks", args=[waits.hospital.slug, waits.pk]), {"words": "Mine?"}
    )
    other = client_of(owner).post(
        reverse("postings:workspace_remarks", args=[waits.hospital.slug, 999_999]), {"words": "Mine?"}
    )
    assert (stranger.status_code, other.status_code, Remark.objects.count()) == (404, 404, 0)


def test_a_question_that_comes_after_the_decision_is_given_back(
    desk: Client, waits: Posting, moderator: User, owner: User, client_of: ClientOf
) -> None:
    remarks.ask(waits, by=moderator, words="Who pays?")
    lifecycle.return_(waits, by=moderator, **WHY)
    late = desk.post(address(waits, "question"), {"words": "And who pays the travel?"})
    assert (late.status_code, "And who pays the travel?" in late.content.decode()) == (409, True)
    work = reverse("postings:workspace_remarks", args=[waits.hospital.slug, waits.pk])
    answer = client_of(owner).post(work, {"words": "We pay all of it."})
    assert (answer.status_code, "We pay all of it." in answer.content.decode()) == (409, True)
    assert Remark.objects.count() == 1
    with pytest.raises(WrongState):
        remarks.ask(waits, by=moderator, words="Late")


def test_the_same_words_twice_are_once_and_a_flood_is_stopped(
    waits: Posting, moderator: User, desk: Client
) -> None:
    for words in ("One?", "One?", *(f"{n}?" for n in range(2, remarks.MOST + 1))):
        remarks.ask(waits, by=moderator, words=words)
    assert Remark.objects.count() == remarks.MOST
    answer = desk.post(address(waits, "question"), {"words": "One too many?"})
    assert (answer.status_code, "One too many?" in answer.content.decode()) == (422, True)
    assert Event.objects.filter(verb="ask_hospital").count() == Remark.objects.count() == remarks.MOST


def test_a_change_that_waits_is_asked_about_on_its_own_page(
    desk: Client, posting: Posting, owner: User
) -> None:
    waits = change(posting, owner, title="Another")
    asked = desk.post(address(posting, "question"), {"words": "Why?"})
    page = reverse("moderation:revision", args=[waits.pk])
    assert asked["Location"] == f"{page}#thread"
    assert "Why?" in desk.get(page).content.decode()


# ── The letter, and what is typed ────────────────────────────────────────────────────────────────────
def test_the_letter_is_shown_as_it_leaves_in_the_language_of_who_reads_it(
    desk: Client, waits: Posting, owner: User
) -> None:
    User.objects.filter(pk=owner.pk).update(language="nl")
    data = {"decision": "return", **WHY}
    shown = desk.post(address(waits), {**data, "preview": "1"})
    page = shown.content.decode()
    part = desk.post(
        address(waits), {**data, "preview": "1"}, headers={"HX-Request": "true"}
    ).content.decode()
    waits.refresh_from_db()
    assert (shown.status_code, waits.status, OutgoingMail.objects.count()) == (200, "in_review", 0)
    assert 'lang="nl"' in part
    assert "<html" not in part
    assert "reads Dutch." in page
    desk.post(address(waits), data)
    mail = OutgoingMail.objects.get()
    assert mail.subject in part
    assert mail.subject in page
    for line in (shown.context["letter"].paragraphs, shown.context["letter"].after):
        assert all(text in mail.text for text in line)


def test_what_was_typed_is_there_after_signing_in_again(
    waits: Posting, moderator: User, client: Client
) -> None:
    sent = client.post(address(waits), {"decision": "return", **WHY})
    assert sent.status_code == 302
    client.force_login(moderator)
    page = client.get(address(waits)).content.decode()
    assert "Say what the team does." in page
    assert "Your sign-in had ended." in page
    waits.refresh_from_db()
    assert waits.status == "in_review"


def test_a_late_decision_gives_its_words_back(desk: Client, waits: Posting, moderator: User) -> None:
    lifecycle.publish(waits, by=moderator)
    late = desk.post(address(waits), {"decision": "return", **WHY})
    assert (late.status_code, "Say what the team does." in late.content.decode()) == (409, True)


def test_the_hospital_reads_the_reasons_beside_what_they_concern_and_says_what_it_mended(
    waits: Posting, moderator: User, owner: User, client_of: ClientOf
) -> None:
    lifecycle.return_(waits, by=moderator, reasons=["pay_unclear"])
    client, work = client_of(owner), [waits.hospital.slug, waits.pk]
    editor = client.get(reverse("postings:workspace_edit", args=work)).content.decode()
    part = editor[editor.index('id="part-pay"') :]
    from core.vocabulary import vocabulary

    assert vocabulary().by_reason["pay_unclear"].name in part[: part.index("data-face")]
    detail = client.get(reverse("postings:workspace_detail", args=work)).content.decode()
    assert "What did you change?" in detail
    client.post(reverse("postings:workspace_submission", args=work), {"words": "The scale is named."})
    said = Remark.objects.get()
    assert (said.words, said.with_submission, said.by) == ("The scale is named.", True, owner)
