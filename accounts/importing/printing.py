"""The profile on paper: a CV that a person can send anywhere. Made from the snapshot, which has no pay floor in it."""

import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import HRFlowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer

from accounts.importing.reading import MAKER
from accounts.models import Evidence, ProfileSkill
from accounts.places import place_in_words
from accounts.sent import (
    Line,
    channel_line,
    education_line,
    experience_line,
    language_line,
    month,
    training_line,
)
from core.pdftext import BOLD, PLAIN, UNKNOWN, letters, printable
from core.vocabulary import vocabulary

INK, QUIET, ACCENT, RULE = (HexColor(c) for c in ("#13201e", "#566663", "#0b5d50", "#d6e0de"))
Sent = Mapping[str, Any]


def _style(size: float, ink: Any = INK, **more: Any) -> ParagraphStyle:
    how: dict[str, Any] = {"fontName": PLAIN, "leading": size * 1.45, "splitLongWords": True, **more}
    return ParagraphStyle(f"cv{size}{sorted(more)}", fontSize=size, textColor=ink, **how)


NAME = _style(22, fontName=BOLD, leading=27)
HEADLINE = _style(11.5, ACCENT, spaceBefore=1 * mm)
HEAD = _style(11, ACCENT, fontName=BOLD, spaceBefore=6 * mm, spaceAfter=1 * mm, keepWithNext=1)
ROLE = _style(9.8, fontName=BOLD, spaceBefore=2.6 * mm, keepWithNext=1)
BODY = _style(9.3, spaceAfter=0.8 * mm)
ITEM = _style(9.3, leftIndent=4 * mm, bulletIndent=0.6 * mm, spaceAfter=0.4 * mm)
SMALL = _style(8.6, QUIET)


class _Page:
    def __init__(self) -> None:
        letters()
        self.story: list[Any] = []
        self.lost = False

    def text(self, words: str, style: ParagraphStyle) -> Any:
        shown = printable(words)
        self.lost = self.lost or UNKNOWN in shown
        if style is BODY and re.match(r"[•*-] ", shown):
            return Paragraph(escape(shown[2:].strip()), ITEM, bulletText="•")
        return Paragraph(escape(shown), style)

    def part(self, title: str, lines: Iterable[Line]) -> None:
        for n, line in enumerate(lines):
            head = (
                [self.text(title, HEAD), HRFlowable("100%", 0.6, color=RULE, spaceAfter=1.2 * mm)]
                if n == 0
                else []
            )
            made = self.line(line)
            # a heading never stands alone at the foot of a page
            self.story += [KeepTogether([*head, *made[:2]]), *made[2:]]

    def line(self, line: Line) -> list[Any]:
        first = [(line.head, ROLE if line.text or line.sub else BODY), (line.sub, SMALL), (line.url, SMALL)]
        told = [(text, BODY) for text in line.text.split("\n") if text.strip()]
        return [self.text(words, style) for words, style in [*first, *told] if words]


def profile_pdf(sent: Sent) -> bytes:
    """`sent`: accounts.snapshots.snapshot(user). In the language that is active. About 50 ms."""
    page = _Page()
    page.story += [page.text(sent["name"] or sent["email"], NAME)]
    if sent["headline"]:
        page.story.append(page.text(sent["headline"], HEADLINE))
    place = place_in_words(sent["place"])
    contact = "  ·  ".join(fact for fact in (place, sent["email"], sent["phone"]) if fact)
    page.story += [Spacer(1, 2 * mm), page.text(contact, SMALL)]
    about = [Line("", "", text) for text in sent["about"].split("\n") if text.strip()]
    page.part(_("About me"), about)
    page.part(_("Work experience"), map(experience_line, sent["experience"]))
    page.part(_("Education"), map(education_line, sent["education"]))
    page.part(_("Skills"), _skills(sent))
    page.part(_("Trainings and certificates"), _proofs(sent))
    page.part(_("Teaching"), map(training_line, sent["trainings"]))
    page.part(_("Languages"), (_flat(language_line(row)) for row in sent["languages"]))
    page.part(_("Work samples"), (Line(s["title"], s["result"], s["did"], s["url"]) for s in sent["samples"]))
    page.part(_("Channels"), map(channel_line, sent["channels"]))
    page.part(_("Links"), (Line("", f"{link['label']}: {link['url']}") for link in sent["links"]))
    if page.lost:
        page.story += [Spacer(1, 5 * mm), page.text(_("%(sign)s stands for a letter that this file cannot show.") % {"sign": UNKNOWN}, SMALL)]  # fmt: skip
    return _printed(page, sent)


def _flat(line: Line) -> Line:
    return Line("", "", f"{line.head}: {line.sub}")


def _skills(sent: Sent) -> list[Line]:
    """By level, the highest first; each a line of names."""
    words = vocabulary()
    made = []
    for level in reversed(ProfileSkill.Level.choices):
        names = [
            known.name
            for row in sent["skills"]
            if row["level"] == level[0] and (known := words.skill(row["slug"]))
        ]
        if names:
            made.append(Line("", "", f"{level[1]}: {' · '.join(names)}"))
    return made


def _proofs(sent: Sent) -> list[Line]:
    """A reference is somebody else's word: it goes along with an application and nowhere else."""
    kinds = {Evidence.Kind.CERTIFICATE, Evidence.Kind.TRAINING}
    rows = [row for skill in sent["skills"] for row in skill.get("evidence", []) if row["kind"] in kinds]
    return [Line("", "", f"{row['title']} · {row['issuer']} · {month(row['on'])}") for row in rows]


def _printed(page: _Page, sent: Sent) -> bytes:
    out = BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=LETTER if sent["place"]["country"] == "US" else A4,
        leftMargin=22 * mm, rightMargin=22 * mm, topMargin=20 * mm, bottomMargin=18 * mm,
        title=printable(sent["name"] or _("CV")),
        creator=MAKER,
        author=printable(sent["name"] or settings.SITE_NAME),
        lang=get_language() or "en",
    )  # fmt: skip
    document.build(page.story, onFirstPage=_foot, onLaterPages=_foot)
    return out.getvalue()


def _foot(canvas: Any, document: Any) -> None:
    canvas.setFont(PLAIN, 7.5)
    canvas.setFillColor(QUIET)
    canvas.drawRightString(document.pagesize[0] - 22 * mm, 10 * mm, str(document.page))
