"""Words that are called nearly as what somebody missed."""

from typing import Any

from django.db import connection
from django.db.models import Max
from django.utils.text import slugify

from accounts.models import Suggestion
from core.models import Channel, Skill
from moderation.forms.word import MOST as MOST_NAMES

MOST = 6
LIKE_ENOUGH = 0.25
_TABLES = {"skill": Skill, "channel": Channel}
# Trigrams of every name in both languages; the best name counts.
_NEAR = """
SELECT w.id, max(similarity(unaccent(lower(name)), unaccent(lower(%(text)s)))) AS alike
FROM {table} w, unnest(ARRAY[w.name_en, w.name_nl]::text[] || w.synonyms_en::text[] || w.synonyms_nl::text[]) AS name
WHERE w.merged_into_id IS NULL
GROUP BY w.id HAVING max(similarity(unaccent(lower(name)), unaccent(lower(%(text)s)))) >= %(least)s
ORDER BY alike DESC, w.id LIMIT %(most)s
"""


def near(kind: str, text: str) -> list[Skill | Channel]:
    """The likest first."""
    model = _TABLES[kind]
    with connection.cursor() as cursor:
        sql = _NEAR.format(table=model._meta.db_table)
        cursor.execute(sql, {"text": text, "least": LIKE_ENOUGH, "most": MOST})
        ids = [pk for pk, _alike in cursor.fetchall()]
    rows: dict[int, Any] = model._default_manager.in_bulk(ids)
    return [rows[pk] for pk in ids]


def made(kind: str, data: dict[str, Any]) -> Skill | Channel:
    """A new word, at the end of its kind, not stored yet."""
    model: Any = _TABLES[kind]
    last = model._default_manager.aggregate(last=Max("position"))["last"] or 0
    word: Any = model(
        slug=slugify(data["name_en"])[:50],
        name_en=data["name_en"],
        name_nl=data["name_nl"],
        position=min(last + 1, 32_000),
    )
    if kind == "skill":
        word.group_id = int(data["group"])
    return word


def add_name(word: Skill | Channel, row: Suggestion) -> None:
    """What was missed becomes another name, in the language it was written in."""
    names = word.synonyms_nl if row.language == "nl" else word.synonyms_en
    if row.text not in names and len(names) < MOST_NAMES:
        names.append(row.text)
