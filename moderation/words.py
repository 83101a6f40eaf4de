"""Editing the vocabulary: each change is recorded, and no word is ever deleted."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from core import audit, vocabulary
from core.models import (
    Channel,
    Education,
    Engagement,
    Experience,
    PayPeriod,
    RoleFamily,
    Skill,
    SkillGroup,
    Word,
)

if TYPE_CHECKING:
    from accounts.models import User

KINDS: dict[str, type[Word]] = {
    "skill": Skill,
    "group": SkillGroup,
    "channel": Channel,
    "family": RoleFamily,
    "engagement": Engagement,
    "education": Education,
    "experience": Experience,
    "pay-period": PayPeriod,
}
# Rules and figures depend on the others: they can be renamed, not added to or retired.
OPEN_ENDED = ("skill", "channel", "family")


class Taken(Exception):
    """Somebody added a word with this name at the same moment."""


def save(word: Word, *, by: "User", verb: str, at: datetime | None = None) -> None:
    """Store a new ("created") or changed ("edited") word; every reader sees it within seconds. Raises Taken."""
    try:
        with transaction.atomic():
            word.save(force_insert=verb == "created")
            audit.record(word, verb, by=by, at=at, data=word.for_the_trail)
            transaction.on_commit(vocabulary.forget)
    except IntegrityError:
        if verb != "created":
            raise
        raise Taken from None


def retire(word: Word, *, by: "User", at: datetime | None = None) -> None:
    """New openings and profiles no longer offer it; old ones keep it."""
    _set_retired(word, at or timezone.now(), "retire", by)


def unretire(word: Word, *, by: "User", at: datetime | None = None) -> None:
    _set_retired(word, None, "unretire", by)


def _set_retired(word: Word, retired_at: datetime | None, verb: str, by: "User") -> None:
    with transaction.atomic():
        changed = type(word)._default_manager.filter(pk=word.pk, retired_at__isnull=retired_at is not None)
        if not changed.update(retired_at=retired_at):
            return
        word.retired_at = retired_at
        audit.record(word, verb, by=by, data=word.for_the_trail)
        transaction.on_commit(vocabulary.forget)
