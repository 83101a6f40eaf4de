"""A logo: what is taken, what is refused, and what is left of it."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image, PngImagePlugin

from core import logos
from tests.conftest import picture

Clients = Callable[[Any], Client]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def page(name: str = "profile_logo") -> str:
    return reverse(f"hospitals:{name}", args=["northlake"])


def png_of(width: int, height: int) -> bytes:
    """A PNG that says to be this large, in a few kilobytes: a bomb."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * min(width * height, 60_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def upload(content: bytes, name: str = "logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/png")


@pytest.mark.django_db(transaction=True)
def test_a_logo_is_shown_replaced_and_removed(hospital: Any, recruiter: Any, client_of: Clients) -> None:
    client = client_of(recruiter)
    assert client.post(page(), {"logo": picture()}).status_code == 302
    hospital.refresh_from_db()
    first = hospital.logo_key
    public = client_of(None)
    shown = public.get(reverse("hospitals:page", args=["northlake"])).content.decode()
    assert logos.address(first, 320) in shown
    answer = public.get(logos.address(first, 96))
    assert answer["Content-Type"] == "image/webp"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"
    with Image.open(BytesIO(answer.content)) as drawn:
        assert (drawn.format, drawn.size) == ("WEBP", (96, 96))
    client.post(page(), {"logo": picture("JPEG")})
    assert public.get(logos.address(first, 96)).status_code == 404  # the old one is gone from the store
    client.post(page("profile_logo_removal"))
    hospital.refresh_from_db()
    assert hospital.logo_key == ""
    assert default_storage.listdir("logos")[1] == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (SVG, "Save your logo as PNG, JPEG or WebP"),
        (b"GIF89a" + b"x" * 100, "Save your logo as PNG, JPEG or WebP"),
        (b"%PDF-1.7", "Save your logo as PNG, JPEG or WebP"),
        (b"", "This file is empty"),
        (b"\x89PNG\r\n\x1a\n" + SVG, "could not read this picture"),
        (b"\xff\xd8\xff" + b"\0" * 500, "could not read this picture"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * (2 * 1024 * 1024), "larger than 2 MB"),
        (png_of(60_000, 60_000), "too many pixels"),
        (png_of(7_000, 7_000), "too many pixels"),
        (png_of(5_000, 100)[:-40], "could not read this picture"),
    ],
)  # fmt: skip
def test_what_is_no_small_picture_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        logos.drawn_anew(upload(content))


def test_nothing_of_the_file_survives_but_its_pixels() -> None:
    """Place and time of a photo, comments, and a script behind the picture (a polyglot) are gone."""
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "SECRET-NOTE")
    exif = Image.Exif()
    exif[0x010E] = "SECRET-PLACE"
    for given in (picture(pnginfo=notes), picture("JPEG", exif=exif), picture("WEBP", exif=exif)):
        content = given.read() + b"<script>SECRET-CODE</script>"
        for drawn in logos.drawn_anew(upload(content)):
            assert b"SECRET" not in drawn
            assert b"script" not in drawn
            with Image.open(BytesIO(drawn)) as image:
                assert not image.getexif()


def test_a_picture_with_another_name_is_what_it_contains() -> None:
    assert len(logos.drawn_anew(upload(picture().read(), "logo.svg"))) == len(logos.SIZES)
    with pytest.raises(ValidationError):
        logos.drawn_anew(upload(SVG, "logo.png"))


def test_a_refused_logo_is_said_beside_the_field(hospital: Any, owner: Any, client_of: Clients) -> None:
    html = client_of(owner).post(page(), {"logo": upload(SVG)}).content.decode()
    assert "Save your logo as PNG, JPEG or WebP and choose it again." in html
    hospital.refresh_from_db()
    assert hospital.logo_key == ""


@pytest.mark.parametrize("name", ["../../secret", "a" * 32 + "-97", "A" * 32 + "-96", "x", "%2e%2e-96"])
def test_only_names_of_logos_are_looked_up(name: str, client: Client, db: None) -> None:
    assert client.get(f"/logos/{name}.webp").status_code == 404
