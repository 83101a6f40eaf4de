"""The small parts that the form of an opening is made of."""

from typing import Any

from django import forms


class Words(forms.CharField):
    """Text whose lines end as they are stored, whatever the browser sends."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)


def text(label: Any, length: int, *, hint: Any = "", rows: int = 0, **kwargs: Any) -> forms.CharField:
    """A line of text, or a box with `rows`."""
    attrs: dict[str, Any] = {"class": "input"}
    widget: forms.Widget = (
        forms.Textarea(attrs={**attrs, "rows": rows}) if rows else forms.TextInput(attrs=attrs)
    )
    return Words(
        label=label, max_length=length, help_text=hint, widget=widget, **{"required": False, **kwargs}
    )


def number(label: Any, low: int, high: int, *, hint: Any = "", suffix: Any = "") -> forms.IntegerField:
    """A whole number, typed; the arrows of a number box change it by accident."""
    attrs = {"class": "input", "inputmode": "numeric", "autocomplete": "off"}
    if suffix:
        attrs["data-suffix"] = suffix
    return forms.IntegerField(
        label=label,
        min_value=low,
        max_value=high,
        required=False,
        help_text=hint,
        widget=forms.TextInput(attrs=attrs),
    )


def pick(label: Any, choices: Any, *, hint: Any = "", radio: bool = False) -> forms.ChoiceField:
    """One of a few."""
    widget: forms.Widget = forms.RadioSelect() if radio else forms.Select(attrs={"class": "input"})
    return forms.ChoiceField(label=label, choices=choices, required=False, help_text=hint, widget=widget)


def several(label: Any, choices: Any, *, hint: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, help_text=hint, widget=forms.CheckboxSelectMultiple
    )


def day(label: Any, *, hint: Any = "") -> forms.DateField:
    """A day; the browser's own calendar, or typed."""
    return forms.DateField(
        label=label,
        required=False,
        help_text=hint,
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"class": "input", "type": "date"}),
    )


def named(words: Any) -> list[tuple[str, str]]:
    """Choices of vocabulary rows in their order, without the retired ones."""
    return [(str(w.pk), w.name) for w in sorted(words, key=lambda w: w.position) if w.retired_at is None]
