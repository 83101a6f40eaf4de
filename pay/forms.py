from django import forms
from django.utils.translation import gettext_lazy as _

from pay.roles import ROLES, SPECIALIST


class ChoiceForm(forms.Form):
    """What is compared with what. Broken values fall back to the first choice; the page says what it shows."""

    role = forms.ChoiceField(
        label=_("What does the person do?"),
        choices=[(role.slug, role.name) for role in ROLES.values()],
        initial=SPECIALIST,
        required=False,
    )
    near = forms.CharField(
        label=_("Where?"),
        required=False,
        widget=forms.TextInput(
            attrs={"placeholder": _("Town, state, province or postcode"), "maxlength": 80}
        ),
    )
    country = forms.ChoiceField(
        choices=[("US", "US"), ("NL", "NL")], required=False, widget=forms.HiddenInput()
    )
