from django import forms
from django.utils.translation import gettext_lazy as _


class SilenceForm(forms.Form):
    """What a moderator did about a hospital that left candidates without an answer."""

    words = forms.CharField(
        label=_("What did you do about it?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For the trail: whom you spoke with, and what they said. Do not name candidates."),
        error_messages={"required": _("Write what you did, for your colleagues")},
    )
    until = forms.DateTimeField(widget=forms.HiddenInput)
