"""A CV is read as pictures that the worker drew: nothing of the file runs in anybody's browser."""

from typing import Any

import pytest
from django.core.files.base import ContentFile

from accounts.models import Document, User
from applications import cvpictures
from applications.models import Application, CVDrawing, CVPicture
from core import cvdraw
from core.models import Event
from tests.applications.test_person import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(make_application: Any, owner: User) -> Application:
    made: Application = make_application()
    return made


def written_pdf(*pages: str) -> bytes:
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for words in pages:
        canvas.drawString(72, 700, words)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def drawn(application: Application) -> Application:
    cv = application.cv
    assert cv is not None
    cv.file.save("cv", ContentFile(written_pdf("I ran four channels", "References")), save=True)
    cvpictures.draw_cvs.func()
    return application


def test_the_worker_draws_the_pages_and_the_team_reads_them(
    drawn: Application, recruiter: User, candidate: User, client_of: Any
) -> None:
    assert [(p.number, p.width) for p in CVPicture.objects.all()] == [(1, 1100), (2, 1100)]
    browser = client_of(recruiter)
    page = browser.get(page_of(drawn)).content.decode()
    assert f'src="{page_of(drawn)}cv/1/"' in page
    answer = browser.get(page_of(drawn) + "cv/1/")
    assert answer.content.startswith(b"\x89PNG")
    assert (answer["Cache-Control"], answer["Content-Type"]) == ("private, no-store", "image/png")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert browser.get(page_of(drawn) + "cv/3/").status_code == 404
    assert (
        "opened your application and your CV"
        in client_of(candidate).get(drawn.get_absolute_url()).content.decode()
    )


def test_opening_a_page_twice_a_day_is_one_line_of_the_trail(
    drawn: Application, recruiter: User, owner: User, client_of: Any
) -> None:
    for person in (recruiter, recruiter, owner):
        client_of(person).get(page_of(drawn))
    opened = Event.objects.about(drawn).filter(verb="cv_opened")
    assert set(opened.values_list("actor_id", flat=True)) == {recruiter.pk, owner.pk}
    assert opened.count() == 2


def test_drawing_twice_makes_each_page_once(drawn: Application) -> None:
    assert cvpictures.draw(drawn.cv_id)  # type: ignore[arg-type]
    assert CVPicture.objects.count() == 2


@pytest.mark.parametrize("content", [b"%PDF-1.7 and then nothing", b"", b"\x00" * 5000])
def test_a_file_that_cannot_be_drawn_is_given_up_and_can_be_downloaded(
    application: Application, recruiter: User, client_of: Any, content: bytes
) -> None:
    cv = application.cv
    assert cv is not None
    cv.file.save("cv", ContentFile(content), save=True)
    page = client_of(recruiter).get(page_of(application)).content.decode()
    assert "being drawn" in page
    for _try in range(cvpictures.TRIES):
        cvpictures.draw_cvs.func()
    assert CVDrawing.objects.get().failed_at is not None
    page = client_of(recruiter).get(page_of(application)).content.decode()
    assert "could not be drawn" in page
    assert f"{page_of(application)}cv/" in page


def test_a_page_as_large_as_a_wall_becomes_a_small_picture() -> None:
    from io import BytesIO

    from pypdf import PdfWriter

    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(width=14_400, height=14_400)
    writer.add_blank_page(width=3, height=14_400)
    writer.write(out)
    found = cvdraw.drawn(out.getvalue())
    assert found is not None
    assert found[0] == 2
    assert all(p.width <= cvdraw.WIDTH and p.height <= cvdraw.HEIGHT for p in found[1])


def test_what_a_child_says_is_not_believed() -> None:
    for said in (
        b"",
        b"\x00\x01",
        b"\x00\x01" + cvdraw._HEAD.pack(1, 10, 10, 4) + b"<svg",
        b"\x00\x01" + b"x" * 40,
    ):
        with pytest.raises((ValueError, cvdraw.struct.error)):
            cvdraw._read(said)


def test_only_a_sent_cv_is_drawn(make_application: Any, candidate: User, make_document: Any) -> None:
    make_application(status="draft")
    make_document(candidate)
    cvpictures.draw_cvs.func()
    assert not CVDrawing.objects.exists()
    assert Document.objects.count() == 2
