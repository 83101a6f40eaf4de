"""The smaller parts of a hospital's profile: logo, sites and departments, a channel, readiness."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import audit
from core.filefield import UploadField
from core.handles import NotAProfile, example, parse
from core.numbers import WholeNumber
from core.vocabulary import vocabulary
from hospitals.forms.website import WebsiteField
from hospitals.models import Hospital, Readiness, Site
from hospitals.models.profile import Approval, Physicians, Policy

if TYPE_CHECKING:
    from accounts.models import User

MOST_SITES, MOST_DEPARTMENTS, DEPARTMENT_LENGTH = 30, 40, 80


class LogoForm(forms.Form):
    logo = UploadField(
        label=_("Logo"),
        help_text=_("PNG, JPEG or WebP, up to 2 MB. It is shown in a square."),
        allow_empty_file=True,  # core.logos says it in our words
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        error_messages={"required": _("Choose a picture.")},
    )


class SiteForm(forms.Form):
    name = forms.CharField(label=_("Name of the site"), max_length=120, required=False)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    postcode = forms.CharField(label=_("ZIP or postcode"), max_length=12, required=False)
    city = forms.CharField(label=_("City"), max_length=80, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if any(data.values()):
            if not data.get("name") and "name" not in self.errors:
                self.add_error("name", _("Give the site a name, or empty the row."))
            if not data.get("city") and "city" not in self.errors:
                self.add_error("city", _("Say in which city the site is."))
        return data


class SiteRows(forms.BaseFormSet):
    def clean(self) -> None:
        """The page always sends empty rows too: without any, what came is no answer and must not empty the list."""
        if self.total_form_count() < 1:
            raise ValidationError(gettext("The page was not sent whole. Load it again."))


Sites = forms.formset_factory(
    SiteForm, formset=SiteRows, extra=2, max_num=MOST_SITES, absolute_max=MOST_SITES, validate_max=True
)


def sites_of(hospital: Hospital, data: Any = None) -> Any:
    rows = hospital.sites.values("name", "address", "postcode", "city")
    return Sites(data, initial=list(rows), prefix="sites", form_kwargs={"label_suffix": ""})


class DepartmentsForm(forms.Form):
    departments = forms.CharField(
        label=_("Departments"),
        required=False,
        max_length=MOST_DEPARTMENTS * (DEPARTMENT_LENGTH + 2),
        help_text=_("One on each line, at most 40. Those you make stories with say most."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean_departments(self) -> list[str]:
        lines = [" ".join(line.split()) for line in str(self.cleaned_data["departments"]).splitlines()]
        given = list(dict.fromkeys(line for line in lines if line))
        if len(given) > MOST_DEPARTMENTS:
            raise ValidationError(gettext("Name 40 departments at most."))
        if any(len(line) > DEPARTMENT_LENGTH for line in given):
            raise ValidationError(gettext("Make each department 80 characters or shorter."))
        return given


def save_places(hospital: Hospital, sites: Any, departments: DepartmentsForm, *, by: "User") -> None:
    """Sites in their order and departments, in one transaction with one line in the trail."""
    wanted = [form.cleaned_data for form in sites.forms if form.cleaned_data.get("name")]
    with transaction.atomic():
        row = Hospital.objects.select_for_update(of=("self",)).get(pk=hospital.pk)
        changed = []
        if list(row.sites.values("name", "address", "postcode", "city")) != wanted:
            row.sites.all().delete()
            Site.objects.bulk_create(
                Site(hospital=row, position=n, **facts) for n, facts in enumerate(wanted)
            )
            changed.append("sites")
        if row.departments != departments.cleaned_data["departments"]:
            row.departments = departments.cleaned_data["departments"]
            changed.append("departments")
        if changed:
            row.save(update_fields=["departments"])
            audit.record(row, "edit", by=by, data={"fields": changed})


class ChannelForm(forms.Form):
    channel = forms.ChoiceField(label=_("Channel"), error_messages={"required": _("Choose a channel.")})
    handle = forms.CharField(
        label=_("Name or address"),
        max_length=300,
        help_text=_("The name as it stands there, such as @northlake, or the address of the profile."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}
        ),
        error_messages={"required": _("Give the name or the address of the profile.")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        words = sorted(
            (w for w in vocabulary().channels.values() if not w.retired_at), key=lambda w: w.position
        )
        field: Any = self.fields["channel"]
        field.choices = [("", _("Choose a channel")), *((w.slug, w.name) for w in words)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        slug, typed = data.get("channel"), data.get("handle")
        if slug and typed:
            try:
                data["profile"] = parse(slug, typed)
            except NotAProfile:
                text = _(
                    "This is no profile of this channel. Write it like %(example)s, or paste its address."
                )
                self.add_error("handle", text % {"example": example(slug)})
        return data


class ReadinessForm(forms.ModelForm):
    policy = forms.ChoiceField(
        label=_("Is there a social media policy?"), required=False, widget=forms.RadioSelect
    )
    policy_url = WebsiteField(label=_("Where people can read it"))
    approval = forms.ChoiceField(
        label=_("How soon is a normal post approved?"), required=False, widget=forms.RadioSelect
    )
    team_size = WholeNumber(label=_("People who work on social media"))
    physicians = forms.ChoiceField(
        label=_("Physicians and nurses who post for the hospital"), required=False, widget=forms.RadioSelect
    )
    privacy_contact = forms.CharField(
        label=_("Who answers questions about privacy"),
        required=False,
        max_length=120,
        help_text=_("An office or a shared mailbox, not a person: privacy@hospital.example"),
    )

    class Meta:
        model = Readiness
        fields = ("policy", "policy_url", "approval", "team_size", "physicians", "privacy_contact")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for name, kind in (("policy", Policy), ("approval", Approval), ("physicians", Physicians)):
            field: Any = self.fields[name]
            field.choices = [*kind.choices, ("", _("We do not say"))]

    def clean_team_size(self) -> int | None:
        size: int | None = self.cleaned_data["team_size"]
        if size is not None and size > 2_000:
            raise ValidationError(_("Make it 2,000 or less."))
        return size
