"""What candidates and hosts fill in about talks."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.languages import language_name
from core.zones import NoSuchTime, TwiceThatTime, moment
from mentoring import hosting
from mentoring.forms import USUAL, TopicsField, skill_chosen, topic_choices
from mentoring.models import TalkTime
from mentoring.talk_facts import by_day, in_words

ASK = "ask"  # no time fits
CLOCK_IS_CHANGED = _("The clock is changed at this moment. Choose another one.")


class BookForm(forms.Form):
    """One of the free times, or none of them; and what somebody wants to know."""

    time = forms.ChoiceField(
        label=_("When?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a time, or ask for another one"),
            "invalid_choice": _("This time was just taken, or is no longer offered. Choose another one."),
        },
    )
    topic = forms.TypedChoiceField(label=_("Subject"), coerce=skill_chosen, required=False, empty_value=None)
    words = forms.CharField(
        label=_("What do you want to know?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Two or three questions are enough. Do not write a patient’s name."),
        error_messages={"required": _("Write what you want to know")},
    )
    phone = forms.CharField(
        label=_("Your phone number"),
        max_length=30,
        required=False,
        help_text=_("Only for a talk by phone: the hospital calls you."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    def __init__(self, data: Any, *, times: list[TalkTime], reader_clock: ZoneInfo | None) -> None:
        super().__init__(data, label_suffix="")
        self.times = {one.pk: one for one in times}
        fields: dict[str, Any] = self.fields
        shown = [
            (words, [(str(one.pk), in_words(one, reader_clock=reader_clock)) for one in rows])
            for words, rows in by_day(times)
        ]
        ask = (ASK, _("No time fits me: I ask for a talk"))
        fields["time"].choices = [*shown, ("", [ask])] if shown else [ask]
        if not times:
            fields["time"].widget, self.initial["time"] = forms.HiddenInput(), ASK
        fields["topic"].choices = [("", _("No subject in particular")), *topic_choices()]

    @property
    def chosen(self) -> TalkTime | None:
        picked = self.cleaned_data.get("time", "")
        return self.times.get(int(picked)) if picked.isdigit() else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.chosen and self.chosen.how == TalkTime.How.PHONE and not data.get("phone"):
            self.add_error("phone", _("Give the number on which they can call you"))
        return data


class _TimesForm(forms.Form):
    """What stands with every time; `zone` is the hospital's."""

    how = forms.ChoiceField(
        label=_("How do you talk?"),
        choices=TalkTime.How.choices,
        widget=forms.RadioSelect,
        initial=TalkTime.How.VIDEO,
        error_messages={"required": _("Choose how you talk")},
    )
    where = forms.CharField(
        label=_("Link or address"),
        max_length=300,
        required=False,
        help_text=_("Only who booked the time sees it. By phone you need none: you get their number."),
    )
    minutes = forms.TypedChoiceField(
        label=_("How long?"), coerce=int, choices=TalkTime.Minutes.choices, initial=TalkTime.Minutes.TWENTY
    )
    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, data: Any, *, zone: ZoneInfo, language: str) -> None:
        super().__init__(data, label_suffix="")
        self.zone = zone
        codes: Any = self.fields["language"]
        codes.choices = [(code, language_name(code)) for code in dict.fromkeys([language, *USUAL])]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("how") in (TalkTime.How.VIDEO, TalkTime.How.ON_SITE) and not data.get("where"):
            self.add_error("where", _("Say where: a link or an address"))
        return data

    def pattern(self) -> TalkTime:
        data = self.cleaned_data
        where = "" if data["how"] == TalkTime.How.PHONE else data["where"]
        return TalkTime(how=data["how"], where=where, minutes=data["minutes"], language=data["language"])


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Write the day like 2026-12-11"), "required": _("Choose a day")},
    )


def _time(label: Any, *, required: bool = True) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=required,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": _("Write the time like 14:30"), "required": _("Choose a time")},
    )


class GiveForm(_TimesForm):
    """A time, or the same hour for some weeks."""

    day = _day(_("Day"))
    time = _time(_("Time"))
    weeks = forms.TypedChoiceField(label=_("How often?"), coerce=int, initial=1)
    topics = TopicsField(label=_("Subjects you can tell most about"), required=False)

    def __init__(self, data: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["weeks"].choices = [(1, _("Once"))] + [
            (n, ngettext("%(n)s week in a row", "%(n)s weeks in a row", n) % {"n": n})
            for n in range(2, hosting.ROW + 1)
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.moments: list[datetime] = []
        if data.get("day") and data.get("time") and data.get("weeks"):
            row = hosting.weekly(data["day"], data["time"], data["weeks"], self.zone)
            self.moments = hosting.within_reach(row)
            if not row:
                self.add_error("time", CLOCK_IS_CHANGED)
        return data

    @property
    def left_out(self) -> int:
        """Weeks of the row that cannot be given."""
        return int(self.cleaned_data["weeks"]) - len(self.moments)

    def pattern(self) -> TalkTime:
        row = super().pattern()
        row.topics = self.cleaned_data["topics"]
        return row


class OfferForm(_TimesForm):
    """One to three times for somebody who asked."""

    words = forms.CharField(
        label=_("A few words"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("They read it with your answer."),
    )

    def __init__(self, data: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for n in range(3):
            self.fields[f"day_{n}"] = _day(_("Day"), required=False)
            self.fields[f"time_{n}"] = _time(_("Time"), required=False)

    @property
    def rows(self) -> list[Any]:
        return [(self[f"day_{n}"], self[f"time_{n}"]) for n in range(3)]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.moments: list[datetime] = []
        for n in range(3):
            on, at = data.get(f"day_{n}"), data.get(f"time_{n}")
            if on and at:
                self._add(n, datetime.combine(on, at))
            elif on and f"time_{n}" not in self.errors:
                self.add_error(f"time_{n}", _("Choose a time"))
            elif at and f"day_{n}" not in self.errors:
                self.add_error(f"day_{n}", _("Choose a day"))
        if not self.moments and not self.errors:
            self.add_error("day_0", _("Offer one to three times."))
        return data

    def _add(self, n: int, wall: datetime) -> None:
        try:
            self.moments.append(moment(wall, self.zone))
        except (NoSuchTime, TwiceThatTime):
            self.add_error(f"time_{n}", CLOCK_IS_CHANGED)

    def times(self) -> list[TalkTime]:
        made = []
        for starts_at in self.moments:
            row = self.pattern()
            row.starts_at = starts_at
            made.append(row)
        return made


class WordsForm(forms.Form):
    words = forms.CharField(
        label=_("A few words"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)
