"""Which skills an opening asks for: needed, nice to have or neither, for each of the vocabulary's skills."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.models import Channel, Skill, SkillGroup
from core.vocabulary import vocabulary
from postings.forms.fields import several

NEEDED, NICE = "r", "n"
Chosen = dict[int, str]


@dataclass(frozen=True, slots=True)
class Group:
    """One group as the page shows it: its skills with what is chosen for each."""

    group: SkillGroup
    rows: list[tuple[Skill, str]]

    @property
    def needed(self) -> int:
        return sum(chosen == NEEDED for _skill, chosen in self.rows)

    @property
    def nice(self) -> int:
        return sum(chosen == NICE for _skill, chosen in self.rows)


class SkillsWidget(forms.Widget):
    """Reads one radio group a skill, named skill-<id>. The page draws it: postings/_skills.html."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Chosen:
        chosen: Chosen = {}
        for pk, word in vocabulary().skills.items():
            said, meant = data.get(f"skill-{pk}"), word.merged_into_id or pk
            if said in (NEEDED, NICE) and chosen.get(meant) != NEEDED:
                chosen[meant] = said  # a page that was open while two skills were merged asks for both
        return chosen

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return False

    def id_for_label(self, id_: str, index: Any = None) -> str:
        return id_


class SkillsField(forms.Field):
    widget = SkillsWidget

    def clean(self, value: Any) -> Chosen:
        return dict(value or {})


def grouped(chosen: Chosen) -> list[Group]:
    """The vocabulary by group. A retired skill is shown only where it is chosen."""
    known = vocabulary()
    groups: dict[int, list[tuple[Skill, str]]] = {pk: [] for pk in known.groups}
    for skill in sorted(known.skills.values(), key=lambda s: (s.position, s.pk)):
        if skill.retired_at is None or skill.pk in chosen:
            groups[skill.group_id].append((skill, chosen.get(skill.pk, "")))
    ordered = sorted(known.groups.values(), key=lambda g: g.position)
    return [Group(group, groups[group.pk]) for group in ordered if groups[group.pk]]


def in_order(chosen: Chosen, kind: str, before: list[int]) -> list[int]:
    """The chosen ids of a kind: those that stood there before keep their order, new ones follow."""
    return [pk for pk in [*before, *(p for p in chosen if p not in before)] if chosen.get(pk) == kind]


class SkillsPart(forms.Form):
    skills = SkillsField(label=_("Skills"), required=False)
    channels = several(_("Channels"), [], hint=_("Where the hospital is active and this person works."))

    def skill_groups(self) -> list[Group]:
        return grouped(dict(self["skills"].value() or {}))

    def _offer_channels(self, kept: list[int]) -> None:
        field: Any = self.fields["channels"]
        offered = [c for c in _channels() if c.retired_at is None or c.pk in kept]
        field.choices = [(str(c.pk), c.name) for c in offered]


def _channels() -> list[Channel]:
    return sorted(vocabulary().channels.values(), key=lambda c: c.position)
