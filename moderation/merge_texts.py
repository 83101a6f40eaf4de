"""As moderation/merge_rows.py, for words that stand inside something: JSON of an opening's columns, kept query strings."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.apps import apps
from django.db.models import Model

from moderation.merge_rows import Names, number, run, table_of
from moderation.models import Merge, Moved


@dataclass(frozen=True)
class Documents:
    """JSON that holds columns of an opening by their names. `where`: only these rows still say something."""

    model: str
    columns: tuple[str, ...]
    told: Any
    keys: tuple[str, ...] = ()
    where: str = "TRUE"

    def _has(self) -> str:
        either = [f"{c}->'{key}' @> to_jsonb(%(gone)s::integer)" for c in self.columns for key in self.keys]
        return f"({self.where}) AND ({' OR '.join(either)})"

    def count(self, ids: Names) -> int:
        return number(f"SELECT count(*) FROM {table_of(self.model)} WHERE {self._has()}", ids)  # noqa: S608

    def _became(self, column: str, one: str, other: str) -> str:
        became = column
        for key in self.keys:
            became = f"moderation_swapped({became}, '{key}', %({one})s, %({other})s)"
        return became

    def move(self, ids: Names) -> int:
        table = table_of(self.model)
        before = ", ".join(f"'{c}', {c}" for c in self.columns)
        after = ", ".join(f"'{c}', {self._became(c, 'gone', 'kept')}" for c in self.columns)
        sets = ", ".join(f"{c} = new.after->'{c}'" for c in self.columns)
        return run(
            f"""WITH hit AS MATERIALIZED (SELECT * FROM {table} WHERE {self._has()} ORDER BY id FOR UPDATE),
            new AS MATERIALIZED (SELECT id, jsonb_build_object({before}) AS before, jsonb_build_object({after}) AS after
                FROM hit),
            kept AS (INSERT INTO moderation_moved (merge_id, place, row_id, before, after)
                SELECT %(merge)s, %(place)s, id, before, after FROM new)
            UPDATE {table} t SET {sets} FROM new WHERE t.id = new.id""",  # noqa: S608
            ids,
        )

    def restore(self, merge: Merge, ids: Names) -> None:
        """As it was, unless somebody changed it since: then only the word, where it stood alone."""
        sets = ", ".join(
            f"""{c} = CASE WHEN t.{c} = m.after->'{c}' THEN m.before->'{c}'
            ELSE {self._became(f"t.{c}", "kept", "gone")} END"""
            for c in self.columns
        )
        run(
            f"""UPDATE {table_of(self.model)} t SET {sets} FROM moderation_moved m
            WHERE m.merge_id = %(merge)s AND m.place = %(place)s AND t.id = m.row_id""",  # noqa: S608
            ids,
        )


@dataclass(frozen=True)
class Queries:
    """Searches that somebody keeps, as a canonical query string. `once`: columns with which it is unique; a search that
    its owner would then have twice stays as it is: it is read as the other (postings/search/query.py)."""

    model: str
    told: Any
    name: str
    once: tuple[str, ...] = ()
    columns: tuple[str, ...] = field(default=("query",))

    def _rows(self, ids: Names) -> Any:
        model: type[Model] = apps.get_model(self.model)
        asked = urlencode([(self.name, ids["gone_slug"])])
        return model._default_manager.filter(query__regex=rf"(^|&){asked}(&|$)").order_by("pk")

    def count(self, ids: Names) -> int:
        return int(self._rows(ids).count())

    def move(self, ids: Names) -> int:
        rows: Any = list(self._rows(ids).select_for_update(of=("self",)).iterator(2000))
        taken = self._taken(rows)
        moved = []
        for row in rows:
            before, row.query = row.query, self._became(row.query, ids)
            key = self._key(row)
            if key in taken:
                continue
            taken.add(key)
            moved.append((row, before))
        Moved.objects.bulk_create(
            [
                Moved(merge_id=ids["merge"], place=ids["place"], row_id=r.pk, before=b, after=r.query)
                for r, b in moved
            ],
            batch_size=2000,
        )
        type(self)._write([row for row, _before in moved])
        return len(moved)

    @staticmethod
    def _write(rows: list[Any]) -> None:
        if rows:
            type(rows[0])._default_manager.bulk_update(rows, ["query"], batch_size=1000)

    def _key(self, row: Any) -> Any:
        return (*(getattr(row, c) for c in self.once), row.query) if self.once else row.pk

    def _taken(self, rows: list[Any]) -> set[Any]:
        if not self.once or not rows:
            return set()
        first = self.once[0]
        owners = {getattr(row, first) for row in rows}
        return {self._key(row) for row in type(rows[0])._default_manager.filter(**{f"{first}__in": owners})}

    def _became(self, query: str, ids: Names) -> str:
        asked, became = (self.name, ids["gone_slug"]), (self.name, ids["kept_slug"])
        pairs = [became if pair == asked else pair for pair in parse_qsl(query, keep_blank_values=True)]
        return urlencode(sorted(set(pairs)))

    def restore(self, merge: Merge, ids: Names) -> None:
        run(
            f"""UPDATE {table_of(self.model)} t SET query = m.before #>> '{{}}' FROM moderation_moved m
            WHERE m.merge_id = %(merge)s AND m.place = %(place)s AND t.id = m.row_id
            AND t.query = m.after #>> '{{}}'""",  # noqa: S608
            ids,
        )
