"""Work samples: declared free of patients, drawn anew without what a camera wrote into them, seen by their owner."""

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from pypdf import PdfWriter
from pypdf.annotations import FreeText

from accounts import samples
from accounts.models import SamplePicture, User, WorkSample
from accounts.profiles import profile_of, sweep_files
from accounts.snapshots import snapshot
from core.models import Event, OutgoingMail
from core.workflow import NotAllowed, WrongState
from tests.conftest import make_sample, picture

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]
NEW = "/me/profile/samples/new/"
FACTS = {
    "title": "Flu shots without a queue",
    "did": "Plan, film and captions",
    "result": "12,000 views",
    "declared": "on",
}
SECRET = b"SECRET-CAMERA-7731"


def photo(size: tuple[int, int] = (300, 200)) -> SimpleUploadedFile:
    """A JPEG as a telephone makes it: where, when, with what, and a comment."""
    exif = Image.Exif()
    exif[Base.Make] = SECRET.decode()
    exif[Base.ImageDescription] = "Ward 4, Mrs. Smith"
    exif[Base.Orientation] = 6  # lies on its side
    exif.get_ifd(IFD.GPSInfo).update(
        {
            GPS.GPSLatitudeRef: "N",
            GPS.GPSLatitude: (47.0, 15.0, 10.0),
            GPS.GPSLongitudeRef: "W",
            GPS.GPSLongitude: (122.0, 26.0, 40.0),
        }
    )
    out = io.BytesIO()
    Image.new("RGB", size, "#c04020").save(out, "JPEG", exif=exif, comment=SECRET)
    return SimpleUploadedFile("IMG_2041 Mrs Smith.jpg", out.getvalue())


def paper(pages: int = 2) -> SimpleUploadedFile:
    """A PDF with facts about its author, a note and a file inside."""
    writer, out = PdfWriter(), io.BytesIO()
    for _page in range(pages):
        writer.add_blank_page(width=595, height=842)
    writer.add_metadata({"/Author": SECRET.decode(), "/Title": "Mrs. Smith"})
    writer.add_annotation(0, FreeText(text="Mrs. Smith", rect=(50, 550, 200, 650)))
    writer.add_attachment("list.txt", SECRET)
    writer.write(out)
    return SimpleUploadedFile("plan.pdf", out.getvalue())


def stored() -> list[bytes]:
    root = Path(django_settings.MEDIA_ROOT)
    return [path.read_bytes() for path in root.rglob("*") if path.is_file()]


def test_a_photo_loses_place_and_camera_before_it_is_kept(client_of: ClientOf, candidate: User) -> None:
    upload = photo()
    assert SECRET in upload.read() and Image.open(upload).getexif().get_ifd(IFD.GPSInfo)
    upload.seek(0)
    assert client_of(candidate).post(NEW, {**FACTS, "file": upload})["Location"] == "/me/profile/samples/"
    (kept,) = stored()
    with Image.open(io.BytesIO(kept)) as drawn:
        assert (drawn.format, drawn.size, dict(drawn.getexif()), drawn.info.get("comment")) == (
            "WEBP",
            (200, 300),  # upright
            {},
            None,
        )
    assert SECRET not in kept and b"Smith" not in kept and b"Exif" not in kept
    row = SamplePicture.objects.get()
    assert (row.number, row.kind, row.width, row.height) == (1, "webp", 200, 300)


def test_a_large_photo_becomes_a_sharp_one_of_reading_size(client_of: ClientOf, candidate: User) -> None:
    client_of(candidate).post(NEW, {**FACTS, "file": photo((4000, 3000))})
    row = SamplePicture.objects.get()
    assert (row.width, row.height) == (1200, 1600)


def test_of_a_pdf_only_the_pixels_of_its_pages_are_kept(client_of: ClientOf, candidate: User) -> None:
    assert client_of(candidate).post(NEW, {**FACTS, "file": paper()}).status_code == 302
    kept = stored()
    assert len(kept) == 2 and all(one.startswith(b"\x89PNG") for one in kept)
    assert not any(SECRET in one or b"Smith" in one or b"%PDF" in one for one in kept)
    for one in kept:
        with Image.open(io.BytesIO(one)) as page:
            assert page.info.keys() <= {"dpi"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"declared": ""}, "Tick this when it is true"),
        ({"title": ""}, "Give it a title"),
        ({"title": "HIPAA-certified campaign"}, "no authority certifies people"),
        ({"did": ""}, "Say what you did"),
        ({"url": "not an address"}, "Type an address like"),
        ({"url": "javascript:alert(1)"}, "Type an address like"),
        ({"url": ""}, "Give a link, or choose a file"),
        ({"channel": "999999"}, "Select a valid choice"),
        ({"file": SimpleUploadedFile("a.png", b"")}, "This file is empty"),
        ({"file": SimpleUploadedFile("a.png", b"<svg/>")}, "Save it as PDF, PNG, JPEG or WebP"),
        ({"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7 nothing")}, "We could not read this PDF"),
        (
            {"file": SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n" + b"0" * 99)},
            "We could not read this picture",
        ),
    ],
)
def test_what_is_wrong_with_a_sample_is_said_and_nothing_is_kept(
    client_of: ClientOf, candidate: User, change: dict[str, Any], words: str
) -> None:
    answer = client_of(candidate).post(NEW, {**FACTS, "url": "example.org/film", **change})
    page = answer.content.decode()
    assert (answer.status_code, words in page) == (200, True)
    assert "12,000 views" in page and not WorkSample.objects.exists() and not stored()


def test_a_pdf_of_many_pages_is_refused_with_its_count(client_of: ClientOf, candidate: User) -> None:
    answer = client_of(candidate).post(NEW, {**FACTS, "file": paper(9)})
    assert "This PDF has 9 pages. Keep it to 8 pages or fewer." in answer.content.decode()


def test_a_file_that_a_mistake_elsewhere_threw_away_is_asked_for_again(
    client_of: ClientOf, candidate: User
) -> None:
    answer = client_of(candidate).post(NEW, {**FACTS, "title": "", "file": picture()})
    assert "Choose this file again" in answer.content.decode() and not stored()


def test_the_declaration_is_kept_with_its_time_and_its_wording(client_of: ClientOf, candidate: User) -> None:
    client_of(candidate).post(NEW, {**FACTS, "url": "example.org/film"})
    kept = WorkSample.objects.get()
    assert (kept.declared_version, kept.declared_at, kept.url) == (
        samples.VERSION,
        kept.added_at,
        "https://example.org/film",
    )
    page = client_of(candidate).get(f"/me/profile/samples/{kept.pk}/").content.decode()
    assert "No patient can be recognised in it" in page


def test_a_sample_and_its_pictures_are_only_for_their_owner(
    client_of: ClientOf, candidate: User, candidate2: User, moderator: User, owner: User
) -> None:
    kept = make_sample(candidate)
    paths = [f"/me/profile/samples/{kept.pk}/", f"/me/profile/samples/{kept.pk}/pictures/1/"]
    assert [client_of(candidate).get(path).status_code for path in paths] == [200, 200]
    for stranger in (candidate2, moderator, owner):
        assert [client_of(stranger).get(path).status_code for path in paths] == [404, 404]
        assert client_of(stranger).post(f"{paths[0]}removal/").status_code == 404
    picture_of = client_of(candidate).get(paths[1])
    assert (picture_of["Content-Type"], picture_of["Cache-Control"]) == ("image/webp", "private, no-store")
    assert client_of(candidate).get(f"{paths[0]}pictures/2/").status_code == 404


def test_an_erased_sample_takes_its_files_and_its_evidence_with_it(
    client_of: ClientOf, candidate: User, django_capture_on_commit_callbacks: Any
) -> None:
    kept = make_sample(candidate, pictures=2)
    client_of(candidate).post("/me/profile/skills/hipaa/", {"sample": kept.pk})
    with django_capture_on_commit_callbacks(execute=True):
        client_of(candidate).post(f"/me/profile/samples/{kept.pk}/removal/")
    assert not WorkSample.objects.exists() and not stored()
    assert not profile_of(candidate).evidences.exists()


def test_somebody_keeps_twelve_samples_and_no_more(client_of: ClientOf, candidate: User) -> None:
    for n in range(12):
        make_sample(candidate, title=f"{n}", pictures=0)
    answer = client_of(candidate).post(NEW, {**FACTS, "file": picture()})
    assert "You keep 12 samples already" in answer.content.decode()
    assert (WorkSample.objects.count(), stored()) == (12, [])


def test_a_report_hides_a_sample_at_once_and_tells_its_owner_why_but_not_who(
    candidate: User, recruiter: User
) -> None:
    kept = make_sample(candidate)
    samples.report(kept, by=recruiter, reason="patient", words="The name on the door says Smith.")
    assert (kept.status, kept.quarantined_at is not None) == ("quarantined", True)
    assert snapshot(candidate)["samples"] == []
    assert [row.words for row in candidate.inbox.all()] == ["Out of sight while we look: A day on the ward"]
    mail = OutgoingMail.objects.get(kind="case_held")
    assert mail.to == candidate.email and "It names or shows a patient" in mail.text
    assert "Smith" not in mail.text and recruiter.name not in mail.text
    event = Event.objects.about(kept).get()
    assert (event.verb, event.actor_id, event.reasons, event.words) == (
        "quarantine",
        recruiter.pk,
        ["patient"],
        "",
    )
    with pytest.raises(WrongState):
        samples.report(kept, by=recruiter, reason="other")
    assert kept.reports.count() == 1


def test_only_a_moderator_lets_a_sample_back_and_nobody_their_own(
    candidate: User, recruiter: User, moderator: User
) -> None:
    kept, own = make_sample(candidate), make_sample(moderator)
    samples.report(kept, by=recruiter, reason="other")
    samples.report(own, by=recruiter, reason="other")
    for by, sample in ((candidate, kept), (recruiter, kept), (moderator, own)):
        with pytest.raises(NotAllowed):
            samples.release(sample, by=by)
    samples.release(kept, by=moderator)
    assert (kept.status, kept.quarantined_at) == ("shown", None)
    assert [one["id"] for one in snapshot(candidate)["samples"]] == [kept.pk]


def test_a_removed_sample_loses_its_pictures(
    candidate2: User, recruiter: User, moderator: User, django_capture_on_commit_callbacks: Any
) -> None:
    kept = make_sample(candidate2)
    samples.report(kept, by=recruiter, reason="patient")
    with django_capture_on_commit_callbacks(execute=True):
        samples.remove(kept, by=moderator, reason="patient")
    assert (kept.status, stored(), kept.pictures.count()) == ("removed", [], 0)


def test_pictures_that_no_row_names_are_swept_after_a_day_and_the_others_stay(candidate: User) -> None:
    make_sample(candidate)
    lost = make_sample(candidate)
    SamplePicture.objects.filter(sample=lost).delete()
    root = Path(django_settings.MEDIA_ROOT)
    assert (sweep_files(), len(stored())) == (0, 2)
    for path in root.rglob("*"):
        os.utime(path, (0, 0))
    assert (sweep_files(), len(stored())) == (1, 1)
