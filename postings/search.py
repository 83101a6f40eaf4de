"""The search: one FilterSet on one query string, for the page, the feed and whatever else asks.

Inside a filter the values are alternatives (OR), between filters all count (AND); `match=all` asks for every skill.
A value nobody knows is left out and reported (`Search.ignored`), never an error. `Search.canonical` is the one way
to write a search.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

import django_filters as filters
from django import forms
from django.contrib.postgres.search import SearchRank
from django.core.exceptions import ValidationError
from django.db.models import Case, Count, F, IntegerField, Q, Value, When
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.vocabulary import vocabulary
from hospitals.models.kind import Country
from postings.models import Law, Mode, Posting
from postings.models.choices import Currency, Hours
from postings.models.querysets import PostingQuerySet
from postings.search_asks import MoneyField, asked_words, conditions

SORTS = [
    ("relevance", _("Best match")),
    ("newest", _("Newest")),
    ("closing", _("Closing soon")),
    ("pay", _("Highest pay")),
]
LONGEST_TEXT = 300
MODIFIERS = {"match": "any", "currency": "USD"}  # say how another filter is meant; left out at this default
Choices = list[tuple[Any, Any]]


def _slugs(words: Iterable[Any]) -> Choices:
    return [(word.slug, word) for word in sorted(words, key=lambda w: w.position)]


class MoneyFilter(filters.CharFilter):
    field_class = MoneyField


def _many(choices: Any, label: Any) -> filters.MultipleChoiceFilter:
    return filters.MultipleChoiceFilter(choices=choices, label=label)


def _days(label: Any) -> filters.NumberFilter:
    return filters.NumberFilter(label=label, min_value=1, max_value=365, decimal_places=0)


class PostingFilter(filters.FilterSet):
    """The filters by their names in the address. What each asks is in search_asks.ASKS."""

    q = filters.CharFilter(label=_("Job, skill or hospital"))
    near = filters.CharFilter(label=_("City or postcode"))
    engagement = _many(lambda: _slugs(vocabulary().engagements.values()), _("Kind of work"))
    hours = _many([c for c in Hours.choices if c[0] != Hours.EITHER], _("Hours"))
    skill = _many(lambda: _slugs(vocabulary().skills.values()), _("Skills asked for"))
    match = filters.ChoiceFilter(choices=[("any", _("Any of these")), ("all", _("All of these"))])
    pay_min = MoneyFilter(label=_("Pay"))
    currency = filters.ChoiceFilter(choices=Currency.choices, label=_("Currency"))
    unpaid = filters.ChoiceFilter(choices=[("1", _("Also show unpaid internships"))], label=_("Unpaid"))
    mode = _many(Mode.choices, _("Where you work"))
    channel = _many(lambda: _slugs(vocabulary().channels.values()), _("Channels"))
    experience = _many(lambda: _slugs(vocabulary().experiences.values()), _("Experience"))
    education = _many(lambda: _slugs(vocabulary().educations.values()), _("Education"))
    country = _many(Country.choices, _("Country"))
    law = _many(Law.choices, _("Privacy law"))
    lang = _many([("en", _("English")), ("nl", _("Dutch"))], _("Language"))
    hospital = filters.CharFilter(label=_("Hospital"))
    posted_in = _days(_("Posted"))
    closing_in = _days(_("Closes"))
    sort = filters.ChoiceFilter(choices=SORTS, label=_("Sort by"))

    class Meta:
        model = Posting
        fields: list[str] = []

    def filter_queryset(self, queryset: Any) -> Any:
        return queryset.filter(*conditions(meant(self.form.cleaned_data)).values())


def meant(cleaned: dict[str, Any]) -> dict[str, Any]:
    """Cleaned values in the types that conditions take."""
    values = dict(cleaned)
    for name in ("posted_in", "closing_in"):
        values[name] = int(values[name]) if values.get(name) else None
    values["hospital"] = [values["hospital"]] if values.get("hospital") else []
    return values


class Search:
    """One search, made of any query string."""

    def __init__(self, data: QueryDict | str = "") -> None:
        self.ignored: list[tuple[str, str]] = []
        data = QueryDict(data) if isinstance(data, str) else data
        form = PostingFilter({}).form
        self._known: dict[str, list[str]] = {
            name: kept
            for name, field in form.fields.items()
            if (kept := self._keep(name, field, data.getlist(name)))
        }
        told = QueryDict(mutable=True)
        for name, kept in self._known.items():
            told.setlist(name, kept)
        self.filterset = PostingFilter(told, queryset=Posting.objects.live())
        self.filterset.form.is_valid()
        self.values = meant(self.filterset.form.cleaned_data)

    def _keep(self, name: str, field: forms.Field, given: list[str]) -> list[str]:
        """The values of one filter that it knows; the others are reported."""
        several = isinstance(field, forms.MultipleChoiceField)
        kept = []
        for value in dict.fromkeys(v.strip()[:LONGEST_TEXT] for v in given[:100]):
            if not value:
                continue
            try:
                field.clean([value] if several else value)
            except (ValidationError, ValueError, ArithmeticError):
                self.ignored.append((str(field.label or name), value[:60]))
            else:
                kept.append(value)
        return kept if several else kept[-1:]

    @cached_property
    def conditions(self) -> dict[str, Q]:
        return conditions(self.values)

    @cached_property
    def condition(self) -> Q:
        return Q(*self.conditions.values())

    @property
    def sort(self) -> str:
        wanted = self.values.get("sort")
        if wanted and (wanted != "relevance" or self.has_words):
            return str(wanted)
        return self.default_sort

    @property
    def default_sort(self) -> str:
        return "relevance" if self.has_words else "newest"

    @property
    def has_words(self) -> bool:
        return asked_words(self.values) is not None

    def postings(self) -> PostingQuerySet:
        """The postings found, in the order asked for. The id breaks ties, so that pages do not overlap."""
        found: PostingQuerySet = self.filterset.qs
        asked = asked_words(self.values)
        if self.sort == "relevance" and asked:
            return found.annotate(rank=SearchRank(F("search"), asked)).order_by("-rank", "-publish_at", "-id")
        if self.sort == "closing":
            return found.order_by("closes_at", "id")
        if self.sort == "pay":
            # Currencies are never converted: those in the currency asked for come first, each by height.
            own = Case(
                When(pay_currency=self.currency, then=Value(0)), default=Value(1), output_field=IntegerField()
            )
            return found.order_by(
                own, "pay_currency", F("annual_max").desc(nulls_last=True), "-publish_at", "-id"
            )
        return found.newest_first()

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
        if not self.has_words:
            drop.add(("sort", "relevance"))
        if len(self.values.get("skill") or []) < 2:
            drop.add(("match", "all"))
        if not self.values.get("pay_min") and self.sort != "pay":
            drop |= {("currency", c) for c in Currency.values}
        return sorted(pair for pair in found if pair not in drop)

    @property
    def canonical(self) -> str:
        return urlencode(self.pairs)

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """The pairs that narrow or widen what is found: not the sort, not how another one is meant."""
        return [pair for pair in self.pairs if pair[0] not in {"sort", *MODIFIERS}]

    def without(self, *pairs: tuple[str, str]) -> "Search":
        return Search(urlencode([pair for pair in self.pairs if pair not in pairs]))


def canonical(query_string: str) -> str:
    """The one way to write this search: known values, sorted, defaults left out."""
    return Search(query_string).canonical


def counts_of(searches: list[Search]) -> list[int]:
    """How many postings each of these finds, in one query."""
    if not searches:
        return []
    counts = {
        f"n{i}": Count("pk", filter=s.condition) if s.condition else Count("pk")
        for i, s in enumerate(searches)
    }
    found = Posting.objects.live().aggregate(**counts)
    return [found[f"n{i}"] for i in range(len(searches))]
