from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import Document
from applications import answers
from applications.forms.candidate import PATIENTS
from applications.forms.questions import QuestionsForm
from applications.models import Application
from core.filefield import UploadField
from core.uploads import Checked, check_cv

MOST = 6000  # characters of a letter


class ChangeForm(QuestionsForm):
    """What was sent, to be changed before anyone opens it: CV, contact, letter, and the answers to what was asked then."""

    cv = forms.ChoiceField(label=_("CV"), widget=forms.RadioSelect, required=False)
    file = UploadField(
        label=_("Another CV"),
        help_text=_("PDF, DOCX or ODT, up to 10 MB"),
        required=False,
        allow_empty_file=True,  # core.uploads says it in our words
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.odt"}),
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name")},
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    letter = forms.CharField(
        label=_("Your letter"),
        help_text=PATIENTS,
        required=False,
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={
            "max_length": _("Your letter has %(show_value)s characters. Make it %(limit_value)s or shorter.")
        },
    )
    checked: Checked | None = None

    def __init__(self, application: Application, request: HttpRequest) -> None:
        self.posting = application.posting
        self.posting.questions = application.answers  # as they were asked; never saved
        data = request.POST if request.method == "POST" else None
        super().__init__(self.posting, data, kept=application.answers)
        self.files = request.FILES
        sent = application.snapshot
        self.initial.update(cv=str(application.cv_id or ""), letter=application.letter)
        self.initial.update(name=sent.get("name", ""), phone=sent.get("phone", ""))
        self.fields["letter"].widget.attrs.pop("maxlength", None)  # the server says how much is too much
        kept = Document.objects.filter(owner=application.candidate).kept().order_by("-uploaded_at")
        self.documents = {str(d.pk): d for d in [*([application.cv] if application.cv else []), *kept]}
        field: Any = self.fields["cv"]
        field.choices = [(pk, document.name) for pk, document in self.documents.items()]

    def clean_file(self) -> Any:
        upload = self.cleaned_data.get("file")
        if upload is not None:
            self.checked = check_cv(upload)
        return upload

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("file") and "file" not in self.errors and data.get("cv") not in self.documents:
            self.add_error("cv", ValidationError(_("Choose your CV")))
        return data

    @property
    def own_fields(self) -> list[Any]:
        """The questions, without what every application has."""
        return [self[name] for name in self.fields if name not in self.base_fields]

    @property
    def given(self) -> list[dict[str, Any]]:
        return answers.given(self.posting, self.data)  # type: ignore[arg-type]
