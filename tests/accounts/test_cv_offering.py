"""A person chooses what of a CV goes into the profile. Nothing is overwritten, nothing is added twice."""

import io
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.importing import exporting, offering, printing
from accounts.importing.files import read_upload
from accounts.models import CVReading, Document, Evidence, Experience, User
from accounts.profiles import profile_of, save_profile
from accounts.snapshots import snapshot
from accounts.sweeping import run as sweep
from tests.accounts.cvs.people import cases

pytestmark = pytest.mark.django_db
ADDRESS, CHOOSE = "/me/profile/import/", "/me/profile/import/suggestions/"


def sent(name: str = "dutch word") -> SimpleUploadedFile:
    case = cases()[name]
    return SimpleUploadedFile(f"cv.{case.kind}", case.make())


def take_all(user: User, upload: SimpleUploadedFile) -> offering.Added:
    reading = offering.keep(user, "cv", read_upload(upload), at=timezone.now())
    assert reading is not None
    offers = offering.offers(user, offering.found_in(reading))
    return offering.accept(user, reading, {o.number for o in offers}, {o.number: "B1" for o in offers})


@pytest.fixture
def mine(candidate: User, client_of: Callable[[User], Client]) -> Client:
    candidate.name = ""
    candidate.save()
    return client_of(candidate)


def numbers(page: Any) -> list[str]:
    return [n for n in page.content.decode().split('name="take" value="')[1:] for n in [n.split('"')[0]]]


def test_a_candidate_chooses_a_file_ticks_and_has_a_profile(mine: Client, candidate: User) -> None:
    page = mine.post(ADDRESS, {"file": sent()}, follow=True)
    assert page.redirect_chain == [(CHOOSE, 302)]
    assert "Adviseur online communicatie" in page.content.decode() and "In the file:" in page.content.decode()
    assert not candidate.profile.experiences.exists(), "nothing is written before they choose"
    done = mine.post(CHOOSE, {"take": numbers(page)}, follow=True)
    assert done.redirect_chain == [("/me/profile/", 302)]
    candidate.refresh_from_db()
    assert candidate.name == "Sanne de Vries" and candidate.profile.city == "Utrecht"
    assert next((e.role, str(e.began_on), e.ended_on) for e in candidate.profile.experiences.all()) == (
        "Adviseur online communicatie", "2018-04-01", None,
    )  # fmt: skip
    assert {(row.code, row.level) for row in candidate.profile.languages.all()} == {
        ("nl", "native"),
        ("en", "C1"),
        ("de", "A2"),
    }
    assert Evidence.objects.get(profile=candidate.profile).issuer == "Nieuwsacademie"
    assert not CVReading.objects.exists(), "what was not ticked is forgotten"


@pytest.mark.parametrize("name", list(cases()))
def test_the_same_file_again_suggests_nothing_new(candidate: User, name: str) -> None:
    candidate.name = ""
    candidate.save()
    added = take_all(candidate, sent(name))
    assert added.n > 8 and added.left == []
    assert offering.keep(candidate, "cv", read_upload(sent(name)), at=timezone.now()) is None


@pytest.mark.parametrize("kind", ["json", "pdf"])
def test_ones_own_export_suggests_nothing_new(candidate: User, kind: str) -> None:
    candidate.name = ""
    candidate.save()
    for name in ("word with tables", "dutch word"):
        take_all(candidate, sent(name))
    candidate.profile.skills.filter(skill__slug__in=["email-marketing", "social-customer-care"]).delete()
    save_profile(candidate, facts={"pay_floor": 54321, "pay_currency": "EUR"})
    told = snapshot(candidate)
    content = exporting.as_json(told) if kind == "json" else printing.profile_pdf(told)
    assert b"54321" not in content
    found = read_upload(SimpleUploadedFile(f"own.{kind}", content))
    fresh = [
        (o.state, o.one.kind, o.one.values) for o in offering.offers(candidate, found) if o.state != "held"
    ]
    assert len(found) > 20 and fresh == []


def test_what_a_profile_says_already_is_replaced_only_when_just_that_is_ticked(
    mine: Client, candidate: User
) -> None:
    save_profile(
        candidate, facts={"headline": "Mine", "city": "Utrecht", "region": "Utrecht", "country": "NL"}
    )
    page = mine.post(ADDRESS, {"file": sent()}, follow=True)
    words = page.content.decode()
    assert "Now in your profile: “Mine”" in words and "(you have this)" in words
    offers = {
        o.one.kind: o
        for o in page.context["groups"][0].rows and [r.offer for r in page.context["groups"][0].rows]
    }
    assert not offers["headline"].chosen and "place" not in offers
    mine.post(CHOOSE, {"take": [str(offers["about"].number)]})
    candidate.profile.refresh_from_db()
    assert candidate.profile.headline == "Mine" and candidate.profile.about.startswith("Ik maak zorg")


def test_a_name_is_never_replaced_from_a_file(candidate: User) -> None:
    offers = offering.offers(candidate, read_upload(sent()))
    assert candidate.name and "name" not in {o.one.kind for o in offers}


def test_a_language_without_a_level_waits_for_the_level(mine: Client, candidate: User) -> None:
    content = "Ann Bell\nNurse\nLanguages\nEnglish (native)\nFrisian\nExperience\n2019 – 2020\tEditor, Bell Hospital".encode()
    from tests.accounts.cvs.writing import simple_docx

    page = mine.post(
        ADDRESS, {"file": SimpleUploadedFile("a.docx", simple_docx(content.decode()))}, follow=True
    )
    offer = next(r.offer for g in page.context["groups"] for r in g.rows if r.offer.needs_level)
    assert not offer.chosen
    refused = mine.post(CHOOSE, {"take": [offer.number]})
    assert refused.status_code == 200 and "Choose how well you speak" in refused.content.decode()
    mine.post(CHOOSE, {f"level-{offer.number}": "B2"})
    assert candidate.profile.languages.get().level == "B2"


def test_ticking_nothing_says_so_and_keeps_the_suggestions(mine: Client) -> None:
    mine.post(ADDRESS, {"file": sent()})
    page = mine.post(CHOOSE, {"take": ["99999", "x", "-1"]})
    assert "Tick what you want in your profile." in page.content.decode() and CVReading.objects.exists()


def test_sent_twice_is_added_once(candidate: User) -> None:
    reading = offering.keep(candidate, "cv", read_upload(sent()), at=timezone.now())
    assert reading is not None
    every = {o.number for o in offering.offers(candidate, offering.found_in(reading))}
    assert offering.accept(candidate, reading, every, {}).n > 8
    assert offering.accept(candidate, reading, every, {}) == offering.Added(0, [])


def test_suggestions_wait_through_a_sign_in_and_are_erased_after_seven_days(
    mine: Client, candidate: User, client_of: Callable[[User], Client]
) -> None:
    mine.post(ADDRESS, {"file": sent()})
    mine.logout()
    again = client_of(candidate)
    assert (
        again.get(CHOOSE).status_code == 200
        and "Suggestions are waiting" in again.get(ADDRESS).content.decode()
    )
    now = timezone.now()
    CVReading.objects.update(made_at=now - offering.KEPT - timedelta(minutes=1))
    assert again.get(CHOOSE)["Location"] == ADDRESS
    sweep(now)
    assert not CVReading.objects.exists()


def test_one_can_erase_the_suggestions_at_once(mine: Client, candidate: User) -> None:
    mine.post(ADDRESS, {"file": sent()})
    assert mine.post(CHOOSE + "removal/")["Location"] == ADDRESS
    assert not CVReading.objects.exists() and not Experience.objects.exists()


def test_a_cv_that_is_kept_is_read_and_another_persons_is_404(
    mine: Client, candidate: User, candidate2: User, make_document: Callable[..., Document]
) -> None:
    upload = sent()
    mine.post("/me/documents/", {"cv": upload})
    own = Document.objects.get(owner=candidate)
    assert mine.post(ADDRESS, {"document": own.pk})["Location"] == CHOOSE
    theirs = make_document(candidate2)
    for pk in (theirs.pk, "x", "9" * 30):
        assert mine.post(ADDRESS, {"document": pk}).status_code == 404


def test_other_people_do_not_see_my_suggestions(
    mine: Client, candidate2: User, client_of: Callable[[User], Client]
) -> None:
    mine.post(ADDRESS, {"file": sent()})
    stranger = client_of(candidate2)
    assert stranger.get(CHOOSE)["Location"] == ADDRESS
    stranger.post(CHOOSE, {"take": ["0", "1", "2"]})
    stranger.post(CHOOSE + "removal/")
    assert CVReading.objects.count() == 1 and not profile_of(candidate2).experiences.exists()


def test_the_profile_leaves_as_a_file_that_only_its_owner_gets(mine: Client, candidate: User) -> None:
    take_all(candidate, sent())
    told = mine.get("/me/profile/resume.json")
    assert told["Content-Disposition"] == 'attachment; filename="resume.json"'
    assert json.loads(told.content)["work"][0]["position"] == "Adviseur online communicatie"
    printed = mine.get("/me/profile/resume.pdf")
    assert printed["Content-Type"] == "application/pdf" and printed.content.startswith(b"%PDF-")
    assert "no-store" in told["Cache-Control"] and "no-store" in printed["Cache-Control"]


def test_a_profile_with_nothing_in_it_leaves_as_a_file_too(candidate2: User) -> None:
    from pypdf import PdfReader

    told = snapshot(candidate2)
    assert json.loads(exporting.as_json(told))["basics"]["email"] == candidate2.email
    assert len(PdfReader(io.BytesIO(printing.profile_pdf(told))).pages) == 1


def test_a_profile_as_long_as_it_may_be_is_printed(candidate: User) -> None:
    told = snapshot(candidate)
    row = {
        "role": "R" * 120,
        "organisation": "O" * 120,
        "began_on": "2010-01-01",
        "ended_on": None,
        "what": "x\n" * 700,
    }
    told |= {"about": "w" * 2000, "experience": [row] * 20, "name": "<b>&" + "N" * 110}
    assert printing.profile_pdf(told).startswith(b"%PDF-")


def test_a_person_who_chooses_many_files_waits(mine: Client) -> None:
    for _n in range(12):
        mine.post(ADDRESS, {"file": SimpleUploadedFile("a.pdf", b"x")})
    assert "Wait five minutes" in mine.post(ADDRESS, {"file": sent()}).content.decode()


def test_many_suggestions_ask_no_more_queries_than_few(
    candidate: User, client_of: Callable[[User], Client]
) -> None:
    row = {"kind": "experience", "because": "", "sure": True}
    facts = {
        "organisation": "Bell",
        "began_on": "2020-01-01",
        "ended_on": None,
        "what": "",
        "years_only": False,
    }
    counts = []
    for n in (1, 1, 60):  # the first warms what a process keeps
        found = [{**row, "values": {**facts, "role": f"Editor {i}"}} for i in range(n)]
        CVReading.objects.update_or_create(owner=candidate, defaults={"source": "cv", "found": found})
        for i in range(n // 5):
            Experience.objects.create(
                profile=profile_of(candidate), role=f"Writer {i}", began_on="2020-01-01"
            )
        with CaptureQueriesContext(connection) as asked:
            assert client_of(candidate).get(CHOOSE).content.decode().count('name="take"') == n
        counts.append(len(asked))
    assert counts[1] == counts[2]
