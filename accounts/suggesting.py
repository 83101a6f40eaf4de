"""A word that is missing: who asks, and what becomes of it. Nothing that was asked is lost, and everybody gets an answer.

            add       a moderator made it a word
open ───────name────▶ a moderator made it another name of a word that is there
            decline   a moderator says why not
"""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import suggestion_mails, throttle
from accounts.models import Suggestion, User
from core import audit
from core.text import normalise
from core.vocabulary import vocabulary
from core.workflow import Arrow, Life

AT_ONCE = 5  # in five minutes
WAITING = 20  # of one person


class TooMany(Exception):
    """This person asked for many already: the first ones are answered first."""


class ThereAlready(Exception):
    """It is a word already, or another name of one."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def _moderator(by: User, suggestion: Suggestion) -> bool:
    return by.is_moderator


_FOLLOWS = (("add", "added"), ("name", "known"), ("decline", "declined"))
LIFE = Life(
    Suggestion,
    [Arrow(verb, ("open",), target, _moderator, stamp="decided_at") for verb, target in _FOLLOWS],
)


def ask(
    *, by: User, kind: str, text: str, why: str, language: str, where: str, at: datetime | None = None
) -> Suggestion:
    """The same one, asked twice, is one. Raises ThereAlready or TooMany."""
    text, at = " ".join(text.split()), at or timezone.now()
    if name := known(kind, text):
        raise ThereAlready(name)
    mine = Suggestion.objects.filter(by=by, status=Suggestion.Status.OPEN)
    if there := mine.filter(kind=kind, text__iexact=text).first():
        return there
    if mine.count() >= WAITING or not throttle.may("suggest", str(by.pk), limit=AT_ONCE):
        raise TooMany
    try:
        with transaction.atomic():
            row = Suggestion.objects.create(
                by=by, kind=kind, text=text, why=why, language=language, where=where, at=at
            )
            audit.record(row, "suggest", by=by, at=at)
    except IntegrityError:  # two clicks
        return mine.get(kind=kind, text__iexact=text)
    return row


def known(kind: str, text: str) -> str:
    """The name of the word that is called this, in any way; "" when none is."""
    plain, words = normalise(text), vocabulary()
    entries = words.skills.values() if kind == Suggestion.Kind.SKILL else words.channels.values()
    for word in entries:
        if plain in {normalise(name) for name in (word.name_en, word.name_nl, *word.synonyms)}:
            meant = words.skill(word.slug) if kind == Suggestion.Kind.SKILL else words.channel(word.slug)
            return meant.name if meant and meant.retired_at is None else ""
    return ""


def settle(
    row: Suggestion, verb: str, *, by: User, slug: str = "", answer: str = "", at: datetime | None = None
) -> None:
    """`verb`: add, name or decline; `slug`: the word that came of it. Whoever asked gets a mail."""
    with LIFE.move(row, verb, by=by, at=at) as move:
        move.row.slug, move.row.answer = slug, answer
        move.data["slug"] = slug
        suggestion_mails.answered(move.row)
