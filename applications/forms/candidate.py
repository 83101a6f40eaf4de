from django import forms
from django.utils.translation import gettext_lazy as _

from applications.models import WithdrawalReason

PATIENTS = _("Do not name patients, and do not describe one so that others know who it is.")


class WithdrawalForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why do you withdraw?"),
        choices=WithdrawalReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason"), "invalid_choice": _("Choose a reason")},
    )
    message = forms.CharField(
        label=_("A message to the hospital"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The hospital reads this together with your reason."),
    )
