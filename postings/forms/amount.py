"""Amounts of money as people type them."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

HIGHEST = Decimal(2_000_000)  # as an hourly pay it still fits the column of the year's figure
_PLAIN = re.compile(r"[0-9][0-9.,]*")


def parse_amount(text: str) -> Decimal:
    """55,000 · 55000 · $55k · 3.480,00 · 38,50 as a number. Raises ValueError when it is none.

    The last of two different marks is the decimal one; a single mark before exactly three digits parts thousands.
    """
    bare = re.sub(r"[\s\u00a0\u202f'’$€]|usd|eur|,-$|,–$", "", text.strip().lower())
    times = Decimal(1000) if bare.endswith("k") else Decimal(1)
    bare = bare.removesuffix("k")
    if not _PLAIN.fullmatch(bare) or len(bare) > 20:
        raise ValueError(text)
    try:
        return (Decimal(_with_point(bare)) * times).quantize(Decimal("0.01"))
    except InvalidOperation as error:
        raise ValueError(text) from error


def _with_point(bare: str) -> str:
    marks = [c for c in bare if c in ".,"]
    if not marks:
        return bare
    last = marks[-1]
    whole, _mark, rest = bare.rpartition(last)
    decimal = len(set(marks)) == 2 or (len(marks) == 1 and len(rest) != 3)
    if len(set(marks)) == 2 and marks.count(last) > 1:
        raise InvalidOperation
    digits = re.sub(r"[.,]", "", whole)
    return f"{digits}.{rest}" if decimal else f"{digits}{rest}"


class AmountField(forms.CharField):
    """A text box that understands money; its value is a Decimal or None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=30, **kwargs)
        self.widget.attrs.update({"inputmode": "decimal", "class": "input", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            amount = parse_amount(str(text))
        except ValueError:
            raise ValidationError(_("Write an amount in figures, such as 55,000 or 38.50.")) from None
        if amount > HIGHEST:
            raise ValidationError(_("Make it 2,000,000 or less."))
        return amount

    def run_validators(self, value: Any) -> None:
        """The validators of a text field do not fit a number."""

    def prepare_value(self, value: Any) -> Any:
        """As the reader writes numbers; whole amounts without decimals."""
        if not isinstance(value, Decimal):
            return value
        return number_format(value, 0 if value == value.to_integral_value() else 2, force_grouping=True)
