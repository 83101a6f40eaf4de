"""The moderators' desk: what they find, decide and keep; and that nobody else comes in."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.models import Event, OutgoingMail, Skill
from hospitals.models import Hospital
from moderation import waiting
from moderation.forms.word import TAKEN, WordForm
from postings.models import Posting

Make = Callable[..., Posting]
ClientOf = Callable[[User | None], Client]


@pytest.fixture
def desk(moderator: User, client_of: ClientOf) -> Client:
    return client_of(moderator)


@pytest.fixture
def waits(make_posting: Make) -> Posting:
    return make_posting(status="in_review", publish_at=None, published_at=None)


@pytest.fixture
def pending(hospital2: Hospital) -> Hospital:
    asked = timezone.now() - timedelta(days=5)
    Hospital.objects.filter(pk=hospital2.pk).update(
        status="pending", verified_at=None, asked_at=asked, claim_note="Bel ons."
    )
    return Hospital.objects.get(pk=hospital2.pk)


@pytest.mark.parametrize("role", ["owner", "candidate", "admin_user"])
def test_nobody_else_finds_the_desk(
    role: str, waits: Posting, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(role))
    pages = ["queue", "openings", "hospitals", "trail", "vocabulary"]
    answers = [client.get(reverse(f"moderation:{page}")).status_code for page in pages]
    decision = client.post(reverse("moderation:opening", args=[waits.pk]), {"decision": "publish"})
    assert [*answers, decision.status_code] == [404] * 6


def test_the_queue_holds_both_kinds_oldest_first(
    desk: Client, waits: Posting, pending: Hospital, make_posting: Make
) -> None:
    make_posting()
    found = waiting.read(list(waiting.keys()))
    assert [(one.kind, one.key) for one in found] == [("hospital", pending.pk), ("opening", waits.pk)]
    page = desk.get(reverse("moderation:queue")).content.decode()
    assert page.index(pending.name) < page.index(waits.title)


def test_the_queue_asks_the_same_for_one_and_for_many(
    desk: Client, waits: Posting, make_posting: Make, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    address = reverse("moderation:queue")
    desk.get(address)
    with CaptureQueriesContext(connection) as one:
        desk.get(address)
    for _ in range(4):
        make_posting(status="in_review")
    with CaptureQueriesContext(connection) as many:
        desk.get(address)
    assert len(one) == len(many) <= 10


def test_a_moderator_publishes_and_goes_on_with_the_next(
    desk: Client, waits: Posting, pending: Hospital, owner: User, make_posting: Make
) -> None:
    following = make_posting(status="in_review", submitted_at=timezone.now())
    answer = desk.post(reverse("moderation:opening", args=[waits.pk]), {"decision": "publish"})
    waits.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (
        302,
        reverse("moderation:opening", args=[following.pk]) + "#messages",
    )
    assert (waits.is_live, list(OutgoingMail.objects.values_list("kind", "to"))) == (
        True, [("posting_published", owner.email)],
    )  # fmt: skip


def test_sending_back_needs_a_reason_and_keeps_the_words(desk: Client, waits: Posting) -> None:
    address = reverse("moderation:opening", args=[waits.pk])
    answer = desk.post(address, {"decision": "return", "words": "Say what the team does."})
    page = answer.content.decode()
    waits.refresh_from_db()
    assert (answer.status_code, waits.status) == (422, "in_review")
    assert "Choose at least one reason." in page
    assert "Say what the team does." in page
    desk.post(
        address,
        {"decision": "return", "reasons": ["discriminating_words"], "words": "Say what the team does."},
    )
    waits.refresh_from_db()
    assert (waits.status, waits.decision_reasons, waits.decision_words) == (
        "returned", ["discriminating_words"], "Say what the team does.",
    )  # fmt: skip


def test_a_late_colleague_reads_who_was_first(
    desk: Client, waits: Posting, moderator: User, make_person: Any
) -> None:
    from postings import lifecycle

    first = make_person("first@board.example", "Fia First")
    first.groups.set(moderator.groups.all())
    lifecycle.publish(waits, by=first)
    answer = desk.post(
        reverse("moderation:opening", args=[waits.pk]), {"decision": "reject", "reasons": ["asks_money"]}
    )
    assert answer.status_code == 409
    assert "Fia First" in answer.content.decode()


def test_a_live_opening_is_removed_from_every_page_at_once(
    desk: Client, posting: Posting, client: Client
) -> None:
    assert client.get(posting.get_absolute_url()).status_code == 200
    desk.post(
        reverse("moderation:opening", args=[posting.pk]), {"decision": "remove", "reasons": ["patient_data"]}
    )
    assert client.get(posting.get_absolute_url()).status_code == 404


def test_an_opening_whose_day_passed_stays_and_says_so(desk: Client, make_posting: Make) -> None:
    late = make_posting(status="in_review", publish_at=None, closes_at=timezone.now() - timedelta(hours=1))
    answer = desk.post(reverse("moderation:opening", args=[late.pk]), {"decision": "publish"})
    assert answer.status_code == 422
    assert "The closing date has passed" in answer.content.decode()


@pytest.mark.parametrize("status", ["draft", "in_review", "published"])
def test_every_state_can_be_read(desk: Client, make_posting: Make, status: str) -> None:
    one = make_posting(status=status, description="", required_skills=make_posting().required_skills)
    assert desk.get(reverse("moderation:opening", args=[one.pk])).status_code == 200
    assert (
        one.title
        in desk.get(reverse("moderation:openings"), {"q": str(one.pk), "status": status}).content.decode()
    )


def test_a_hospital_is_verified_or_refused_with_reasons(
    desk: Client, pending: Hospital, owner2: User
) -> None:
    address = reverse("moderation:hospital", args=[pending.pk])
    assert "Bel ons." in desk.get(address).content.decode()
    refused = desk.post(address, {"decision": "refuse", "reasons": ["no_proof"], "words": "Call us"})
    pending.refresh_from_db()
    assert (refused.status_code, pending.status) == (302, "refused")
    Hospital.objects.filter(pk=pending.pk).update(status="pending")
    desk.post(address, {"decision": "verify"})
    pending.refresh_from_db()
    assert (pending.status, pending.verified_how) == ("verified", "moderator")
    assert desk.post(address, {"decision": "verify"}).status_code == 409


def test_stopping_a_hospital_needs_words_and_can_be_undone(
    desk: Client, hospital: Hospital, posting: Posting
) -> None:
    address = reverse("moderation:hospital_freeze", args=[hospital.pk])
    assert desk.post(address, {"stop": "1"}).status_code == 422
    desk.post(address, {"stop": "1", "words": "Fraud?"})
    stopped = Posting.objects.live().exists()
    desk.post(address, {"stop": "0", "words": "No fraud."})
    verbs = list(Event.objects.about(hospital).order_by("id").values_list("verb", "words"))
    assert (stopped, Posting.objects.live().exists(), verbs) == (
        False, True, [("freeze", "Fraud?"), ("unfreeze", "No fraud.")],
    )  # fmt: skip


def test_the_log_is_filtered_and_paged_without_counting(
    desk: Client, waits: Posting, moderator: User
) -> None:
    from core import audit

    for number in range(60):
        audit.record(waits, "edited", by=moderator, data={"n": number})
    audit.record(waits.hospital, "freeze", by=None)
    address = reverse("moderation:trail")
    first = desk.get(address)
    assert (len(first.context["lines"]), bool(first.context["more"])) == (50, True)
    second = desk.get(f"{address}?{first.context['more']}")
    assert len(second.context["lines"]) == 11
    filters: list[tuple[dict[str, Any], int]] = [
        ({"verb": "freeze"}, 1), ({"actor": moderator.email.upper()}, 50), ({"actor": "no@one.example"}, 0),
        ({"subject": "hospitals.hospital"}, 1), ({"number": waits.pk, "verb": "edited"}, 50), ({"on": "1999-01-01"}, 0),
    ]  # fmt: skip
    for query, n in filters:
        assert (query, len(desk.get(address, query).context["lines"])) == (query, n)


@pytest.mark.parametrize(
    "query", ["number=x", "on=9999-12-31", "below=99999999999999999999", "verb=%27", "number=-1", "subject=x"]
)
def test_the_log_survives_nonsense(desk: Client, query: str) -> None:
    assert desk.get(f"{reverse('moderation:trail')}?{query}").status_code == 200


def test_a_word_gets_a_dutch_synonym_and_everyone_reads_it(desk: Client, moderator: User) -> None:
    from core.vocabulary import vocabulary

    skill = Skill.objects.get(slug="hipaa")
    names = {"name_en": "HIPAA", "name_nl": "HIPAA", "synonyms_en": "", "group": skill.group_id}
    desk.post(
        reverse("moderation:word", args=["skill", "hipaa"]),
        {**names, "synonyms_nl": "privacywet\n\n privacy  VS "},
    )
    kept = vocabulary().skill("hipaa")
    event = Event.objects.get(subject_type="core.skill")
    assert kept and kept.synonyms_nl == ["privacywet", "privacy VS"]
    assert (event.verb, event.actor_id, event.data["slug"]) == ("edited", moderator.pk, "hipaa")


def test_a_word_is_added_once_retired_and_brought_back(desk: Client) -> None:
    new = {"name_en": "Drone video", "name_nl": "Dronevideo", "group": Skill.objects.first().group_id}  # type: ignore[union-attr]
    address = reverse("moderation:word_new", args=["skill"])
    assert [desk.post(address, new).status_code, desk.post(address, new).status_code] == [302, 422]
    retirement = reverse("moderation:word_retirement", args=["skill", "drone-video"])
    desk.post(retirement, {"retire": "1"})
    retired = Skill.objects.get(slug="drone-video").retired_at
    desk.post(retirement, {"retire": "0"})
    back = Skill.objects.get(slug="drone-video").retired_at
    verbs = list(Event.objects.order_by("id").values_list("verb", flat=True))
    assert (retired is not None, back, verbs) == (True, None, ["created", "retire", "unretire"])


def test_two_moderators_who_add_a_word_at_once_get_one_word_and_a_sentence(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = {"name_en": "Drone video", "name_nl": "Dronevideo", "group": Skill.objects.first().group_id}  # type: ignore[union-attr]
    put = WordForm.put

    def a_moment_later(form: WordForm) -> Any:
        Skill.objects.create(slug="drone-video", name_en="Drone video", group_id=new["group"])
        return put(form)

    monkeypatch.setattr(WordForm, "put", a_moment_later)
    answer = desk.post(reverse("moderation:word_new", args=["skill"]), new)
    assert (answer.status_code, answer.context["form"].errors["name_en"]) == (422, [str(TAKEN)])
    assert (Skill.objects.filter(slug="drone-video").count(), Event.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    "kind",
    ["skill", "group", "channel", "family", "engagement", "education", "experience", "pay-period", "x"],
)
def test_every_kind_of_word_can_be_read(desk: Client, kind: str) -> None:
    assert desk.get(reverse("moderation:vocabulary"), {"kind": kind}).status_code == 200
    if kind == "x":
        assert desk.get(reverse("moderation:word", args=["x", "y"])).status_code == 404


def test_rules_depend_on_some_words_so_they_are_not_added(desk: Client) -> None:
    assert desk.get(reverse("moderation:word_new", args=["engagement"])).status_code == 404
