"""The few questions of an alert: how often, at which hour, by which clock, and where to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alerts.models import Alert
from core.zones import NAMES, zone_of
from postings.search import Search


class AlertForm(forms.ModelForm[Alert]):
    """For a visitor it asks the address too."""

    hour = forms.TypedChoiceField(
        label=_("At"), coerce=int, choices=[(n, f"{n:02}:00") for n in range(24)], initial=7
    )
    time_zone = forms.ChoiceField(label=_("By the clock of"), choices=list(NAMES.items()))

    class Meta:
        model = Alert
        fields = ("rhythm", "weekday", "hour", "time_zone", "email")
        labels = {"weekday": _("On which day, if every week")}
        help_texts = {"email": ""}
        widgets = {
            "rhythm": forms.RadioSelect,
            "email": forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        }

    def __init__(self, *args: Any, visitor: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        if visitor:
            self.fields["email"].required = True
            self.fields["email"].error_messages["required"] = _("Fill in the address that we may write to.")
        else:
            del self.fields["email"]

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()


def likely_zone(search: Search) -> str:
    """Of the place that is searched, else of the reader's language."""
    spot = search.spot
    if spot is not None:
        return zone_of(spot.country, spot.region, spot.lat, spot.lon)
    return zone_of("NL" if search.language == "nl" else "US", "")
