"""Editing the vocabulary: each change is recorded, and no word is ever deleted."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from core import vocabulary
from core.models import (
    Channel,
    Education,
    Engagement,
    Event,
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


def save(word: Word, *, by: "User", verb: str, at: datetime | None = None) -> None:
    """Store a new or changed word; every reader sees it within seconds."""
    with transaction.atomic():
        word.save(force_insert=verb == "created")
        _record(word, verb, by, at, {"en": word.name_en, "nl": word.name_nl})
        transaction.on_commit(vocabulary.forget)


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
        _record(word, verb, by, None, {})
        transaction.on_commit(vocabulary.forget)


def _record(word: Word, verb: str, by: "User", at: datetime | None, data: dict[str, Any]) -> None:
    """Like audit.record; some words are keyed by their slug, which the trail keeps in its data."""
    Event.objects.create(
        at=at or timezone.now(),
        actor_id=by.pk,
        subject_type=word._meta.label_lower,
        subject_id=word.pk if isinstance(word.pk, int) else 0,
        verb=verb,
        data={"slug": getattr(word, "slug", ""), **data},
    )
