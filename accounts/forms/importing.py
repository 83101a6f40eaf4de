"""Which file to read, and what of it to take over."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounts import throttle
from accounts.importing.files import read_upload
from accounts.importing.offering import Offer
from accounts.importing.suggestion import Suggestion
from accounts.models import Language, User
from core.filefield import UploadField

READINGS = 12  # of one person in five minutes: reading takes a second of the machine
TOO_OFTEN = _("You chose many files in a short time. Wait five minutes and choose again.")


def may_read(user: User) -> bool:
    return throttle.may("cv reading", str(user.pk), limit=READINGS)


class ImportForm(forms.Form):
    """The file is read and not kept. `found`: what it suggests."""

    file = UploadField(
        label=_("Your CV or JSON Resume"),
        help_text=_("PDF, DOCX, ODT or JSON, 10 MB at most. We read the file and do not keep it."),
        allow_empty_file=True,  # an empty one gets our own sentence
        max_length=255,
        error_messages={
            "required": _("Choose a file first"),
            "max_length": _("The name of this file is too long. Give it a shorter one and choose it again."),
        },
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.odt,.json"}),
    )
    found: list[Suggestion]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.user = user

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if not may_read(self.user):
            raise ValidationError(TOO_OFTEN, code="too_often")
        self.found = read_upload(upload)
        return upload


class ChoiceForm:
    """Ticks and levels as they were sent; the template draws them from the offers."""

    def __init__(self, sent: Mapping[str, Any], offers: list[Offer]) -> None:
        take = sent.getlist("take")  # type: ignore[attr-defined]  # a QueryDict
        self.numbers = {int(n) for n in take if n.isascii() and n.isdigit() and len(n) < 6}
        known = set(Language.Level.values)
        self.levels: dict[int, str] = {}
        for offer in offers:
            level = str(sent.get(f"level-{offer.number}", ""))
            if offer.needs_level and level in known:
                self.levels[offer.number] = level
                self.numbers.add(offer.number)  # choosing a level is choosing the language
        self.missing = {
            o.number for o in offers if o.needs_level and o.number in self.numbers - set(self.levels)
        }
        self.numbers &= {offer.number for offer in offers}

    @property
    def error(self) -> str:
        if self.missing:
            return _t("Choose how well you speak the language you ticked.")
        return "" if self.numbers else _t("Tick what you want in your profile.")
