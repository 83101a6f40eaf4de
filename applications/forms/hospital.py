from typing import Any

from django import forms
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from applications.models import Application, RejectionReason


class RejectionForm(forms.Form):
    """A refusal says why. The message begins with a text in the candidate's language, to be made personal."""

    reason = forms.ChoiceField(
        label=_("Why do you not go on with this person?"),
        choices=RejectionReason.choices,
        widget=forms.RadioSelect,
        help_text=_("The candidate reads this reason."),
        error_messages={"required": _("Choose a reason"), "invalid_choice": _("Choose a reason")},
    )
    message = forms.CharField(
        label=_("Your message"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_(
            "Written in the language of the candidate. Name something that you liked, and what decided."
        ),
        error_messages={"required": _("Write a message: a refusal is never silent")},
    )


def default_message(application: Application) -> str:
    """The text to begin with, in the candidate's language."""
    facts: dict[str, Any] = {
        "name": application.candidate_name,
        "title": application.posting.title,
        "hospital": application.posting.hospital.name,
    }
    with override(application.candidate.language):
        return (
            gettext(
                "Dear %(name)s,\n\nThank you for applying for “%(title)s” and for the time you took. We read your application"
                " with care. We chose not to go on with it.\n\nWe wish you well in finding work that fits you.\n\n%(hospital)s"
            )
            % facts
        )
