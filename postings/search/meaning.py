"""What an expression stands for beside its own words: entries of the vocabulary, filters, synonyms, in both languages."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from core.stemming import stem, words
from core.vocabulary import Vocabulary, vocabulary
from postings.search.atoms import Atom, Fact, Phrase, Word
from postings.search.terms import forms

LANGUAGES = ("en", "nl")
LONGEST = 4  # words of an expression
Key = tuple[str, ...]  # stems in one language
# So general that they say nothing about the entry they are part of.
_GENERAL = frozenset(words("and of the for with en van het de een voor met in on a an to or other andere je"))


@dataclass
class Meanings:
    """Looked up by the stems of an expression, language by language."""

    facts: dict[str, dict[Key, set[Fact]]] = field(
        default_factory=lambda: {x: defaultdict(set) for x in LANGUAGES}
    )
    parts: dict[str, dict[str, set[Fact]]] = field(
        default_factory=lambda: {x: defaultdict(set) for x in LANGUAGES}
    )
    groups: dict[str, dict[Key, list[list[str]]]] = field(
        default_factory=lambda: {x: defaultdict(list) for x in LANGUAGES}
    )
    filters: dict[str, set[Fact]] = field(
        default_factory=lambda: defaultdict(set)
    )  # as written: "interne" is no intern
    only: dict[str, str] = field(default_factory=dict)  # an expression that means this in one language only
    plain: set[str] = field(default_factory=set)  # every word of it, for typing errors

    def facts_of(self, expression: list[str], reader: str) -> set[Fact]:
        """Entries and filters that bear this name."""
        languages = self._languages(expression, reader)
        exactly = self.filters.get(" ".join(expression), set()) if languages else set()
        return exactly.union(*(self.facts[x].get(key(expression, x), ()) for x in languages))

    def part_of(self, word: str, reader: str) -> set[Fact]:
        """Entries of the vocabulary whose name has this word."""
        return set().union(*(self.parts[x].get(stem(word, x), ()) for x in self._languages([word], reader)))

    def same_as(self, expression: list[str], reader: str) -> list[Atom]:
        """Other ways to say it, as written and as entries."""
        found: list[Atom] = []
        for language in self._languages(expression, reader):
            for group in self.groups[language].get(key(expression, language), ()):
                for other in group:
                    told = words(other)
                    if ":" in other:
                        found.append(Fact(*other.split(":")))
                    elif key(told, language) != key(expression, language):
                        found.append(written(told))
                        found += sorted(self.facts_of(told, "nl"), key=str)
        return list(dict.fromkeys(found))

    def _languages(self, expression: list[str], reader: str) -> tuple[str, ...]:
        only = self.only.get(" ".join(expression))
        return LANGUAGES if only in (None, reader) else ()


def key(expression: list[str], language: str) -> Key:
    return tuple(stem(word, language) for word in expression)


def written(expression: list[str]) -> Atom:
    """These words in this order."""
    return (
        Word(forms(expression[0]))
        if len(expression) == 1
        else Phrase(tuple(forms(word) for word in expression))
    )


_kept: tuple[Vocabulary | None, Meanings] = (None, Meanings())


def meanings() -> Meanings:
    """Of the vocabulary as it is now."""
    global _kept
    now = vocabulary()
    if _kept[0] is not now:
        _kept = (now, _gather(now))
    return _kept[1]


@cache
def _synonyms() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((Path(__file__).parent / "synonyms.json").read_text("utf-8"))
    return found


def _gather(now: Vocabulary) -> Meanings:
    known, data = Meanings(only=_synonyms()["only"]), _synonyms()
    entries: list[tuple[str, Any, Any]] = [
        *(("skill", pk, word) for pk, word in now.skills.items()),
        *(("channel", pk, word) for pk, word in now.channels.items()),
        *(("family", pk, word) for pk, word in now.families.items()),
    ]
    for facet, pk, entry in entries:
        fact = Fact(
            facet, str(entry.merged_into_id or pk)
        )  # a merged word is another name of the one it became
        for language in LANGUAGES:
            name, others = getattr(entry, f"name_{language}"), getattr(entry, f"synonyms_{language}")
            for text in (name, name.partition("(")[0], *others):
                _name(known, language, text, fact)
            for word in words(name):
                if word not in _GENERAL:
                    known.parts[language][stem(word, language)].add(fact)
    for filtered, texts in data["filters"].items():
        for text in texts:
            known.filters[" ".join(words(text))].add(Fact(*filtered.split(":")))
            known.plain.update(words(text))
    for text, wider in data["wider"].items():
        for language in LANGUAGES:
            known.groups[language][key(words(text), language)].append(wider)
    for group in data["groups"]:
        for text in group:
            known.plain.update(words(text))
            for language in LANGUAGES:
                known.groups[language][key(words(text), language)].append(group)
    return known


def _name(known: Meanings, language: str, text: str, fact: Fact) -> None:
    found = words(text)
    if 0 < len(found) <= LONGEST:
        known.facts[language][key(found, language)].add(fact)
    known.plain.update(found)
