"""The skills of a snapshot beside the skills that the opening asks for: facts, never a score."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, Func, IntegerField
from django.utils.translation import gettext as _

from accounts.evidence import Backing, backing
from accounts.models import ProfileSkill
from applications.models import Application
from core.models import Skill
from core.text import normalise
from core.vocabulary import vocabulary

Row = tuple[Skill, bool, str]  # skill, whether it was sent, its level


def _levels(application: Application) -> dict[str, str]:
    """By the slug of now: a skill that was merged since is the one it became."""
    sent: list[dict[str, Any]] = application.snapshot.get("skills") or []
    return {_slug(s): str(s.get("level", "")) for s in sent}


def _slug(sent: dict[str, Any]) -> str:
    word = vocabulary().skill(str(sent.get("slug")))
    return word.slug if word else str(sent.get("slug"))


def asked_for(application: Application) -> tuple[list[Row], list[Row], list[Row]]:
    """(required, nice to have, other skills that were sent)."""
    levels, known, posting = _levels(application), vocabulary(), application.posting
    required, nice = known.skills_named(posting.required_skills), known.skills_named(posting.nice_skills)
    asked = {skill.slug for skill in (*required, *nice)}
    others = [skill for slug in levels if slug not in asked and (skill := known.skill(slug))]
    return _rows(required, levels), _rows(nice, levels), _rows(others, levels)


def sent(application: Application) -> list[Row]:
    """All skills that were sent, whatever the opening asks for."""
    known, levels = vocabulary(), _levels(application)
    return _rows([skill for slug in levels if (skill := known.skill(slug))], levels)


def _rows(skills: list[Skill], levels: dict[str, str]) -> list[Row]:
    return [(skill, skill.slug in levels, levels.get(skill.slug, "")) for skill in skills]


@dataclass(frozen=True, slots=True)
class Shown:
    """One skill for the reader of an application: what the profile says of it, and where its name stands written."""

    skill: Skill
    has: bool
    level: str  # in the candidate's own words; "" where the profile says nothing
    named_in: list[str]
    backed: list[Backing] = field(default_factory=list)  # trainings, certificates, references, samples


def backings(application: Application, today: date, *, samples: Collection[int]) -> dict[str, list[Backing]]:
    """What backs the skills that were sent, by their slugs, as the hospital may read it. `samples`: those that may be
    seen now."""
    found: dict[str, list[Backing]] = {}
    for skill in application.told.get("skills") or []:
        rows = [backing(row, today) for row in skill.get("evidence") or []]
        if rows := [row for row in rows if not row.sample or row.sample in samples]:
            found[_slug(skill)] = rows
    return found


def evidence(
    rows: list[Row], *, letter: str, cv: str, backed: Mapping[str, list[Backing]] | None = None
) -> list[Shown]:
    """The rows with what backs them. A name is looked for in both languages; that it is missing proves nothing."""
    texts = [(str(_("letter")), normalise(letter)), (str(_("CV")), normalise(cv))]
    levels = dict(ProfileSkill.Level.choices)
    return [
        Shown(
            skill,
            has,
            str(levels.get(level, "")),
            [
                where
                for where, text in texts
                if any(_stands_in(name, text) for name in (skill.name_en, skill.name_nl))
            ],
            (backed or {}).get(skill.slug, []),
        )
        for skill, has, level in rows
    ]


def _stands_in(name: str, text: str) -> bool:
    """As whole words, so that "PR" is not found in "April"."""
    return bool(re.search(rf"(?<!\w){re.escape(normalise(name))}(?!\w)", text))


def required_met(application: Application) -> list[bool]:
    """One entry a required skill, those that were sent first."""
    levels = _levels(application)
    return sorted(
        (s.slug in levels for s in vocabulary().skills_named(application.posting.required_skills)),
        reverse=True,
    )


class _Missing(Func):
    """How many of the skills that an opening asks for are not in a snapshot."""

    template = (
        "(SELECT count(*) FROM (VALUES (%(expressions)s)) AS pair (asked, sent), core_skill s WHERE s.id = ANY(pair.asked)"
        " AND NOT EXISTS (SELECT 1 FROM core_skill o WHERE (o.id = s.id OR o.merged_into_id = s.id)"
        " AND pair.sent @> jsonb_build_object('skills', jsonb_build_array(jsonb_build_object('slug', o.slug)))))"
    )
    output_field = IntegerField()


def missing_skills() -> Func:
    """For annotating applications. Asked of what is stored, so that a changed opening counts as it stands now."""
    return _Missing(F("posting__required_skills"), F("snapshot"))
