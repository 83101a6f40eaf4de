from typing import Any

from django.utils.translation import gettext_lazy as _

from postings.forms.remark import RemarkForm


class QuestionForm(RemarkForm):
    """What a moderator wants to know before deciding."""

    def __init__(self, data: Any = None) -> None:
        hint = _("They read and answer it on the page of this opening. Your name is not shown.")
        super().__init__(data, label=_("Your question"), hint=hint)
