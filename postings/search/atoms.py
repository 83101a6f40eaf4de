"""What the words of a search come down to, and which documents of a segment have it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

from postings.search import bits
from postings.search.bits import Bits
from postings.search.segment import Segment


class Atom:
    """Something a document has or has not, in a zone: the title, the names (hospital, place, facts), or anywhere."""

    def found(self, segment: Segment, zone: str) -> Bits | None:
        """The documents; None when there is none."""
        raise NotImplementedError


@dataclass(frozen=True)
class Word(Atom):
    forms: tuple[str, ...]

    def found(self, segment: Segment, zone: str) -> Bits | None:
        return segment.word(self.forms, zone)


@dataclass(frozen=True)
class Phrase(Atom):
    """Words that follow each other: every two neighbours stand together somewhere in the text."""

    words: tuple[tuple[str, ...], ...]

    def found(self, segment: Segment, zone: str) -> Bits | None:
        together = [segment.neighbours(a, b) for a, b in zip(self.words, self.words[1:], strict=False)]
        if zone != "all":
            together += [segment.word(forms, zone) for forms in self.words]
        return both(together)


@dataclass(frozen=True)
class Fact(Atom):
    """A choice of the vocabulary, or of another list that openings are filtered by. Weighs as a name."""

    facet: str
    value: str

    def found(self, segment: Segment, zone: str) -> Bits | None:
        if (zone == "title" and self.facet != "lang") or (self.facet, self.value) not in segment.rows:
            return None
        return segment.having(self.facet, self.value)


@dataclass(frozen=True)
class Every(Atom):
    parts: tuple[Atom, ...]

    def found(self, segment: Segment, zone: str) -> Bits | None:
        return both(part.found(segment, zone) for part in self.parts)


@dataclass(frozen=True)
class Either(Atom):
    parts: tuple[Atom, ...]

    def found(self, segment: Segment, zone: str) -> Bits | None:
        answers = [one for part in self.parts if (one := part.found(segment, zone)) is not None]
        return reduce(lambda a, b: a | b, answers) if answers else None


@dataclass(frozen=True)
class Clause(Atom):
    """Something that must be found: as it was typed, or else by a synonym, which weighs less."""

    typed: Atom
    also: tuple[Atom, ...] = ()

    def found(self, segment: Segment, zone: str) -> Bits | None:
        return Either((self.typed, *self.also)).found(segment, zone)


def both(answers: Iterable[Bits | None]) -> Bits | None:
    """What is in all of them."""
    found: Bits | None = None
    for answer in answers:
        if answer is None:
            return None
        found = answer if found is None else found & answer
    return found


def or_none(found: Bits | None, segment: Segment) -> Bits:
    return bits.none(segment.n) if found is None else found
