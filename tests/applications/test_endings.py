"""How others hear of a hire, texts for letters, keeping in touch, and silences on the desk."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from applications import endings, hiring, pool, promises, tasks
from applications.models import Application, CannedText, PoolConsent
from applications.texts import fill
from core.models import Event, OutgoingMail
from postings.models import Posting
from tests.conftest import make_offer


@pytest.fixture
def three(make_application: Any, make_person: Any, candidate2: User) -> list[Application]:
    third = make_person("noor@people.example", "Noor Haddad")
    return [
        make_application(status="offered"),
        make_application(candidate=candidate2),
        make_application(candidate=third, status="interview"),
    ]


# ── Hiring ───────────────────────────────────────────────────────────────────────────────────────────


def hire(client: Any, application: Application, **fields: str) -> Any:
    return client.post(f"/workspace/northlake/applications/{application.pk}/hiring/", fields)


def test_hiring_asks_what_the_others_hear(three: list[Application], recruiter: User, client_of: Any) -> None:
    client = client_of(recruiter)
    answer = hire(client, three[0])
    assert answer.status_code == 422 and "Choose what happens with the others" in answer.content.decode()
    three[0].refresh_from_db()
    assert three[0].status == "offered"


def test_the_others_are_told_no_in_their_own_language_after_a_day(
    three: list[Application], recruiter: User, client_of: Any
) -> None:
    hire(
        client_of(recruiter),
        three[0],
        others_are="reject",
        message_en="Hello {name}",
        message_nl="Hallo {name}",
        close="on",
    )
    assert sorted(Application.objects.values_list("status", flat=True)) == ["hired", "rejected", "rejected"]
    letters = OutgoingMail.objects.filter(kind="application_rejected")
    assert sorted(
        (m.language, "Hallo Lewis Okafor" in m.text, "Hello Noor Haddad" in m.text) for m in letters
    ) == [
        ("en", False, True),
        ("nl", True, False),
    ]
    assert all(m.next_try_at > timezone.now() + timedelta(hours=23) for m in letters)
    assert Posting.objects.get().status == "closed"
    rejected = Application.objects.filter(status="rejected").first()
    assert rejected is not None
    endings.undo_rejection(rejected, by=recruiter)
    assert rejected.is_active


def test_the_message_to_the_others_can_begin_with_a_text_of_the_hospital(
    three: list[Application], recruiter: User, client_of: Any
) -> None:
    hospital = three[0].posting.hospital
    own = CannedText.objects.create(
        hospital=hospital, name="Ours", text_en="We filled it.", text_nl="Hij is vervuld."
    )
    url = f"/workspace/northlake/applications/{three[0].pk}/hiring/"
    client = client_of(recruiter)
    plain = client.get(url).content.decode()
    assert ("We filled it." in plain, "Ours" in plain) == (False, True)
    asked = {"then": "text", "text": str(own.pk), "others_are": "keep"}  # "close" was unticked
    form = client.post(url, asked).context["form"]
    assert form["message_en"].value() == "We filled it."
    assert (form["others_are"].value(), form["close"].value()) == ("keep", False)
    nonsense = client.post(url, {"then": "text", "text": "nonsense"}).context["form"]
    assert nonsense["message_en"].value().count("We have hired someone") == 1
    assert not Application.objects.filter(status="hired").exists()


def test_the_others_can_stay_open_for_another_position(
    three: list[Application], recruiter: User, client_of: Any
) -> None:
    Posting.objects.update(positions=2)
    hire(client_of(recruiter), three[0], others_are="keep")
    assert sorted(Application.objects.values_list("status", flat=True)) == ["hired", "interview", "submitted"]
    assert Posting.objects.get().status == "published"
    assert hiring.left(Posting.objects.get()) == 1


def test_who_has_an_open_offer_is_not_left_open_silently(
    three: list[Application], recruiter: User, client_of: Any
) -> None:
    Application.objects.filter(pk=three[1].pk).update(status="offered")
    make_offer(three[1], answer_by=timezone.now() + timedelta(days=3))
    facts = {"others_are": "reject", "message_en": "No.", "message_nl": "Nee."}
    answer = hire(client_of(recruiter), three[0], **facts)
    assert answer.status_code == 422
    assert "Your offer to Lewis Okafor still waits for an answer" in answer.content.decode()
    three[0].refresh_from_db()
    assert three[0].status == "offered"


def test_who_applies_while_the_page_is_open_is_not_told_no_unread(
    three: list[Application], make_application: Any, make_person: Any, recruiter: User, client_of: Any
) -> None:
    client = client_of(recruiter)
    seen = client.get(f"/workspace/northlake/applications/{three[0].pk}/hiring/").context["form"].seen
    late = make_application(candidate=make_person("late@people.example", "Late Comer"))
    facts = {"others_are": "reject", "message_en": "No.", "message_nl": "Nee."}
    answer = hire(client, three[0], seen=seen, **facts)
    assert "1 person applied while you were here" in answer.content.decode()
    assert "Late Comer" in answer.content.decode()
    late.refresh_from_db()
    assert late.status == "submitted"
    hire(client, three[0], seen=answer.context["form"].seen, **facts)
    late.refresh_from_db()
    assert late.status == "rejected"


def test_an_empty_message_to_the_others_is_refused(
    three: list[Application], recruiter: User, client_of: Any
) -> None:
    answer = hire(client_of(recruiter), three[0], others_are="reject", message_en="", message_nl="x {salary}")
    page = answer.content.decode()
    assert "Write a message: a refusal is never silent" in page and "nothing else is filled in" in page
    assert not Application.objects.filter(status__in=["hired", "rejected"]).exists()


# ── Texts ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_text_is_filled_in_once_whatever_a_name_holds() -> None:
    assert fill("{name} {opening} {x}", name="{hospital}", opening="O", hospital="H") == "{hospital} O {x}"


def test_the_hospital_s_text_comes_in_the_candidate_s_language(
    make_application: Any, candidate2: User, recruiter: User, hospital: Any, client_of: Any
) -> None:
    text = CannedText.objects.create(
        hospital=hospital, name="Ours", text_en="Dear {name}", text_nl="Beste {name}"
    )
    application = make_application(candidate=candidate2)
    page = client_of(recruiter).post(
        f"/workspace/northlake/applications/{application.pk}/rejection/?stage=submitted",
        {"then": "text", "text": str(text.pk), "reason": "hours", "private": "on", "message": "Not yet."},
    )
    assert "Beste Lewis Okafor" in page.content.decode()
    form = page.context[
        "form"
    ]  # what was chosen before stays, and so does the list that the reader came from
    assert (form["reason"].value(), bool(form["private"].value()), bool(form["keep"].value())) == (
        "hours",
        True,
        False,
    )
    assert page.context["base"] == "stage=submitted"
    assert not Application.objects.filter(status="rejected").exists()


def test_a_text_of_another_hospital_is_offered_to_nobody_here(
    make_application: Any, recruiter: User, hospital2: Any, client_of: Any
) -> None:
    text = CannedText.objects.create(hospital=hospital2, name="Theirs", text_en="Their secret words")
    application = make_application()
    client = client_of(recruiter)
    url = f"/workspace/northlake/applications/{application.pk}/rejection/"
    page = client.post(url, {"then": "text", "text": str(text.pk)})
    assert "Their secret words" not in page.content.decode()
    assert client.get(f"/workspace/northlake/texts/{text.pk}/").status_code == 404
    assert client.post(f"/workspace/northlake/texts/{text.pk}/removal/").status_code == 404
    assert CannedText.objects.count() == 1


def test_texts_are_written_changed_and_removed(recruiter: User, hospital: Any, client_of: Any) -> None:
    client = client_of(recruiter)
    wrong = client.post(
        "/workspace/northlake/texts/new/", {"name": "A", "text_en": "{salary}", "text_nl": ""}
    )
    assert wrong.status_code == 422 and "nothing else is filled in for {salary}" in wrong.content.decode()
    empty = client.post("/workspace/northlake/texts/new/", {"name": "A", "text_en": "", "text_nl": ""})
    assert "Write the text in English, in Dutch or in both" in empty.content.decode()
    client.post("/workspace/northlake/texts/new/", {"name": "A", "text_en": "Dear {name}", "text_nl": ""})
    row = CannedText.objects.get()
    twice = client.post("/workspace/northlake/texts/new/", {"name": "A", "text_en": "x", "text_nl": ""})
    assert "There is a text with this name already" in twice.content.decode()
    client.post(
        f"/workspace/northlake/texts/{row.pk}/", {"name": "B", "text_en": "", "text_nl": "Beste {name}"}
    )
    row.refresh_from_db()
    assert (row.name, row.text_en, row.in_language("en")) == ("B", "", "Beste {name}")
    client.post(f"/workspace/northlake/texts/{row.pk}/removal/")
    assert not CannedText.objects.exists()


def test_a_private_reason_reaches_the_candidate_nowhere(
    make_application: Any, candidate: User, recruiter: User, client_of: Any
) -> None:
    application = make_application()
    url = f"/workspace/northlake/applications/{application.pk}/rejection/"
    client_of(recruiter).post(url, {"reason": "hours", "message": "Thank you.", "private": "on"})
    assert "The hours do not fit" not in OutgoingMail.objects.get(kind="application_rejected").text
    Application.objects.update(decided_at=timezone.now() - timedelta(days=2))
    page = client_of(candidate).get(f"/me/applications/{application.pk}/").content.decode()
    assert "Thank you." in page and "The hours do not fit" not in page


def test_the_letter_is_shown_before_it_is_decided(
    make_application: Any, recruiter: User, client_of: Any
) -> None:
    application = make_application()
    url = f"/workspace/northlake/applications/{application.pk}/rejection/"
    page = client_of(recruiter).post(url, {"reason": "hours", "message": "Dear {name}", "then": "preview"})
    assert (
        "This is what the candidate reads" in page.content.decode()
        and "Dear Amara Bekele" in page.content.decode()
    )
    application.refresh_from_db()
    assert application.status == "submitted"


# ── Keeping in touch ─────────────────────────────────────────────────────────────────────────────────


def test_nobody_is_in_the_pool_without_a_yes(
    make_application: Any, candidate: User, recruiter: User, client_of: Any
) -> None:
    application = make_application()
    endings.reject(application, by=recruiter, reason="skills", message="No.", ask_to_keep=True)
    team, me = client_of(recruiter), client_of(candidate)
    assert "amara@people.example" not in team.get("/workspace/northlake/pool/").content.decode()
    asks = "asks whether it may keep in touch"
    assert (
        asks not in me.get(f"/me/applications/{application.pk}/").content.decode()
    )  # the rejection is not told yet
    Application.objects.update(decided_at=timezone.now() - timedelta(days=2))
    assert asks in me.get(f"/me/applications/{application.pk}/").content.decode()
    me.post(f"/me/applications/{application.pk}/keeping-in-touch/", {"keep": "yes"})
    assert "amara@people.example" in team.get("/workspace/northlake/pool/").content.decode()
    me.post(f"/me/applications/{application.pk}/keeping-in-touch/", {"keep": "no"})
    assert "amara@people.example" not in team.get("/workspace/northlake/pool/").content.decode()


def test_a_yes_ends_after_a_year_and_says_to_which_words_it_was_given(
    make_application: Any, candidate: User
) -> None:
    application = make_application()
    pool.give(application, by=candidate)
    pool.give(application, by=candidate)
    row = PoolConsent.objects.get()
    assert row.version == pool.VERSION
    assert not PoolConsent.objects.valid(timezone.now() + timedelta(days=366)).exists()
    assert pool.forget_expired(timezone.now() + timedelta(days=366)) == 1


def test_an_undone_rejection_takes_its_question_back(make_application: Any, recruiter: User) -> None:
    application = make_application()
    endings.reject(application, by=recruiter, reason="skills", message="No.", ask_to_keep=True)
    endings.undo_rejection(application, by=recruiter)
    assert not PoolConsent.objects.exists()


# ── The promise ──────────────────────────────────────────────────────────────────────────────────────


def test_the_hospital_hears_once_that_its_promise_is_near(make_application: Any, recruiter: User) -> None:
    now = timezone.now()
    make_application(respond_by=now + timedelta(days=1), submitted_at=now - timedelta(days=5))
    assert (tasks.warn(now), tasks.warn(now)) == (1, 0)
    assert [m.kind for m in OutgoingMail.objects.all()] == ["application_promise_near"]


def test_silence_waits_on_the_desk_until_a_moderator_dealt_with_it(
    make_application: Any, hospital: Any, moderator: User, client_of: Any, settings: Any
) -> None:
    settings.SECOND_FACTOR_WAIVED = True
    application = make_application(respond_by=timezone.now() - timedelta(days=20))
    promises.nudge(application, at=timezone.now() - timedelta(days=15))
    assert tasks.end_silence(timezone.now()) == 1
    desk = client_of(moderator)
    assert "Left candidates without an answer" in desk.get("/moderation/").content.decode()
    url = f"/moderation/silences/{hospital.pk}/"
    page = desk.get(url).content.decode()
    assert application.posting.title in page and "Amara" not in page
    until = timezone.now().isoformat()
    assert desk.post(url, {"words": "", "until": until}).status_code == 422
    desk.post(url, {"words": "Called the owner.", "until": until})
    assert "Left candidates without an answer" not in desk.get("/moderation/").content.decode()
    assert Event.objects.get(verb="deal_with_silence").words == "Called the owner."


def test_a_silence_that_came_meanwhile_stays_on_the_desk(
    make_application: Any, hospital: Any, moderator: User
) -> None:
    now = timezone.now()
    make_application(status="no_answer", decided_at=now)
    assert (
        promises.deal_with_silence(hospital, by=moderator, words="x", until=now - timedelta(minutes=5)) == 0
    )
    assert promises.silences_of(hospital).count() == 1
