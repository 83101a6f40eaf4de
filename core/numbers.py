from typing import Any

from django import forms
from django.core.validators import BaseValidator
from django.utils.translation import gettext_lazy as _

MOST = 1_000_000


class WholeNumber(forms.IntegerField):
    """A count as people type it: 1200, 1,200 or 1.200. One message says what to do, whatever is wrong."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"required": False, "min_value": 0, "max_value": MOST, **kwargs}
        ask = _("Give a whole number, such as 240")
        kwargs["error_messages"] = dict.fromkeys(("invalid", "required"), ask)
        kwargs["widget"] = forms.TextInput(attrs={"inputmode": "numeric"})
        super().__init__(**kwargs)
        for validator in self.validators:
            if isinstance(validator, BaseValidator):
                validator.message = ask

    def to_python(self, value: Any) -> int | None:
        text = "".join(str(value or "").split())
        head, *rest = text.replace(".", ",").split(",")
        if rest and head.isdigit() and len(head) < 4 and all(len(group) == 3 for group in rest):
            text = head + "".join(rest)
        return super().to_python(text)
