"""The vocabulary at the desk: finding, naming, ordering, merging by hand; suggestions; what every reader then sees."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core import mail as _mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from accounts import suggesting
from accounts.models import Suggestion, User
from core.models import CannedText, DutyWord, Event, Experience, OutgoingMail, Reason, Skill
from core.vocabulary import forget, vocabulary
from moderation import word_usage
from moderation import words as keeping
from moderation.models import Merge
from postings import lifecycle
from postings.models import Posting

Make = Callable[..., Posting]
ClientOf = Callable[[User | None], Client]


@pytest.fixture
def desk(moderator: User, client_of: ClientOf) -> Client:
    return client_of(moderator)


@pytest.fixture(autouse=True)
def _now(db: None) -> None:
    forget()


def page(kind: str, slug: str, name: str = "word") -> str:
    return reverse(f"moderation:{name}", args=[kind, slug])


# ── Reasons and ready texts ──────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("language", "name", "advice"),
    [("en", "No wage is named", "Name the wage."), ("nl", "Er staat geen loon", "Noem het loon.")],
)
def test_a_renamed_reason_is_read_in_both_languages_by_letter_workspace_and_log(
    language: str, name: str, advice: str,
    desk: Client, make_posting: Make, owner: User, moderator: User, client_of: ClientOf,
) -> None:  # fmt: skip
    said = {
        "name_en": "No wage is named", "name_nl": "Er staat geen loon", "used_for": ["opening"], "concerns": "pay",
        "advice_en": "Name the wage.", "advice_nl": "Noem het loon.",
    }  # fmt: skip
    assert desk.post(page("reason", "pay_missing"), said).status_code == 302
    forget()
    posting = make_posting(status="in_review", publish_at=None, published_at=None)
    User.objects.filter(pk=owner.pk).update(language=language)
    lifecycle.return_(posting, by=moderator, reasons=["pay_missing"])
    letter = OutgoingMail.objects.get(kind="posting_returned", to=owner.email)
    assert name in letter.text and advice in letter.text
    with translation.override(language):
        workspace = reverse("postings:workspace_detail", args=[posting.hospital.slug, posting.pk])
        log = reverse("moderation:opening", args=[posting.pk])
    page_ = client_of(User.objects.get(pk=owner.pk)).get(workspace).content.decode()
    assert name in page_ and "#part-pay" in page_
    lines = desk.get(log).content.decode().split('id="before"', 1)[1]
    assert name in lines


def test_a_retired_reason_is_not_offered_and_is_still_read(desk: Client, make_posting: Make) -> None:
    desk.post(page("reason", "duplicate", "word_retirement"), {"retire": "1"})
    forget()
    assert "duplicate" not in [r.slug for r in vocabulary().reasons("opening")]
    assert [r.name for r in vocabulary().reasons_named(["duplicate", "unheard"])] == [
        "It is on the board already"
    ]


def test_the_reason_that_asks_for_words_is_neither_retired_nor_merged(desk: Client) -> None:
    answers = [
        desk.post(page("reason", "other", "word_retirement"), {"retire": "1"}).status_code,
        desk.get(page("reason", "other", "word_merge")).status_code,
    ]
    assert answers == [404, 404]


def test_a_merged_reason_is_read_as_the_other_and_what_was_decided_stays(
    desk: Client, make_posting: Make, moderator: User
) -> None:
    posting = make_posting(status="in_review", publish_at=None, published_at=None)
    lifecycle.return_(posting, by=moderator, reasons=["pay_unclear", "pay_missing"])
    desk.post(page("reason", "pay_unclear", "word_merge"), {"into": "pay_missing"})
    forget()
    posting.refresh_from_db()
    assert posting.decision_reasons == ["pay_unclear", "pay_missing"]
    assert [r.slug for r in vocabulary().reasons_named(posting.decision_reasons)] == ["pay_missing"]


def test_a_ready_text_fills_the_message_in_the_posters_language_and_decides_nothing(
    desk: Client, make_posting: Make, owner2: User
) -> None:
    posting = make_posting(status="in_review", publish_at=None, published_at=None, created_by=owner2)
    asked = {"decision": "return", "reasons": ["pay_missing"], "words": "Beste collega,", "canned": "pay-range", "fill": "1"}  # fmt: skip
    answer = desk.post(reverse("moderation:opening", args=[posting.pk]), asked)
    form = answer.context["form"]
    posting.refresh_from_db()
    dutch = CannedText.objects.get(slug="pay-range").text_nl
    assert (answer.status_code, posting.status, form["words"].value(), form.errors) == (
        200, "in_review", f"Beste collega,\n\n{dutch}", {},
    )  # fmt: skip
    assert (
        desk.post(reverse("moderation:opening", args=[posting.pk]), asked | {"words": dutch})
        .context["form"]["words"]
        .value()
        == dutch
    )


# ── Tasks ────────────────────────────────────────────────────────────────────────────────────────────
def test_a_renamed_task_is_read_at_once_on_the_opening_the_search_and_the_editor(
    desk: Client, make_posting: Make, owner: User, client_of: ClientOf, client: Client
) -> None:
    posting = make_posting(duty_crisis=10, duty_training=20)
    said = {"name_en": "Storm desk", "name_nl": "Stormdienst", "explanation_en": "When it goes wrong.", "explanation_nl": ""}  # fmt: skip
    assert desk.post(page("duty", "crisis"), said).status_code == 302
    forget()
    editor = reverse("postings:workspace_edit", args=[posting.hospital.slug, posting.pk])
    Posting.objects.filter(pk=posting.pk).update(status="published")
    shown = [
        client.get(posting.get_absolute_url()).content.decode(),
        client.get(f"{reverse('postings:search')}?duty=crisis").content.decode(),
    ]
    draft = make_posting(title="D", status="draft", publish_at=None, published_at=None)
    editor = reverse("postings:workspace_edit", args=[draft.hospital.slug, draft.pk])
    shown.append(client_of(owner).get(editor).content.decode())
    assert ["Storm desk" in text for text in shown] == [True, True, True]
    assert "When it goes wrong." in shown[2]
    with translation.override("nl"):
        assert (
            "Stormdienst" in client.get(f"/nl{reverse('postings:search')[3:]}?duty=crisis").content.decode()
        )


def test_no_task_is_added_or_retired(desk: Client) -> None:
    answers = [
        desk.get(reverse("moderation:word_new", args=["duty"])).status_code,
        desk.post(page("duty", "crisis", "word_retirement"), {"retire": "1"}).status_code,
        desk.get(page("duty", "crisis", "word_merge")).status_code,
    ]
    assert (answers, DutyWord.objects.count()) == ([404, 404, 404], 8)


# ── The list ─────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=webcare", {"social-customer-care"}),
        ("state=retired", {"html"}),
        ("state=merged", {"css"}),
        ("q=nothing+is+called+this", set()),
    ],
)
def test_words_are_found_by_any_name_and_state(
    query: str, found: set[str], desk: Client, moderator: User
) -> None:
    from moderation import merging

    skills = {s.slug: s for s in Skill.objects.all()}
    Skill.objects.filter(slug="social-customer-care").update(synonyms_nl=["Webcare"])
    keeping.retire(skills["html"], by=moderator)
    merging.merge("skill", skills["css"], skills["cms"], by=moderator)
    answer = desk.get(f"{reverse('moderation:vocabulary')}?kind=skill&{query}")
    assert {word.slug for _g, lines in answer.context["groups"] for word, _n in lines} >= found
    if query != "q=webcare":
        assert {word.slug for _g, lines in answer.context["groups"] for word, _n in lines} == found


def test_the_list_counts_uses_with_as_many_queries_for_one_as_for_many(
    desk: Client, make_posting: Make
) -> None:
    address = reverse("moderation:vocabulary")

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert desk.get(address).status_code == 200
        return len(asked)

    make_posting()
    queries()
    from django.core.cache import cache

    cache.clear()
    one = queries()
    for i in range(20):
        make_posting(title=f"Number {i}")
    cache.clear()
    assert queries() == one


def test_uses_are_counted_per_word(make_posting: Make, candidate: User) -> None:
    from accounts.models import Profile, ProfileSkill
    from alerts.models import Alert

    css = Skill.objects.get(slug="css")
    make_posting(nice_skills=[css.pk])
    make_posting(title="Draft", status="draft", publish_at=None, published_at=None, required_skills=[css.pk])
    ProfileSkill.objects.create(profile=Profile.objects.create(user=candidate), skill=css)
    Alert.objects.create(user=candidate, query="q=x&skill=css", language="en", time_zone="UTC")
    used = word_usage.usage("skill")
    assert [n for _told, n in used.told(css.pk)] == [1, 2, 1, 0, 0, 1]


def test_the_history_of_a_word_says_what_it_was(desk: Client) -> None:
    skill = Skill.objects.get(slug="css")
    said = {"name_en": "CSS and layout", "name_nl": "CSS", "synonyms_en": "", "synonyms_nl": "", "group": skill.group_id}  # fmt: skip
    desk.post(page("skill", "css"), said)
    told = desk.get(page("skill", "css")).context["lines"]
    assert (str(told[0].changes[0][0]), *told[0].changes[0][1:]) == (
        "English name",
        skill.name_en,
        "CSS and layout",
    )
    desk.post(page("skill", "css"), said)
    assert Event.objects.count() == 1  # saved without a change: no line


def test_a_word_is_counted_and_put_behind_another_and_first(desk: Client, make_posting: Make) -> None:
    def order() -> list[str]:
        return list(Reason.objects.values_list("slug", flat=True))

    first = order()
    make_posting(
        status="returned",
        returned_at=timezone.now(),
        decision_reasons=[first[4]],
        publish_at=None,
        published_at=None,
    )
    shown = desk.get(page("reason", first[4])).context["used"]
    assert [n for _told, n in shown] == [1, 0]
    desk.post(page("reason", first[4], "word_order"), {"after": first[0]})
    assert order()[:3] == [first[0], first[4], first[1]]
    desk.post(page("reason", first[4], "word_order"), {"after": ""})
    assert order()[0] == first[4]


def test_two_words_are_merged_and_taken_apart_at_the_desk(desk: Client, make_posting: Make) -> None:
    css, html = (Skill.objects.get(slug=slug) for slug in ("css", "html"))
    posting = make_posting(required_skills=[css.pk])
    preview = desk.get(page("skill", "css", "word_merge"), {"into": "html"})
    assert [(str(told), n) for told, n in preview.context["follows"]] == [("Openings", 1)]
    desk.post(page("skill", "css", "word_merge"), {"into": "html"})
    posting.refresh_from_db()
    assert posting.required_skills == [html.pk]
    assert desk.get(page("skill", "css", "word_merge")).status_code == 404
    desk.post(reverse("moderation:merge_undo", args=[Merge.objects.get().pk]))
    posting.refresh_from_db()
    assert posting.required_skills == [css.pk]


@pytest.mark.parametrize("into", ["", "css", "unheard"])
def test_a_merge_into_nothing_is_asked_again(into: str, desk: Client) -> None:
    desk.post(page("skill", "css", "word_merge"), {"into": into})
    assert not Merge.objects.exists()


# ── Suggestions ──────────────────────────────────────────────────────────────────────────────────────
def missed(client: Client, text: str, **more: str) -> Any:
    said = {"text": text, "language": "nl", "why": "", "kind": "skill", "where": "opening", **more}
    return client.post(reverse("accounts:suggestions"), said)


def test_a_missed_word_waits_in_the_queue_and_its_asker_reads_what_came_of_it(
    owner2: User, desk: Client, client_of: ClientOf
) -> None:
    missed(client_of(owner2), "Livestreams")
    row = Suggestion.objects.get()
    assert row.text in desk.get(reverse("moderation:queue")).content.decode()
    said = {"decision": "add", "name_en": "Live streaming", "name_nl": "Livestreams", "group": Skill.objects.all()[0].group_id, "words": "Goed idee."}  # fmt: skip
    assert desk.post(reverse("moderation:suggestion", args=[row.pk]), said).status_code == 302
    letter = OutgoingMail.objects.get(kind="suggestion_answered")
    row.refresh_from_db()
    assert (row.status, row.slug, letter.language, "Goed idee." in letter.text) == (
        "added",
        "live-streaming",
        "nl",
        True,
    )
    assert Skill.objects.get(slug="live-streaming").name_nl == "Livestreams"
    assert (
        desk.post(reverse("moderation:suggestion", args=[row.pk]), said | {"name_en": "Other"}).status_code
        == 409
    )


def test_what_is_there_by_another_name_can_then_be_found_by_it(
    candidate: User, desk: Client, client_of: ClientOf
) -> None:
    missed(client_of(candidate), "Copyrights", language="en", where="profile")
    row = Suggestion.objects.get()
    found = desk.get(reverse("moderation:suggestion", args=[row.pk]))
    assert "copyright" in [word.slug for word in found.context["near"]]
    desk.post(reverse("moderation:suggestion", args=[row.pk]), {"decision": "name", "word": "copyright"})
    forget()
    assert suggesting.known("skill", "copyrights") == vocabulary().skill("copyright").name  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({}, "decision"),
        ({"decision": "add", "name_en": "X"}, "name_nl"),
        ({"decision": "add", "name_en": "HTML", "name_nl": "HTML"}, "name_en"),
        ({"decision": "name"}, "word"),
        ({"decision": "name", "word": "unheard"}, "word"),
    ],
)
def test_half_an_answer_is_asked_again(
    said: dict[str, str], wrong: str, desk: Client, candidate: User
) -> None:
    row = suggesting.ask(by=candidate, kind="skill", text="Webcams", why="", language="en", where="profile")
    answer = desk.post(reverse("moderation:suggestion", args=[row.pk]), said)
    row.refresh_from_db()
    assert (answer.status_code, wrong in answer.context["form"].errors, row.status) == (422, True, "open")


def test_asked_twice_it_is_one_and_what_is_there_is_said(candidate: User, client_of: ClientOf) -> None:
    client = client_of(candidate)
    assert [missed(client, text).status_code for text in ("Webcams", "webcams ", "HTML", "", "x" * 90)] == [
        302, 302, 422, 422, 422,
    ]  # fmt: skip
    assert Suggestion.objects.count() == 1


def test_who_floods_is_asked_to_wait_and_loses_nothing(candidate: User, client_of: ClientOf) -> None:
    client = client_of(candidate)
    answers = [missed(client, f"Missing number {i}") for i in range(suggesting.AT_ONCE + 1)]
    assert [a.status_code for a in answers] == [302] * suggesting.AT_ONCE + [422]
    assert "Missing number 5" in answers[-1].content.decode()


@pytest.mark.parametrize(
    ("language", "answer", "subject", "said"),
    [
        (
            "en",
            "Too seldom used.",
            "About the word you missed: Snapchatty",
            "Thank you for “Snapchatty”. We did not add it: a short list is easier to choose from.",
        ),
        (
            "nl",
            "Te weinig gebruikt.",
            "Over het woord dat je miste: Snapchatty",
            "Bedankt voor ‘Snapchatty’. We hebben het niet toegevoegd: uit een korte lijst kies je makkelijker.",
        ),
    ],
)
def test_a_letter_about_a_declined_word_is_kind_in_both_languages(
    language: str, answer: str, subject: str, said: str, make_person: Callable[..., User], moderator: User
) -> None:
    reader = make_person("lena@people.example", "Lena Vos", language=language)
    row = suggesting.ask(
        by=reader, kind="channel", text="Snapchatty", why="", language=language, where="opening"
    )
    suggesting.settle(row, "decline", by=moderator, answer=answer)
    letter = OutgoingMail.objects.get(kind="suggestion_answered")
    assert (letter.language, letter.subject) == (language, subject)
    text = " ".join(letter.text.split())
    assert said in text and answer in text
    assert not _mail.outbox


@pytest.mark.django_db
def test_years_of_experience_bear_the_dash_of_a_range_where_no_moderator_chose_other_words() -> None:
    def names() -> list[str]:
        return list(Experience.objects.order_by("months_min").values_list("name_nl", flat=True))

    assert names() == ["Starter (0–1 jaar)", "1–2 jaar", "3–5 jaar", "6–9 jaar", "10+ jaar"]
    Experience.objects.filter(slug="mid").update(name_nl="3-5 jaar")
    Experience.objects.filter(slug="senior").update(name_nl="Ervaren")
    import_module("core.migrations.0012_experience_with_a_dash").with_a_dash(apps, None)
    assert names()[2:4] == ["3–5 jaar", "Ervaren"]
