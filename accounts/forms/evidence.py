"""Evidence of a skill, trainings given, samples of work."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounts.evidence import last_day
from accounts.models import Evidence, Training, WorkSample
from accounts.samples import DECLARATIONS, VERSION
from core.filefield import UploadField
from core.redrawn import Page, redrawn
from core.vocabulary import vocabulary

FIRST_YEAR = 1970


class MonthField(forms.Field):
    """A year and a month as people type them: 2026-03, 03/2026, 3-2026. Gives the first day of it."""

    def __init__(self, **how: Any) -> None:
        how.setdefault("widget", forms.TextInput(attrs={"type": "month", "placeholder": "2026-03"}))
        super().__init__(**how)

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        found = re.fullmatch(r"(\d{4})[-/. ](\d{1,2})(?:[-/. ]\d{1,2})?", text)
        other = re.fullmatch(r"(\d{1,2})[-/. ](\d{4})", text)
        year, month = (found[1], found[2]) if found else (other[2], other[1]) if other else ("0", "0")
        if not (FIRST_YEAR <= int(year) <= 2100 and 1 <= int(month) <= 12):
            raise ValidationError(_t("Type a year and a month, like 2026-03"), code="month")
        return date(int(year), int(month), 1)

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%Y-%m") if isinstance(value, date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != data)


class EvidenceForm(forms.ModelForm):
    """A training, a certificate or a reference. A sample is shown by SampleEvidenceForm."""

    on = MonthField(
        label=_("When"),
        help_text=_("Year and month, for example 2026-03"),
        error_messages={"required": _("Type a year and a month, like 2026-03")},
    )
    expires_on = MonthField(
        label=_("Valid until"), required=False, help_text=_("Leave it empty if it does not end")
    )

    class Meta:
        model = Evidence
        fields = ("kind", "title", "issuer", "on", "expires_on")
        labels = {"kind": _("What do you have?"), "title": _("Its name"), "issuer": _("Who gave it")}
        help_texts = {
            "title": _("For example: Patient privacy for communication staff"),
            "issuer": _("The hospital, school or company. For a reference: where that person works."),
        }
        widgets = {"kind": forms.RadioSelect}
        error_messages = {"kind": {"required": _("Choose what you have")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [c for c in Evidence.Kind.choices if c[0] != Evidence.Kind.SAMPLE]
        for name, words in (("title", _("Type its name")), ("issuer", _("Say who gave it"))):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = words

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise ValidationError(
                _t("Choose a month that has begun. What you still plan is no evidence yet.")
            )
        return on

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if ends := data.get("expires_on"):
            data["expires_on"] = last_day(ends)
            if data.get("on") and data["expires_on"] < data["on"]:
                self.add_error("expires_on", _t("Choose a month after it was given"))
        return data


class SampleEvidenceForm(forms.Form):
    """Which of one's samples shows a skill."""

    sample = forms.ModelChoiceField(
        WorkSample.objects.none(),
        label=_("One of your work samples"),
        empty_label=_("Choose a sample"),
        error_messages={
            "required": _("Choose a sample"),
            "invalid_choice": _("Choose one of your samples"),
        },
    )

    def __init__(self, *args: Any, samples: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["sample"]
        field.queryset = samples


class TrainingForm(forms.ModelForm):
    year = forms.IntegerField(
        label=_("Year"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}),
        error_messages={
            "required": _("Type the year, like 2025"),
            "invalid": _("Type the year, like 2025"),
        },
    )

    class Meta:
        model = Training
        fields = ("audience", "format", "what", "group_size", "year")
        labels = {
            "audience": _("Whom did you teach?"),
            "format": _("How?"),
            "what": _("What did you teach?"),
            "group_size": _("How many people in a group?"),
        }
        help_texts = {"what": _("For example: answering patients’ questions on social media")}
        widgets = {
            "audience": forms.RadioSelect,
            "format": forms.RadioSelect,
            "group_size": forms.TextInput(attrs={"inputmode": "numeric", "size": 6}),
        }
        error_messages = {
            "audience": {"required": _("Choose whom you taught")},
            "format": {"required": _("Choose how you taught")},
            "what": {"required": _("Say what you taught")},
            "group_size": {"invalid": _("Type a number, like 12")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("audience", Training.Audience.choices), ("format", Training.Format.choices)):
            field: Any = self.fields[name]
            field.choices = choices  # without the empty one

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if not FIRST_YEAR <= year <= timezone.localdate().year:
            raise ValidationError(
                _t("Choose a year between %(first)s and this one") % {"first": FIRST_YEAR}, code="year"
            )
        return year


class SampleForm(forms.ModelForm):
    """A sample with a link, a file or both. What is read of the file is `pages`: pixels that we drew."""

    channel = forms.TypedChoiceField(label=_("Channel"), required=False, empty_value=None)
    url = forms.CharField(label=_("Link"), max_length=300, required=False, widget=forms.URLInput())
    file = UploadField(
        label=_("Picture or PDF"),
        required=False,
        allow_empty_file=True,  # an empty one gets our own sentence
        help_text=_("PNG, JPEG, WebP or a PDF of 8 pages at most, 10 MB. We draw it anew, so that it carries no place, name or other hidden facts."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg,.webp"}),
    )  # fmt: skip
    declared = forms.BooleanField(
        error_messages={
            "required": _("Tick this when it is true. If it is not, leave the sample out or make it so.")
        }
    )

    class Meta:
        model = WorkSample
        fields = ("title", "channel", "url", "did", "result")
        labels = {"title": _("Title"), "did": _("What did you do?"), "result": _("Result in numbers")}
        help_texts = {
            "did": _("Your own part in it. Never name a patient."),
            "result": _("For example: 40% more questions answered within a day"),
        }
        widgets = {"did": forms.Textarea(attrs={"rows": 4})}
        error_messages = {
            "title": {"required": _("Give it a title")},
            "did": {"required": _("Say what you did")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pages: list[Page] = []
        known = {str(c.pk): c for c in vocabulary().channels.values() if c.retired_at is None}
        channel: Any = self.fields["channel"]
        channel.choices = [("", _("No channel of its own")), *((pk, c.name) for pk, c in known.items())]
        channel.coerce = known.__getitem__
        self.fields["declared"].label = str(DECLARATIONS[VERSION])

    def clean_url(self) -> str:
        """Accept what people type: without the scheme it is https."""
        url = str(self.cleaned_data["url"]).strip()
        if url and "://" not in url:
            url = f"https://{url}"
        if url:
            URLValidator(
                schemes=["http", "https"], message=_t("Type an address like https://example.org/me")
            )(url)
        return url

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload:
            self.pages = redrawn(upload)
        return upload

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("url") and not data.get("file"):
            self.add_error("url", _t("Give a link, or choose a file"))
        elif self.errors and data.get("file"):
            self.add_error("file", _t("Choose this file again: a page cannot keep it."))
        return data

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}
