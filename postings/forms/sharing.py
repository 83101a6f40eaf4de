"""Where somebody's Mastodon account lives."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import DomainNameValidator
from django.utils.encoding import punycode
from django.utils.translation import gettext_lazy as _

_is_host_name = DomainNameValidator(accept_idna=False)


class ServerForm(forms.Form):
    """`server` is a host name in plain letters, and nothing else: no scheme, person, port or path gets through."""

    server = forms.CharField(
        label=_("Your Mastodon server"),
        help_text=_("Such as mastodon.social. We do not keep it."),
        max_length=253,
        widget=forms.TextInput(
            attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
        ),
        error_messages={"required": _("Type the name of your server, such as mastodon.social")},
    )

    def clean_server(self) -> str:
        try:
            # first into plain letters: "／" becomes a slash only there
            host = punycode(self.cleaned_data["server"]).lower()
            _is_host_name(host)
        except (UnicodeError, ValidationError):
            raise ValidationError(
                _(
                    "Type only the name of your server, such as mastodon.social: without https:// and without your own name"
                )
            ) from None
        return host
