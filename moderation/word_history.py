"""What happened to one word, with what it said before and after."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.models import Event, Word
from moderation import history

MOST = 30
FIELDS: dict[str, str | Promise] = {
    "name_en": _("English name"),
    "name_nl": _("Dutch name"),
    "synonyms_en": _("Other English names"),
    "synonyms_nl": _("Other Dutch names"),
    "group_id": _("Group"),
    "used_for": _("Used for"),
    "advice_en": _("English advice"),
    "advice_nl": _("Dutch advice"),
    "concerns": _("Part of the editor that mends it"),
    "text_en": _("English text"),
    "text_nl": _("Dutch text"),
    "explanation_en": _("English explanation"),
    "explanation_nl": _("Dutch explanation"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One event of a word. `changes`: (field, before, after); `into`: the slug of the word it was merged into."""

    line: history.Line
    changes: list[tuple[str | Promise, str, str]]
    into: str


def of(word: Word) -> list[Told]:
    """Newest first."""
    number = word.pk if isinstance(word.pk, int) else 0
    events = Event.objects.filter(subject_type=word._meta.label_lower, subject_id=number)
    if not number:  # a word keyed by its slug
        events = events.filter(data__slug=word.slug)
    lines = history.read(events.newest_first()[:MOST])
    return [
        Told(
            line,
            [(FIELDS.get(name, name), before, after) for name, before, after in line.changes],
            str(line.event.data.get("into", "")),
        )
        for line in lines
    ]
