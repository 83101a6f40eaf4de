"""What the opening is and where the work is done."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.regions import region_of
from hospitals.models.kind import Country
from postings.forms.fields import number, pick, several, text
from postings.models.choices import Hours, Mode


class WhatPart(forms.Form):
    title = text(
        _("Job title"), 120, required=True, error_messages={"required": _("Give the opening a job title.")}
    )
    language = pick(_("Language of this opening"), settings.LANGUAGES)
    family = pick(_("Sort of role"), [])
    leads_people = forms.BooleanField(
        label=_("This person leads people or answers for a budget"),
        required=False,
        help_text=_("It decides with which official pay figures the opening is compared."),
    )
    engagement = pick(_("What kind of work is it?"), [], radio=True)
    hours = pick(_("Hours"), Hours.choices, radio=True)
    hours_min = number(_("Hours a week, at least"), 1, 60)
    hours_max = number(_("Hours a week, at most"), 1, 60)
    description = text(
        _("Description"),
        12_000,
        rows=14,
        hint=_(
            "Say what the person does, with whom, and what you offer. Never name a patient. You can use Markdown: ## for a heading, - for a list."
        ),
    )

    first_90_days = text(
        _("The first 90 days"),
        1500,
        rows=5,
        hint=_("What do you expect after one month, two months, three? A line for each is enough."),
    )

    def _check_hours(self) -> None:
        low, high = self.cleaned_data.get("hours_min"), self.cleaned_data.get("hours_max")
        if low and high and high < low:
            self.add_error("hours_max", _("Make it the same as the lowest number of hours, or more."))


class WherePart(forms.Form):
    mode = pick(_("Where is the work done?"), Mode.choices, radio=True)
    mode_note = text(
        _("About working from home"), 120, hint=_("For example: two days a week at the hospital")
    )
    remote_countries = several(
        _("Countries where a remote worker may live"), Country.choices, hint=_("Only for remote work.")
    )
    country = pick(_("Country"), Country.choices)
    region = text(_("State or province"), 40)
    city = text(_("City"), 80)
    postcode = text(_("ZIP or postcode"), 12)

    def clean_postcode(self) -> str:
        return str(self.cleaned_data["postcode"]).upper()

    def _check_region(self) -> None:
        country, typed = self.cleaned_data.get("country", ""), self.cleaned_data.get("region", "")
        if not typed or not country:
            return
        region = region_of(country, typed)
        if region is None:
            self.add_error("region", _("We do not know this state or province. Write its full name."))
        else:
            self.cleaned_data["region"] = region
