"""Giving and taking trust by hand."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TrustForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you trust it, or no longer?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "input", "rows": 3}),
        help_text=_("The log keeps it. When you end trust, the hospital reads it."),
        error_messages={"required": _("Say why.")},
    )
