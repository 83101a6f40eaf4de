"""One application on paper, as a PDF: what the hospital may read of it (a blind one stays blind), and its candidate's copy."""

import re
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

from accounts.models import ProfileSkill
from accounts.sent import backed_parts, sent_parts
from applications import blind, matching
from applications.models import Application
from core import zones
from core.pdftext import BOLD, PLAIN, UNKNOWN, letters, printable


def _style(
    size: float, *, bold: bool = False, before: float = 0, after: float = 2, ink: str = "#13201e"
) -> ParagraphStyle:
    return ParagraphStyle(
        f"{size}{bold}{before}",
        fontName=BOLD if bold else PLAIN,
        fontSize=size,
        leading=size * 1.45,
        spaceBefore=before * mm,
        spaceAfter=after * mm,
        textColor=HexColor(ink),
        splitLongWords=True,
    )


TITLE, HEAD, BODY = _style(18, bold=True), _style(12, bold=True, before=4), _style(9.5)
SMALL = _style(8.5, ink="#566663")
HEAD.keepWithNext = 1


class _Page:
    """Gathers paragraphs; remembers whether a letter was lost."""

    def __init__(self) -> None:
        letters()
        self.story: list[Any] = []
        self.lost = False

    def add(self, text: str, style: ParagraphStyle = BODY) -> None:
        shown = printable(text)
        self.lost = self.lost or UNKNOWN in shown
        self.story.append(Paragraph(escape(shown).replace("\n", "<br/>"), style))

    def part(self, head: str, text: str) -> None:
        if text.strip():
            self.add(head, HEAD)
            for block in re.split(r"\n\s*\n", text.strip()):
                self.add(block)


def application_pdf(application: Application) -> bytes:
    """For the hospital, in the language that is active. About 50 ms."""
    page = _Page()
    page.add(application.candidate_name, TITLE)
    letter = blind.masked(application.letter, application)
    skills = (_("Skills asked for"), _asked_skills(application))
    _write(page, application, application.told, skills, letter, blind.told_answers(application))
    return _printed(page, application, title=application.candidate_name)


def own_copy_pdf(application: Application, *, allowed: list[str]) -> bytes:
    """For the candidate: word for word what the hospital reads (of a blind one, once it knows the name), and what else
    was sent: the file of the CV and what they allow, in words. In the language that is active."""
    page, hospital = _Page(), application.posting.hospital
    page.add(_("Your copy of what you sent"), SMALL)
    page.add(application.sent_name, TITLE)
    skills = (_("Skills"), "\n".join(_named(row) for row in matching.sent(application)))
    _write(page, application, application.snapshot, skills, application.letter, application.answers)
    if application.cv:
        page.part(_("CV"), f"{application.cv.name}, {filesizeformat(application.cv.size)}")
    page.part(_("What you allow"), "\n".join(f"✓ {words}" for words in allowed))
    if application.respond_by:
        day = zones.day(application.respond_by, hospital.zone)
        page.part(_("The promise"), _("%(hospital)s answers before %(day)s.") % {"hospital": hospital.name, "day": day})  # fmt: skip
    return _printed(page, application, title=f"{application.posting.title}, {hospital.name}")


def _write(
    page: _Page,
    application: Application,
    sent: dict[str, Any],
    skills: tuple[str, str],
    letter: str,
    answers: list[dict[str, Any]],
) -> None:
    """What was sent, as one side may read it: the same rows for both."""
    posting = application.posting
    if sent.get("headline"):
        page.add(str(sent["headline"]))
    moment = date_format(timezone.localtime(application.submitted_at, posting.hospital.zone), "j F Y")
    page.add(f"{posting.title}, {posting.hospital.name}")
    page.add(_("Sent on %(day)s") % {"day": moment}, SMALL)
    page.part(_("Contact"), "\n".join(_contact(sent)))
    page.part(*skills)
    page.part(_("Letter"), letter)
    for question, answer in _answers(answers):
        page.part(question, answer)
    page.part(_("About the candidate"), str(sent.get("about") or ""))
    for part in [*backed_parts(sent, timezone.localdate()), *sent_parts(sent)]:
        page.part(part.title, "\n\n".join(str(line) for line in part.lines))


def _printed(page: _Page, application: Application, *, title: str) -> bytes:
    if page.lost:
        page.story.append(Spacer(1, 4 * mm))
        page.add(_("%(sign)s stands for a letter that this file cannot show. It is right on the page of the application.") % {"sign": UNKNOWN}, SMALL)  # fmt: skip
    out = BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=LETTER if application.posting.hospital.country == "US" else A4,
        leftMargin=20 * mm, rightMargin=20 * mm, topMargin=18 * mm, bottomMargin=18 * mm,
        title=printable(title),
        author=settings.SITE_NAME,
        lang=get_language() or "en",
    )  # fmt: skip
    document.build(page.story, onFirstPage=_foot, onLaterPages=_foot)
    return out.getvalue()


def _answers(sent: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """(question, answer) as they were sent."""
    said: dict[str, str] = {"yes": _("Yes"), "no": _("No"), "": "–"}
    rows = []
    for row in sent:
        answer = row.get("answer") or ""
        words = ", ".join(answer) if isinstance(answer, list) else said.get(answer, answer)
        rows.append((str(row.get("text", "")), words or "–"))
    return rows


def _contact(told: dict[str, Any]) -> list[str]:
    place = told.get("place") or {}
    where = ", ".join(str(place[k]) for k in ("city", "region") if place.get(k))
    links = [f"{link.get('label', '')}: {link.get('url', '')}" for link in told.get("links") or []]
    return [str(line) for line in (told.get("email"), told.get("phone"), where, *links) if line]


def _asked_skills(application: Application) -> str:
    required, nice, others = matching.asked_for(application)
    lines = [f"{'✓' if row[1] else '–'} {_named(row)}" for row in (*required, *nice)]
    return "\n".join(lines + [f"+ {_named(row)}" for row in others])


def _named(row: matching.Row) -> str:
    """A skill with its level in the candidate's own words."""
    skill, _has, level = row
    words = dict(ProfileSkill.Level.choices).get(level, "")
    return f"{skill.name} ({words})" if words else skill.name


def _foot(canvas: Any, document: Any) -> None:
    canvas.setFont(PLAIN, 7.5)
    canvas.setFillColor(HexColor("#566663"))
    canvas.drawString(20 * mm, 10 * mm, settings.SITE_NAME)
    canvas.drawRightString(document.pagesize[0] - 20 * mm, 10 * mm, str(document.page))
