"""Names are hidden until shortlisting: nothing that a hospital can open, fetch or receive tells who somebody is."""

import time
from typing import Any

import pytest
from django.utils import translation

from accounts.models import User
from applications import blind, endings, pipeline, pool, sending
from applications.models import Application
from core.models import OutgoingMail

pytestmark = pytest.mark.django_db

NAME, EMAIL, PHONE = "Amára de Bekele-Swan", "amara.bekele@people.example", "+1 (206) 555-0143"
SECRETS = [
    "amara",
    "amára",
    "bekele",
    "swan",
    "people.example",
    "5550143",
    "555-0143",
    "555 0143",
    "rainier",
    "quillpost",
    "harbor clinic",
    "whitman",
    "amara.posts",
]
LETTER = (
    "Dear team,\nI am Amara Bekele-Swan and I ran four channels (2019-2023).\n"
    "Write to amara.bekele@people.example or call 206.555.0143. I live at 12 Rainier Ave in Bellingham.\n"
    "See https://quillpost.example/amara and @amarabekele, amara.posts and Harbor Clinic after Whitman College.\nRegards, AMARA DE BEKELE SWAN"
)


def told(application: Application) -> str:
    with translation.override("en"):
        return blind.masked(application.letter, application)


def secrets_in(text: str) -> list[str]:
    low = text.casefold()
    return [secret for secret in [*SECRETS, "bellingham"] if secret in low]


@pytest.fixture
def someone(make_person: Any) -> User:
    return make_person(EMAIL, NAME, looks_for_work=True)


@pytest.fixture
def application(someone: User, make_posting: Any, make_application: Any, make_document: Any) -> Application:
    cv = make_document(someone, "CV Amara Bekele.pdf")
    return make_application(
        candidate=someone,
        posting=make_posting(blind=True),
        cv=cv,
        number=7,
        letter=LETTER,
        snapshot={
            "name": NAME, "email": EMAIL, "phone": PHONE, "headline": "PR officer, Amara Bekele",
            "about": "Call me Amara. I write.", "place": {"city": "Bellingham", "region": "WA", "country": "US"},
            "links": [{"label": "My quillpost", "url": "https://quillpost.example/amara"}],
            "skills": [{"slug": "hipaa", "level": "strong"}], "remote_ok": True,
            "experience": [{"role": "Editor at Harbor Clinic", "organisation": "Harbor Clinic", "began_on": "2019-03-01", "ended_on": "", "what": "Harbor Clinic grew to 11,200 readers."}],
            "education": [{"level": "bachelor", "title": "Communication", "school": "Whitman College", "ended_in": 2018}],
            "languages": [{"code": "nl", "level": "C1"}], "available_from": "2027-02-01",
            "channels": [{"channel": "instagram", "handle": "amara.posts", "url": "https://www.instagram.com/amara.posts/", "audience": 12400, "what": "See amara.posts"}],
        },
    )  # fmt: skip


def test_a_hospital_reads_a_number_and_the_letter_without_the_person(application: Application) -> None:
    assert application.is_blind
    assert application.candidate_name == "Candidate 7"
    assert blind.cv_name(application) == "Candidate 7.pdf"
    assert secrets_in(told(application)) == []
    assert "I ran four channels (2019-2023)" in told(application)
    shown = application.told
    assert secrets_in(str(shown)) == []
    assert shown["skills"] == [{"slug": "hipaa", "level": "strong"}]
    assert "I write." in shown["about"]
    assert shown["headline"] == ""  # a public line of theirs leads to the person in one search
    # what somebody can do stays, where they did it does not
    assert shown["experience"][0]["role"].startswith("Editor")
    assert "grew to 11,200 readers" in shown["experience"][0]["what"]
    assert (shown["education"][0]["title"], shown["education"][0]["school"]) == ("Communication", "")
    assert (shown["channels"][0]["audience"], shown["channels"][0]["url"]) == (12400, "")
    assert (shown["languages"], shown["available_from"]) == ([{"code": "nl", "level": "C1"}], "2027-02-01")


@pytest.mark.parametrize(
    ("headline", "shown"),
    [
        ("Night nurse who films the ward", "[hidden]\nI cook."),
        ("Social media manager", "Social media manager\nI cook."),
    ],
)
def test_a_headline_that_leads_to_a_person_is_hidden_in_their_cv_too(
    application: Application, headline: str, shown: str
) -> None:
    application.snapshot["headline"] = headline
    assert blind.masked(f"{headline}\nI cook.", application) == shown


@pytest.mark.parametrize(
    "text",
    [
        "I worked from 03/2019 - 05/2023 in PR",
        "Grew reach from 400 to 11,200 in 2024",
        "Made 24/7 rosters, 3 teams, 12 years",
        "Van alles over de campagne",
    ],
)
def test_words_that_tell_nothing_stay(application: Application, text: str) -> None:
    assert blind.masked(text, application) == text


@pytest.mark.parametrize(
    "text", ["a" * 100_000, "a-" * 50_000, "A." * 50_000, "1 " * 50_000, "A a " * 25_000]
)
def test_hostile_texts_are_masked_in_a_moment(application: Application, text: str) -> None:
    started = time.process_time()  # of this process: a busy machine is not the text's fault
    blind.masked(text, application)
    assert time.process_time() - started < 2


def test_the_name_shows_from_the_shortlist_on_and_the_list_asks_the_same(
    application: Application, recruiter: User
) -> None:
    assert Application.objects.filter(blind.hidden()).get() == application
    pipeline.shortlist(application, by=recruiter)
    application = Application.objects.get(pk=application.pk)
    assert application.candidate_name == NAME
    assert application.told == application.snapshot
    assert not Application.objects.filter(blind.hidden()).exists()


def test_who_is_not_chosen_before_the_shortlist_stays_unknown(
    application: Application, recruiter: User
) -> None:
    endings.reject(application, by=recruiter, reason="skills", message="Dear {name}, no.")
    application = Application.objects.get(pk=application.pk)
    assert application.candidate_name == "Candidate 7"
    assert application.rejection_words == f"Dear {NAME}, no."
    letter = OutgoingMail.objects.get(kind="application_rejected")
    assert NAME in letter.text


def test_numbers_count_what_was_sent_to_one_opening(
    make_posting: Any, candidate: User, candidate2: User, make_document: Any
) -> None:
    posting = make_posting(blind=True)
    for number, person in enumerate((candidate, candidate2), 1):
        draft = sending.start(posting, person)
        sending.keep_draft(draft, by=person, cv=make_document(person))
        sending.submit(draft, by=person)
        assert Application.objects.get(pk=draft.pk).number == number
    mail = OutgoingMail.objects.filter(user=candidate, kind="application_sent").get()
    assert candidate.name in mail.text


def test_an_opening_that_someone_applied_for_keeps_its_blindness(
    application: Application, make_posting: Any
) -> None:
    from postings.forms import PostingForm

    form = PostingForm(application.posting, {"title": "Social media manager"}, only={"title", "blind"})
    form.is_valid()
    form.put()
    assert application.posting.blind
    untouched = make_posting(blind=False)
    form = PostingForm(untouched, {"blind": "on"}, only={"blind"})
    form.is_valid()
    form.put()
    assert untouched.blind


def test_a_letter_of_refusal_greets_the_person_and_not_their_number(
    application: Application, recruiter: User, client_of: Any
) -> None:
    client, there = client_of(recruiter), f"/workspace/northlake/applications/{application.pk}/rejection/"
    words = client.get(there).context["form"].initial["message"]
    assert words.startswith("Dear {name},")
    client.post(there, {"reason": "skills", "message": words})
    letter = OutgoingMail.objects.get(kind="application_rejected")
    assert f"Dear {NAME}," in letter.text
    assert "Candidate 7" not in letter.text


def test_who_allows_to_keep_in_touch_is_named_there_once_the_application_has_ended(
    application: Application, someone: User, recruiter: User, client_of: Any
) -> None:
    client, there = client_of(recruiter), "/workspace/northlake/pool/"
    pool.give(application, by=someone)
    assert not secrets_in(client.get(there).content.decode())
    endings.reject(application, by=recruiter, reason="skills", message="No.")
    page = client.get(there).content.decode()
    assert NAME in page and f"mailto:{EMAIL}" in page
    assert not secrets_in(client.get(f"/workspace/northlake/applications/{application.pk}/").content.decode())
