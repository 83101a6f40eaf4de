"""The search: one FilterSet on one query string, for the page, the feeds, alerts and whatever else asks.

Inside a filter the values are alternatives (OR), between filters all count (AND); `match=all` asks for every skill.
A value nobody knows is left out and reported (`Search.ignored`), never an error. `Search.canonical` is the one way
to write a search. What is found comes from the index (postings/search/finding.py); rows are read by their ids.
"""

import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core import gazetteer
from core.gazetteer import Spot
from core.vocabulary import vocabulary
from hospitals.former import known_as
from postings.models import Posting
from postings.models.choices import Currency
from postings.search import index
from postings.search.amounts import MoneyField
from postings.search.asks import Asked
from postings.search.filters import KM, LONGEST_TEXT, fields
from postings.search.finding import Found, Part, segments
from postings.search.index import View
from postings.search.offers import Offer, offers
from postings.search.understanding import Reader, Understood, has_words

# No word, and no feed may carry them: control characters, halves of surrogate pairs, U+FFFE and U+FFFF.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# They say how another filter is meant, and are left out at this default.
MODIFIERS = {"match": "any", "currency": "USD", "km": "", "duty_min": "", "nopay": ""}
# Filters that mean the reader: left out for whoever is not known, and said.
UNKNOWN = {
    "fit": _("only when you are signed in and have chosen your skills"),
    "floor": _("only when you are signed in and have said what you want to earn"),
}
Views = tuple[list[View], int] | None


class Search:
    """One search, made of any query string.

    `language`: the reader's, by default the active one; `mine`: ids of the reader's skills, for `fit=mine`; `floor`:
    (amount, currency) of the reader's private pay floor, for `floor=mine`: no address, feed or log ever carries it.
    `hospitals`: {slug: (id, name)} of all that can be meant, for whoever makes many searches; else they are read.
    """

    def __init__(
        self,
        data: QueryDict | str = "",
        *,
        language: str = "",
        mine: Collection[int] = (),
        floor: tuple[int, str] | None = None,
        hospitals: Mapping[str, tuple[int, str]] | None = None,
        views: Views = None,
    ) -> None:
        self.ignored: list[tuple[str, str]] = []
        self.language = (language or get_language() or "en")[:2]
        self.mine, self.floor, self._views = frozenset(mine), floor, views
        self._hospitals = hospitals
        data = QueryDict(data) if isinstance(data, str) else data
        self.fields = fields()
        self.values: dict[str, Any] = {
            name: self._clean(name, field, data.getlist(name) if name in data else [])
            for name, field in self.fields.items()
        }
        self._follow_merges()
        self.values["hospital"] = [self.values["hospital"]] if self.values["hospital"] else []
        for name, known in (("fit", self.mine), ("floor", self.floor)):
            if self.values[name] and not known:
                self.ignored.append((str(self.fields[name].label), str(UNKNOWN[name])))
                self.values[name] = ""

    def _follow_merges(self) -> None:
        """A word that was merged is asked for as the one it became: old addresses and alerts stay right."""
        known = vocabulary()
        for name, find in (("skill", known.skill), ("channel", known.channel)):
            asked = [word.slug for slug in self.values[name] if (word := find(slug))]
            self.values[name] = list(dict.fromkeys(asked))

    def _clean(self, name: str, field: forms.Field, given: list[str]) -> Any:
        """What a filter is asked for, in its type; values that it does not know are reported and left out."""
        several = isinstance(field, forms.MultipleChoiceField)
        kept: list[Any] = []
        for value in dict.fromkeys(_CONTROL.sub(" ", v).strip()[:LONGEST_TEXT] for v in given[:100]):
            if not value:
                continue
            try:
                clean = field.clean([value] if several else value)
            except (ValidationError, ValueError, ArithmeticError):
                self.ignored.append((str(field.label or name), value[:60]))
            else:
                kept += clean if several else [int(clean) if isinstance(clean, Decimal) else clean]
        if several:
            return kept
        return kept[-1] if kept else None if isinstance(field, forms.DecimalField | MoneyField) else ""

    @property
    def sort(self) -> str:
        wanted = self.values.get("sort")
        has_spot = self.spot is not None and self.spot.kind != "region"
        possible = {"relevance": self.has_words, "distance": has_spot}
        return str(wanted) if wanted and possible.get(wanted, True) else self.default_sort

    @property
    def default_sort(self) -> str:
        return "relevance" if self.has_words else "newest"

    @cached_property
    def has_words(self) -> bool:
        return has_words(self.values.get("q") or "")

    # ── Where ────────────────────────────────────────────────────────────────────────────────────────
    @cached_property
    def spots(self) -> list[Spot]:
        """What `near` may mean, the likeliest first; the search takes the first."""
        return gazetteer.find(self.values["near"]) if self.values.get("near") else []

    @property
    def spot(self) -> Spot | None:
        return self.spots[0] if self.spots else None

    @property
    def km(self) -> int:
        """How far around the place, in kilometres."""
        return int(self.values.get("km") or KM[self.spot.country if self.spot else "US"])

    @cached_property
    def hospitals(self) -> dict[str, tuple[int, str]]:
        """{slug: (id, name)} of those that are asked for and can be trusted."""
        slugs = self.values["hospital"]
        if self._hospitals is not None:
            return {slug: self._hospitals[slug] for slug in slugs if slug in self._hospitals}
        return known_as(slugs) if slugs else {}

    # ── The answer ───────────────────────────────────────────────────────────────────────────────────
    @cached_property
    def _found(self) -> Found:
        self._views = self._views or index.views()
        views, now = self._views
        values = self.values
        hospitals = [pk for pk, _name in self.hospitals.values()]
        asked = Asked(values, self.spot, self.km, self.mine, self.floor, hospitals, now)
        text = values.get("q") or ""
        read = Reader(segments(views), self.language).read(text) if self.has_words else Understood()
        return Found([Part(view, asked, read) for view in views], self._order(read), read)

    def _order(self, read: Understood) -> str:
        """Words that only leave something out put nothing before anything else."""
        return "newest" if self.sort == "relevance" and not read.wanted else self.sort

    def found(self) -> Found:
        """What is found; asked once."""
        return self._found

    @property
    def views(self) -> list[View]:
        """The index as it was when this was answered from it."""
        self.found()
        assert self._views is not None
        return self._views[0]

    def offers(self) -> list[Offer]:
        """Words of it that are filters."""
        return offers(self) if self.has_words else []

    def newest(self, most: int) -> list[int]:
        """The newest of them, whatever the page sorts by."""
        found = self.found()
        return Found(found.parts, "newest", found.read).ids(0, most)

    def postings(self, start: int, stop: int, after: int | None = None) -> list[Posting]:
        """These rows, in their order, with what a card shows. Read from live(): one that ended meanwhile is absent."""
        return Posting.objects.live().for_cards().in_order_of(self.found().ids(start, stop, after))

    @property
    def currency(self) -> str:
        return str(self.values.get("currency") or MODIFIERS["currency"])

    # ── The query string ─────────────────────────────────────────────────────────────────────────────
    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """(name, value) of everything that is asked for, sorted, without defaults."""
        found = []
        for name, value in self.values.items():
            several = value if isinstance(value, list) else [value]
            found += [(name, str(one)) for one in several if one not in (None, "")]
        drop = {*MODIFIERS.items(), ("sort", self.default_sort)}
        if self.sort != self.values.get("sort"):
            drop.add(("sort", str(self.values.get("sort"))))
        if not self.values.get("near"):
            drop.add(("km", str(self.values.get("km"))))
        if not self.values.get("duty"):
            drop.add(("duty_min", str(self.values.get("duty_min"))))
        if len(self.values.get("skill") or []) < 2:
            drop.add(("match", "all"))
        if not self.values.get("pay_min") and self.sort != "pay":
            drop |= {("currency", c) for c in Currency.values}
        if not self.values.get("pay_min"):
            drop.add(("nopay", "1"))
        return sorted(pair for pair in found if pair not in drop)

    @property
    def canonical(self) -> str:
        return urlencode(self.pairs)

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """The pairs that narrow or widen what is found: not the sort, not how another one is meant."""
        return [pair for pair in self.pairs if pair[0] not in {"sort", *MODIFIERS}]

    def without(self, *pairs: tuple[str, str]) -> "Search":
        return self._other([pair for pair in self.pairs if pair not in pairs])

    def with_(self, *pairs: tuple[str, str]) -> "Search":
        return self._other([*self.pairs, *pairs])

    def _other(self, pairs: list[tuple[str, str]]) -> "Search":
        """Another search of the same reader, answered from the same moment."""
        return Search(
            urlencode(pairs),
            language=self.language,
            mine=self.mine,
            floor=self.floor,
            hospitals=self._hospitals,
            views=self._views,
        )


def canonical(query_string: str) -> str:
    """The one way to write this search: known values, sorted, defaults left out."""
    return Search(query_string).canonical


def counts_of(searches: list[Search]) -> list[int]:
    """How many postings each of these finds, all at one moment."""
    views = index.views()
    for search in searches:
        search._views = search._views or views
    return [search.found().total for search in searches]
