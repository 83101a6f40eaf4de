"""The guide: short pages about the profession, Markdown files in core/guide_pages/<language>/<slug>.md.

A file begins with `# Title`, then `> one sentence` that lists show, then `keywords: …` by which the search finds it; the
rest is the page. Links to another page are its slug alone.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString

from core.stemming import tokens
from core.text import markdown

FOLDER = Path(__file__).resolve().parent / "guide_pages"
# In the order in which somebody new reads them: first for people who look for work, then for hospitals.
FOR_PEOPLE = (
    "the-job",
    "duties",
    "skills",
    "privacy-checklist",
    "portfolio",
    "mentor",
    "talks",
    "internships",
    "pay",
)
FOR_HOSPITALS = ("hire", "employee-or-contractor", "writing-an-opening", "training-physicians")
SLUGS = FOR_PEOPLE + FOR_HOSPITALS
_HEAD = re.compile(
    r"# (?P<title>[^\n]+)\n> (?P<summary>[^\n]+)\n\nkeywords: (?P<keywords>[^\n]+)\n\n(?P<body>.+)", re.DOTALL
)
_LINK = re.compile(r"\]\(([a-z-]+)\)")
_TOO_COMMON = 2  # a query of one very short word finds nothing here


@dataclass(frozen=True, slots=True)
class Page:
    slug: str
    title: str
    summary: str
    html: SafeString
    words: frozenset[str]  # stems of title and keywords


class BadPage(Exception):
    """A file of the guide does not begin as it must."""


def page(slug: str, language: str) -> Page:
    """Raises KeyError for a slug that the guide does not have."""
    return _pages(language)[slug]


def pages(slugs: tuple[str, ...], language: str) -> list[Page]:
    return [_pages(language)[slug] for slug in slugs]


def find(text: str, language: str, *, most: int = 2) -> list[Page]:
    """Pages whose title and keywords hold every word of the text: few, and only when they speak of just that."""
    asked = {stem for stem in tokens(text, language) if len(stem) >= _TOO_COMMON}
    if not asked:
        return []
    found = [one for one in _pages(language).values() if asked <= one.words]
    in_title = {one.slug: len(asked & set(tokens(one.title, language))) for one in found}
    return sorted(found, key=lambda one: -in_title[one.slug])[:most]


@cache
def _pages(language: str) -> dict[str, Page]:
    return {slug: _read(slug, language) for slug in SLUGS}


def _read(slug: str, language: str) -> Page:
    text = (FOLDER / language / f"{slug}.md").read_text(encoding="utf-8")
    head = _HEAD.match(text)
    if head is None:
        raise BadPage(f"{language}/{slug}.md")
    body = _LINK.sub(lambda link: f"](../{link[1]}/)", head["body"])
    words = frozenset(tokens(f"{head['title']} {head['keywords']}", language))
    return Page(slug, head["title"], head["summary"], _own(markdown(body)), words)


def _own(html: SafeString) -> SafeString:
    """These texts are ours: their links are not somebody else's, and their headings are the page's own sections."""
    ours = html.replace(' rel="nofollow noopener ugc"', "")
    for level in (3, 4):
        ours = ours.replace(f"<h{level}>", f"<h{level - 1}>").replace(f"</h{level}>", f"</h{level - 1}>")
    return SafeString(ours)
