from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import SampleReport


class SampleReportForm(forms.Form):
    """What is wrong with a work sample."""

    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=SampleReport.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong")},
    )
    words = forms.CharField(
        label=_("What should the moderator look at?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only moderators read this. Do not write a patient’s name."),
    )
