"""Web addresses as people type them: with or without https://."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hospitals.banning import KINDLY, is_banned
from hospitals.claims import own_domain


class WebsiteField(forms.URLField):
    """`northlake.example`, `http://…` or `https://…`; never an address with a password in it."""

    default_error_messages = {"invalid": _("Give a web address, such as https://www.hospital.org")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {
            "label": _("Website"),
            "required": False,
            "max_length": 200,
            "assume_scheme": "https",
            **kwargs,
        }
        super().__init__(**kwargs)
        self.widget.input_type = "text"
        self.widget.attrs.update({"inputmode": "url", "autocomplete": "url", "spellcheck": "false"})

    def clean(self, value: Any) -> str:
        url: str = super().clean(value) or ""
        if url and (not url.lower().startswith(("http://", "https://")) or "@" in url.split("/")[2]):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return url


class OwnWebsiteField(WebsiteField):
    """On a domain of the hospital itself: mailboxes there will speak for it."""

    default_error_messages = {
        "shared": _("Give the hospital’s own website, not a page on a site that anyone can use")
    }

    def clean(self, value: Any) -> str:
        url = super().clean(value)
        if url and not own_domain(url):
            raise forms.ValidationError(self.error_messages["shared"], code="shared")
        if url and is_banned(url):
            raise forms.ValidationError(KINDLY, code="banned")
        return url
