"""What each search filter asks of a posting, as one condition; and what people may type into it."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.postgres.search import SearchQuery
from django.core.exceptions import ValidationError
from django.db.models import CharField, Exists, Func, OuterRef, Q, Value
from django.db.models.functions import Concat, Now
from django.utils.translation import gettext_lazy as _

from core.stemming import words
from core.vocabulary import vocabulary
from postings.models import Place
from postings.models.choices import Hours
from postings.search_text import query

Values = Mapping[str, Any]  # the cleaned search, by filter name
Ask = Callable[[Values], Q]
WHOLE_WORD = 2  # place words this short must match whole: "WA" is not Walla Walla
MOST_PAY = 10**8


class AskedWords(SearchQuery):
    """A tsquery written by search_text.query."""

    def __init__(self, text: str) -> None:
        super().__init__(text, search_type="raw")
        self.text = text

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        return "%s::tsquery", [self.text]


class _Translate(Func):
    function = "translate"
    output_field = CharField()


def asked_words(values: Values) -> AskedWords | None:
    """The tsquery of `q`; None when there is no word in it."""
    text = query(values.get("q") or "")
    return AskedWords(text) if text else None


def _q(values: Values) -> Q:
    asked = asked_words(values)
    return Q(search=asked) if asked else Q()


def _skill(values: Values) -> Q:
    found = [skill for slug in values["skill"] if (skill := vocabulary().skill(slug))]
    ids = [skill.pk for skill in found]
    if values.get("match") != "all":
        return Q(required_skills__overlap=ids) | Q(nice_skills__overlap=ids)
    every = Q()
    for pk in ids:
        every &= Q(required_skills__contains=[pk]) | Q(nice_skills__contains=[pk])
    return every


def _channel(values: Values) -> Q:
    return Q(channels__overlap=[c.pk for slug in values["channel"] if (c := vocabulary().channel(slug))])


def _near(values: Values) -> Q:
    """Every word of the place is a word of the posting's place, or begins one: "Tacoma, WA", "984", "3511AA"."""
    places = Place.objects.filter(posting=OuterRef("pk")).annotate(
        spaced=Concat(Value(" "), _Translate("words", Value(",.'-/"), Value("     ")), Value(" "))
    )
    parts = [part for word in words(values["near"]) for part in re.findall(r"\d+|\D+", word)][:8]
    for part in parts:
        places = places.filter(spaced__contains=f" {part} " if len(part) <= WHOLE_WORD else f" {part}")
    return Q(Exists(places)) if parts else Q()


def _country(values: Values) -> Q:
    there = Place.objects.filter(posting=OuterRef("pk"), country__in=values["country"])
    return Q(Exists(there)) | Q(remote_countries__overlap=values["country"])


def _hours(values: Values) -> Q:
    return Q(hours__in=[*values["hours"], Hours.EITHER])


def _pay_min(values: Values) -> Q:
    return Q(annual_max__gte=values["pay_min"], pay_currency=values.get("currency") or "USD")


def _unpaid(values: Values) -> Q:
    return Q() if values.get("unpaid") else Q(unpaid=False)


def _posted_in(values: Values) -> Q:
    return Q(publish_at__gte=Now() - timedelta(days=values["posted_in"]))


def _closing_in(values: Values) -> Q:
    return Q(closes_at__lte=Now() + timedelta(days=values["closing_in"]))


def one_of(name: str, column: str) -> Ask:
    def ask(values: Values) -> Q:
        return Q(**{f"{column}__in": values[name]})

    return ask


ASKS: dict[str, Ask] = {
    "q": _q,
    "near": _near,
    "engagement": one_of("engagement", "engagement_id"),
    "hours": _hours,
    "skill": _skill,
    "pay_min": _pay_min,
    "unpaid": _unpaid,
    "mode": one_of("mode", "mode"),
    "channel": _channel,
    "experience": one_of("experience", "experience_id"),
    "education": one_of("education", "education_id"),
    "country": _country,
    "law": lambda values: Q(laws__overlap=values["law"]),
    "lang": one_of("lang", "language"),
    "hospital": one_of("hospital", "hospital__slug"),
    "posted_in": _posted_in,
    "closing_in": _closing_in,
}
ALWAYS = ("unpaid",)  # counts also when nothing is chosen


def conditions(values: Values) -> dict[str, Q]:
    """What a cleaned search asks, by filter name."""
    return {name: ask(values) for name, ask in ASKS.items() if values.get(name) or name in ALWAYS}


class MoneyField(forms.CharField):
    """A yearly amount as people write it: 55000, 55,000, $55k, € 55.000. Cleans to an int."""

    def to_python(self, value: Any) -> Any:
        text = re.sub(r"[\s$€']|usd|eur", "", (super().to_python(value) or "").lower())
        if not text:
            return None
        match = re.fullmatch(r"([0-9]{1,3}(?:[.,][0-9]{3})+|[0-9]{1,9})(?:[.,][0-9]{1,2})?(k?)", text)
        if match is None:
            raise ValidationError(_("Write an amount, for example 55,000."))
        number = int(re.sub(r"[.,]", "", match[1])) * (1000 if match[2] else 1)
        if number > MOST_PAY:
            raise ValidationError(_("Write an amount, for example 55,000."))
        return number
