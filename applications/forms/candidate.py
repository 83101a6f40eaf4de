from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Document, User
from applications.models import Application, WithdrawalReason
from core.uploads import Checked, check_cv

NEW = "new"
PATIENTS = _("Do not name patients, and do not describe one so that others know who it is.")


class ContactForm(forms.Form):
    """Step 1: which CV, and how the hospital reaches the candidate. `checked` is set when a file came along."""

    cv = forms.ChoiceField(label=_("Which CV do you want to send?"), widget=forms.RadioSelect, required=False)
    file = forms.FileField(
        label=_("Add another CV"),
        help_text=_("PDF, DOCX or ODT, up to 10 MB"),
        required=False,
        allow_empty_file=True,  # core.uploads says it in our words
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.odt"}),
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("Write it the way you want to be called"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name")},
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    checked: Checked | None = None

    def __init__(self, *args: Any, candidate: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.documents = {
            str(d.pk): d for d in Document.objects.filter(owner=candidate).kept().order_by("-uploaded_at")
        }
        choices: list[tuple[str, Any]] = [(pk, d.name) for pk, d in self.documents.items()]
        field: Any = self.fields["cv"]
        field.choices = [*choices, (NEW, _("Another file"))] if choices else [(NEW, _("Another file"))]
        if not choices:
            field.widget = forms.HiddenInput()
            self.fields["file"].label = _("Your CV")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        upload = data.get("file")
        if upload is not None:
            try:
                self.checked = check_cv(upload)
            except ValidationError as error:
                self.add_error("file", error)
        elif "file" not in self.errors and data.get("cv") not in self.documents:
            self.add_error("file", gettext("Choose your CV"))
        return data

    @property
    def chosen(self) -> Document | None:
        """The kept CV that was chosen; None when a new file came along."""
        return None if self.cleaned_data.get("file") else self.documents.get(self.cleaned_data["cv"])


class LetterForm(forms.ModelForm[Application]):
    class Meta:
        model = Application
        fields = ["letter"]
        labels = {"letter": _("Your letter")}
        help_texts = {"letter": PATIENTS}
        widgets = {"letter": forms.Textarea(attrs={"rows": 14})}
        error_messages = {
            "letter": {
                "max_length": _(
                    "Your letter has %(show_value)s characters. Make it %(limit_value)s or shorter."
                )
            }
        }


class WithdrawalForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why do you withdraw?"),
        choices=WithdrawalReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason"), "invalid_choice": _("Choose a reason")},
    )
    message = forms.CharField(
        label=_("A message to the hospital"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The hospital reads this together with your reason."),
    )
