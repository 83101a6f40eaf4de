"""What a person says of themselves: facts, links, skills, a CV."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from accounts.models import Profile, ProfileSkill
from accounts.profiles import MAX_LINKS
from core.models import Skill
from core.uploads import Checked, check_cv
from core.vocabulary import vocabulary

COUNTRIES = [
    ("", _("Choose a country")),
    ("US", _("United States")),
    ("NL", _("Netherlands")),
    ("BE", _("Belgium")),
    ("CA", _("Canada")),
    ("DE", _("Germany")),
    ("FR", _("France")),
    ("GB", _("United Kingdom")),
]


class ProfileForm(forms.ModelForm):
    country = forms.ChoiceField(label=_("Country"), choices=COUNTRIES, required=False)

    class Meta:
        model = Profile
        fields = ("headline", "about", "city", "region", "country", "remote_ok", "phone")
        labels = {
            "headline": _("What you do, in one line"),
            "about": _("About you"),
            "city": _("Town or city"),
            "region": _("State or province"),
            "phone": _("Telephone"),
        }
        help_texts = {
            "headline": _("For example: community manager in a children’s hospital"),
            "about": _("A few sentences. Never name a patient."),
            "phone": _("Only hospitals that you write to see this."),
        }
        widgets = {
            "about": forms.Textarea(attrs={"rows": 6}),
            "city": forms.TextInput(attrs={"autocomplete": "address-level2"}),
            "region": forms.TextInput(attrs={"autocomplete": "address-level1"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
        }


class LinkForm(forms.Form):
    label = forms.CharField(
        label=_("What it is"),
        max_length=60,
        required=False,
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


class SkillsForm(forms.Form):
    """One choice per skill of the vocabulary, retired ones only where the person has them."""

    def __init__(self, *args: Any, held: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = vocabulary().skills.values()
        shown = [s for s in words if s.retired_at is None or s.slug in held]
        self.skills = sorted(shown, key=lambda s: (s.group.position, s.position))
        for skill in self.skills:
            self.fields[skill.slug] = forms.ChoiceField(
                label=skill.name,
                choices=[("", _("Not this one")), *ProfileSkill.Level.choices],
                required=False,
                initial=held.get(skill.slug, ""),
            )

    def groups(self) -> Iterator[dict[str, Any]]:
        """The groups in order, each with its fields and how many are chosen."""
        by_group: dict[int, list[Skill]] = {}
        for skill in self.skills:
            by_group.setdefault(skill.group_id, []).append(skill)
        for skills in by_group.values():
            fields = [self[s.slug] for s in skills]
            yield {"group": skills[0].group, "fields": fields, "chosen": sum(bool(f.value()) for f in fields)}

    def levels(self) -> dict[str, str]:
        return {slug: level for slug, level in self.cleaned_data.items() if level}


class CVForm(forms.Form):
    cv = forms.FileField(
        label=_("Your CV"),
        help_text=_("PDF, DOCX or ODT, 10 MB at most."),
        allow_empty_file=True,  # an empty one gets our own sentence
        max_length=255,
        error_messages={
            "required": _("Choose a file first"),
            "max_length": _("The name of this file is too long. Give it a shorter one and choose it again."),
        },
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.odt"}),
    )
    checked: Checked

    def clean_cv(self) -> Any:
        upload = self.cleaned_data["cv"]
        self.checked = check_cv(upload)
        return upload
