"""The answer to somebody who missed a word."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Suggestion
from core.mail import Letter, in_language_of, queue
from core.vocabulary import vocabulary


def answered(row: Suggestion) -> None:
    """In the reader's language, with the word by its name of now."""
    if row.by is None:
        return
    with in_language_of(row.by):
        words = vocabulary()
        word = words.skill(row.slug) if row.kind == Suggestion.Kind.SKILL else words.channel(row.slug)
        names = {"text": row.text, "name": word.name if word else row.text}
        told = {
            Suggestion.Status.ADDED: _("Thank you. “%(text)s” was missing: it is on the board now, and everybody can choose it."),
            Suggestion.Status.KNOWN: _("Thank you. We call it “%(name)s”. From now on people find it by “%(text)s” too."),
            Suggestion.Status.DECLINED: _("Thank you for “%(text)s”. We did not add it: a short list is easier to choose from."),
        }  # fmt: skip
        subject = {
            Suggestion.Status.ADDED: _("Your word is on the board: %(text)s"),
            Suggestion.Status.KNOWN: _("We had it by another name: %(text)s"),
            Suggestion.Status.DECLINED: _("About the word you missed: %(text)s"),
        }
        status = Suggestion.Status(row.status)
        letter = Letter(
            subject=subject[status] % names,
            paragraphs=[told[status] % names],
            quote=row.answer,
            button=(_("My suggestions"), reverse("accounts:suggestions")),
            why=_("You get this because you told us that a word was missing."),
        )
        queue(letter, kind="suggestion_answered", to=row.by, about=f"accounts.suggestion:{row.pk}")
