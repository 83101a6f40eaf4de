"""One form for each kind of row on a profile. `groups` is how the page lays it out."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.functional import Promise
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from accounts.languages import language_choices
from accounts.models import Education, Experience, Language, OwnChannel
from accounts.overclaims import no_overclaim
from core.handles import NotAProfile, example, parse_own
from core.numbers import WholeNumber
from core.vocabulary import vocabulary

FIRST_YEAR = 1950
_TEXTS = {"title", "role", "what", "organisation", "school"}


class RowForm(forms.ModelForm):
    """`twice`: (field, what to say) when the profile has such a row already."""

    layout: ClassVar[list[tuple[str | Promise, list[str]]]]
    twice: ClassVar[tuple[str, Any]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def clean(self) -> dict[str, Any]:
        """Nobody is certified for a privacy law: not in any words of the row."""
        data = super().clean() or self.cleaned_data
        for name in _TEXTS & set(data):
            try:
                no_overclaim(data[name])
            except ValidationError as error:
                self.add_error(name, error)
        return data

    def groups(self) -> list[tuple[str | Promise, list[BoundField]]]:
        """(legend or "", fields that stand side by side)."""
        return [(legend, [self[name] for name in names]) for legend, names in self.layout]


def _year(**kwargs: Any) -> WholeNumber:
    field = WholeNumber(min_value=FIRST_YEAR, max_value=timezone.now().year + 10, **kwargs)
    for validator in field.validators:
        validator.message = _("Give a year of four digits, such as 2021")  # type: ignore[attr-defined]
    field.error_messages.update(
        dict.fromkeys(("invalid", "required"), _("Give a year of four digits, such as 2021"))
    )
    return field


class LanguageForm(RowForm):
    layout: ClassVar = [("", ["code", "level"])]
    twice: ClassVar = ("code", _("This language is in your profile already. Change it there."))

    code = forms.ChoiceField(label=_("Language"), error_messages={"required": _("Choose a language")})
    level = forms.ChoiceField(
        label=_("How well"),
        choices=[("", _("Choose a level")), *Language.Level.choices],
        error_messages={"required": _("Choose a level")},
    )

    class Meta:
        model = Language
        fields = ("code", "level")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["code"]
        field.choices = [("", _("Choose a language")), *language_choices()]


class EducationForm(RowForm):
    layout: ClassVar = [("", ["title"]), ("", ["level", "school"]), ("", ["ended_in"])]
    twice: ClassVar = ("title", _("This stands in your profile already."))

    level = forms.ChoiceField(label=_("Level"), required=False)
    ended_in = _year(label=_("Year it ended or will end"))

    class Meta:
        model = Education
        fields = ("title", "school", "ended_in")  # the level is given by its slug
        labels: ClassVar = {"title": _("What you studied"), "school": _("School or course provider")}
        help_texts: ClassVar = {"title": _("For example: Communication, or a course in crisis communication")}
        error_messages: ClassVar = {"title": {"required": _("Say what you studied")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = self.instance.level_id or ""
        words = sorted(vocabulary().educations.values(), key=lambda w: w.position)
        shown = [w for w in words if w.slug == held or (w.slug != "none" and not w.retired_at)]
        field: Any = self.fields["level"]
        field.choices = [("", _("A course or training, no degree")), *((w.slug, w.name) for w in shown)]
        field.initial = self.initial["level"] = held

    def save(self, commit: bool = True) -> Education:
        row: Education = super().save(commit=False)
        row.level_id = self.cleaned_data["level"] or None
        return row


class ExperienceForm(RowForm):
    layout: ClassVar = [
        ("", ["role", "organisation"]),
        (_("From"), ["began_month", "began_year"]),
        (_("Until"), ["ended_month", "ended_year"]),
        ("", ["what"]),
    ]
    twice: ClassVar = ("role", _("This stands in your profile already."))

    began_month = forms.TypedChoiceField(
        label=_("Month"), coerce=int, error_messages={"required": _("Choose a month")}
    )
    began_year = _year(label=_("Year"), required=True)
    ended_month = forms.TypedChoiceField(label=_("Month"), coerce=int, empty_value=None, required=False)
    ended_year = _year(label=_("Year"))

    class Meta:
        model = Experience
        fields = ("role", "organisation", "what")
        labels: ClassVar = {
            "role": _("What you were"),
            "organisation": _("Where"),
            "what": _("What you did and what came of it"),
        }
        help_texts: ClassVar = {
            "role": _("For example: social media manager"),
            "organisation": _("The hospital, company or client"),
            "what": _("A few lines, with figures if you have them. Never name a patient."),
        }
        widgets: ClassVar = {"what": forms.Textarea(attrs={"rows": 4})}
        error_messages: ClassVar = {"role": {"required": _("Say what you were")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        months = [("", _("Month")), *((str(n), name) for n, name in MONTHS.items())]
        still = [("", _("I still do this")), *months[1:]]
        for name, choices in (("began", months), ("ended", still)):
            field: Any = self.fields[f"{name}_month"]
            field.choices = choices
            on: date | None = getattr(self.instance, f"{name}_on", None)
            if on:
                self.initial.update({f"{name}_month": str(on.month), f"{name}_year": on.year})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if {"ended_month", "ended_year"} & set(self.errors):
            return data
        if bool(data.get("ended_month")) != bool(data.get("ended_year")):
            missing = "ended_year" if data.get("ended_month") else "ended_month"
            self.add_error(missing, _g("Give month and year, or neither if you still do this"))
            return data
        began, ended = self._day("began"), self._day("ended")
        if began and ended and ended < began:
            self.add_error("ended_year", _g("This is before it began. Check both years."))
        return data

    def _day(self, name: str) -> date | None:
        month, year = self.cleaned_data.get(f"{name}_month"), self.cleaned_data.get(f"{name}_year")
        return date(year, month, 1) if month and year else None

    def save(self, commit: bool = True) -> Experience:
        row: Experience = super().save(commit=False)
        row.began_on, row.ended_on = self._day("began") or row.began_on, self._day("ended")
        return row


class ChannelForm(RowForm):
    layout: ClassVar = [("", ["channel", "handle"]), ("", ["audience", "what"])]
    twice: ClassVar = ("handle", _("This channel is in your profile already. Change it there."))

    channel = forms.ChoiceField(label=_("Channel"), error_messages={"required": _("Choose a channel.")})
    handle = forms.CharField(
        label=_("Name or address"),
        max_length=300,
        help_text=_("The name as it stands there, such as @northlake, or the address of the profile."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}
        ),
        error_messages={"required": _("Give the name or the address of the profile.")},
    )
    audience = WholeNumber(label=_("Followers, readers or listeners"), max_value=1_000_000_000)
    what = forms.CharField(
        label=_("What you do there"),
        max_length=200,
        required=False,
        help_text=_("For example: I write and film everything, twice a week"),
        error_messages={"max_length": _("Make it 200 characters or shorter")},
    )

    class Meta:
        model = OwnChannel
        fields = ("audience", "what")  # channel and handle belong together: see clean

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = vocabulary().channels.get(self.instance.channel_id or 0)
        words = sorted(vocabulary().channels.values(), key=lambda w: w.position)
        field: Any = self.fields["channel"]
        shown = [w for w in words if w == held or not w.retired_at]
        field.choices = [("", _("Choose a channel")), *((w.slug, w.name) for w in shown)]
        self.initial.update({"channel": held.slug if held else "", "handle": self.instance.handle})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        slug, typed = data.get("channel"), data.get("handle")
        if slug and typed:
            try:
                data["handle"] = parse_own(slug, typed).handle
            except NotAProfile:
                text = _g(
                    "This is no profile of this channel. Write it like %(example)s, or paste its address."
                )
                self.add_error("handle", text % {"example": example(slug)})
        return data

    def save(self, commit: bool = True) -> OwnChannel:
        row: OwnChannel = super().save(commit=False)
        word = vocabulary().channel(self.cleaned_data["channel"])
        row.channel_id, row.handle = (word.pk if word else row.channel_id), self.cleaned_data["handle"]
        return row
