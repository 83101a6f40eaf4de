"""Amounts as people type them into the search."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_PAY = 10**8


class MoneyField(forms.CharField):
    """A yearly amount as people write it: 55000, 55,000, $55k, € 55.000. Cleans to an int."""

    def to_python(self, value: Any) -> Any:
        text = re.sub(r"[\s$€']|usd|eur", "", (super().to_python(value) or "").lower())
        if not text:
            return None
        match = re.fullmatch(r"([0-9]{1,3}(?:[.,][0-9]{3})+|[0-9]{1,9})(?:[.,][0-9]{1,2})?(k?)", text)
        if match is None:
            raise ValidationError(_("Write an amount, for example 55,000."))
        number = int(re.sub(r"[.,]", "", match[1])) * (1000 if match[2] else 1)
        if number > MOST_PAY:
            raise ValidationError(_("Write an amount, for example 55,000."))
        return number
