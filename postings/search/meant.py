"""What a search was taken to mean, when that is not just what was typed: words, places, filters."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext

from core.stemming import plain
from core.vocabulary import vocabulary
from postings.search.addresses import address, instead
from postings.search.facets import label as facet_label
from postings.search.labels import label
from postings.search.query import Search

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Link:
    text: str
    href: str
    n: int | None = None


@dataclass(frozen=True)
class Remark:
    """A sentence, and ways to say it differently."""

    text: str
    links: list[Link] = field(default_factory=list)


def remarks(search: Search) -> list[Remark]:
    """In the order of the form: the words, then the place, then words that may be filters."""
    return [*_corrections(search), *_place(search), *_offers(search)]


def _corrections(search: Search) -> list[Remark]:
    fixed = search.found().read.corrections
    if not fixed:
        return []
    used = ", ".join(f"“{_as_named(word)}”" for _, word in fixed)
    typed = " ".join(word for word, _ in fixed)
    literally = instead(search, "q", quoted(search.values["q"], {word for word, _ in fixed}))
    link = Link(gettext("Search for “%(typed)s” instead") % {"typed": typed}, literally)
    return [Remark(gettext("Searched for %(words)s.") % {"words": used}, [link])]


def quoted(text: str, typed: set[str]) -> str:
    """The search with those words in quotes, which asks for them as they stand."""
    return _WORD.sub(lambda match: f'"{match[0]}"' if plain(match[0]) in typed else match[0], text)


def _as_named(word: str) -> str:
    """ "hipaa" as the vocabulary writes it: "HIPAA". Only names in capitals differ from what people type."""
    known = vocabulary()
    for entry in (*known.skills.values(), *known.channels.values()):
        for name in (entry.name_en, entry.name_nl, *entry.synonyms):
            found = next((one for one in _WORD.findall(name) if one.isupper() and plain(one) == word), None)
            if found:
                return found
    return word


def _place(search: Search) -> list[Remark]:
    typed, spots = search.values["near"], search.spots
    if not typed:
        return []
    if not spots:
        told = gettext("We do not know the place “%(typed)s”, so we left it out. Write a city with its state or province, or a postcode.")  # fmt: skip
        return [Remark(told % {"typed": typed})]
    spot = spots[0]
    if spot.guessed:
        told = gettext("We do not know “%(typed)s”. This is for %(place)s.")
        return [Remark(told % {"typed": typed, "place": spot.label})]
    if len(spots) > 1:
        told = gettext("Which %(name)s? This is for %(place)s. Or choose:")
        links = [Link(other.label, instead(search, "near", other.label)) for other in spots[1:]]
        return [Remark(told % {"name": spot.name, "place": spot.label}, links)]
    return []


def _offers(search: Search) -> list[Remark]:
    """A skill and a law may have the same name: then the filter's name stands before it."""
    offers = search.offers()
    names = [label(offer.search, offer.name, offer.value) for offer in offers]
    links = [
        Link(f"{facet_label(offer.name)}: {name}" if names.count(name) > 1 else name, address(offer.search), offer.count)
        for offer, name in zip(offers, names, strict=True)
    ]  # fmt: skip
    return [Remark(gettext("Look only for:"), links)] if links else []
