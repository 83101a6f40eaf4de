from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from postings.remarks import LONGEST

TOO_OFTEN = _("You wrote a lot in a short time. Wait a few minutes and send it again.")


class RemarkForm(forms.Form):
    """One thing said between moderators and a hospital. Plain text."""

    words = forms.CharField(
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"class": "input", "rows": 4}),
        error_messages={"required": _("Write something first.")},
    )

    def __init__(self, data: Any = None, *, label: Any = None, hint: Any = "") -> None:
        super().__init__(data, label_suffix="", auto_id="id_remark_%s")
        self.fields["words"].label = label or _("Your answer")
        self.fields["words"].help_text = hint
