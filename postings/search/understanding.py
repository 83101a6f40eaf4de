"""Reading what a visitor typed: words, "phrases", -exclusions, OR; what was meant by them; and what of it is a filter.

Every word counts. A word finds its stems in both languages and the entries of the vocabulary whose name has it; an
expression that names an entry or has synonyms (one to four words) finds those too. Quotes ask for the words as they
stand. A word that no opening has is read as parts of a compound, as the beginning of words, or as a typing error.
Never an error, whatever the text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from core.stemming import words
from postings.search.atoms import Atom, Clause, Either, Every, Fact, Word
from postings.search.meaning import LONGEST, Meanings, meanings, written
from postings.search.segment import Segment
from postings.search.terms import forms, split

MOST_WORDS = 24  # of one search; the rest is ignored
_MOST_CORRECTED = 3  # words; somebody who mistypes more writes another language
_MOST_BEGUN = 40  # words that one beginning may stand for
_SHORTEST_BEGINNING = 3
_SHORTEST_ERROR = 4
_MOST_COMPARED = 20_000  # words with the same first letter
_PART = re.compile(r'(-?)(?:["“”„]([^"“”„]*)["“”„]?|([^\s"“”„]+))')
# Left out of a search (not of a phrase): nobody who writes "jobs in Tacoma" asks for the word "in".
SMALL_WORDS = frozenset(
    words(
        "a an and are as at be by for from in is of on or the to with aan als bij dat de den der die een en het ik in "
        "is je met naar of om op te tot uit van voor wij ze zijn"
    )
)


@dataclass(frozen=True)
class Part:
    """A run of plain words, a quoted phrase, or something to leave out."""

    words: list[str]
    quoted: bool = False
    minus: bool = False
    joined: bool = False  # by OR to the one before


@dataclass
class Understood:
    """Clauses that must all be found, and what must not be."""

    wanted: list[Clause] = field(default_factory=list)
    unwanted: list[Atom] = field(default_factory=list)
    corrections: list[tuple[str, str]] = field(default_factory=list)  # (typed, searched for)
    facts: list[tuple[str, Fact]] = field(default_factory=list)  # expressions that are filters


def parts(text: str) -> list[Part]:
    """The text in its parts; neighbouring plain words are one run."""
    found: list[Part] = []
    left, joined = MOST_WORDS, False
    matches = [match.groups(default="") for match in _PART.finditer(text[:2000])]
    small_too = not any(w not in SMALL_WORDS for _, phrase, word in matches for w in words(phrase or word))
    for minus, phrase, word in matches:
        if word in ("OR", "|") and not minus:
            joined = bool(found)
            continue
        told = words(phrase or word)[:left]
        if not phrase and len(told) > 1:  # "patient's"
            told = [one for one in told if one != "s"]
        if not phrase and not small_too and len(told) == 1 and told[0] in SMALL_WORDS:
            continue
        if not told:
            continue
        left -= len(told)
        last = found[-1] if found else None
        if not (minus or phrase or joined) and last and not (last.quoted or last.minus or last.joined):
            last.words.extend(told)
        else:
            found.append(Part(list(told), bool(phrase), bool(minus), joined))
        joined = False
    return found


def has_words(text: str) -> bool:
    return bool(parts(text))


class Reader:
    """Reads for one visitor, against the segments that will answer."""

    def __init__(self, segments: list[Segment], language: str) -> None:
        self._segments, self._language = segments, language
        self._known: Meanings = meanings()
        self._read = Understood()

    def read(self, text: str) -> Understood:
        for part in parts(text):
            if part.minus:
                self._read.unwanted.append(self._left_out(part))
            else:
                clauses = [Clause(written(part.words))] if part.quoted else self._run(part.words)
                self._want(clauses, joined=part.joined)
        return self._read

    def _want(self, clauses: list[Clause], joined: bool) -> None:
        """OR joins two neighbours, not all that stands on its two sides."""
        wanted = self._read.wanted
        if joined and wanted and clauses:
            one, other = wanted[-1], clauses[0]
            wanted[-1] = Clause(Either((one.typed, other.typed)), (*one.also, *other.also))
            clauses = clauses[1:]
        wanted += clauses

    def _left_out(self, part: Part) -> Atom:
        if part.quoted:
            return written(part.words)
        facts = sorted(self._known.facts_of(part.words, self._language), key=str)
        return Either((written(part.words), *facts))

    # ── A run of plain words ─────────────────────────────────────────────────────────────────────────
    def _run(self, told: list[str]) -> list[Clause]:
        """One clause for each expression that is known, the longest first, and for each other word."""
        clauses: list[Clause] = []
        at = 0
        while at < len(told):
            sizes = range(min(LONGEST, len(told) - at), 1, -1)
            size = next((n for n in sizes if self._means(told[at : at + n])), 1)
            expression = told[at : at + size]
            clauses.append(self._expression(expression) if size > 1 else self._word(expression[0]))
            at += size
        return clauses

    def _means(self, expression: list[str]) -> bool:
        """It names something, has synonyms, or is written as one word elsewhere."""
        known, reader = self._known, self._language
        return bool(
            known.facts_of(expression, reader)
            or known.same_as(expression, reader)
            or (len(expression) == 2 and self._is_written("".join(expression)))
        )

    def _expression(self, expression: list[str]) -> Clause:
        each = Every(tuple(Word(forms(word)) for word in expression))
        typed = Either((each, Word(forms("".join(expression))), *self._facts(expression)))
        return Clause(typed, tuple(self._known.same_as(expression, self._language)))

    def _facts(self, expression: list[str]) -> list[Fact]:
        facts = sorted(self._known.facts_of(expression, self._language), key=str)
        self._read.facts += [(" ".join(expression), fact) for fact in facts]
        return facts

    def _word(self, word: str) -> Clause:
        as_typed: Atom = Word(forms(word))
        if self._known.only.get(word) == self._language:  # in the other language it is another word
            as_typed = Every((as_typed, Fact("lang", self._language)))
        typed: list[Atom] = [as_typed, *self._facts([word])]
        typed += sorted(self._known.part_of(word, self._language), key=str)
        if several := split(word):
            typed.append(written(list(several)))
        also = self._known.same_as([word], self._language)
        known = any(self._is_found(atom) for atom in typed)
        if not self._is_written(word) and not also:
            begun = self._begun(word)
            if not known and not begun:
                return self._corrected(word)
            also = begun
        return Clause(Either(tuple(dict.fromkeys(typed))), tuple(also))

    def _is_found(self, atom: Atom) -> bool:
        return any(atom.found(segment, "all") is not None for segment in self._segments)

    def _is_written(self, word: str) -> bool:
        """Whether somebody wrote exactly this word, or the vocabulary has it."""
        return word in self._known.plain or any(segment.is_written(word) for segment in self._segments)

    # ── A word that nobody wrote ─────────────────────────────────────────────────────────────────────
    def _begun(self, word: str) -> list[Atom]:
        """Words that begin with it: it is still being typed, or is part of a compound."""
        if len(word) < _SHORTEST_BEGINNING:
            return []
        begun = {w for segment in self._segments for w in segment.beginning_with(word, _MOST_BEGUN)}
        begun |= {w for w in self._known.plain if w.startswith(word)}
        found: list[Atom] = []
        for one in sorted(begun)[:_MOST_BEGUN]:
            found += [Word(forms(one)), *self._known.facts_of([one], self._language)]
            found += self._known.part_of(one, self._language)
        return list(dict.fromkeys(found))

    def _corrected(self, word: str) -> Clause:
        meant = self._nearest(word)
        if meant is None:
            return Clause(Word(forms(word)))
        self._read.corrections.append((word, meant))
        return self._word(meant)

    def _nearest(self, word: str) -> str | None:
        """The known word that this is a typing error of: the fewest changes, then the vocabulary, then the most used."""
        too_many = len(self._read.corrections) >= _MOST_CORRECTED
        if too_many or len(word) < _SHORTEST_ERROR or not word.isalpha():
            return None
        changes = 1 if len(word) < 6 else 2
        known = self._known.plain
        candidates = {w for w in known if len(w) >= _SHORTEST_ERROR}
        for segment in self._segments:
            candidates.update(segment.beginning_with(word[0], _MOST_COMPARED))
        near = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=changes, limit=8)
        ranked = sorted(near, key=lambda hit: (hit[1], hit[0] not in known, hit[0][0] != word[0], hit[0]))
        return str(ranked[0][0]) if ranked else None


def expressions(told: Iterable[str], longest: int = 3) -> Iterator[str]:
    """Runs of one to three neighbouring words, the longer first."""
    one = list(told)
    for size in range(min(longest, len(one)), 0, -1):
        for at in range(len(one) - size + 1):
            yield " ".join(one[at : at + size])
