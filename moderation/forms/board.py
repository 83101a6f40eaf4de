"""What moderators fill in about the board itself: an announcement, the reason for a switch."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Announcement

LONGEST_DAYS = 366


def _words(label: Any, ask: Any, language: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=300,
        widget=forms.Textarea(attrs={"class": "input", "rows": 2, "lang": language}),
        error_messages={"required": ask, "max_length": _("Make it 300 characters or shorter.")},
    )


def _moment(label: Any) -> forms.DateTimeField:
    """Day and time in one control, as every browser draws it."""
    return forms.DateTimeField(
        label=label,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(
            format="%Y-%m-%dT%H:%M", attrs={"class": "input", "type": "datetime-local"}
        ),
        error_messages={
            "required": _("Choose a day and a time."),
            "invalid": _("Write it as 2026-12-01 09:30."),
        },
    )


class AnnouncementForm(forms.ModelForm[Announcement]):
    """Both languages, so that nobody reads a warning in a language that is not theirs. Times are in UTC."""

    words_en = _words(_("In English"), _("Write it in English, too."), "en")
    words_nl = _words(_("In Dutch"), _("Write it in Dutch, too."), "nl")
    level = forms.ChoiceField(
        label=_("What sort"), choices=Announcement.Level.choices, widget=forms.RadioSelect
    )
    shown_from = _moment(_("Shown from (UTC)"))
    shown_until = _moment(_("Shown until (UTC)"))

    class Meta:
        model = Announcement
        fields = ("words_en", "words_nl", "level", "shown_from", "shown_until")

    def __init__(self, data: Any = None, *, instance: Announcement) -> None:
        now = timezone.now().replace(second=0, microsecond=0)
        week = {} if instance.pk else {"shown_from": now, "shown_until": now + timedelta(days=7)}
        super().__init__(data, instance=instance, initial=week, label_suffix="")

    def clean_words_en(self) -> str:
        return " ".join(self.cleaned_data["words_en"].split())

    def clean_words_nl(self) -> str:
        return " ".join(self.cleaned_data["words_nl"].split())

    def clean(self) -> dict[str, Any]:
        super().clean()
        first: datetime | None = self.cleaned_data.get("shown_from")
        last: datetime | None = self.cleaned_data.get("shown_until")
        if first and last and last <= first:
            self.add_error("shown_until", _("Choose a later moment than the first one."))
        elif last and last <= timezone.now():
            self.add_error("shown_until", _("This moment has passed. Choose a later one."))
        elif first and last and last - first > timedelta(days=LONGEST_DAYS):
            self.add_error("shown_until", _("An announcement is shown for a year at most."))
        return self.cleaned_data


class ReasonForm(forms.Form):
    """Why something is switched: it stands in the log."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=500,
        help_text=_("It stands in the log."),
        widget=forms.Textarea(attrs={"class": "input", "rows": 2}),
        error_messages={"required": _("Say why.")},
    )


class LiftForm(ReasonForm):
    """How long unanswered promises do not limit a hospital."""

    days = forms.TypedChoiceField(
        label=_("For how long?"),
        choices=[(7, _("7 days")), (14, _("14 days")), (30, _("30 days"))],
        coerce=int,
        initial=14,
        widget=forms.RadioSelect,
    )
    field_order = ("days", "reason")
