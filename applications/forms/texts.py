from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.forms.hospital import checked_text
from applications.models import CannedText
from hospitals.models import Hospital

FILLED_IN = _("{name}, {opening} and {hospital} are filled in for each candidate.")


class CannedTextForm(forms.ModelForm[CannedText]):
    """One text of a hospital, in English, in Dutch or in both."""

    class Meta:
        model = CannedText
        fields = ["name", "text_en", "text_nl"]
        labels = {"name": _("Name of the text"), "text_en": _("In English"), "text_nl": _("In Dutch")}
        help_texts = {
            "name": _("Only your team reads it, for example: After a first talk"),
            "text_en": FILLED_IN,
            "text_nl": FILLED_IN,
        }
        widgets = {
            "text_en": forms.Textarea(attrs={"rows": 9, "lang": "en"}),
            "text_nl": forms.Textarea(attrs={"rows": 9, "lang": "nl"}),
        }
        error_messages = {"name": {"required": _("Write a name")}}

    def __init__(self, *args: Any, hospital: Hospital, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.hospital = hospital

    def clean_text_en(self) -> str:
        return checked_text(self.cleaned_data["text_en"])

    def clean_text_nl(self) -> str:
        return checked_text(self.cleaned_data["text_nl"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("text_en") and not data.get("text_nl") and not self.errors:
            self.add_error("text_en", gettext("Write the text in English, in Dutch or in both"))
        same = CannedText.objects.filter(
            hospital=self.instance.hospital, kind=self.instance.kind, name=data.get("name", "")
        )
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("name", gettext("There is a text with this name already"))
        return data

    def _get_validation_exclusions(self) -> set[str]:
        """The rules of the table are asked above, with words."""
        return super()._get_validation_exclusions() | {"kind", "hospital"}  # type: ignore[misc]
