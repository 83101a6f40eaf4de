"""The other places of an opening, beside its first one: up to nine rows, without a script."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from core.regions import region_of
from hospitals.models.kind import Country
from postings.models import Posting
from postings.writing import Where

MOST = 10  # places of one opening, the first one too
COLUMNS = ("country", "region", "city", "postcode")
LENGTHS = {"region": 40, "city": 80, "postcode": 12}
Typed = list[list[str]]  # [country, region, city, postcode] of each row


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A row as the page shows it."""

    number: int  # 2 for the first of these: the opening's own first place is number 1
    country: str
    region: str
    city: str
    postcode: str

    @property
    def is_filled(self) -> bool:
        return bool(self.city or self.region or self.postcode)


class PlacesWidget(forms.Widget):
    """Reads place-2-city and so on. The page draws it: postings/editor/_places.html."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        rows = [
            [str(data.get(f"place-{n}-{column}") or "").strip() for column in COLUMNS]
            for n in range(2, MOST + 1)
        ]
        return [row for row in rows if any(row[1:])]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"place-{n}-city" in data for n in range(2, MOST + 1))

    def id_for_label(self, id_: str, index: Any = None) -> str:
        return id_


class PlacesField(forms.Field):
    """A row whose boxes are empty is no place. Regions come out in the form that is stored."""

    widget = PlacesWidget

    def clean(self, value: Any) -> Typed:
        found, wrong = [], []
        for number, row in enumerate(value or [], start=2):
            clean, error = _read(row)
            found.append(clean)
            if error:
                wrong.append(gettext("Place %(number)d: %(error)s") % {"number": number, "error": error})
        if wrong:
            raise ValidationError(wrong)
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != list(data or [])


def _read(row: list[str]) -> tuple[list[str], str]:
    """(the row as it is stored, what is wrong with it)."""
    country, region, city, postcode = row
    if country not in Country.values:
        return row, gettext("Choose a country.")
    if not city:
        return row, gettext("Give the city, or empty the row.")
    for name, text in zip(COLUMNS[1:], row[1:], strict=True):
        if len(text) > LENGTHS[name]:
            return row, ngettext(
                "Write at most %d letter.", "Write at most %d letters.", LENGTHS[name]
            ) % LENGTHS[name]
    if not region:
        return row, gettext("Give the state or province.")
    known = region_of(country, region)
    if known is None:
        return row, gettext("We do not know this state or province. Write its full name.")
    return [country, known, city, postcode.upper()], ""


class PlacesPart(forms.Form):
    more_places = PlacesField(
        label=_("More places"),
        required=False,
        help_text=_("One opening can be for up to ten places. Empty a row to remove it."),
    )

    def place_rows(self) -> list[PlaceRow]:
        """Nine rows, those that say something first; an empty one begins in the country of the first place."""
        typed = [list(row) for row in self["more_places"].value() or []][: MOST - 1]
        country = str(self["country"].value() or Country.US)
        typed += [[country, "", "", ""]] * (MOST - 1 - len(typed))
        return [
            PlaceRow(number, country, region, city, postcode)
            for number, (country, region, city, postcode) in enumerate(typed, start=2)
        ]

    def countries(self) -> list[tuple[str, Any]]:
        return list(Country.choices)

    def _check_places(self) -> None:
        """The same place twice would be counted twice."""
        data = self.cleaned_data
        rows = data.get("more_places") or []
        first = [str(data.get(name) or "") for name in COLUMNS]
        seen = [tuple(part.casefold() for part in row) for row in [first, *rows]]
        if len(seen) != len(set(seen)):
            self.add_error("more_places", _("The same place stands here twice. Empty one of the rows."))


def more_places_of(posting: Posting) -> Typed:
    """What stands in the rows: the places after the first."""
    places = list(posting.places.all())[1:] if posting.pk else []
    return [[p.country, p.region, p.city, p.postcode] for p in places]


def wheres(first: Where, rows: Typed) -> list[Where]:
    """All places in their order. Without a first city the second place is the first."""
    return [
        one
        for one in (
            first,
            *(Where(country, region, city, postcode) for country, region, city, postcode in rows),
        )
        if one.city
    ]
