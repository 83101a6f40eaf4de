"""The form field of every file that people send: one door, so that it can be shut (core/switches.py)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core import switches
from core.switches import SAID, Part


class UploadField(forms.FileField):
    """While files are switched off: a message beside the field, and no control (core/templatetags/face.py)."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        refuse_when_off(data)
        return super().clean(data, initial)


def refuse_when_off(data: Any) -> None:
    """Raises ValidationError for a file that came while none is taken."""
    if data and not switches.is_on(Part.UPLOADS):
        title, words = SAID[Part.UPLOADS]
        raise ValidationError(f"{title}. {words}", code="off")
