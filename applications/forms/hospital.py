"""The decisions that end something: not chosen, hired."""

from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications import endings, hiring, texts
from applications.models import Application, RejectionReason
from hospitals.models import Seat
from hospitals.roles import Right
from postings.models.choices import Status


def checked_text(text: str) -> str:
    """The text, when every {word} in it can be filled in."""
    if unknown := texts.unknown_placeholders(text):
        raise forms.ValidationError(
            gettext("Write {name}, {opening} or {hospital}; nothing else is filled in for {%(word)s}")
            % {"word": unknown[0][:40]}
        )
    return text


class RejectionForm(forms.Form):
    """A refusal says why. The message begins with a text in the candidate's language, to be made personal."""

    reason = forms.ChoiceField(
        label=_("Why do you not go on with this person?"),
        choices=RejectionReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason"), "invalid_choice": _("Choose a reason")},
    )
    private = forms.BooleanField(
        label=_("Keep this reason to ourselves"),
        required=False,
        help_text=_("The candidate reads your message only. Most people are glad to know the reason."),
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
    keep = forms.BooleanField(
        label=_("Ask whether we may keep in touch"),
        required=False,
        help_text=_("The candidate decides. After a yes you may write about new openings for a year."),
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.application = application

    def clean_message(self) -> str:
        return texts.filled(checked_text(self.cleaned_data["message"]), self.application)

    def reject(self, *, by: User) -> None:
        endings.reject(
            self.application,
            by=by,
            reason=self.cleaned_data["reason"],
            message=self.cleaned_data["message"],
            shared=not self.cleaned_data["private"],
            ask_to_keep=self.cleaned_data["keep"],
        )

    @property
    def reason_in_words(self) -> str:
        """What the candidate reads as the reason; "" when it stays private."""
        if self.cleaned_data["private"]:
            return ""
        return str(RejectionReason(self.cleaned_data["reason"]).label)


REJECT, KEEP = "reject", "keep"


def _someone_applied(n: int) -> str:
    return ngettext(
        "%(n)d person applied while you were here. Look at the list of the others again.",
        "%(n)d people applied while you were here. Look at the list of the others again.",
        n,
    ) % {"n": n}


class HireForm(forms.Form):
    """What the others are told. There is no answer that is given for you."""

    others_are = forms.ChoiceField(
        label=_("What do the others hear?"),
        widget=forms.RadioSelect,
        choices=[
            (REJECT, _("Tell them all no, with the message below")),
            (KEEP, _("Keep them open: we go on with them and answer each ourselves")),
        ],
        error_messages={
            "required": _("Choose what happens with the others"),
            "invalid_choice": _("Choose what happens with the others"),
        },
    )
    message_en = forms.CharField(
        label=_("Message in English"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    message_nl = forms.CharField(
        label=_("Message in Dutch"), required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 8})
    )
    close = forms.BooleanField(
        label=_("Close the opening"),
        required=False,
        help_text=_("It goes off the board now. Who has a draft is told."),
    )

    def __init__(
        self, data: Any, *, application: Application, seat: Seat, text: str = "", before: dict[str, Any]
    ) -> None:
        """`text`: the key of the text that the messages begin with (applications/texts.py). `before`: what was chosen
        before another text was."""
        super().__init__(data)
        posting = application.posting
        self.others = list(hiring.others(application))
        self.seen = ",".join(str(other.pk) for other in self.others)
        self.left = max(0, hiring.left(posting) - 1)  # after this hire
        self.languages = sorted({a.candidate.language for a in self.others})
        for language in ("en", "nl"):
            if language in self.languages:
                self.initial[f"message_{language}"] = texts.for_the_others(
                    posting.hospital, language, text
                ).words
            else:
                del self.fields[f"message_{language}"]
        if not self.others:
            del self.fields["others_are"]
        if posting.status != Status.PUBLISHED or not seat.may(Right.CLOSE_OPENINGS):
            del self.fields["close"]
        else:
            self.initial["close"] = "close" in before if before else self.left == 0
        self.initial["others_are"] = before.get("others_are", "")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if new := set(self.seen.split(",")) - set(self.data.get("seen", self.seen).split(",")):
            self.add_error(None, _someone_applied(len(new)))
        if data.get("others_are") == REJECT:
            for name in hiring.with_an_open_offer(self.others):
                self.add_error(
                    "others_are",
                    gettext(
                        "Your offer to %(name)s still waits for an answer. Take it back first, or keep the others open."
                    )
                    % {"name": name},
                )
            for language in self.languages:
                name = f"message_{language}"
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, gettext("Write a message: a refusal is never silent"))
                elif name in data:
                    try:
                        checked_text(data[name])
                    except forms.ValidationError as error:
                        self.add_error(name, error)
        return data

    @property
    def decision(self) -> hiring.Decision:
        data = self.cleaned_data
        words = {lang: data[f"message_{lang}"] for lang in self.languages}
        return hiring.Decision(
            words=words if data.get("others_are") == REJECT else {}, close=data.get("close", False)
        )
