from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.overclaims import no_overclaim


class SettingsForm(forms.ModelForm):
    """Name, language and what one is here for. Address, password and second factor have pages of their own."""

    language = forms.ChoiceField(
        label=_("Language of pages and emails"),
        choices=[("en", "English"), ("nl", "Nederlands")],  # each in itself, so that its readers find it
        widget=forms.RadioSelect,
    )

    class Meta:
        model = User
        fields = ("name", "language", "looks_for_work", "hires")
        labels = {"name": _("Your name")}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
        }

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"]).strip()
        if not name:
            raise forms.ValidationError(_("Type your name"))
        no_overclaim(name)
        return name
