"""What backs a skill, and whom somebody has taught: written on their pages, said in words, sent along."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.evidence import backing, of_skills, taught
from accounts.forms.evidence import EvidenceForm, TrainingForm
from accounts.models import Evidence, Training, User
from accounts.profiles import profile_of, save_profile
from accounts.snapshots import snapshot
from tests.applications.test_races import meet_before, together
from tests.conftest import make_sample

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]
PAGE = "/me/profile/skills/hipaa/"
FACTS = {"kind": "training", "title": "Privacy for communicators", "issuer": "Kettle Valley", "on": "2026-03"}
TODAY = date(2026, 11, 23)


def row(**fields: Any) -> dict[str, Any]:
    return {"kind": "training", "title": "Privacy", "issuer": "Kettle Valley", "on": "2026-03-01", **fields}


def test_a_training_is_added_and_goes_along_in_the_words_that_everybody_reads(
    client_of: ClientOf, candidate: User
) -> None:
    save_profile(candidate, skills={"hipaa": "strong", "html": "working"})
    assert client_of(candidate).post(PAGE, FACTS)["Location"] == PAGE
    assert snapshot(candidate)["skills"] == [
        {"slug": "html", "level": "working"},
        {
            "slug": "hipaa",
            "level": "strong",
            "evidence": [
                {
                    "kind": "training",
                    "title": "Privacy for communicators",
                    "issuer": "Kettle Valley",
                    "on": "2026-03-01",
                    "expires_on": "",
                    "sample": None,
                }
            ],
        },
    ]
    page = client_of(candidate).get(PAGE).content.decode()
    assert "training completed, Kettle Valley, March 2026" in page
    assert (
        "training completed, Kettle Valley, March 2026"
        in client_of(candidate).get("/me/profile/skills/").content.decode()
    )
    dutch = client_of(candidate).get(f"/nl{PAGE}")
    assert dutch.status_code == 200


@pytest.mark.parametrize(
    ("fields", "words", "expired"),
    [
        ({}, "training completed, Kettle Valley, March 2026", False),
        ({"kind": "certificate"}, "certificate, Kettle Valley, March 2026", False),
        ({"kind": "reference"}, "reference, Kettle Valley, March 2026", False),
        ({"kind": "sample", "sample": 7, "issuer": "", "on": ""}, "work sample", False),
        (
            {"expires_on": "2026-11-30"},
            "training completed, Kettle Valley, March 2026, valid until November 2026",
            False,
        ),
        (
            {"expires_on": "2026-10-31"},
            "training completed, Kettle Valley, March 2026, expired October 2026",
            True,
        ),
    ],
)
def test_evidence_is_said_in_words_and_expires_with_its_month(
    fields: dict[str, Any], words: str, expired: bool
) -> None:
    said = backing(row(**fields), TODAY)
    assert (said.words, said.expired) == (words, expired)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("kind", "", "Choose what you have"),
        ("kind", "sample", "Select a valid choice"),
        ("title", "", "Type its name"),
        ("title", "HIPAA certified", "no authority certifies people"),
        ("title", "AVG-gecertificeerd", "no authority certifies people"),
        ("issuer", "", "Say who gave it"),
        ("issuer", "Board of HIPAA certification", "no authority certifies people"),
        ("on", "", "Type a year and a month"),
        ("on", "March", "Type a year and a month"),
        ("on", "2026-13", "Type a year and a month"),
        ("on", "9999999999-01", "Type a year and a month"),
        ("on", "2098-01", "Choose a month that has begun"),
        ("expires_on", "2026-02", "Choose a month after it was given"),
    ],
)
def test_what_is_wrong_with_evidence_is_said_beside_the_field_and_nothing_is_lost(
    client_of: ClientOf, candidate: User, field: str, value: str, words: str
) -> None:
    answer = client_of(candidate).post(PAGE, {**FACTS, field: value})
    page = answer.content.decode()
    assert (answer.status_code, words in page, "Kettle Valley" in page or field == "issuer") == (
        200,
        True,
        True,
    )
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("typed", ["2026-03", "03/2026", "3-2026", "2026/3", "2026-03-15"])
def test_a_month_is_understood_as_people_type_it(client_of: ClientOf, candidate: User, typed: str) -> None:
    client_of(candidate).post(PAGE, {**FACTS, "on": typed, "expires_on": "2027-02"})
    assert list(Evidence.objects.values_list("on", "expires_on")) == [(date(2026, 3, 1), date(2027, 2, 28))]


def test_ones_own_sample_backs_a_skill_once_and_somebody_elses_never(
    client_of: ClientOf, candidate: User, candidate2: User
) -> None:
    save_profile(candidate, skills={"hipaa": "strong"})
    mine, theirs = make_sample(candidate), make_sample(candidate2)
    client = client_of(candidate)
    for _twice in range(2):
        assert client.post(PAGE, {"sample": mine.pk}).status_code == 302
    refused = client.post(PAGE, {"sample": theirs.pk})
    assert (refused.status_code, "Choose one of your samples" in refused.content.decode()) == (200, True)
    assert snapshot(candidate)["skills"][0]["evidence"] == [
        {
            "kind": "sample",
            "title": "A day on the ward",
            "issuer": "",
            "on": "",
            "expires_on": "",
            "sample": mine.pk,
        }
    ]


def test_evidence_is_changed_and_removed_and_what_was_sent_stays(
    client_of: ClientOf, candidate: User
) -> None:
    save_profile(candidate, skills={"hipaa": "strong"})
    client = client_of(candidate)
    client.post(PAGE, FACTS)
    sent, kept = snapshot(candidate), Evidence.objects.get()
    client.post(f"/me/profile/evidence/{kept.pk}/", {**FACTS, "issuer": "Merebank"})
    assert [b.words for r in of_skills(profile_of(candidate), TODAY) for b in r["backed"]] == [
        "training completed, Merebank, March 2026"
    ]
    client.post(f"/me/profile/evidence/{kept.pk}/removal/")
    assert not Evidence.objects.exists()
    assert sent["skills"][0]["evidence"][0]["issuer"] == "Kettle Valley"


def test_evidence_stays_at_home_when_its_skill_is_no_longer_chosen(
    client_of: ClientOf, candidate: User
) -> None:
    save_profile(candidate, skills={"hipaa": "strong"})
    client_of(candidate).post(PAGE, FACTS)
    save_profile(candidate, skills={"html": "working"})
    assert snapshot(candidate)["skills"] == [{"slug": "html", "level": "working"}]
    page = client_of(candidate).get(PAGE).content.decode()
    assert "You have not chosen this skill" in page and "Kettle Valley" in page


def test_a_skill_holds_so_much_evidence_and_no_more(client_of: ClientOf, candidate: User) -> None:
    client = client_of(candidate)
    for n in range(6):
        client.post(PAGE, {**FACTS, "title": f"Course {n}"})
    answer = client.post(PAGE, {**FACTS, "title": "Course 7"})
    assert "You keep 6 for this skill already" in answer.content.decode()
    assert Evidence.objects.count() == 6


TAUGHT = {
    "audience": "physicians",
    "format": "workshop",
    "what": "Answering questions",
    "group_size": "12",
    "year": "2025",
}


def test_teaching_is_added_changed_sent_and_removed(client_of: ClientOf, candidate: User) -> None:
    client = client_of(candidate)
    assert client.post("/me/profile/teaching/", TAUGHT).status_code == 302
    one = Training.objects.get()
    client.post(f"/me/profile/teaching/{one.pk}/", {**TAUGHT, "group_size": ""})
    sent = snapshot(candidate)["trainings"]
    assert sent == [
        {
            "audience": "physicians",
            "format": "workshop",
            "group_size": None,
            "year": 2025,
            "what": "Answering questions",
        }
    ]
    assert taught(sent[0]) == "Physicians: workshop, 2025"
    client.post(f"/me/profile/teaching/{one.pk}/removal/")
    assert snapshot(candidate)["trainings"] == []


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (12, "Nurses: one to one, groups of 12, 2025"),
        (1, "Nurses: one to one, one person at a time, 2025"),
    ],
)
def test_teaching_is_said_in_one_line(size: int, words: str) -> None:
    assert taught({"audience": "nurses", "format": "one_to_one", "group_size": size, "year": 2025}) == words


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("audience", "", "Choose whom you taught"),
        ("audience", "everyone", "Select a valid choice"),
        ("format", "", "Choose how you taught"),
        ("what", "", "Say what you taught"),
        ("what", "Become HIPAA certified", "no authority certifies people"),
        ("group_size", "many", "Type a number"),
        ("group_size", "0", "greater than or equal to 1"),
        ("group_size", "99999999999999999999", "less than or equal to 5000"),
        ("year", "", "Type the year"),
        ("year", "1812", "Choose a year between 1970"),
        ("year", "99999999999999999999", "Choose a year between 1970"),
    ],
)
def test_what_is_wrong_with_teaching_is_said_beside_the_field(
    client_of: ClientOf, candidate: User, field: str, value: str, words: str
) -> None:
    answer = client_of(candidate).post("/me/profile/teaching/", {**TAUGHT, field: value})
    assert (answer.status_code, words in answer.content.decode()) == (200, True)
    assert not Training.objects.exists()


def test_the_pages_ask_the_database_the_same_for_one_and_for_many(
    client_of: ClientOf, candidate: User
) -> None:
    save_profile(candidate, skills={"hipaa": "strong", "html": "working", "public-relations": "learning"})
    mine, client = profile_of(candidate), client_of(candidate)
    counts = []
    for many in (1, 6):
        for slug in ("hipaa", "html", "public-relations"):
            for n in range(many):
                client.post(f"/me/profile/skills/{slug}/", {**FACTS, "title": f"Course {many} {n}"})
        Training.objects.bulk_create(
            Training(profile=mine, audience="staff", format="talk", year=2024, what=f"{n}")
            for n in range(many)
        )
        for n in range(many):
            make_sample(candidate, title=f"{n}")
        counts.append(
            [
                queries_of(client, page)
                for page in ("/me/profile/skills/", "/me/profile/teaching/", "/me/profile/samples/", PAGE)
            ]
        )
    assert counts[0] == counts[1]


def queries_of(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return len(caught)


@pytest.mark.django_db(transaction=True)
def test_two_windows_at_once_do_not_pass_a_limit_together(
    client_of: ClientOf, candidate: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = client_of(candidate), client_of(candidate)
    for n in range(5):
        one.post(PAGE, {**FACTS, "title": f"Course {n}"})
    meet_before(monkeypatch, EvidenceForm, "save")
    together(*(lambda c=c: c.post(PAGE, {**FACTS, "title": "One more"}) for c in (one, two)))
    assert Evidence.objects.count() == 6
    Training.objects.bulk_create(
        Training(profile=profile_of(candidate), **{**TAUGHT, "what": str(n)}) for n in range(19)
    )
    meet_before(monkeypatch, TrainingForm, "save")
    together(*(lambda c=c: c.post("/me/profile/teaching/", TAUGHT) for c in (one, two)))
    assert Training.objects.count() == 20
