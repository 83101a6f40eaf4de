"""The guide: whole in both languages, its links lead somewhere, and it is found where it helps."""

import re

import pytest
from django.test import Client

from core import guide

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_page_is_there_and_its_links_lead_somewhere(client: Client, language: str) -> None:
    start = "" if language == "en" else "/nl"
    for one in guide.pages(guide.SLUGS, language):
        answer = client.get(f"{start}/guide/{one.slug}/")
        page = answer.content.decode()
        assert answer.status_code == 200 and one.title in page and "keywords:" not in page
        assert 150 < len(re.sub(r"<[^>]+>", " ", one.html).split()) < 700
        for href in re.findall(r'href="([^"#]+)"', one.html):
            if not href.startswith("http"):
                where = href.replace("../", f"{start}/guide/") if href.startswith("..") else href
                assert client.get(where).status_code == 200, (one.slug, href)


def test_both_languages_hold_the_same_pages() -> None:
    for language in ("en", "nl"):
        assert {file.stem for file in (guide.FOLDER / language).glob("*.md")} == set(guide.SLUGS)


def test_an_unknown_page_is_not_found(client: Client) -> None:
    assert client.get("/guide/secrets/").status_code == 404


@pytest.mark.parametrize(
    ("text", "language", "slug"),
    [
        ("mentor", "en", "mentor"), ("negotiate pay", "en", "pay"), ("HIPAA photo", "en", "privacy-checklist"),
        ("training physicians", "en", "training-physicians"), ("stage onbetaald", "nl", "internships"),
        ("zzp", "nl", "employee-or-contractor"), ("beroepsgeheim", "nl", "privacy-checklist"),
    ],
)  # fmt: skip
def test_the_search_finds_the_page_that_speaks_of_it(text: str, language: str, slug: str) -> None:
    assert guide.find(text, language)[0].slug == slug


@pytest.mark.parametrize(
    "text", ["", "a", "Seattle", "children's hospital Boston nurse", "-", "mentor zebra"]
)
def test_what_the_guide_does_not_speak_of_finds_nothing(text: str) -> None:
    assert guide.find(text, "en") == []


def test_a_search_names_the_page_of_the_guide(client: Client) -> None:
    assert "/guide/mentor/" in client.get("/openings/?q=mentor").content.decode()
    assert "From the guide" not in client.get("/openings/?q=xylophone").content.decode()
