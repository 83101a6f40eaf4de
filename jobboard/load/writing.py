"""Puts texts together: 200 to 600 words of Markdown with headings and lists, its HTML and its words."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from jobboard.load.stock import Piece, Sentence, Stock, stock
from postings.search.terms import BREAK

# What a text may draw from, and between how many sentences of each.
PARTS = {"intro": (3, 5), "duty": (5, 13), "team": (3, 7), "ask": (4, 9), "offer": (2, 4), "how": (3, 4)}
HEADS = ("head_duty", "head_team", "head_ask", "head_offer", "head_how")
SINGLE = (*HEADS, "title_start", "title_end", "learn", "benefit_note", "mode_note")
DRAWS = 96  # random numbers that one posting's slots use at most


class Text(NamedTuple):
    text: str
    html: str
    words: str


NOTHING = Text("", "", "")


class Written(NamedTuple):
    """The texts of one posting. Notes and goals are always written; the posting uses those that fit it."""

    title: Text
    description: Text
    learning_goals: Text
    pay_note: Text
    mode_note: Text


def body_words(*texts: Text | None) -> str:
    """The second line of `terms.entry`: the words of these texts, with no phrase from one to the next."""
    return f" {BREAK} ".join(text.words for text in texts if text and text.words)


def write(
    language: str,
    rng: np.random.Generator,
    titles: list[Piece],
    given: list[dict[str, Piece]],
    ranked: list[bool],
) -> Iterator[Written]:
    """One set of texts for each title. `given` fills the slots that belong to the posting itself; `ranked`: whether
    the title may begin with a rank ("Senior")."""
    texts = stock(language)
    count = len(titles)
    length = rng.beta(2, 2, count)  # of a posting as a whole: all its parts are long or short together
    chosen = {name: _several(texts, name, rng, length, *PARTS[name]) for name in PARTS}
    single = {name: _several(texts, name, rng, length, 1, 1) for name in SINGLE}
    bullets = (rng.random(count) < 0.5).tolist()
    draws = rng.integers(0, 1 << 16, (count, DRAWS)).tolist()
    for i, title in enumerate(titles):
        fill = _Filler(draws[i], given[i])
        parts = {name: [fill(one) for one in rows[i]] for name, rows in chosen.items()}
        ones = {name: fill(rows[i][0]) for name, rows in single.items()}
        yield Written(
            _title(title, ones["title_start"] if ranked[i] else NOTHING, ones["title_end"]),
            _description(parts, ones, listed=bullets[i]),
            ones["learn"],
            ones["benefit_note"],
            ones["mode_note"],
        )


def _several(
    texts: Stock, name: str, rng: np.random.Generator, length: np.ndarray, least: int, most: int
) -> list[list[Sentence]]:
    """For each posting, `least` to `most` different sentences of one list, by their weights (Gumbel's trick)."""
    rows = texts.lists[name]
    keys = texts.weights[name] + rng.gumbel(size=(len(length), len(rows)))
    order = np.argsort(-keys, axis=1)[:, :most].tolist()
    counts = np.rint(least + length * (most - least)).astype(int).tolist()
    return [[rows[j] for j in line[:n]] for line, n in zip(order, counts, strict=True)]


class _Filler:
    """Fills the slots of sentences from one posting's draws."""

    def __init__(self, draws: list[int], given: dict[str, Piece]) -> None:
        self.draws = iter(draws)
        self.given = given

    def __call__(self, sentence: Sentence) -> Text:
        if not sentence.slots:
            return Text(sentence.text % (), sentence.html % (), sentence.words)
        values = [
            self.given[slot] if slot.__class__ is str else slot[next(self.draws) & len(slot) - 1]
            for slot in sentence.slots
        ]
        text, html, words = zip(*values, strict=True)
        return Text(sentence.text % text, sentence.html % html, sentence.words % words)


def _title(title: Piece, start: Text, end: Text) -> Text:
    """At most 120 characters, as the model asks."""
    text, words = title.text, title.words
    if start.text and not title.text.startswith(start.text):
        text, words = f"{start.text} {text}", f"{start.words} {words}"
    gap = "" if end.text.startswith(",") else " "
    if end.text and len(text) + len(end.text) < 120:
        text, words = f"{text}{gap}{end.text}", f"{words} {end.words}"
    return Text(text, "", words)


def _description(parts: dict[str, list[Text]], ones: dict[str, Text], *, listed: bool) -> Text:
    blocks = [
        _paragraph(parts["intro"]),
        _heading(ones["head_duty"]),
        _list(parts["duty"]),
        _heading(ones["head_team"]),
        _paragraph(parts["team"]),
        _heading(ones["head_ask"]),
        _list(parts["ask"]) if listed else _paragraph(parts["ask"]),
        _heading(ones["head_offer"]),
        _paragraph(parts["offer"]),
        _heading(ones["head_how"]),
        _paragraph(parts["how"]),
    ]
    text, html, words = zip(*blocks, strict=True)
    return Text("\n\n".join(text), "".join(html), " ".join(words))


def _heading(one: Text) -> Text:
    return Text(f"## {one.text}", f"<h3>{one.html}</h3>\n", one.words)


def _paragraph(sentences: list[Text]) -> Text:
    text, html, words = zip(*sentences, strict=True)
    return Text(" ".join(text), f"<p>{' '.join(html)}</p>\n", " ".join(words))


def _list(items: list[Text]) -> Text:
    text, html, words = zip(*items, strict=True)
    lines = "</li>\n<li>".join(html)
    return Text("- " + "\n- ".join(text), f"<ul>\n<li>{lines}</li>\n</ul>\n", " ".join(words))
