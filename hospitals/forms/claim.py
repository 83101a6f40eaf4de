"""The facts of a hospital, given once by the person who claims it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.numbers import WholeNumber
from hospitals.forms.website import OwnWebsiteField
from hospitals.models import DirectoryEntry, Hospital


class ClaimForm(forms.ModelForm):
    """Of an entry, name and place come from the directory and are not asked; without one they are."""

    website = OwnWebsiteField()
    beds = WholeNumber(label=_("Beds"))

    class Meta:
        model = Hospital
        fields = ("name", "country", "city", "region", "postcode", "address", "kind", "beds", "website")
        help_texts = {
            "name": _("As it stands above the door."),
            "region": _("For example WA or Noord-Holland."),
        }
        error_messages = {
            "name": {"required": _("Give the name of the hospital")},
            "city": {"required": _("Give the city")},
            "region": {"required": _("Give the state or province")},
            "country": {"required": _("Choose a country")},
            "kind": {"required": _("Choose the kind of hospital")},
        }

    def __init__(self, *args: Any, entry: DirectoryEntry | None = None, **kwargs: Any) -> None:
        self.entry = entry
        if entry:
            kwargs["initial"] = {
                "website": entry.website.lower(),
                "beds": entry.beds,
                **kwargs.get("initial", {}),
            }
        super().__init__(*args, **kwargs)
        self.fields["website"].help_text = _(
            "The hospital’s own site. A mailbox on it, such as you@hospital.org, is the fastest way to show that you work there."
        )
        if entry:
            for name in ("name", "country", "city", "region", "postcode", "address", "kind"):
                del self.fields[name]

    def facts(self) -> dict[str, Any]:
        """Columns of Hospital, checked."""
        entry = self.entry
        known = (
            {
                n: getattr(entry, n)
                for n in ("name", "country", "city", "region", "postcode", "address", "kind")
            }
            if entry
            else {}
        )
        return {**known, **self.cleaned_data}


class JoinForm(forms.Form):
    """A few words to the owners of a hospital that is on the board already."""

    words = forms.CharField(
        label=_("What do you do there?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Write a sentence, so that the owner knows who asks"),
            "max_length": _("Make it 500 characters or shorter"),
        },
    )
