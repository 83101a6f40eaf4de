"""What of an opening is material, and how a change of it reads.

Material is what a candidate decides by, what the search finds by and what a moderator checks. While the opening is
online, a change of it waits for a moderator (postings/revising.py). What stands in AT_ONCE are remarks beside these
facts; a change of them is online at once, unless it newly tells people to go somewhere else (`leads_away`).
"""

import re
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.differences import Piece, sides
from core.vocabulary import vocabulary
from postings import presentation
from postings.models import Place, Posting
from postings.models.choices import Audience, Duty

PLACES = "places"
PLACE_PARTS = ("country", "region", "city", "postcode")
# Links, mail addresses, telephone numbers and messengers: the way of fake jobs out of a board.
_AWAY = re.compile(
    r"https?://|www\.|[\w.+-]+@\w|\+?\d[\d ()./-]{7,}\d|whats ?app|telegram|wechat", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a comparison: columns that are read as one, and their words in the reader's language."""

    code: str
    name: str | Promise
    columns: tuple[str, ...]
    words: Callable[[Posting], str]


def _named(kind: str, column: str) -> Callable[[Posting], str]:
    def words(posting: Posting) -> str:
        word = getattr(vocabulary(), kind).get(getattr(posting, column))
        return word.name if word else ""

    return words


def _column(name: str) -> Callable[[Posting], str]:
    return lambda posting: str(getattr(posting, name) or "")


def _yes(name: str) -> Callable[[Posting], str]:
    return lambda posting: gettext("Yes") if getattr(posting, name) else gettext("No")


def _shown(name: str) -> Callable[[Posting], str]:
    return lambda posting: str(getattr(posting, f"get_{name}_display")())


def _day(name: str) -> Callable[[Posting], str]:
    return lambda posting: presentation.long_date(day) if (day := getattr(posting, name)) else ""


def _skills(column: str) -> Callable[[Posting], str]:
    return lambda posting: ", ".join(s.name for s in vocabulary().skills_named(getattr(posting, column)))


def _pay(posting: Posting) -> str:
    if posting.unpaid:
        return gettext("Unpaid")
    pay = presentation.pay(posting, get_language() or "en")
    return f"{pay.range} {pay.period}".strip()


def _mode(posting: Posting) -> str:
    plain = copy(posting)
    plain.mode_note = ""
    return presentation.mode(plain)


def _education(posting: Posting) -> str:
    name = _named("educations", "education_id")(posting)
    if posting.education_or_equal and posting.education_id != "none":
        return gettext("%(education)s, or work that shows the same") % {"education": name}
    return name


def _duties(posting: Posting) -> str:
    return ", ".join(f"{duty.label} {share}%" for duty, share in posting.duties)


def _training_for(posting: Posting) -> str:
    return ", ".join(str(one.label) for one in Audience if one in posting.training_for)


def _places(posting: Posting) -> str:
    places = posting.places.all()
    return " · ".join(", ".join(filter(None, (p.city, p.region, p.postcode))) for p in places)


def _channels(posting: Posting) -> str:
    return ", ".join(channel.name for channel in vocabulary().channels_named(posting.channels))


def _laws(posting: Posting) -> str:
    return ", ".join(presentation.LAW_NAMES.get(law, law) for law in posting.laws)


def _questions(posting: Posting) -> str:
    return "\n".join(str(q.get("text", "")) if isinstance(q, dict) else str(q) for q in posting.questions)


_CONTRACT = ("contract_months", "internship_weeks")
FACTS: tuple[Fact, ...] = (
    Fact("title", _("Job title"), ("title",), _column("title")),
    Fact("pay", _("Pay"), ("pay_min", "pay_max", "pay_currency", "pay_period_id", "unpaid"), _pay),
    Fact("hours", _("Hours"), ("hours", "hours_min", "hours_max"), presentation.hours),
    Fact("places", _("Place"), (PLACES,), _places),
    Fact("mode", _("Where the work is done"), ("mode", "remote_countries"), _mode),
    Fact("kind", _("Kind of work"), ("engagement_id", *_CONTRACT), presentation.kind),
    Fact("leads", _("Leads people or a budget"), ("leads_people",), _yes("leads_people")),
    Fact("starts_on", _("Start date"), ("starts_on",), _day("starts_on")),
    Fact("ends_on", _("End date"), ("ends_on",), _day("ends_on")),
    Fact("required_skills", _("They need"), ("required_skills",), _skills("required_skills")),
    Fact("nice_skills", _("Nice to have"), ("nice_skills",), _skills("nice_skills")),
    Fact("experience", _("Experience"), ("experience_id",), _named("experiences", "experience_id")),
    Fact("education", _("Education"), ("education_id", "education_or_equal"), _education),
    Fact("laws", pgettext_lazy("privacy laws", "Laws"), ("laws",), _laws),
    Fact("duties", _("Tasks"), tuple(f"duty_{duty.value}" for duty in Duty), _duties),
    Fact("training_for", _("Whom you train"), ("training_for",), _training_for),
    Fact("channels", _("Channels"), ("channels",), _channels),
    Fact("language", _("Language"), ("language",), _shown("language")),
    Fact("description", _("Description"), ("description",), _column("description")),
    Fact("first_90_days", _("The first 90 days"), ("first_90_days",), _column("first_90_days")),
    Fact("learning_goals", _("What the intern learns"), ("learning_goals",), _column("learning_goals")),
    Fact("owned_after", _("Accounts and work afterwards"), ("owned_after",), _shown("owned_after")),
    Fact("questions", _("Questions"), ("questions",), _questions),
)
MATERIAL: tuple[str, ...] = tuple(column for fact in FACTS for column in fact.columns)
AT_ONCE: tuple[str, ...] = (
    "family_id",
    "mode_note",
    "pay_scale",
    "pay_note",
    "travel_paid",
    "contract_extension",
    "owned_after_note",
    "supervisor",
    "school_credit",
    "respond_by_days",
    "positions",
)
# People with a running application hear of a change of these; the page says what changed and when.
TOLD = ("pay", "hours", "places", "mode")


def leads_away(before: Any, after: Any) -> bool:
    """Whether a remark newly names an address, a number or a messenger: then a moderator reads it first."""
    return isinstance(after, str) and bool(set(_AWAY.findall(after)) - set(_AWAY.findall(str(before))))


def plain(posting: Posting, columns: Iterable[str]) -> dict[str, Any]:
    """Columns of an opening as JSON holds them."""
    return {name: _plain(getattr(posting, name)) for name in columns if name != PLACES}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value.quantize(Decimal("0.01")))
    if isinstance(value, str):
        return value.replace("\r\n", "\n")  # a browser sends lines its own way: that is no change
    return value.isoformat() if isinstance(value, date) else value


def put(posting: Posting, values: dict[str, Any]) -> None:
    """Write columns as JSON holds them onto an opening (not stored). Places are written by postings/writing.py."""
    columns = {field.attname: field for field in Posting._meta.concrete_fields}
    for name, value in values.items():
        if name in columns:
            setattr(posting, name, columns[name].to_python(value))


def as_if(posting: Posting, values: dict[str, Any]) -> Posting:
    """The opening as it would read with these values; never stored."""
    other = copy(posting)
    put(other, values)
    kept = values.get(PLACES)
    places = (
        Place.objects.none()
    )  # a queryset that was asked already: `first` and `exists` answer from it too
    places._result_cache = list(posting.places.all()) if kept is None else [Place(**place) for place in kept]
    other._prefetched_objects_cache = {PLACES: places}  # type: ignore[attr-defined]
    return other


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a comparison, in words: what it said, what it says, and both in pieces for old beside new."""

    code: str
    name: str | Promise
    old: str
    new: str

    @property
    def sides(self) -> tuple[list[Piece], list[Piece]]:
        return sides(self.old, self.new)


def compare(posting: Posting, before: dict[str, Any], changes: dict[str, Any]) -> list[Change]:
    """What reads differently, in the order of FACTS, in the reader's language."""
    old, new = as_if(posting, before), as_if(posting, before | changes)
    found = [
        Change(f.code, f.name, f.words(old), f.words(new)) for f in FACTS if set(f.columns) & set(changes)
    ]
    known = {column for fact in FACTS for column in fact.columns}
    for name in changes:
        if name not in known:  # a remark that leads away, or a column that no line of FACTS knows yet
            field = Posting._meta.get_field(name.removesuffix("_id"))
            label = getattr(field, "verbose_name", name)
            found.append(Change(name, label, _column(name)(old), _column(name)(new)))
    return [change for change in found if change.old != change.new]


def codes(changes: Iterable[str]) -> list[str]:
    """The lines of FACTS that some columns belong to."""
    return [fact.code for fact in FACTS if set(fact.columns) & set(changes)]


NAMES: dict[str, str | Promise] = {fact.code: fact.name for fact in FACTS}
