"""One job or one study after the other: where each begins, what its heading says, what is told of it.

People write the days before the heading, behind it or under it, and keep to one way within a part. The way is read
from the first entry: how many lines stand above its days.
"""

import re
from dataclasses import dataclass, field

from accounts.importing.dates import Period, moment, period

LONGEST = 250  # letters: days are not looked for in a paragraph
_HEADING = 110  # letters; a longer line is a sentence
_SPLIT = re.compile(r"\s*[\t|·•;]\s*|\s+[–—-]{1,3}\s+|\s+@\s+")
_EDGE = " \t,;:|()[]–—-·•"
BULLET = re.compile(r"^\s*(?:[•●▪◦‣*·o➢✓■□]|[-–](?=\s))\s*")


@dataclass(slots=True)
class Entry:
    period: Period
    head: list[str] = field(default_factory=list)  # lines without the days
    body: list[str] = field(default_factory=list)  # "• " before items
    words: list[str] = field(default_factory=list)  # the lines of the heading as they are written

    def pieces(self) -> list[str]:
        """The heading in pieces, without empty ones."""
        found = [piece.strip(_EDGE) for line in self.head for piece in _SPLIT.split(line)]
        return [piece for piece in found if piece]


def entries(lines: list[str], *, single: bool) -> list[Entry]:
    """`single`: one year or month is enough ("2014, MSc …"), as in studies."""
    if not any(_anchor(line, single) for line in lines if not _item(line)):
        lines = [BULLET.sub("", line) for line in lines]  # a list of entries
    anchors = [i for i, line in enumerate(lines) if not _item(line) and _anchor(line, single)]
    anchors = _one_each(anchors, lines)
    if not anchors:
        return []
    above = _above(lines, anchors, single)
    starts = [_start(lines, i, above, before) for i, before in zip(anchors, [-1, *anchors], strict=False)]
    ends = [*starts[1:], len(lines)]
    return [_entry(lines, *span, single) for span in zip(starts, anchors, ends, strict=True)]


def _item(line: str) -> bool:
    return bool(BULLET.match(line))


def _anchor(line: str, single: bool) -> Period | None:
    """The days of an entry's heading: at an edge of a short line, and not in the middle of a sentence."""
    if len(line) > LONGEST:
        return None
    found = period(line) or (moment(line) if single else None)
    if found is None:
        found = moment(line) if _only_moment(line) else None
    if found is None:
        return None
    before, after = line[: found.start].strip(_EDGE), line[found.end :].strip(_EDGE)
    rest = f"{before} {after}".strip()
    at_edge = not before or not after or "(" in line[: found.start]
    is_sentence = rest.endswith(".") and len(rest.split()) > 7 and not re.search(r"\b[A-Z]\.$", rest)
    return found if at_edge and len(rest) <= _HEADING and not is_sentence else None


def _only_moment(line: str) -> bool:
    """ "2018" or "March 2019" alone on its line or in its cell."""
    found = moment(line.split("\t")[0]) or moment(line.split("\t")[-1])
    cells = [line.split("\t")[0], line.split("\t")[-1]]
    return found is not None and any(
        (m := moment(cell)) is not None and not (cell[: m.start] + cell[m.end :]).strip(_EDGE)
        for cell in cells
    )


def _one_each(anchors: list[int], lines: list[str]) -> list[int]:
    """A second date right under another belongs to it ("Graduated 2014") unless a heading stands between."""
    kept: list[int] = []
    for i in anchors:
        if kept and i == kept[-1] + 1 and period(lines[i]) is None and period(lines[kept[-1]]) is not None:
            continue
        kept.append(i)
    return kept


def _above(lines: list[str], anchors: list[int], single: bool) -> int:
    """How many lines of a heading stand above its days: 0 to 3."""
    counts = []
    for i in anchors:
        n = 0
        while n < 3 and i - n - 1 >= 0 and _heads(lines[i - n - 1]) and i - n - 1 not in anchors:
            n += 1
        counts.append(n)
    if counts[0] == 0 or len(counts) == 1:
        return counts[0] if not _says_all(lines[anchors[0]], single) else 0
    return min(counts[0], max(set(counts[1:]), key=lambda n: (counts[1:].count(n), -n)) or counts[0])


def _says_all(line: str, single: bool) -> bool:
    """A line that has days, role and organisation needs no line above it. A study's title has commas of its own."""
    found = period(line)
    rest = (line[: found.start] + "\t" + line[found.end :]).strip(_EDGE) if found else ""
    return (
        len([p for p in re.split(r"[\t|]| [–—-] " if single else r"[\t|,]| [–—-] ", rest) if p.strip(_EDGE)])
        >= 2
    )


def _heads(line: str) -> bool:
    bare = line.strip()
    return (
        0 < len(bare) <= _HEADING
        and not _item(line)
        and not (bare.endswith(".") and len(bare.split()) > 6)
        and not bare[0].islower()
    )


def _start(lines: list[str], anchor: int, above: int, before: int) -> int:
    start = anchor
    while anchor - start < above and start - 1 > before and _heads(lines[start - 1]):
        start -= 1
    return start


def _entry(lines: list[str], start: int, anchor: int, end: int, single: bool) -> Entry:
    found = _anchor(lines[anchor], single)
    assert found is not None  # it is why the line was chosen
    rest = (lines[anchor][: found.start].rstrip(" (") + "\t" + lines[anchor][found.end :].lstrip(" )")).strip(
        _EDGE
    )
    entry = Entry(found, [*lines[start:anchor], *([rest] if rest else [])], [], lines[start : anchor + 1])
    following = lines[anchor + 1 : end]
    wanted = 2 if start == anchor else 1
    while following and len(entry.pieces()) < 2 and wanted and _heads(following[0]):
        entry.head.append(following[0])
        entry.words.append(following.pop(0))
        wanted -= 1
    entry.body = following
    return entry


def body_text(lines: list[str]) -> str:
    """Items each on a line, the lines of one paragraph joined."""
    told: list[str] = []
    fresh = True
    for line in lines:
        bare = line.replace("\t", " ").strip()
        if not bare:
            fresh = True
        elif _item(line):
            told.append("• " + BULLET.sub("", bare))
            fresh = False
        elif fresh or not told:
            told.append(bare)
            fresh = False
        elif re.search(r"[^\W\d_]-$", told[-1]) and bare[0].islower():
            told[-1] = told[-1][:-1] + bare
        else:
            told[-1] += " " + bare
    return "\n".join(told).strip()
