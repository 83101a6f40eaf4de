"""The filters as a page shows them: the most useful options of each, with what a click would find.

What does not depend on a search (names, attributes) is written once for each language and state of the vocabulary, so
that a page only looks up counts.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from core.vocabulary import Vocabulary, vocabulary
from postings.search.clicks import any_day, fitting, reaching, responsive, taking, without_figure
from postings.search.filters import fields
from postings.search.finding import CLOSING_DAYS, POSTED_DAYS
from postings.search.query import Search

SHOWN = 6  # options of a facet; the others stand on a page of their own
# The first are open, the others folded until one opens them or chooses from them; the last ones are folded together.
OPEN = ("engagement", "hours", "skill", "pay", "mode")
MORE = ("kind", "posted_in", "closing_in", "country", "law", "lang")
ORDER = (*OPEN, "duty", "channel", "experience", "education", *MORE)
MOST_FIRST = {"skill", "channel", "duty", "kind"}
DAYS = {"posted_in": POSTED_DAYS, "closing_in": CLOSING_DAYS}
MIN_SHARES = (10, 20, 30, 50)  # per cent of the time, to choose from
EXTRAS = {"skill": "skill", "pay": "pay", "duty": "duty", "kind": "hospital"}  # what else stands in it
TOGETHER = {
    "skill": ("fit", "match"),
    "duty": ("duty_min",),
    "kind": ("responsive",),
}  # filters that stand there
_CHECKED, _AUTOFOCUS = mark_safe(" checked"), mark_safe(" autofocus")  # constants


class Option(NamedTuple):
    attributes: SafeString  # value and id of the input, and whether it is checked
    label: str
    n: str  # as people write numbers
    found: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """One filter. `all`: what leads to all options, when some are not shown. A folded one is read when it is opened."""

    name: str
    label: str
    options: list[Option] = field(default_factory=list)
    open: bool = True
    all: str = ""
    kind: str = "checkbox"  # days exclude each other: "radio"
    extra: str = ""  # template of what else stands in it
    facts: dict[str, Any] = field(default_factory=dict)  # for the extra
    stays: str = ""  # the hidden field that keeps it as it is: "open", or "all" with all its options


def figure(n: int) -> str:
    """ "850,000", in Dutch "850.000"."""
    text = f"{n:,}"
    return text.replace(",", ".") if (get_language() or "").startswith("nl") else text


# ── What all searches share ──────────────────────────────────────────────────────────────────────────
Known = tuple[str, str, SafeString]  # value, label, attributes
_kept: tuple[Vocabulary | None, dict[tuple[str, str], list[Known]]] = (None, {})


def known_options(name: str) -> list[Known]:
    """All options of a filter in the reader's language, in the order of the vocabulary."""
    global _kept
    now = vocabulary()
    if _kept[0] is not now:
        _kept = (now, {})
    key = (name, get_language() or "en")
    if key not in _kept[1]:
        choices = ((str(value), str(label)) for value, label in fields()[name].choices if value)
        _kept[1][key] = [(value, label, _attributes(name, value)) for value, label in choices]
    return _kept[1][key]


def _attributes(name: str, value: str) -> SafeString:
    return format_html('value="{}" id="f-{}-{}"', value, name, value or "any")


# ── Facets ───────────────────────────────────────────────────────────────────────────────────────────
def facets(search: Search, opened: Collection[str] = (), full: Collection[str] = ()) -> list[Facet]:
    """All of them; beside those that are always open those named in `opened`, and with all their options in `full`."""
    read = {
        name for name in ORDER if name in OPEN or name in opened or name in full or is_chosen(search, name)
    }
    found = [
        facet(search, name, full=name in full) if name in read else folded(name)
        for name in ORDER
        if name in read or name not in MORE
    ]
    return found if read.issuperset(MORE) else [*found, folded("more")]


def folded(name: str) -> Facet:
    return Facet(name, label(name), open=False, all=gettext("All choices"))


def names_of(page: str) -> list[str]:
    """The filters on a page of their own; [] when there is no such page."""
    return list(MORE) if page == "more" else [page] if page in ORDER and page != "pay" else []


def is_chosen(search: Search, name: str) -> bool:
    return any(search.values[one] for one in (name, *TOGETHER.get(name, ())))


def label(name: str) -> str:
    own = {"kind": gettext("Hospital"), "pay": gettext("Pay"), "more": gettext("More filters")}
    return own.get(name) or str(fields()[name].label)


def facet(search: Search, name: str, *, full: bool = False) -> Facet:
    extra = f"postings/_facet_{EXTRAS[name]}.html" if name in EXTRAS else ""
    stays = "all" if full else "" if name in OPEN else "open"
    facts = _extra_facts(search, name)
    if name == "pay":
        return Facet(name, label(name), extra=extra, facts=facts)
    if name in DAYS:
        return Facet(name, label(name), _days(search, name), kind="radio", stays=stays)
    options = _options(search, name, full=full)
    if full:
        options.sort(key=lambda o: (not (o.chosen or o.found), o.label.casefold()))
    elif name in MOST_FIRST:
        options.sort(key=lambda o: (not o.chosen, -o.found))
    cut = len(options) if full else max(SHOWN, sum(o.chosen for o in options))
    rest = all_label(name, len(options)) if cut < len(options) else ""
    return Facet(name, label(name), options[:cut], True, rest, extra=extra, facts=facts, stays=stays)


def _options(search: Search, name: str, *, full: bool) -> list[Option]:
    """Those that find something or are chosen; with `full` the others too."""
    chosen, counts = set(search.values[name]), search.found().counts[name]
    return [
        Option(attributes + _CHECKED if value in chosen else attributes, label, figure(n), n, value in chosen)
        for value, label, attributes in known_options(name)
        if (n := counts.get(value, 0)) or full or value in chosen
    ]


def focused(facet: Facet) -> Facet:
    """With the focus on its first option: the link that asked for all of them is gone."""
    if not facet.options:
        return facet
    first, *others = facet.options
    focus = first._replace(attributes=first.attributes + _AUTOFOCUS)
    return replace(facet, options=[focus, *others])


def grouped(facet: Facet) -> list[tuple[str, list[Option]]]:
    """The options of a full facet; skills in the groups of the vocabulary, in its order."""
    if facet.name != "skill":
        return [(facet.label, facet.options)]
    known = vocabulary()
    group_of = {skill.name: skill.group_id for skill in known.skills.values()}
    found: dict[int, list[Option]] = {
        pk: [] for pk in sorted(known.groups, key=lambda pk: known.groups[pk].position)
    }
    for option in facet.options:
        found[group_of.get(option.label, next(iter(found)))].append(option)
    return [(known.groups[pk].name, options) for pk, options in found.items() if options]


def all_label(name: str, n: int) -> str:
    """What leads to all options."""
    words = {
        "skill": gettext("All %(n)s skills"),
        "channel": gettext("All %(n)s channels"),
        "duty": gettext("All %(n)s duties"),
    }
    return words.get(name, gettext("All %(n)s choices")) % {"n": n}


def _extra_facts(search: Search, name: str) -> dict[str, Any]:
    values, found = search.values, search.found()
    if name == "pay":
        return _pay(search)
    if name == "skill":
        mine = {"fit": bool(values["fit"]), "fitting": figure(fitting(found))} if search.mine else {}
        return {**mine, "several": len(values["skill"]) > 1, "match_all": values["match"] == "all"}
    if name == "duty":
        least = values["duty_min"]
        shares = sorted({*MIN_SHARES, *([least] if least else [])})
        told = {n: figure(taking(found, n)) for n in shares} if values["duty"] else {}
        return {"shares": [(str(n), n == least, told.get(n, "")) for n in shares]}
    if name == "kind":
        return {"responsive": bool(values["responsive"]), "n": figure(responsive(found))}
    return {}


def _pay(search: Search) -> dict[str, Any]:
    values, found = search.values, search.found()
    chosen = values["currency"] or ("EUR" if search.language == "nl" and not values["pay_min"] else "USD")
    bare = without_figure(found) if values["pay_min"] else 0
    own = {"floor": (bool(values["floor"]), figure(reaching(found)))} if search.floor else {}
    return {
        **own,
        "pay_min": values["pay_min"] or "",
        "currencies": [(code, code == chosen) for code, _ in search.fields["currency"].choices if code],
        "unpaid": (bool(values["unpaid"]), figure(found.counts["unpaid"].get("1", 0))),
        "nopay": (bool(values["nopay"]), figure(bare)) if bare or values["nopay"] else None,
    }


def _days(search: Search, name: str) -> list[Option]:
    chosen, found = search.values[name], search.found()
    days = sorted({*DAYS[name], *([chosen] if chosen else [])})
    counts = found.counts[name]
    anytime = any_day(found, name) if chosen else found.total
    rows = [("", gettext("Any time"), anytime, not chosen)]
    for n in days:
        count = counts.get(str(n), 0) if n in DAYS[name] else found.total
        rows.append((str(n), days_label(name, n), count, n == chosen))
    return [
        Option(_attributes(name, value) + (_CHECKED if on else SafeString()), label, figure(n), n, on)
        for value, label, n, on in rows
        if n or on
    ]


def days_label(name: str, days: int) -> str:
    if name == "posted_in":
        return ngettext("In the last 24 hours", "In the last %(days)d days", days) % {"days": days}
    return ngettext("Closes within a day", "Closes within %(days)d days", days) % {"days": days}
