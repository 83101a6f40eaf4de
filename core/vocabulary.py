"""The vocabulary as pages use it: read once in a while, kept in the process, never queried per row."""

import time
from dataclasses import dataclass, fields
from functools import cached_property
from hashlib import blake2b
from threading import Lock

from django.db import connection

from core.models import Channel, Education, Engagement, Experience, PayPeriod, RoleFamily, Skill, SkillGroup

FRESH_SECONDS = 30.0


@dataclass(frozen=True)
class Vocabulary:
    """All words, retired ones included (old postings still name them)."""

    groups: dict[int, SkillGroup]
    skills: dict[int, Skill]
    channels: dict[int, Channel]
    families: dict[int, RoleFamily]
    engagements: dict[str, Engagement]
    educations: dict[str, Education]
    experiences: dict[str, Experience]
    pay_periods: dict[str, PayPeriod]

    def skills_named(self, ids: list[int]) -> list[Skill]:
        return [self.skills[i] for i in ids if i in self.skills]

    def channels_named(self, ids: list[int]) -> list[Channel]:
        return [self.channels[i] for i in ids if i in self.channels]

    @cached_property
    def edition(self) -> str:
        """Changes with any word; the same in every process that reads the same words."""
        words = [
            [str(getattr(word, one.attname)) for one in word._meta.concrete_fields]
            for kind in fields(self)
            for word in getattr(self, kind.name).values()
        ]
        return blake2b(repr(sorted(words)).encode(), digest_size=8).hexdigest()

    def skill(self, slug: str) -> Skill | None:
        return next((s for s in self.skills.values() if s.slug == slug), None)

    def channel(self, slug: str) -> Channel | None:
        return next((c for c in self.channels.values() if c.slug == slug), None)


_kept: Vocabulary | None = None
_kept_until = 0.0
_kept_digest = ""
_lock = Lock()


def vocabulary() -> Vocabulary:
    """The words of now, at most FRESH_SECONDS old in this process: one query asks whether any has changed."""
    global _kept, _kept_until, _kept_digest
    with _lock:
        if _kept is None or time.monotonic() > _kept_until:
            digest = _digest()
            if _kept is None or digest != _kept_digest:
                _kept, _kept_digest = _read(), digest
            _kept_until = time.monotonic() + FRESH_SECONDS
        return _kept


def forget() -> None:
    """After an edit: the next reader reads anew."""
    global _kept
    _kept = None


def _digest() -> str:
    """Of all rows of all words, made by the database."""
    tables = (SkillGroup, Skill, Channel, RoleFamily, Engagement, Education, Experience, PayPeriod)
    rows = " UNION ALL ".join(f"SELECT t::text AS row FROM {one._meta.db_table} t" for one in tables)  # noqa: S608  # names only
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT md5(string_agg(row, chr(10) ORDER BY row)) FROM ({rows}) words")  # noqa: S608
        return str(cursor.fetchone()[0])


def _read() -> Vocabulary:
    return Vocabulary(
        groups=SkillGroup.objects.in_bulk(),
        skills=Skill.objects.select_related("group").in_bulk(),
        channels=Channel.objects.in_bulk(),
        families=RoleFamily.objects.in_bulk(),
        engagements=Engagement.objects.in_bulk(),
        educations=Education.objects.in_bulk(),
        experiences=Experience.objects.in_bulk(),
        pay_periods=PayPeriod.objects.in_bulk(),
    )
