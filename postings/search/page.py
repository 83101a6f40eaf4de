"""The search as a page shows it: facets with counts, chips that remove themselves, ways out when nothing is found."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext, ngettext

from hospitals.models import Hospital
from pay.writing import amount
from postings.models import Posting
from postings.models.choices import Currency
from postings.search.filters import MODIFIERS, Search, counts_of
from postings.search.finding import CLOSING_DAYS, POSTED_DAYS

PER_PAGE = 20
LAST_PAGE = 50  # deeper pages cost more than they help: the page asks to narrow the search
SHOWN = 6  # options before "more"
MOST_WAYS_OUT = 4
OPEN = ("engagement", "hours", "skill", "mode")
ORDER = ("engagement", "hours", "skill", "pay", "mode", "channel", "experience", "education", "country", "law", "lang", "posted_in", "closing_in")  # fmt: skip
SORTED_BY_COUNT = ("skill", "channel")


@dataclass(frozen=True)
class Option:
    name: str
    value: str
    label: str
    count: int
    chosen: bool

    @property
    def id(self) -> str:
        return f"f-{self.name}-{self.value or 'any'}"


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    options: list[Option]
    more: list[Option] = field(default_factory=list)
    radio: bool = False
    open: bool = False


@dataclass(frozen=True)
class Chip:
    label: str
    href: str


@dataclass(frozen=True)
class WayOut:
    label: str
    href: str
    count: int


class Shown(Sequence[Posting]):
    """What a paginator cuts its page from: asked for one page, the index gives its ids and the database its rows."""

    def __init__(self, search: Search, after: int | None) -> None:
        self._search, self._after = search, after

    def __len__(self) -> int:
        return self._search.found().total

    def __getitem__(self, cut: Any) -> Any:
        return self._search.postings(cut.start, cut.stop, self._after)


class CountedPaginator(Paginator[Posting]):
    """Knows its count already, and ends at LAST_PAGE."""

    def __init__(self, found: Any, count: int) -> None:
        super().__init__(found, PER_PAGE)
        self._count = count

    @cached_property
    def count(self) -> int:
        return self._count

    @cached_property
    def num_pages(self) -> int:
        return min(super().num_pages, LAST_PAGE)


def address(search: Search) -> str:
    """The page of a search in the reader's language."""
    return reverse("postings:search") + (f"?{search.canonical}" if search.canonical else "")


class ResultsPage:
    """Everything that templates/postings/search.html shows. Three queries, one more to suggest ways out."""

    def __init__(self, search: Search, page: str = "", after: str = "") -> None:
        self.search = search
        found = search.found()
        self.counts, self.total = found.counts, found.total
        wanted = _number(page) or 1
        self.too_deep = wanted > LAST_PAGE
        paginator = CountedPaginator(Shown(search, _number(after)), self.total)
        self.page: Page[Posting] = paginator.get_page(max(1, wanted))
        self.fields = search.fields

    # ── Facets ───────────────────────────────────────────────────────────────────────────────────────
    @cached_property
    def facets(self) -> list[Facet]:
        return [self._facet(name) for name in ORDER]

    def _facet(self, name: str) -> Facet:
        if name == "pay":
            return Facet("pay", gettext("Pay"), [self._unpaid], open=bool(self.search.values.get("pay_min")))
        label = str(self.fields[name].label)
        if name in ("posted_in", "closing_in"):
            return Facet(name, label, self._days(name), radio=True, open=bool(self.search.values[name]))
        chosen, counts = self.search.values[name], self.counts[name]
        options = [
            Option(name, str(value), str(text), counts.get(str(value), 0), value in chosen)
            for value, text in self.fields[name].choices
            if str(value) in chosen or counts.get(str(value)) or not self._retired(text)
        ]
        opened = name in OPEN or bool(chosen)
        if name not in SORTED_BY_COUNT:
            return Facet(name, label, options, open=opened)
        # Words that nothing asks for are left out: the list stays readable, and the page small.
        options = [o for o in options if o.chosen or o.count]
        options.sort(key=lambda o: (not o.chosen, -o.count))
        cut = max(SHOWN, sum(o.chosen for o in options))
        return Facet(name, label, options[:cut], options[cut:], open=opened)

    @staticmethod
    def _retired(word: Any) -> bool:
        return getattr(word, "retired_at", None) is not None

    @property
    def _unpaid(self) -> Option:
        label = gettext("Also show unpaid internships")
        return Option(
            "unpaid", "1", label, self.counts["unpaid"].get("1", 0), bool(self.search.values.get("unpaid"))
        )

    def _days(self, name: str) -> list[Option]:
        chosen = self.search.values[name]
        days = sorted(
            {*(POSTED_DAYS if name == "posted_in" else CLOSING_DAYS), *([chosen] if chosen else [])}
        )
        anytime = Option(name, "", gettext("Any time"), self._any(name), not chosen)
        return [anytime] + [
            Option(name, str(n), days_label(name, n), self._within(name, n), n == chosen) for n in days
        ]

    def _any(self, name: str) -> int:
        """What is found without this filter. Counted only when it is chosen."""
        chosen = self.search.values[name]
        return counts_of([self.search.without((name, str(chosen)))])[0] if chosen else self.total

    def _within(self, name: str, days: int) -> int:
        known = days in (POSTED_DAYS if name == "posted_in" else CLOSING_DAYS)
        return self.counts[name].get(str(days), 0) if known else self.total

    # ── Chips ────────────────────────────────────────────────────────────────────────────────────────
    @cached_property
    def chips(self) -> list[Chip]:
        """What was typed comes first, as in the form."""
        typed_first = sorted(self.search.chosen, key=lambda pair: pair[0] not in ("q", "near"))
        return [Chip(self.label(*pair), address(self.search.without(pair))) for pair in typed_first]

    @cached_property
    def _hospital_name(self) -> str:
        slugs = self.search.values["hospital"]
        return (
            Hospital.objects.trustworthy().filter(slug__in=slugs).values_list("name", flat=True).first()
            or slugs[0]
        )

    def label(self, name: str, value: str) -> str:
        """One chosen filter in words."""
        if name == "q":
            return f"“{value}”"
        if name == "near":
            return gettext("Near %(place)s") % {"place": value}
        if name == "hospital":
            return self._hospital_name
        if name == "pay_min":
            pay = amount(Decimal(value), self.search.currency, get_language() or "en")
            return gettext("At least %(amount)s a year") % {"amount": pay}
        if name in ("posted_in", "closing_in"):
            return days_label(name, int(value))
        return next((str(text) for key, text in self.fields[name].choices if str(key) == value), value)

    @property
    def filters_chosen(self) -> int:
        return len([name for name, _ in self.search.chosen if name not in ("q", "near")])

    # ── When nothing is found ────────────────────────────────────────────────────────────────────────
    @cached_property
    def ways_out(self) -> list[WayOut]:
        """Single changes that find something, the most fruitful first."""
        if self.total:
            return []
        tries = [
            (gettext("Leave out: %(filter)s") % {"filter": self.label(*p)}, self.search.without(p))
            for p in self.search.chosen[:12]
        ]
        if not self.search.values.get("unpaid"):
            tries.append(
                (
                    gettext("Also show unpaid internships"),
                    Search("&".join(filter(None, [self.search.canonical, "unpaid=1"]))),
                )
            )
        if self.search.values.get("match") == "all":
            tries.append(
                (gettext("Ask for any of the skills, not all"), self.search.without(("match", "all")))
            )
        counts = counts_of([other for _, other in tries])
        ways = [WayOut(text, address(other), n) for (text, other), n in zip(tries, counts, strict=True) if n]
        return sorted(ways, key=lambda way: -way.count)[:MOST_WAYS_OUT]

    # ── Words ────────────────────────────────────────────────────────────────────────────────────────
    @property
    def heading(self) -> str:
        return ngettext("%d opening", "%d openings", self.total) % self.total

    @property
    def sort_label(self) -> str:
        return next(str(text) for key, text in self.fields["sort"].choices if key == self.search.sort)

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        """(value, label, chosen). The default has no value: it may become another one with the next words."""
        default = self.search.default_sort
        choices = [(str(key), str(text)) for key, text in self.fields["sort"].choices if key]
        return [
            ("" if key == default else key, text, key == self.search.sort)
            for key, text in choices
            if key != "relevance" or self.search.has_words
        ]

    @property
    def currencies(self) -> list[tuple[str, str, bool]]:
        chosen = self.search.values.get("currency") or (
            "EUR" if (get_language() or "") == "nl" else MODIFIERS["currency"]
        )
        if self.search.values.get("pay_min"):
            chosen = self.search.currency
        return [(c.value, str(c.label), c.value == chosen) for c in Currency]

    @property
    def feed(self) -> str:
        return reverse("postings:feed") + (f"?{self.search.canonical}" if self.search.canonical else "")

    @property
    def address(self) -> str:
        return address(self.search)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def days_label(name: str, days: int) -> str:
    if name == "posted_in":
        return ngettext("In the last 24 hours", "In the last %(days)d days", days) % {"days": days}
    return ngettext("Closes within a day", "Closes within %(days)d days", days) % {"days": days}
