"""What the public page of a hospital says."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.numbers import WholeNumber
from core.zones import NAMES
from hospitals.claims import own_domain
from hospitals.forms.website import OwnWebsiteField
from hospitals.models import Hospital

if TYPE_CHECKING:
    from accounts.models import User


class ProfileForm(forms.ModelForm):
    """Name and website are missing while the hospital is checked and afterwards: see verification.py."""

    website = OwnWebsiteField()
    staff = WholeNumber(label=_("People who work here"))
    beds = WholeNumber(label=_("Beds"))

    class Meta:
        model = Hospital
        fields = (
            "name",
            "website",
            "about_en",
            "about_nl",
            "staff",
            "beds",
            "address",
            "postcode",
            "time_zone",
        )
        help_texts = {
            "about_en": _("What makes it a good place to tell stories? Never name a patient."),
            "about_nl": _("Dutch readers see this text. Without it they see the English one."),
            "time_zone": _(
                "Closing times of your openings go by this clock. It changes no time that you gave before."
            ),
        }
        widgets = {
            "about_en": forms.Textarea(attrs={"rows": 6}),
            "about_nl": forms.Textarea(attrs={"rows": 6, "lang": "nl"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.is_locked:
            del self.fields["name"], self.fields["website"]
        zone = self.fields["time_zone"]
        assert isinstance(zone, forms.TypedChoiceField)
        zone.required = True
        zone.choices = [(key, f"{name} ({key})") for key, name in NAMES.items()]
        zone.error_messages["required"] = _("Choose a time zone")


def save(form: ProfileForm, *, by: "User") -> None:
    """The page in one transaction, with one line in the trail."""
    with transaction.atomic():
        row = Hospital.objects.select_for_update(of=("self",)).get(pk=form.instance.pk)
        changed = [name for name in form.changed_data if not (row.is_locked and name in {"name", "website"})]
        for name in changed:
            setattr(row, name, form.cleaned_data[name])
        if "website" in changed:
            row.web_domain = own_domain(row.website)
        row.save(update_fields=[*changed, "web_domain"])
        if changed:
            audit.record(row, "edit", by=by, data={"fields": changed})
