"""Where somebody lives and what they look for."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from accounts.models import Profile
from accounts.models.profile import MAX_PAY_FLOOR
from accounts.overclaims import no_overclaim
from accounts.places import COUNTRIES, KNOWN, cities_named, radii, region_for
from core import gazetteer
from core.numbers import WholeNumber
from core.vocabulary import vocabulary
from core.work import Currency, Hours, Mode


class PlaceForm(forms.ModelForm):
    country = forms.ChoiceField(
        label=_("Country"), choices=[("", _("Choose a country")), *COUNTRIES.items()], required=False
    )
    radius_km = forms.TypedChoiceField(
        label=_("How far you want to travel"), coerce=int, empty_value=None, required=False
    )

    class Meta:
        model = Profile
        fields = ("city", "region", "country", "radius_km")
        labels: ClassVar = {"city": _("Town or city"), "region": _("State or province")}
        widgets: ClassVar = {
            "city": forms.TextInput(attrs={"autocomplete": "address-level2"}),
            "region": forms.TextInput(attrs={"autocomplete": "address-level1"}),
        }

    def __init__(self, *args: Any, reader: str, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        country = self.instance.country or ("NL" if reader.startswith("nl") else "US")
        steps = sorted({*radii(country), *([self.instance.radius_km] if self.instance.radius_km else [])})
        field: Any = self.fields["radius_km"]
        far = [(km, gazetteer.distance_text(km, country, reader)) for km in steps]
        field.choices = [("", _("Any distance")), *far]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        country, city = data.get("country") or "", data.get("city") or ""
        for name in {"city", "region"} & set(data):
            try:
                no_overclaim(data[name])
            except ValidationError as error:
                self.add_error(name, error)
        if city and not country and "country" not in self.errors:
            self.add_error("country", _g("Choose a country"))
        data["region"] = region_for(country, data.get("region") or "", city)
        if country in KNOWN and not data["region"] and len(cities_named(country, city)) > 1:
            self.add_error(
                "region",
                _g("There is more than one %(city)s. Say in which state or province.") % {"city": city},
            )
        return data


class Amount(WholeNumber):
    """An amount as people type it: 62000, 62,000, $62k, € 48.000."""

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip().strip("$€ ").lower()
        thousands = text.endswith("k")
        number = super().to_python(text.removesuffix("k"))
        return number * 1000 if number is not None and thousands else number

    def prepare_value(self, value: Any) -> Any:
        """What is stored is shown as people write it; what was typed stays as it was typed."""
        return number_format(value, force_grouping=True) if isinstance(value, int) else value


class WishesForm(forms.ModelForm):
    engagements = forms.MultipleChoiceField(
        label=_("Kind of work"), required=False, widget=forms.CheckboxSelectMultiple
    )
    hours = forms.ChoiceField(
        label=_("Hours"),
        choices=[*Hours.choices, ("", _("I do not say"))],
        required=False,
        widget=forms.RadioSelect,
    )
    modes = forms.MultipleChoiceField(
        label=_("Where you work"), choices=Mode.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    pay_floor = Amount(
        label=_("The least you want to earn in a year"),
        help_text=_("For full-time work, before tax. A month’s pay times 12."),
        min_value=1,
        max_value=MAX_PAY_FLOOR,
    )
    pay_currency = forms.ChoiceField(label=_("Currency"), choices=Currency.choices, required=False)

    class Meta:
        model = Profile
        fields = ("engagements", "hours", "modes", "available_from", "pay_floor", "pay_currency")
        labels: ClassVar = {"available_from": _("When you can start")}
        help_texts: ClassVar = {"available_from": _("A hospital that you write to reads this.")}
        widgets: ClassVar = {"available_from": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}
        error_messages: ClassVar = {"available_from": {"invalid": _("Give a date, such as 2027-01-31")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        words = sorted(vocabulary().engagements.values(), key=lambda w: w.position)
        field: Any = self.fields["engagements"]
        held = self.instance.engagements
        field.choices = [(w.slug, w.name) for w in words if w.slug in held or not w.retired_at]
        if not self.initial.get("pay_currency"):
            self.initial["pay_currency"] = "USD" if self.instance.country in ("", "US") else "EUR"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("pay_floor") is None:
            data["pay_currency"] = ""
        elif not data.get("pay_currency") and "pay_currency" not in self.errors:
            self.add_error("pay_currency", _g("Choose a currency"))
        return data
