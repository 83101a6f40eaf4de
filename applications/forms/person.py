"""What is written on the page of one application: messages, notes, ratings."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.forms.candidate import PATIENTS
from applications.messages import MOST_FILES
from applications.notes import SCORES
from core.filefield import UploadField, refuse_when_off
from core.models import Skill
from core.uploads import Checked, check_cv

# core.uploads speaks of a CV; here is any document.
_WORDS = {
    "empty": _("This file is empty. Choose it again."),
    "kind": _("Save your file as PDF, DOCX or ODT and choose it again."),
    "too_long": _("This file has more than 50 pages. Send a shorter one."),
    "bomb": _("This file unpacks to far more than a letter. Save it as PDF and choose it again."),
}
UNSEEN = "0"  # "cannot tell" in a form


class _Files(forms.FileInput):
    allow_multiple_selected = True


class _FilesField(UploadField):
    """Some files at once; cleans to [(file, what it is)]."""

    widget = _Files(attrs={"accept": ".pdf,.docx,.odt", "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[tuple[File, Checked]]:
        refuse_when_off(data)
        files = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if len(files) > MOST_FILES:
            raise ValidationError(gettext("Send at most %(n)s files at once.") % {"n": MOST_FILES})
        return [(file, self._check(file)) for file in files]

    @staticmethod
    def _check(file: File) -> Checked:
        try:
            return check_cv(file)
        except ValidationError as error:
            words = _WORDS.get(str(error.code), error.message)
            raise ValidationError(f"{file.name}: {words}", code=error.code) from error


class MessageForm(forms.Form):
    words = forms.CharField(
        label=_("Your message"),
        max_length=4000,
        help_text=PATIENTS,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Write your message"),
            "max_length": _(
                "Your message has %(show_value)s characters. Make it %(limit_value)s or shorter."
            ),
        },
    )
    files = _FilesField(  # type: ignore[assignment]  # the field; templates and cleaned_data find it by name
        label=_("Files"),
        required=False,
        allow_empty_file=True,
        help_text=_("PDF, DOCX or ODT, up to three files and 10 MB together"),
    )


class NoteForm(forms.Form):
    words = forms.CharField(
        label=_("Add a note"),
        max_length=2000,
        help_text=_("Only your team reads it. Candidates may ask to read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Write your note"),
            "max_length": _("Your note has %(show_value)s characters. Make it %(limit_value)s or shorter."),
        },
    )
    mention = forms.ChoiceField(label=_("Tell a colleague"), required=False)

    def __init__(self, *args: Any, colleagues: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {str(user.pk): user for user in colleagues}
        field: Any = self.fields["mention"]
        field.choices = [("", _("Nobody")), *((pk, f"@{user}") for pk, user in self.colleagues.items())]

    @property
    def mentioned(self) -> User | None:
        return self.colleagues.get(self.cleaned_data["mention"])


class NoteWordsForm(forms.Form):
    """Changing a note that is there: a mention has been mailed already."""

    words = NoteForm.base_fields["words"]


class RatingForm(forms.Form):
    """One row of choices a required skill. All are asked for: "cannot tell" is an answer."""

    def __init__(self, *args: Any, skills: list[Skill], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.skills = skills
        choices = [*((str(n), words) for n, words in SCORES.items()), (UNSEEN, _("Cannot tell from this"))]
        for skill in skills:
            self.fields[f"skill_{skill.pk}"] = forms.ChoiceField(
                label=skill.name,
                choices=choices,
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Choose what you see"),
                    "invalid_choice": _("Choose what you see"),
                },
            )

    @property
    def scores(self) -> dict[int, int | None]:
        given = {skill.pk: self.cleaned_data[f"skill_{skill.pk}"] for skill in self.skills}
        return {pk: None if one == UNSEEN else int(one) for pk, one in given.items()}
