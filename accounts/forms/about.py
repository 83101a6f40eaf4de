"""What a person says of themselves in their own words, and links to work of theirs."""

from typing import Any, ClassVar

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from accounts.models import Profile
from accounts.overclaims import no_overclaim
from accounts.profiles import MAX_LINKS


class AboutForm(forms.ModelForm):
    class Meta:
        model = Profile
        fields = ("headline", "about", "phone")
        labels: ClassVar = {
            "headline": _("What you do, in one line"),
            "about": _("About you"),
            "phone": _("Telephone"),
        }
        help_texts: ClassVar = {
            "headline": _("For example: community manager in a children’s hospital"),
            "about": _("A few sentences. Never name a patient."),
            "phone": _("Only hospitals that you write to see this."),
        }
        widgets: ClassVar = {
            "about": forms.Textarea(attrs={"rows": 6}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
        }

    def clean_headline(self) -> str:
        no_overclaim(self.cleaned_data["headline"])
        return str(self.cleaned_data["headline"])

    def clean_about(self) -> str:
        no_overclaim(self.cleaned_data["about"])
        return str(self.cleaned_data["about"])


class LinkForm(forms.Form):
    label = forms.CharField(
        label=_("What it is"),
        max_length=60,
        required=False,
        validators=[no_overclaim],
        error_messages={"max_length": _("Make it 60 characters or shorter")},
    )
    url = forms.CharField(label=_("Address"), max_length=300, required=False, widget=forms.URLInput())

    def clean_url(self) -> str:
        """Accept what people type: without the scheme it is https."""
        url = str(self.cleaned_data["url"]).strip()
        if not url:
            return ""
        if "://" not in url:
            url = f"https://{url}"
        URLValidator(schemes=["http", "https"], message=_("Type an address like https://example.org/me"))(url)
        return url

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("label") and "url" in data and not data["url"]:
            self.add_error("url", _("Type the address of this link"))
        return data


LinkFormSet = forms.formset_factory(LinkForm, extra=MAX_LINKS, max_num=MAX_LINKS, absolute_max=MAX_LINKS)


def links_of(formset: forms.BaseFormSet[LinkForm]) -> list[tuple[str, str]]:
    """(label, url) of the filled rows; a link without a name is called by its host."""
    rows = [form.cleaned_data for form in formset.forms if form.cleaned_data.get("url")]
    return [(row["label"] or row["url"].split("/")[2][:60], row["url"]) for row in rows]
