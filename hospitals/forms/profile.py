"""What the public page of a hospital says."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.models import Channel
from core.vocabulary import vocabulary
from core.zones import NAMES
from hospitals.claims import own_domain
from hospitals.forms.numbers import WholeNumber
from hospitals.forms.website import OwnWebsiteField, WebsiteField
from hospitals.models import Hospital, HospitalChannel

if TYPE_CHECKING:
    from accounts.models import User

MAX_CHANNELS = 10


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


class ChannelForm(forms.Form):
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    url = WebsiteField(label=_("Address"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [
            w
            for w in vocabulary().channels.values()
            if not w.retired_at or w.slug == self.initial.get("channel")
        ]
        words.sort(key=lambda w: w.position)
        field = self.fields["channel"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choose a channel")), *((w.slug, w.name) for w in words)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        slug, url = given.get("channel"), given.get("url")
        if url and not slug and "channel" not in self.errors:
            self.add_error("channel", _("Choose which channel this is"))
        word = vocabulary().channel(slug) if slug else None
        if word and not url and "url" not in self.errors:
            self.add_error("url", _("Give the address, or choose no channel"))
        if word and url and not _fits(word, url):
            beginning = word.url_prefix or "https://"
            self.add_error("url", _("This address must begin with %(beginning)s") % {"beginning": beginning})
        return given


def _fits(word: Channel, url: str) -> bool:
    """https, and on the channel's own site where it has one; with or without www."""

    def bare(address: str) -> str:
        return address.lower().replace("https://www.", "https://", 1)

    return url.startswith("https://") and bare(url).startswith(bare(word.url_prefix or "https://"))


class BaseChannels(forms.BaseFormSet):
    """The addresses in the order of the channels; an emptied row goes away."""

    def clean(self) -> None:
        urls = [form.cleaned_data.get("url") for form in self.forms if getattr(form, "cleaned_data", None)]
        given = [url for url in urls if url]
        if len(given) != len(set(given)):
            raise forms.ValidationError(_("The same address stands there twice"))

    def pairs(self) -> list[tuple[Channel, str]]:
        known = vocabulary()
        rows = [
            (known.channel(f.cleaned_data.get("channel", "")), f.cleaned_data.get("url")) for f in self.forms
        ]
        return [(word, url) for word, url in rows if word and url]


Channels = forms.formset_factory(
    ChannelForm,
    formset=BaseChannels,
    extra=2,
    max_num=MAX_CHANNELS,
    absolute_max=MAX_CHANNELS,
    validate_max=True,
)


def channels_of(hospital: Hospital, data: Any = None) -> BaseChannels:
    rows = hospital.channels.select_related("channel")
    initial = [{"channel": row.channel.slug, "url": row.url} for row in rows]
    return Channels(data, initial=initial, prefix="channels")  # type: ignore[return-value]


def save(form: ProfileForm, channels: BaseChannels, *, by: "User") -> None:
    """The page and its channels in one transaction, with one line in the trail."""
    with transaction.atomic():
        row = Hospital.objects.select_for_update(of=("self",)).get(pk=form.instance.pk)
        changed = [name for name in form.changed_data if not (row.is_locked and name in {"name", "website"})]
        for name in changed:
            setattr(row, name, form.cleaned_data[name])
        if "website" in changed:
            row.web_domain = own_domain(row.website)
        row.save(update_fields=[*changed, "web_domain"])
        wanted = channels.pairs()
        there = row.channels.values_list("channel_id", "url")
        if sorted(there) != sorted((word.pk, url) for word, url in wanted):
            row.channels.all().delete()
            HospitalChannel.objects.bulk_create(
                HospitalChannel(hospital=row, channel=word, url=url) for word, url in wanted
            )
            changed.append("channels")
        if changed:
            audit.record(row, "edit", by=by, data={"fields": changed})
