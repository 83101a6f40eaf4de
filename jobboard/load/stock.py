"""The stock of sentences (en.txt, nl.txt), cut into pieces whose Markdown, HTML and words are computed once.

A text is put together from pieces three times at the same cost as once: as a person's Markdown, as what
`core.text.markdown` makes of it, and as the words that `postings.search.terms.entry` keeps. tests/roof/test_load.py
holds both equalities.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import NamedTuple

import numpy as np

from core.text import markdown
from jobboard.load import names
from postings.search.terms import spread

HERE = Path(__file__).resolve().parent
_SLOT = re.compile(r"\{(\w+)\}")
SMALL, LARGE = 1 << 10, 1 << 16  # lengths of the tables that slots are filled from; powers of two
GIVEN = frozenset({"hospital", "city", "number"})  # slots that the posting itself fills


class Piece(NamedTuple):
    text: str
    html: str
    words: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with `%s` where its slots are. A slot is a table to draw from, or a name in GIVEN."""

    text: str
    html: str
    words: str
    slots: tuple[list[Piece] | str, ...]


@dataclass(frozen=True, slots=True)
class Stock:
    lists: dict[str, list[Sentence]]
    weights: dict[str, np.ndarray]  # logarithms: the first lines of a list come often, the last ones seldom


def piece(text: str) -> Piece:
    """One text without slots. It must be a part of a line: no paragraph, no list."""
    return Piece(text, _inline(text), spread(text))


def plain_piece(text: str) -> Piece:
    """The same for names, which hold no Markdown: a hundred times quicker."""
    return Piece(text, escape(text, quote=False), spread(text))


def _inline(text: str) -> str:
    html = str(markdown(f"x{text}x"))  # letters around it: a leading number or blank is no mark
    return html.removeprefix("<p>x").removesuffix("x</p>\n")


@cache
def stock(language: str) -> Stock:
    lines = _read(language)
    pools = {name.removeprefix("pool "): rows for name, rows in lines.items() if name.startswith("pool ")}
    tables = {name: _often_first(rows, SMALL) for name, rows in pools.items()}
    separator = "," if language == "en" else "."
    tables["n"] = _often_first(
        [str(n) for n in (4, 5, 3, 6, 2, 7, 8, 12, 9, 24, 25, 28, 30, 10, 14, 20, 11)], SMALL
    )
    tables["days"] = _often_first(list(map(str, (24, 25, 22, 20, 28, 26, 30, 23, 21, 18, 32))), SMALL)
    tables["big"] = _often_first([f"{n}{separator}000" for n in range(2, 400)], SMALL)
    tails = {
        "area": names.areas(language),
        "street": names.streets(language),
        "programme": names.programmes(language),
        "product": names.products(),
    }
    tables |= {name: _often_first(rows, LARGE, power=1.0, make=plain_piece) for name, rows in tails.items()}
    lists = {
        name: [_sentence(row, tables) for row in rows]
        for name, rows in lines.items()
        if not name.startswith("pool ")
    }
    weights = {name: -0.6 * np.log(np.arange(2, len(rows) + 2)) for name, rows in lists.items()}
    return Stock(lists, weights)


def _read(language: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    name = ""
    for line in (HERE / f"{language}.txt").read_text("utf-8").splitlines():
        if line.startswith("## "):
            name = line.removeprefix("## ")
            found[name] = []
        elif line and not line.startswith("# "):
            found[name].append("" if line == "-" else line)
    return found


def _often_first(
    rows: list[str], length: int, *, power: float = 0.7, make: Callable[[str], Piece] = piece
) -> list[Piece]:
    """A table to draw from evenly, in which row r stands about r^-power times as often as row 1."""
    share = np.arange(1, len(rows) + 1) ** -power
    edges = np.cumsum(share / share.sum())
    which = np.searchsorted(edges, (np.arange(length) + 0.5) / length)
    made: dict[int, Piece] = {}
    table = []
    for i in np.minimum(which, len(rows) - 1).tolist():
        if i not in made:
            made[i] = make(rows[i])
        table.append(made[i])
    return table


def _sentence(row: str, tables: dict[str, list[Piece]]) -> Sentence:
    """Raises ValueError where a letter touches a slot: the words of the two could not be told apart."""
    if re.search(r"\w\{|\}\w", row):
        raise ValueError(f"A letter touches a slot: {row}")
    wanted = _SLOT.findall(row)
    slots = tuple(name if name in GIVEN else tables[name] for name in wanted)
    html = _inline(_SLOT.sub("qslotq", row)) if row else ""
    texts = _SLOT.split(row)[::2]
    words = [part for text in texts for part in (spread(text), "%s")][:-1]
    return Sentence(
        _SLOT.sub("%s", row.replace("%", "%%")),
        html.replace("%", "%%").replace("qslotq", "%s"),
        " ".join(filter(None, words)),
        slots,
    )
