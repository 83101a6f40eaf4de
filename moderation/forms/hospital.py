"""What moderators type about hospitals: which two are one, and which web domains are banned."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hospitals.models import Hospital


class UniteForm(forms.Form):
    """Chosen by its number, and meant: the box is ticked after reading what follows."""

    into = forms.ModelChoiceField(Hospital.objects.all(), widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("Why are they one?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"class": "input", "rows": 3}),
        error_messages={"required": _("Say how you know. The log keeps it.")},
    )
    sure = forms.BooleanField(
        label=_("I have read what follows. This cannot be undone."),
        error_messages={"required": _("Tick this first: it cannot be undone.")},
    )

    def __init__(self, data: Any = None, **how: Any) -> None:
        super().__init__(data, label_suffix="", **how)


class BanForm(forms.Form):
    domain = forms.CharField(
        label=_("Web domain"),
        help_text=_("An address or a mailbox will do. Everything below it is banned too."),
        max_length=200,
        widget=forms.TextInput(attrs={"inputmode": "url", "spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": _("Give a web domain, such as fake-hospital.com")},
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Only moderators read it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"class": "input", "rows": 3}),
        error_messages={"required": _("Say why. The log keeps it.")},
    )

    def __init__(self, data: Any = None, **how: Any) -> None:
        super().__init__(data, label_suffix="", **how)
