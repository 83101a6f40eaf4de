"""The vocabulary as pages use it: read once in a while, kept in the process, never queried per row."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cached_property
from hashlib import blake2b
from threading import Lock
from typing import TypeVar

from django.db import connection

from core.models import (
    CannedText,
    Channel,
    DutyWord,
    Education,
    Engagement,
    Experience,
    PayPeriod,
    Reason,
    RoleFamily,
    Skill,
    SkillGroup,
)

FRESH_SECONDS = 4.0  # a rename is read in every process by then
_OfTheDesk = TypeVar("_OfTheDesk", Reason, CannedText)
_Merged = TypeVar("_Merged", Skill, Channel, Reason)
TABLES = (
    *(SkillGroup, Skill, Channel, RoleFamily, Engagement, Education, Experience, PayPeriod),
    *(Reason, CannedText, DutyWord),
)


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
    by_reason: dict[str, Reason]
    canned: dict[str, CannedText]
    duties: dict[str, DutyWord]

    def skills_named(self, ids: list[int]) -> list[Skill]:
        return _meant(self.skills, ids)

    def channels_named(self, ids: list[int]) -> list[Channel]:
        return _meant(self.channels, ids)

    @cached_property
    def edition(self) -> str:
        """Changes with any word; the same in every process that reads the same words."""
        words = [
            [str(getattr(word, one.attname)) for one in word._meta.concrete_fields]
            for kind in fields(self)
            for word in getattr(self, kind.name).values()
        ]
        return blake2b(repr(sorted(words)).encode(), digest_size=8).hexdigest()

    # A word that was merged leads to the one it became: addresses, mails and snapshots that name it stay right.
    def skill(self, slug: str) -> Skill | None:
        return self._skills.get(slug)

    def channel(self, slug: str) -> Channel | None:
        return self._channels.get(slug)

    @cached_property
    def _skills(self) -> dict[str, Skill]:
        return _by_slug(self.skills)

    @cached_property
    def _channels(self) -> dict[str, Channel]:
        return _by_slug(self.channels)

    def slugs_of(self, skill: Skill) -> list[str]:
        """Its own and those of the skills that became it: what was sent before keeps the old one."""
        return [s.slug for s in self.skills.values() if skill.pk in (s.pk, s.merged_into_id)]

    def duty(self, slug: str) -> DutyWord:
        """One of the eight; their slugs are the values of postings.models.choices.Duty."""
        return self.duties.get(slug) or DutyWord(slug=slug, name_en=slug, name_nl=slug)

    def reasons(self, use: str) -> list[Reason]:
        """What may be chosen as a reason in a decision on this (core.models.Use), in order."""
        return _offered(self.by_reason, use)

    def canned_texts(self, use: str) -> list[CannedText]:
        """Texts that may fill the message of a decision on this, in order."""
        return _offered(self.canned, use)

    def reasons_named(self, slugs: Iterable[str]) -> list[Reason]:
        """The words behind stored reasons, retired and merged ones included; each once."""
        ids = [self.by_reason[slug].pk for slug in slugs if slug in self.by_reason]
        return _meant({reason.pk: reason for reason in self.by_reason.values()}, ids)


def _meant(words: dict[int, _Merged], ids: Iterable[int]) -> list[_Merged]:
    """The words with these ids; one that was merged is the word it became. Each once, in this order."""
    found = [words[pk] for pk in ids if pk in words]
    return list({(meant := words[one.merged_into_id or one.pk]).pk: meant for one in found}.values())


def _by_slug(words: dict[int, _Merged]) -> dict[str, _Merged]:
    return {one.slug: words[one.merged_into_id or one.pk] for one in words.values()}


def _offered(words: dict[str, _OfTheDesk], use: str) -> list[_OfTheDesk]:
    fitting = [word for word in words.values() if use in word.used_for and not word.retired_at]
    return sorted(fitting, key=lambda word: (word.position, word.pk))


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
    rows = " UNION ALL ".join(f"SELECT t::text AS row FROM {one._meta.db_table} t" for one in TABLES)  # noqa: S608  # names only
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
        by_reason={reason.slug: reason for reason in Reason.objects.all()},
        canned={text.slug: text for text in CannedText.objects.all()},
        duties=DutyWord.objects.in_bulk(),
    )
