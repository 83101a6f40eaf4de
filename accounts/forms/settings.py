from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class SettingsForm(forms.ModelForm):
    """Name, language and what one is here for. Address, password and second factor have pages of their own."""

    class Meta:
        model = User
        fields = ("name", "language", "looks_for_work", "hires")
        labels = {"name": _("Your name"), "language": _("Language of pages and emails")}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "language": forms.RadioSelect,
        }

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"]).strip()
        if not name:
            raise forms.ValidationError(_("Type your name"))
        return name
