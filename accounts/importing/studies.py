"""What somebody studied: title, school, the year it ended, the level as the vocabulary has it."""

import re
from collections.abc import Iterator

from accounts.importing.entries import entries
from accounts.importing.jobs import trimmed, without_places
from accounts.importing.refused import without_refused
from accounts.importing.suggestion import Suggestion, because, cut
from core.vocabulary import vocabulary

# The first that fits: "Master" before "Bachelor" before the school's kind.
_LEVELS = (
    ("doctorate", r"\bph\.?\s?d\b|doctora|promotie|\bdr\."),
    ("master", r"\bmaster|\bm\.?sc\b|\bm\.?a\.?(?=[\s,(]|$)|\bmba\b|\bmph\b|doctoraal|\bdrs\b|\bll\.?m\b"),
    ("bachelor", r"bachelor|\bb\.?sc\b|\bb\.?a\.?(?=[\s,(]|$)|\bbba\b|\bbs\b|\bhbo\b|propedeuse|\bb\.?eng\b|\bbcom\b|\bb\.?f\.?a\b"),
    ("associate", r"associate|\bad\b(?=[\s,-])"),
    ("vocational", r"\bmbo\b|vocational|\broc\b"),
    ("high_school", r"high school|\bvwo\b|\bhavo\b|\bvmbo\b|gymnasium|atheneum|\bmavo\b|secondary school|\bged\b|lyceum"),
)  # fmt: skip
_TITLE = re.compile(
    r"bachelor|master|\b[bm]\.?f\.?a\b|\bb\.?a\b|\bb\.?sc?\b|\bm\.?sc\b|\bm\.?a\b|ph\.?d|diploma|degree|\bhbo\b|\bwo\b|\bmbo\b|\bvwo\b|\bhavo\b|"
    r"\bvmbo\b|certificate|\bminor\b|propedeuse|associate|opleiding|cursus|\bmba\b|doctor|studies|communicatie|"
    r"communication|journalis|marketing|nursing|verpleegkunde|\bged\b|english|media\b|management|psycholog",
    re.IGNORECASE,
)
_SCHOOL = re.compile(
    r"universit|hogeschool|college|\bschool\b|academ|institut|\broc\b|lyceum|gymnasium|scholengemeenschap|\buva\b|\bvu\b|"
    r"\bhva\b|\bhan\b|fontys|\bsaxion\b|\binholland\b|polytechnic|\bhu\b|\bnhl\b|atheneum|faculty|\bmit\b|\bucla\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"gpa\b|cum laude|magna|diploma behaald|graduated|afgerond|honou?rs$", re.IGNORECASE)
_LABELS = re.compile(
    r"^(?:title of qualification awarded|qualification|opleiding|school|instelling|degree|diploma|institution|"
    r"name and type of organisation providing education and training|principal subjects.*?|dates?(?: \(from.*?\))?|periode|"
    r"level in national or international classification|onderwijsinstelling)\s*[:\t]\s*",
    re.IGNORECASE,
)


def studies(lines: list[str]) -> Iterator[Suggestion]:
    """Each study with its title or, of a school alone, what kind of school it was."""
    clean = [_LABELS.sub("", line) for line in without_refused(lines)]
    for entry in entries(clean, single=True):
        title, school = title_and_school(entry.pieces())
        if not title:
            continue
        ended = entry.period.ended
        yield Suggestion(
            "education",
            {
                "level": next(filter(None, map(named_level, entry.pieces())), "")
                or level_of(f"{title} {school}"),
                "title": cut(title, 120),
                "school": cut(school, 120),
                "ended_in": ended.year if ended else None,
            },
            because(*entry.words),
        )


def level_of(text: str) -> str:
    bare = text.lower()
    return next((level for level, words in _LEVELS if re.search(words, bare)), "")


def named_level(text: str) -> str:
    """The level that is called so in the vocabulary: "Bachelor's degree"."""
    return next(
        (e.slug for e in vocabulary().educations.values() if text and text in (e.name_en, e.name_nl)), ""
    )


def title_and_school(pieces: list[str]) -> tuple[str, str]:
    parts: list[str] = []
    for piece in pieces:
        at = re.match(r"^(.{3,90}?)\s+(?:at|aan|bij|from)\s+(?:the |de |het )?([A-Z].{1,90})$", piece)
        if at:
            parts += [at[1], at[2]]
        elif len(pieces) > 1 and (not _SCHOOL.search(piece) or _names_a_degree(piece)):
            told = [part.strip() for part in piece.split(",")]
            parts.append(", ".join(part for part in told if part and not _ASIDE.match(part)))
        else:
            parts += _by_commas(piece)
    parts = without_places([one for p in parts if (one := trimmed(p))])
    parts = [p for p in parts if not _ASIDE.match(p)]
    parts = [p for p in parts if not named_level(p)] or parts
    school = next((p for p in parts if _SCHOOL.search(p) and not _names_a_degree(p)), "")
    titles = [p for p in parts if p != school]
    title = next((p for p in titles if _TITLE.search(p)), titles[0] if titles else "")
    if not school:
        school = next((p for p in titles if p != title and p[0].isupper()), "")
    return (title, school) if title else (school, "")


def _names_a_degree(text: str) -> bool:
    return bool(
        re.match(
            r"(?i)(bachelor|master|high school diploma|ph\.?d|b\.?a|m\.?sc|hbo|wo|vwo|havo|associate)\b", text
        )
    )


def _by_commas(piece: str) -> list[str]:
    """ "BA, Communication, University of Washington": what is no school stays with the title."""
    told = [part.strip() for part in piece.split(",") if part.strip() and not _ASIDE.match(part.strip())]
    at = next((i for i, part in enumerate(told) if _SCHOOL.search(part) and not _names_a_degree(part)), None)
    if at is None:
        return [", ".join(told[:2]), *told[2:]] if told and _TITLE.search(told[0]) else told
    before = [", ".join(told[:at])] if at else []
    return [*before, told[at], *told[at + 1 :]]
