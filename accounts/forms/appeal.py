from django import forms
from django.utils.translation import gettext_lazy as _


class AppealForm(forms.Form):
    """Why a suspension is wrong."""

    words = forms.CharField(
        label=_("Why is it wrong?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"class": "input", "rows": 7}),
        help_text=_("Say what happened, and what you do differently from now on. Do not name patients."),
        error_messages={"required": _("Write why it is wrong, in your own words")},
    )
