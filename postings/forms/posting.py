"""The whole form of an opening: its parts together, from a posting and back to it."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from core.vocabulary import vocabulary
from postings.completeness import Missing
from postings.forms.asks import AsksPart, DutiesPart
from postings.forms.fields import named
from postings.forms.hiring import HiringPart, hiring_initial
from postings.forms.pay import LengthPart, PayPart
from postings.forms.places import PlacesPart, more_places_of, wheres
from postings.forms.sections import SECTIONS, Section
from postings.forms.skills import NEEDED, NICE, SkillsPart, in_order
from postings.forms.what import WhatPart, WherePart
from postings.models import Posting
from postings.models.choices import Duty
from postings.writing import Where

# Column → form field of the same name. What is not here is handled by name in `put` and `_initial`.
_SAME = [
    "title",
    "language",
    "leads_people",
    "hours",
    "hours_min",
    "hours_max",
    "mode",
    "mode_note",
    "remote_countries",
    "description",
    "first_90_days",
    "training_for",
    "pay_min",
    "pay_max",
    "pay_currency",
    "unpaid",
    "pay_scale",
    "pay_note",
    "education_or_equal",
    "laws",
    "starts_on",
    "ends_on",
    "contract_months",
    "contract_extension",
    "internship_weeks",
    "learning_goals",
    "supervisor",
    "travel_paid",
    "school_credit",
    "owned_after",
    "owned_after_note",
    "respond_by_days",
]
_KEYS = ("family", "engagement", "pay_period", "education", "experience")
# These columns always hold something; an empty answer keeps what was there.
_NEVER_EMPTY = {"language", "hours", "mode", "engagement", "education", "experience", "respond_by_days"}


class Box(BoundField):
    """A field on the page: what was typed, or what is stored when it was not typed here or a colleague's counts."""

    form: "PostingForm"

    @property
    def crossed(self) -> Any:
        """The colleague's value beside which this one waits for a choice (postings.editing.Crossed), or None."""
        return self.form.crossed.get(self.name)

    def value(self) -> Any:
        if self.form.is_bound and self.name in self.form.outside | self.form.theirs:
            return self.field.prepare_value(self.initial)
        return super().value()


class PostingForm(
    HiringPart, AsksPart, DutiesPart, SkillsPart, LengthPart, PayPart, PlacesPart, WherePart, WhatPart
):
    """Everything about one opening. A draft may be saved with its title only.

    With `only`, these fields are read from `data`; all others count as they are stored.
    """

    bound_field_class = Box
    version = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=2_000_000_000
    )
    field_order = ["version", *(name for section in SECTIONS for name in section.fields)]

    def __init__(self, posting: Posting, data: Any = None, *, only: Collection[str] | None = None) -> None:
        super().__init__(data, initial=_initial(posting), label_suffix="")
        self.posting = posting
        self.outside = frozenset() if only is None else frozenset(self.fields) - frozenset(only)
        self.clashes: set[str] = set()  # fields outside that do not fit what is typed here
        self.theirs: frozenset[str] = frozenset()  # fields that show a colleague's value
        self.crossed: dict[str, Any] = {}
        known, none = vocabulary(), [("", _("Not chosen"))]
        self._offer("family", none + named(known.families.values()), known.families)
        self._offer("engagement", named(known.engagements.values()), known.engagements)
        self._offer("education", named(known.educations.values()), known.educations)
        self._offer("experience", named(known.experiences.values()), known.experiences)
        self._offer("pay_period", named(known.pay_periods.values()), known.pay_periods)
        self._offer_channels(posting.channels)
        self._by_clock_of(posting.hospital.zone, "publish_time", "closes_time")
        self._lock_blind(posting)

    def _offer(self, name: str, choices: list[tuple[Any, Any]], known: Any) -> None:
        """Choices of the vocabulary; a retired word stays for the opening that already uses it."""
        field: Any = self.fields[name]
        now = getattr(self.posting, f"{name}_id")
        if now is not None and str(now) not in {str(key) for key, _name in choices} and now in known:
            choices = [*choices, (str(now), known[now].name)]
        field.choices = choices

    def full_clean(self) -> None:
        for name in self.outside:
            self.fields[name].disabled = True  # Django then reads the stored value
        super().full_clean()
        for name in self.outside - self.locked:
            self.fields[name].disabled = False
        self.clashes = set(self.outside.intersection(self.errors))
        for name in self.clashes:
            del self.errors[name]

    def clean(self) -> dict[str, Any]:
        super().clean()
        self._check_hours()
        self._check_region()
        self._check_places()
        self._check_pay()
        self._check_duties()
        self._check_dates()
        self._check_closing(self.posting)
        return self.cleaned_data

    def answers(self) -> dict[str, Any]:
        """What is right of what was typed; for the rest, what is stored."""
        return {**self.initial, **{n: v for n, v in self.cleaned_data.items() if n not in self.outside}}

    def put(self) -> list[Where]:
        """Write the answers on the posting (not yet stored); returns where the work is done."""
        posting, data = self.posting, self.answers()
        for name in ("laws", "remote_countries", "training_for"):
            data[name] = _as_before(data[name], getattr(posting, name))
        for name in _SAME:
            if data[name] not in ("", None) or name not in _NEVER_EMPTY:
                setattr(posting, name, data[name])
        for name in _KEYS:
            if data[name] or name not in _NEVER_EMPTY:
                setattr(posting, f"{name}_id", data[name] or None)
        for duty in Duty:
            setattr(posting, f"duty_{duty.value}", data[f"duty_{duty.value}"] or 0)
        posting.unpaid = bool(posting.unpaid and posting.engagement_id == "internship")
        if posting.pay_min is None and posting.pay_max is None:
            posting.pay_currency, posting.pay_period_id = "", None
        else:  # an amount is never without them
            posting.pay_currency = posting.pay_currency or self.initial["pay_currency"]
            posting.pay_period_id = posting.pay_period_id or self.initial["pay_period"]
        posting.required_skills = in_order(data["skills"], NEEDED, posting.required_skills)
        posting.nice_skills = in_order(data["skills"], NICE, posting.nice_skills)
        posting.channels = _as_before([int(pk) for pk in data["channels"]], posting.channels)
        self._put_hiring(posting, data)
        first = Where(
            data["country"] or posting.hospital.country, data["region"], data["city"], data["postcode"]
        )
        return wheres(first, data["more_places"])

    def stops(self, gaps: list[Missing]) -> list[tuple[Section, str]]:
        """The parts of the page; "done" for those of a stored opening in which nothing is missing or wrong."""
        wrong = {gap.field for gap in gaps} | (set(self.errors) if self.is_bound else set())
        stored = self.posting.pk is not None
        return [(s, "done" if stored and not wrong.intersection(s.fields) else "") for s in SECTIONS]


def _as_before(chosen: list[Any], before: list[Any]) -> list[Any]:
    """Boxes come in the order of the page; those that were ticked already keep theirs, so that it is no change."""
    return [*(one for one in before if one in chosen), *(one for one in chosen if one not in before)]


def _initial(posting: Posting) -> dict[str, Any]:
    home, place = posting.hospital, (posting.places.first() if posting.pk else posting.hospital)
    values: dict[str, Any] = {name: getattr(posting, name) for name in _SAME}
    values |= {name: getattr(posting, f"{name}_id") or "" for name in _KEYS}
    values |= {f"duty_{d.value}": getattr(posting, f"duty_{d.value}") or None for d in Duty}
    dollars = home.country == "US"
    values["pay_currency"] = posting.pay_currency or ("USD" if dollars else "EUR")
    values["pay_period"] = posting.pay_period_id or ("year" if dollars else "month")
    values["country"] = place.country if place else home.country
    values |= {name: getattr(place, name, "") for name in ("region", "city", "postcode")}
    values["channels"] = [str(pk) for pk in posting.channels]
    values["skills"] = dict.fromkeys(posting.required_skills, NEEDED) | dict.fromkeys(
        posting.nice_skills, NICE
    )
    values["more_places"] = more_places_of(posting)
    values |= hiring_initial(posting)
    values["version"] = posting.version
    return values


def blank(hospital: Any, by: Any) -> Posting:
    """A new draft with what is likely at this hospital; nothing is stored yet."""
    dutch = hospital.country == "NL"
    return Posting(
        hospital=hospital,
        created_by=by,
        language="nl" if dutch else "en",
        engagement_id="employee",
        hours="full_time",
        mode="on_site",
        education_id="bachelor",
        experience_id="junior",
        laws=["avg"] if dutch else ["hipaa"],
    )
