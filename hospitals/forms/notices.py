from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.models.told import How
from hospitals import notices
from hospitals.models import Seat


class NoticeChoicesForm(forms.Form):
    """One choice for each kind that this seat hears of."""

    def __init__(self, data: Any = None, *, seat: Seat) -> None:
        super().__init__(data, label_suffix="")
        for kind, how in notices.choices_of(seat):
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label,
                choices=How.choices,
                initial=how,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one"), "invalid_choice": _("Choose one")},
            )
