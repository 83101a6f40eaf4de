"""Applying, as one form: what the profile knows stands in it already, what the profile lacks can be kept there."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.languages import language_name
from accounts.models import Document, Language, ProfileSkill
from accounts.places import COUNTRIES, region_for
from applications import answers
from applications.draft import Asked, Crossed
from applications.forms.candidate import PATIENTS
from applications.forms.questions import OPEN, question_field
from core.filefield import UploadField
from core.uploads import Checked, check_cv

NEW = "new"
LETTER = 6000  # characters
# What saves itself together, in the order of the page. Questions, skills and languages are named by what is asked.
CONTACT = ("name", "phone", "keep_phone", "city", "region", "country", "keep_place")
PARTS = ("cv", "contact", "letter", "questions", "skills")


class Box(BoundField):
    form: "ApplyForm"

    @property
    def crossed(self) -> Crossed | None:
        """What was stored from another device while this was typed here."""
        return self.form.crossed.get(self.name)


class ApplyForm(forms.Form):
    """`asked` is what this opening asks of this person (applications/draft.py). `checked` is set when a CV came along;
    `at_hand` says that one lies ready for this browser."""

    bound_field_class = Box
    cv = forms.ChoiceField(label=_("Which CV do you want to send?"), widget=forms.RadioSelect, required=False)
    file = UploadField(
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
    email = forms.EmailField(
        label=_("Email"),
        max_length=254,
        help_text=_("We mail you a code, and the hospital writes to you here."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": _("Type your email address"),
            "invalid": _("Type an email address like name@example.org"),
            "max_length": _("Type an email address like name@example.org"),
        },
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    keep_phone = forms.BooleanField(label=_("Keep this number in my profile"), required=False)
    city = forms.CharField(
        label=_("Town or city"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )
    region = forms.CharField(
        label=_("State or province"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-level1"}),
    )
    country = forms.ChoiceField(
        label=_("Country"), choices=[("", _("Choose a country")), *COUNTRIES.items()], required=False
    )
    keep_place = forms.BooleanField(label=_("Keep this place in my profile"), required=False)
    letter = forms.CharField(
        label=_("Your letter"),
        help_text=PATIENTS,
        required=False,
        max_length=LETTER,
        widget=forms.Textarea(
            attrs={"rows": 12, "data-count": _("{n} of {max} characters"), "data-limit": LETTER}
        ),
        error_messages={
            "max_length": _("Your letter has %(show_value)s characters. Make it %(limit_value)s or shorter.")
        },
    )

    checked: Checked | None = None

    def __init__(
        self,
        asked: Asked,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        at_hand: str = "",
    ) -> None:
        super().__init__(data, files, initial=_first(asked), label_suffix="")
        self.asked, self.at_hand, self.crossed = asked, at_hand, dict[str, Crossed]()
        self.fields["letter"].widget.attrs.pop("maxlength", None)  # the browser would cut without a word
        if asked.candidate is not None:
            del self.fields["email"]
        self._ask_for_cv(asked.documents)
        self.missing, self.spoken = list[str](), list[str]()
        for one in asked.questions:
            self.fields[answers.field_name(one["key"])] = question_field(one, asked.posting.language)
        for skill in asked.skills:
            levels = [("", _("I do not have this")), *ProfileSkill.Level.choices]
            self._level(self.missing, f"s-{skill.slug}", skill.name, levels)
        for code in asked.languages:
            levels = [("", _("I do not say")), *Language.Level.choices]
            self._level(self.spoken, f"l-{code}", language_name(code), levels)

    def _level(self, group: list[str], name: str, label: Any, levels: list[Any]) -> None:
        self.fields[name] = forms.ChoiceField(label=label, choices=levels, required=False)
        group.append(name)

    def _ask_for_cv(self, documents: dict[str, Document]) -> None:
        field: Any = self.fields["cv"]
        field.choices = [*((pk, d.name) for pk, d in documents.items()), (NEW, _("Another file"))]
        if not documents:
            field.widget = forms.HiddenInput()
            self.fields["file"].label = _("Your CV")

    def fields_of(self, part: str) -> list[str]:
        """The names of a part that saves itself."""
        if part == "questions":
            return [name for name in self.fields if name.startswith("q-")]
        if part == "skills":
            return [*self.missing, *self.spoken]
        return [name for name in (CONTACT if part == "contact" else (part,)) if name in self.fields]

    @property
    def questions(self) -> list[BoundField]:
        return [self[name] for name in self.fields_of("questions")]

    @property
    def skills(self) -> list[BoundField]:
        return [self[name] for name in self.missing]

    @property
    def languages(self) -> list[BoundField]:
        return [self[name] for name in self.spoken]

    @property
    def contact_is_done(self) -> bool:
        """Then the page shows it as a line to look at, which opens to be changed."""
        waits = (
            any(name in self.errors or name in self.crossed for name in CONTACT) if self.is_bound else False
        )
        return not waits and all(self[name].value() for name in ("name", "phone", "city", "country"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        upload = data.get("file")
        if upload is not None:
            try:
                self.checked = check_cv(upload)
            except ValidationError as error:
                self.add_error("file", error)
        elif "file" not in self.errors and data.get("cv") not in self.asked.documents and not self.at_hand:
            self.add_error("file", gettext("Choose your CV"))
        if data.get("city") and not data.get("country") and "country" not in self.errors:
            self.add_error("country", gettext("Choose a country"))
        data["region"] = region_for(
            data.get("country") or "", data.get("region") or "", data.get("city") or ""
        )
        return data


def _first(asked: Asked) -> dict[str, Any]:
    """What stands in the fields before anything is typed: lists where several may be chosen, ticks as ticks."""
    several = {answers.field_name(one["key"]) for one in asked.questions if one["several"]}
    return {
        name: values if name in several else bool(values) if name.startswith("keep_") else "".join(values[:1])
        for name, values in asked.values.items()
    }


__all__ = ["LETTER", "NEW", "OPEN", "PARTS", "ApplyForm"]
