"""Applications leave as files: harmless, logged, for one person, once, and never more than the hospital may know."""

import csv
import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import User
from applications import cvpictures, exports
from applications.models import Application, Export
from applications.printing import application_pdf, printable
from core.csvfile import safe
from core.models import Event
from postings.models import Posting


def rows(response: Any) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_a_cell_never_becomes_a_formula(cell: str) -> None:
    assert str(safe(cell)).startswith("'")


def test_the_table_holds_what_the_list_shows_and_tells_the_candidate(
    make_application: Any, candidate: User, candidate2: User, recruiter: User, client_of: Any
) -> None:
    application = make_application(
        snapshot={
            "name": '=HYPERLINK("http://evil.example")',
            "email": "a@b.example",
            "skills": [],
            "links": [],
        }
    )
    make_application(
        candidate=candidate2, status="rejected", rejection_reason="skills", decided_at=timezone.now()
    )
    found = rows(client_of(recruiter).get("/workspace/northlake/applications/applications.csv?stage=running"))
    assert len(found) == 2
    assert found[1][0] == str(application.pk) and found[1][1].startswith("'=HYPERLINK")
    assert [e.data for e in Event.objects.filter(verb="exported")] == [{"how": "csv"}]
    page = client_of(candidate).get(f"/me/applications/{application.pk}/").content.decode()
    assert "took your application along as a file" in page


def test_the_table_asks_the_same_number_of_questions_for_many(
    make_application: Any,
    make_person: Any,
    recruiter: User,
    client_of: Any,
    django_assert_max_num_queries: Any,
) -> None:
    for i in range(30):
        make_application(candidate=make_person(f"p{i}@people.example", f"P {i}"), cv=None)
    client = client_of(recruiter)
    with django_assert_max_num_queries(14):
        assert len(rows(client.get("/workspace/northlake/applications/applications.csv"))) == 31


def test_a_blind_application_is_a_number_in_every_file(
    make_application: Any, recruiter: User, client_of: Any
) -> None:
    application = make_application(letter="My name is Amara Bekele, call +1 253 555 0199.", number=7)
    Posting.objects.update(blind=True)
    client = client_of(recruiter)
    base = "/workspace/northlake/applications/"
    table = str(rows(client.get(base + "applications.csv")))
    answer = client.get(f"{base}{application.pk}/application.pdf")
    paper = text_of(answer.content)
    exports.build(ask(application, recruiter).pk)
    archive = zipped(Export.objects.get())
    inside = " ".join(archive.namelist()) + text_of(archive.read(archive.namelist()[0]))
    for told in (table, paper, answer["Content-Disposition"], inside):
        assert "Amara" not in told and "amara" not in told and "555 0199" not in told
    assert "Candidate 7" in paper and len(archive.namelist()) == 1  # no CV


def test_paper_shows_every_european_letter_and_admits_what_it_cannot(make_application: Any) -> None:
    words = "Zoë Čapek-Łukasz Ñandú Þórbjörg ĳsvrij Ωμέγα Жанна €12 “q” – …"
    assert printable(words) == words
    application = make_application(
        letter=words + "\n\n漢字 😀",
        snapshot={"name": "Zoë Łukasz", "email": "z@x.example", "skills": [], "links": []},
    )
    paper = text_of(application_pdf(application))
    assert "Zoë Čapek-Łukasz Ñandú Þórbjörg" in paper and "€12" in paper
    assert "stands for a letter that this file cannot show" in paper


def test_markup_in_a_letter_stays_text_on_paper(make_application: Any) -> None:
    paper = text_of(
        application_pdf(make_application(letter="<b>bold</b> & <img src='file:///etc/passwd'/> <para>"))
    )
    assert "<b>bold</b> & <img src='file:///etc/passwd'/> <para>" in paper


def test_a_very_long_word_and_a_long_letter_fit_on_paper(make_application: Any) -> None:
    pdf = application_pdf(make_application(letter="x" * 3000 + "\n\n" + "word " * 600))
    assert len(PdfReader(io.BytesIO(pdf)).pages) >= 2


# ── The ZIP ──────────────────────────────────────────────────────────────────────────────────────────


def ask(application: Application, by: User) -> Export:
    posting = application.posting
    return exports.ask(posting, hospital=posting.hospital, by=by, language="en")


def zipped(export: Export) -> zipfile.ZipFile:
    with export.file.open("rb") as stream:
        return zipfile.ZipFile(io.BytesIO(stream.read()))


def test_a_zip_is_made_by_the_worker_and_fetched_once_by_its_asker(
    make_application: Any, candidate: User, recruiter: User, owner: User, client_of: Any
) -> None:
    application = make_application()
    client = client_of(recruiter)
    client.post("/workspace/northlake/exports/", {"opening": str(application.posting_id)})
    export = Export.objects.get()
    page = f"/workspace/northlake/exports/{export.token}/"
    assert "0 of 1 done" in client.get(page).content.decode()
    assert client.post(page).status_code == 302  # too early
    exports.build(export.pk)
    exports.build(export.pk)  # a second run changes nothing
    assert client_of(owner).get(page).status_code == 404
    assert client_of(owner).post(page).status_code == 404
    answer = client.post(page)
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert archive.namelist() == ["001-amara-bekele/application.pdf", "001-amara-bekele/cv.pdf"]
    assert answer["Content-Disposition"] == 'attachment; filename="social-media-manager.zip"'
    assert client.post(page).status_code == 302  # used up
    assert Event.objects.filter(verb="exported", data={"how": "zip"}).count() == 1


def test_names_in_the_zip_are_safe(make_application: Any, recruiter: User) -> None:
    application = make_application(
        snapshot={"name": "../../etc/pass\x07wd\\x", "email": "e@x.example", "skills": [], "links": []}
    )
    application.cv.name = "../../../evil.pdf"
    application.cv.save()
    exports.build(ask(application, recruiter).pk)
    names = zipped(Export.objects.get()).namelist()
    assert all(".." not in name and "\\" not in name and name.startswith("001-") for name in names)


def test_files_are_gone_after_being_fetched_and_after_a_day(make_application: Any, recruiter: User) -> None:
    application = make_application()
    export = ask(application, recruiter)
    exports.build(export.pk)
    assert exports.clean(timezone.now()) == 0
    export.refresh_from_db()
    store, name = export.file.storage, str(export.file.name)
    assert exports.fetch(export, by=recruiter) is not None
    assert exports.clean(timezone.now() + timedelta(minutes=11)) == 1
    assert not store.exists(name)
    late = ask(application, recruiter)
    exports.build(late.pk)
    assert exports.fetch(late, by=recruiter, at=timezone.now() + timedelta(hours=25)) is None
    assert exports.clean(timezone.now() + timedelta(hours=25)) == 1


def test_what_the_worker_cannot_make_says_so_after_half_an_hour(
    make_application: Any, recruiter: User, client_of: Any
) -> None:
    export = ask(make_application(), recruiter)
    exports.clean(timezone.now() + timedelta(minutes=20))
    export.refresh_from_db()
    assert export.status == Export.Status.WAITING
    exports.clean(timezone.now() + timedelta(minutes=31))
    export.refresh_from_db()
    assert export.status == Export.Status.FAILED


def test_a_second_click_finds_the_first_request(make_application: Any, recruiter: User) -> None:
    application = make_application()
    assert ask(application, recruiter).pk == ask(application, recruiter).pk


def test_an_opening_of_another_hospital_is_not_exported(
    make_application: Any, owner2: User, client_of: Any
) -> None:
    application = make_application()
    answer = client_of(owner2).post(
        "/workspace/de-waterlinie/exports/", {"opening": str(application.posting_id)}, follow=True
    )
    assert "Choose an opening" in answer.content.decode()
    assert not Export.objects.exists()
    assert (
        client_of(owner2)
        .get(f"/workspace/de-waterlinie/applications/{application.pk}/application.pdf")
        .status_code
        == 404
    )
    theirs = rows(
        client_of(owner2).get(
            f"/workspace/de-waterlinie/applications/applications.csv?opening={application.posting_id}"
        )
    )
    assert len(theirs) == 1


def test_somebody_who_lost_the_seat_fetches_nothing(
    make_application: Any, recruiter: User, client_of: Any
) -> None:
    export = ask(make_application(), recruiter)
    exports.build(export.pk)
    recruiter.seats.update(role="reviewer")
    assert client_of(recruiter).post(f"/workspace/northlake/exports/{export.token}/").status_code == 404
    recruiter.seats.update(left_at=timezone.now())
    assert client_of(recruiter).post(f"/workspace/northlake/exports/{export.token}/").status_code == 404


def test_a_letter_typed_in_a_browser_is_on_paper_without_strange_signs() -> None:
    from applications.printing import UNKNOWN, printable

    assert printable("Dear all,\r\n\r\nI write.\rYours\x0bA") == "Dear all,\n\nI write.\nYours\nA"
    assert printable("a\x00b") == f"a{UNKNOWN}b"


def test_a_file_that_no_row_names_goes_after_a_day(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that dies before its commit leaves everybody's letters on the disk."""
    name = default_storage.save("exports/ab/abcdef", ContentFile(b"zip"))
    cvpictures.sweep.func()
    assert default_storage.exists(name), "it may be one whose row is not committed yet"
    later = timezone.now() + timedelta(days=2)
    monkeypatch.setattr(cvpictures.timezone, "now", lambda: later)
    cvpictures.sweep.func()
    assert not default_storage.exists(name)
