"""The vocabulary as pages use it: read once in a while, kept in the process, never queried per row."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from django.db import connection

from core.kept import Kept
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

_OfTheDesk = TypeVar("_OfTheDesk", Reason, CannedText)
_Merged = TypeVar("_Merged", Skill, Channel, Reason)
TABLES = (
    *(SkillGroup, Skill, Channel, RoleFamily, Engagement, Education, Experience, PayPeriod),
    *(Reason, CannedText, DutyWord),
)


@dataclass(frozen=True)
class Vocabulary:
    """All words, retired ones included (old postings still name them)."""

    edition: str  # changes with any word; the same in every process that reads the same words
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


def _edition() -> str:
    """A digest of all rows of all words, made by the database."""
    rows = " UNION ALL ".join(f"SELECT t::text AS row FROM {one._meta.db_table} t" for one in TABLES)  # noqa: S608  # names only
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT md5(string_agg(row, chr(10) ORDER BY row)) FROM ({rows}) words")  # noqa: S608
        return str(cursor.fetchone()[0])


def _read(before: Vocabulary | None) -> Vocabulary:
    edition = _edition()
    if before is not None and before.edition == edition:
        return before
    return Vocabulary(
        edition=edition,
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


vocabulary = Kept(_read, 10.0)
"""The words of now: a rename is read in every process ten seconds later. One query asks whether any has changed."""
forget = vocabulary.forget
