"""A snapshot in words: what its rows are called and how they read. Pages of both sides and the printed PDF use it.

    for part in sent_parts(snapshot): part.title, part.lines

It takes snapshots of any age: what is missing is left out, a word that the vocabulary lost stands as its slug.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.evidence import backing, taught
from accounts.languages import language_name
from accounts.models import Language
from core.vocabulary import vocabulary

Sent = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """`head` in bold, `sub` beside it, `text` of the person below; `url` leads there."""

    head: str
    sub: str = ""
    text: str = ""
    url: str = ""

    def __str__(self) -> str:
        return "\n".join(filter(None, [" · ".join(filter(None, [self.head, self.sub])), self.text, self.url]))


@dataclass(frozen=True, slots=True)
class SentPart:
    slug: str
    title: str
    lines: list[Line] = field(default_factory=list)


def sent_parts(sent: Sent) -> list[SentPart]:
    """Those that say something, in the order in which a reader wants them."""
    parts = [
        SentPart("experience", _("Work experience"), _each(sent, "experience", experience_line)),
        SentPart("trainings", _("Teaching"), _each(sent, "trainings", training_line)),
        SentPart("education", _("Education"), _each(sent, "education", education_line)),
        SentPart("languages", _("Languages"), _each(sent, "languages", language_line)),
        SentPart("channels", _("Channels"), _each(sent, "channels", channel_line)),
        SentPart("availability", _("Can start"), _availability(sent)),
    ]
    return [part for part in parts if part.lines]


def backed_parts(sent: Sent, today: date) -> list[SentPart]:
    """What backs the skills, and work samples, for pages that do not show them elsewhere. A hospital's view of a
    snapshot holds no samples (applications/blind.py), so neither is evidence told that leans on one."""
    samples = [row for row in sent.get("samples") or [] if row.get("title")]
    kept = {row.get("id") for row in samples}
    backed = [
        Line(skill.name, f"{said.title}: {said.words}" if said.title else said.words)
        for row in sent.get("skills") or []
        if (skill := vocabulary().skill(row["slug"]))
        for said in (backing(one, today) for one in row.get("evidence") or [])
        if not said.sample or said.sample in kept
    ]
    parts = [
        SentPart("evidence", _("What backs the skills"), backed),
        SentPart("samples", _("Work samples"), [sample_line(row) for row in samples]),
    ]
    return [part for part in parts if part.lines]


def sample_line(row: Sent) -> Line:
    known = vocabulary().channel(row.get("channel") or "")
    about = [known.name if known else "", row.get("result")]
    return Line(row["title"], " · ".join(filter(None, about)), row.get("did", ""), row.get("url", ""))


def _each(sent: Sent, key: str, line: Callable[[Sent], Line]) -> list[Line]:
    rows: Iterable[Sent] = sent.get(key) or []
    return [line(row) for row in rows]


def experience_line(row: Sent) -> Line:
    period = f"{month(row['began_on'])} – {month(row['ended_on']) if row.get('ended_on') else _('now')}"
    return Line(row["role"], " · ".join(filter(None, [row.get("organisation"), period])), row.get("what", ""))


def training_line(row: Sent) -> Line:
    return Line(taught(row), text=row.get("what", ""))


def education_line(row: Sent) -> Line:
    level = vocabulary().educations.get(row.get("level") or "")
    year = str(row["ended_in"]) if row.get("ended_in") else ""
    about = [level.name if level else "", row.get("school"), year]
    return Line(row["title"], " · ".join(filter(None, about)))


def language_line(row: Sent) -> Line:
    levels = dict(Language.Level.choices)
    return Line(language_name(row["code"]), str(levels.get(row["level"], row["level"])))


def channel_line(row: Sent) -> Line:
    known = vocabulary().channel(row["channel"])
    n = row.get("audience")
    size = (
        ngettext("%(n)s follower", "%(n)s followers", n) % {"n": number_format(n, force_grouping=True)}
        if n
        else ""
    )
    handle = row.get("handle") or ""
    name = "" if handle == row.get("url") else handle
    about = " · ".join(filter(None, [name, size]))
    return Line(known.name if known else row["channel"], about, row.get("what", ""), row.get("url", ""))


def _availability(sent: Sent) -> list[Line]:
    return [Line(day(sent["available_from"]))] if sent.get("available_from") else []


def day(iso: str) -> str:
    return date_format(date.fromisoformat(iso), "j F Y")


def month(iso: str) -> str:
    return date_format(date.fromisoformat(iso), "F Y")
