"""The last page before sending: what the candidate allows, and for a visitor the code that was mailed."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from applications import consents
from applications.models import ConsentKind


class SendForm(forms.Form):
    """A tick a consent; only the first is needed. With `code` a mailed code is asked too."""

    processing = forms.BooleanField(
        error_messages={"required": _("Allow the hospital to read your application, or it cannot be sent")}
    )
    keep = forms.BooleanField(required=False)
    channels = forms.BooleanField(required=False)
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        error_messages={"required": _("Type the code from the email")},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def __init__(
        self, data: QueryDict | None, *, hospital: str, code: bool = False, sends: bool = True
    ) -> None:
        super().__init__(data, label_suffix="")
        if not code:
            del self.fields["code"]
        for kind in ConsentKind:
            self.fields[kind.value].label = consents.words(kind, hospital)
            if not sends:
                del self.fields[kind.value]

    @property
    def allowed(self) -> list[str]:
        return [kind.value for kind in ConsentKind if self.cleaned_data.get(kind.value)]

    @property
    def choices(self) -> list[Any]:
        return [self[kind.value] for kind in ConsentKind if kind.value in self.fields]
