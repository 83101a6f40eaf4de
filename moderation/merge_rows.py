"""How rows follow when one word becomes another: set by set in SQL, never row by row; and how they go back.

Each kind of place keeps what it changes in moderation.models.Moved. Which places there are: moderation/merge_places.py.
"""

from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlencode

from django.apps import apps
from django.db import connection
from django.db.models import Model

from moderation.models import Merge, Moved

Names = dict[str, Any]


class Place(Protocol):
    """One table that follows. `model` is "app.Model"; `told`: what its rows are called in the preview."""

    @property
    def model(self) -> str: ...
    @property
    def told(self) -> Any: ...
    @property
    def columns(self) -> tuple[str, ...]: ...

    def count(self, ids: Names) -> int: ...
    def move(self, ids: Names) -> int: ...
    def restore(self, merge: Merge, ids: Names) -> None: ...


def _table(model: str) -> str:
    return apps.get_model(model)._meta.db_table


def _run(sql: str, ids: Names) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, ids)
        return cursor.rowcount


def _number(sql: str, ids: Names) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, ids)
        return int(cursor.fetchone()[0])


@dataclass(frozen=True)
class Lists:
    """Arrays of ids. A row that has both keeps one; a word in an earlier column is taken out of the later ones."""

    model: str
    columns: tuple[str, ...]
    told: Any

    def _has(self) -> str:
        return " OR ".join(f"%(gone)s = ANY({c})" for c in self.columns)

    def count(self, ids: Names) -> int:
        return _number(f"SELECT count(*) FROM {_table(self.model)} WHERE {self._has()}", ids)  # noqa: S608

    def move(self, ids: Names) -> int:
        names = ", ".join(self.columns)
        swapped = {c: f"moderation_swapped({c}, %(gone)s, %(kept)s)" for c in self.columns}
        first, *later = self.columns
        became = [f"{swapped[first]} AS new_{first}"] + [
            f"CASE WHEN %(kept)s = ANY({swapped[first]}) THEN array_remove({swapped[c]}, %(kept)s) ELSE {swapped[c]} END AS new_{c}"
            for c in later
        ]
        before = ", ".join(f"'{c}', {c}" for c in self.columns)
        after = ", ".join(f"'{c}', new_{c}" for c in self.columns)
        sets = ", ".join(f"{c} = new.new_{c}" for c in self.columns)
        return _run(
            f"""WITH hit AS MATERIALIZED (
                SELECT id, {names} FROM {_table(self.model)} WHERE {self._has()} ORDER BY id FOR UPDATE),
            new AS MATERIALIZED (SELECT id, {names}, {", ".join(became)} FROM hit),
            kept AS (INSERT INTO moderation_moved (merge_id, place, row_id, before, after)
                SELECT %(merge)s, %(place)s, id, jsonb_build_object({before}), jsonb_build_object({after}) FROM new)
            UPDATE {_table(self.model)} t SET {sets} FROM new WHERE t.id = new.id""",  # noqa: S608
            ids,
        )

    def restore(self, merge: Merge, ids: Names) -> None:
        """As it was, where nobody changed it since; else `gone` comes back beside or in place of what it became."""
        first = self.columns[0]
        was = {c: f"ARRAY(SELECT jsonb_array_elements_text(m.before->'{c}')::integer)" for c in self.columns}
        became = {
            c: f"ARRAY(SELECT jsonb_array_elements_text(m.after->'{c}')::integer)" for c in self.columns
        }
        untouched = " AND ".join(f"t.{c} = {became[c]}" for c in self.columns)
        back = {
            c: f"""CASE WHEN {untouched} THEN {was[c]}
                WHEN %(gone)s = ANY({was[c]}) AND %(kept)s = ANY(t.{c}) THEN CASE WHEN %(kept)s = ANY({was[c]})
                    THEN array_append(t.{c}, %(gone)s) ELSE array_replace(t.{c}, %(kept)s, %(gone)s) END
                WHEN %(gone)s = ANY({was[c]}) AND %(kept)s = ANY(t.{first}) AND NOT %(gone)s = ANY(t.{c})
                    THEN array_append(t.{c}, %(gone)s)
                WHEN %(kept)s = ANY({was[c]}) AND NOT %(kept)s = ANY({was[first]}) AND %(kept)s = ANY(t.{first})
                    THEN array_append(t.{c}, %(kept)s)
                ELSE t.{c} END"""
            for c in self.columns
        }
        sets = ", ".join(f"{c} = {back[c]}" for c in self.columns)
        _run(
            f"""UPDATE {_table(self.model)} t SET {sets} FROM moderation_moved m
            WHERE m.merge_id = %(merge)s AND m.place = %(place)s AND t.id = m.row_id""",  # noqa: S608
            ids,
        )


@dataclass(frozen=True)
class Single:
    """A foreign key. `once`: the columns with which the word is unique: of two rows that become the same, the one that
    had `kept` stays; of `best` (column, values from low to high) it takes the higher."""

    model: str
    columns: tuple[str, ...]
    told: Any
    once: tuple[str, ...] = ()
    best: tuple[str, tuple[str, ...]] | None = None

    def count(self, ids: Names) -> int:
        return _number(
            f"SELECT count(*) FROM {_table(self.model)} WHERE {self.columns[0]} = %(gone)s",  # noqa: S608
            ids,
        )

    def _twins(self) -> str:
        same = " AND ".join(f"k.{c} = g.{c}" for c in self.once)
        return f"k.{self.columns[0]} = %(kept)s AND {same}"

    def move(self, ids: Names) -> int:
        table, column = _table(self.model), self.columns[0]
        gone = self._take_the_best(ids) + self._let_go(ids) if self.once else 0
        return gone + _run(
            f"""WITH hit AS MATERIALIZED (SELECT * FROM {table} WHERE {column} = %(gone)s ORDER BY id FOR UPDATE),
            kept AS (INSERT INTO moderation_moved (merge_id, place, row_id, before, after)
                SELECT %(merge)s, %(place)s, id, to_jsonb(hit), jsonb_build_object('{column}', %(kept)s) FROM hit)
            UPDATE {table} t SET {column} = %(kept)s FROM hit WHERE t.id = hit.id""",  # noqa: S608
            ids,
        )

    def _take_the_best(self, ids: Names) -> int:
        if not self.best:
            return 0
        table, (best, order) = _table(self.model), self.best
        rank = "ARRAY[" + ", ".join(f"'{value}'" for value in order) + "]::text[]"
        _run(
            f"""WITH hit AS MATERIALIZED (
                SELECT k.id, k.{best} AS low, g.{best} AS high FROM {table} g JOIN {table} k ON {self._twins()}
                WHERE g.{self.columns[0]} = %(gone)s
                AND array_position({rank}, g.{best}::text) > array_position({rank}, k.{best}::text)
                ORDER BY k.id FOR UPDATE OF k),
            kept AS (INSERT INTO moderation_moved (merge_id, place, row_id, before, after)
                SELECT %(merge)s, %(place)s || '/best', id, jsonb_build_object('{best}', low),
                    jsonb_build_object('{best}', high) FROM hit)
            UPDATE {table} t SET {best} = high FROM hit WHERE t.id = hit.id""",  # noqa: S608
            ids,
        )
        return 0

    def _let_go(self, ids: Names) -> int:
        table = _table(self.model)
        return _run(
            f"""WITH twin AS MATERIALIZED (
                SELECT g.* FROM {table} g JOIN {table} k ON {self._twins()}
                WHERE g.{self.columns[0]} = %(gone)s ORDER BY g.id FOR UPDATE OF g),
            kept AS (INSERT INTO moderation_moved (merge_id, place, row_id, before)
                SELECT %(merge)s, %(place)s, id, to_jsonb(twin) FROM twin)
            DELETE FROM {table} t USING twin WHERE t.id = twin.id""",  # noqa: S608
            ids,
        )

    def restore(self, merge: Merge, ids: Names) -> None:
        """A row is known by what it is unique with: a profile that was saved since has new rows for the same skills."""
        table, column = _table(self.model), self.columns[0]
        mine = "m.merge_id = %(merge)s AND m.place = %(place)s"
        row = f"jsonb_populate_record(NULL::{table}, m.before)"
        same = " AND ".join(f"t.{c} = ({row}).{c}" for c in self.once) or "t.id = m.row_id"
        _run(
            f"""UPDATE {table} t SET {column} = %(gone)s FROM moderation_moved m
            WHERE {mine} AND m.after IS NOT NULL AND t.{column} = %(kept)s AND {same}""",  # noqa: S608
            ids,
        )
        if self.once:
            _run(
                f"""INSERT INTO {table} SELECT ({row}).* FROM moderation_moved m WHERE {mine} AND m.after IS NULL
                AND EXISTS (SELECT 1 FROM {table} t WHERE t.{column} = %(kept)s AND {same})
                ON CONFLICT DO NOTHING""",  # noqa: S608
                ids,
            )
        if self.best:
            best = self.best[0]
            _run(
                f"""UPDATE {table} t SET {best} = m.before->>'{best}' FROM moderation_moved m
                WHERE m.merge_id = %(merge)s AND m.place = %(place)s || '/best'
                AND t.id = m.row_id AND t.{best} = m.after->>'{best}'""",  # noqa: S608
                ids,
            )


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
        return _number(f"SELECT count(*) FROM {_table(self.model)} WHERE {self._has()}", ids)  # noqa: S608

    def _became(self, column: str, one: str, other: str) -> str:
        became = column
        for key in self.keys:
            became = f"moderation_swapped({became}, '{key}', %({one})s, %({other})s)"
        return became

    def move(self, ids: Names) -> int:
        table = _table(self.model)
        before = ", ".join(f"'{c}', {c}" for c in self.columns)
        after = ", ".join(f"'{c}', {self._became(c, 'gone', 'kept')}" for c in self.columns)
        sets = ", ".join(f"{c} = new.after->'{c}'" for c in self.columns)
        return _run(
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
        _run(
            f"""UPDATE {_table(self.model)} t SET {sets} FROM moderation_moved m
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
        _run(
            f"""UPDATE {_table(self.model)} t SET query = m.before #>> '{{}}' FROM moderation_moved m
            WHERE m.merge_id = %(merge)s AND m.place = %(place)s AND t.id = m.row_id
            AND t.query = m.after #>> '{{}}'""",  # noqa: S608
            ids,
        )
