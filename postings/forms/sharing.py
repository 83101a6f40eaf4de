"""Where somebody's Mastodon account lives."""

import re
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import DomainNameValidator
from django.utils.encoding import punycode
from django.utils.translation import gettext_lazy as _

_is_host_name = DomainNameValidator(accept_idna=False)
_PERSON = re.compile(r"@?[^@/\s]+@(?P<server>[^@]+)")  # @me@mastodon.social
_TYPE_IT = _("Type the name of your server, such as mastodon.social")


class ServerForm(forms.Form):
    """`server` is a host name in plain letters, and nothing else: no scheme, person, port or path gets through. It may be
    typed as part of an address, or of one's own name there."""

    server = forms.CharField(
        label=_("Your Mastodon server"),
        help_text=_("Such as mastodon.social. We do not keep it."),
        max_length=400,
        widget=forms.TextInput(
            attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
        ),
        error_messages={"required": _TYPE_IT},
    )

    def clean_server(self) -> str:
        try:
            # first into plain letters: "／" becomes a slash only there
            host = punycode(_server_of(self.cleaned_data["server"])).lower()
            _is_host_name(host)
        except (ValueError, ValidationError):
            raise ValidationError(_TYPE_IT) from None
        return host


def _server_of(typed: str) -> str:
    """Out of an address (without person or port), or out of somebody's name; else what was typed. Raises ValueError."""
    if typed.lower().startswith(("https://", "http://")):
        return urlsplit(typed).netloc
    person = _PERSON.fullmatch(typed)
    return person["server"] if person else typed
