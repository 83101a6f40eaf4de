"""Lines of a CV → suggestions. Asks the tables of places and words; knows nothing of who the CV is of."""

import re
import unicodedata

from accounts.importing.contact import channels_and_links, name_and_headline, phone, place
from accounts.importing.entries import BULLET, body_text
from accounts.importing.headings import HEAD, Part, lines_under, parts_of
from accounts.importing.jobs import jobs
from accounts.importing.proofs import proofs
from accounts.importing.refused import said_without, without_refused
from accounts.importing.skills import skills
from accounts.importing.studies import studies
from accounts.importing.suggestion import Suggestion, because, cut
from accounts.importing.tongues import languages
from core.cvcolumns import COLUMN
from core.cvlines import Page

_FOOT = re.compile(r"^\W*(?:page|pagina|blz\.?) \d+(?: ?(?:of|van|/) ?\d+)?\W*$", re.IGNORECASE)
MAKER = "profile export"  # of printing.py: reading it again takes no skill out of its sentences
LONGEST = 300  # letters of a line with a fact in it; a summary may be longer
MOST = {"experience": 25, "education": 12, "evidence": 15, "channel": 10, "language": 10, "link": 5}
_LIGATURES = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "\u00ad": "", "\u00a0": " ", "\u200b": ""})  # fmt: skip


def suggestions(page: Page) -> list[Suggestion]:
    """Everything that a CV says and a profile has a place for, in the order of a CV. About 20 ms."""
    parts = parts_of([_clean(line) for line in page.lines if not _FOOT.match(line)])
    for part in parts:
        if part.name not in {"experience", "education", "about"}:
            part.lines = without_refused(part.lines)
    head, contact = lines_under(parts, HEAD), lines_under(parts, "contact")
    head, contact = _short(head), _short(contact)
    mine = [*head, *contact, *_short(lines_under(parts, "links"))]
    told = (
        []
        if page.maker == MAKER
        else [*lines_under(parts, "about"), *lines_under(parts, "experience", "proofs")]
    )
    found = [
        *name_and_headline(head, contact, _clean(page.largest)),
        *_about(parts),
        *phone(mine, _short(lines_under(parts, *{p.name for p in parts}))),
        *place([*contact, *head]),
        *jobs(lines_under(parts, "experience")),
        *studies(lines_under(parts, "education")),
        *skills(lines_under(parts, "skills"), without_refused(told)),
        *proofs(_short(lines_under(parts, "proofs"))),
        *languages(_short(lines_under(parts, "languages"))),
        *channels_and_links(mine, page.links),
    ]
    return _bounded(found)


def _short(lines: list[str]) -> list[str]:
    """Without lines that are longer than a fact ever is: looking through them could take for ever."""
    return [line for line in lines if len(line) <= LONGEST]


def _clean(line: str) -> str:
    if line == COLUMN:
        return line
    text = unicodedata.normalize("NFC", line.translate(_LIGATURES))
    text = "".join(c if c == "\t" or unicodedata.category(c)[0] != "C" else " " for c in text)
    text = re.sub(r"(?<=\S) {2,}(?=\S)", "  ", text).strip(" ")
    return re.sub(BULLET, "• ", text) if BULLET.match(text) else text


def _about(parts: list[Part]) -> list[Suggestion]:
    """The summary under its heading, else a paragraph of the head that is long enough to be one."""
    text = body_text([line for part in parts if part.name == "about" for line in part.lines])
    if not text:
        head = lines_under(parts, HEAD)
        paragraphs = body_text([line if len(line) > 45 or line.endswith(".") else "" for line in head])
        text = max(paragraphs.split("\n"), key=len, default="")
        text = text if len(text) > 90 else ""
    text = "\n".join(said_without(block) for block in text.split("\n")).strip()
    return [Suggestion("about", {"about": cut(text, 2000)}, because(text))] if len(text) > 30 else []


def _bounded(found: list[Suggestion]) -> list[Suggestion]:
    counts: dict[str, int] = {}
    kept = []
    for one in found:
        counts[one.kind] = counts.get(one.kind, 0) + 1
        if counts[one.kind] <= MOST.get(one.kind, 30):
            kept.append(one)
    return kept
