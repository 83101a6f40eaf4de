"""The filters: one FilterSet, the names and types of the query string."""

from collections.abc import Callable, Iterable
from typing import Any

import django_filters as filters
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.vocabulary import Vocabulary, vocabulary
from hospitals.models.kind import Country, Kind
from postings.models import Law, Mode, Posting
from postings.models.choices import Currency, Duty, Hours
from postings.search.amounts import MoneyField

SORTS = [
    ("relevance", _("Best match")),
    ("newest", _("Newest")),
    ("closing", _("Closing soon")),
    ("pay", _("Highest pay")),
    ("distance", _("Nearest")),
]
# Around a place, when nothing else is asked: 25 miles; a Dutch commute by bicycle and train.
KM = {"US": 40, "NL": 25}
MOST_KM = 1000
LONGEST_TEXT = 300
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
    km = filters.NumberFilter(label=_("Within"), min_value=1, max_value=MOST_KM, decimal_places=0)
    engagement = _many(lambda: _slugs(vocabulary().engagements.values()), _("Kind of work"))
    hours = _many([c for c in Hours.choices if c[0] != Hours.EITHER], _("Hours"))
    skill = _many(lambda: _slugs(vocabulary().skills.values()), _("Skills asked for"))
    match = filters.ChoiceFilter(choices=[("any", _("Any of these")), ("all", _("All of these"))])
    fit = filters.ChoiceFilter(
        choices=[("mine", _("Only what my skills are enough for"))], label=_("My skills")
    )
    duty = _many(lambda: [(d.value, vocabulary().duty(d.value)) for d in Duty], _("Duties"))
    duty_min = filters.NumberFilter(
        label=_("At least, per cent of the time"), min_value=1, max_value=100, decimal_places=0
    )
    pay_min = MoneyFilter(label=_("Pay"))
    currency = filters.ChoiceFilter(choices=Currency.choices, label=_("Currency"))
    floor = filters.ChoiceFilter(
        choices=[("mine", _("Nothing that pays less than I set"))], label=_("Pay that I set")
    )
    nopay = filters.ChoiceFilter(choices=[("1", _("Also those without a figure"))], label=_("Pay"))
    unpaid = filters.ChoiceFilter(choices=[("1", _("Also show unpaid internships"))], label=_("Unpaid"))
    mode = _many(Mode.choices, _("Where you work"))
    channel = _many(lambda: _slugs(vocabulary().channels.values()), _("Channels"))
    experience = _many(lambda: _slugs(vocabulary().experiences.values()), _("Experience"))
    education = _many(lambda: _slugs(vocabulary().educations.values()), _("Education"))
    country = _many(Country.choices, _("Country"))
    law = _many(Law.choices, _("Privacy law"))
    lang = _many([("en", _("English")), ("nl", _("Dutch"))], _("Language"))
    hospital = filters.CharFilter(label=_("Hospital"))
    kind = _many(Kind.choices, _("Kind of hospital"))
    responsive = filters.ChoiceFilter(choices=[("1", _("Answers in time"))], label=_("Answers"))
    posted_in = _days(_("Posted"))
    closing_in = _days(_("Closes"))
    sort = filters.ChoiceFilter(choices=SORTS, label=_("Sort by"))

    class Meta:
        model = Posting
        fields: list[str] = []

    def filter_queryset(self, queryset: Any) -> Any:
        """All that is found, whatever its number: for those who filter a queryset. Pages ask Search.found()."""
        from postings.search.query import Search  # which asks this form for its fields

        told = QueryDict(mutable=True)
        for name, value in self.form.cleaned_data.items():
            told.setlist(
                name, [v for v in (value if isinstance(value, list) else [value]) if v not in (None, "")]
            )
        found = Search(told).found()
        return queryset.filter(pk__in=found.ids(0, found.total))


_fields: tuple[Vocabulary | None, dict[str, Any]] = (None, {})


def fields() -> dict[str, Any]:
    """The form's fields by filter name, made once for each state of the vocabulary. They keep nothing of a search."""
    global _fields
    if _fields[0] is not vocabulary():
        made = PostingFilter({}).form.fields
        for field in made.values():
            if isinstance(field, forms.ChoiceField):
                field.valid_value = _known(field)  # type: ignore[method-assign, assignment]
        _fields = (vocabulary(), made)
    return _fields[1]


def _known(field: forms.ChoiceField) -> Callable[[Any], bool]:
    """Whether a value is one of the choices, without walking through all their names for each search."""
    choices: Any = field.choices
    keys = {str(key) for key, _name in choices}
    return lambda value: str(value) in keys
