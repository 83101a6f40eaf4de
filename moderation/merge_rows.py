"""How rows follow when one word becomes another: set by set in SQL, never row by row; and how they go back.

Each kind of place keeps what it changes in moderation.models.Moved. Which places there are: moderation/merge_places.py.
"""

from dataclasses import dataclass
from typing import Any, Protocol

from django.apps import apps
from django.db import connection

from moderation.models import Merge

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


def table_of(model: str) -> str:
    return apps.get_model(model)._meta.db_table


def run(sql: str, ids: Names) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, ids)
        return cursor.rowcount


def number(sql: str, ids: Names) -> int:
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
        return number(f"SELECT count(*) FROM {table_of(self.model)} WHERE {self._has()}", ids)  # noqa: S608

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
        return run(
            f"""WITH hit AS MATERIALIZED (
                SELECT id, {names} FROM {table_of(self.model)} WHERE {self._has()} ORDER BY id FOR UPDATE),
            new AS MATERIALIZED (SELECT id, {names}, {", ".join(became)} FROM hit),
            kept AS (INSERT INTO moderation_moved (merge_id, place, row_id, before, after)
                SELECT %(merge)s, %(place)s, id, jsonb_build_object({before}), jsonb_build_object({after}) FROM new)
            UPDATE {table_of(self.model)} t SET {sets} FROM new WHERE t.id = new.id""",  # noqa: S608
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
        run(
            f"""UPDATE {table_of(self.model)} t SET {sets} FROM moderation_moved m
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
        return number(
            f"SELECT count(*) FROM {table_of(self.model)} WHERE {self.columns[0]} = %(gone)s",  # noqa: S608
            ids,
        )

    def _twins(self) -> str:
        same = " AND ".join(f"k.{c} = g.{c}" for c in self.once)
        return f"k.{self.columns[0]} = %(kept)s AND {same}"

    def move(self, ids: Names) -> int:
        table, column = table_of(self.model), self.columns[0]
        gone = self._take_the_best(ids) + self._let_go(ids) if self.once else 0
        return gone + run(
            f"""WITH hit AS MATERIALIZED (SELECT * FROM {table} WHERE {column} = %(gone)s ORDER BY id FOR UPDATE),
            kept AS (INSERT INTO moderation_moved (merge_id, place, row_id, before, after)
                SELECT %(merge)s, %(place)s, id, to_jsonb(hit), jsonb_build_object('{column}', %(kept)s) FROM hit)
            UPDATE {table} t SET {column} = %(kept)s FROM hit WHERE t.id = hit.id""",  # noqa: S608
            ids,
        )

    def _take_the_best(self, ids: Names) -> int:
        if not self.best:
            return 0
        table, (best, order) = table_of(self.model), self.best
        rank = "ARRAY[" + ", ".join(f"'{value}'" for value in order) + "]::text[]"
        run(
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
        table = table_of(self.model)
        return run(
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
        table, column = table_of(self.model), self.columns[0]
        mine = "m.merge_id = %(merge)s AND m.place = %(place)s"
        row = f"jsonb_populate_record(NULL::{table}, m.before)"
        same = " AND ".join(f"t.{c} = ({row}).{c}" for c in self.once) or "t.id = m.row_id"
        run(
            f"""UPDATE {table} t SET {column} = %(gone)s FROM moderation_moved m
            WHERE {mine} AND m.after IS NOT NULL AND t.{column} = %(kept)s AND {same}""",  # noqa: S608
            ids,
        )
        if self.once:
            run(
                f"""INSERT INTO {table} SELECT ({row}).* FROM moderation_moved m WHERE {mine} AND m.after IS NULL
                AND EXISTS (SELECT 1 FROM {table} t WHERE t.{column} = %(kept)s AND {same})
                ON CONFLICT DO NOTHING""",  # noqa: S608
                ids,
            )
        if self.best:
            best = self.best[0]
            run(
                f"""UPDATE {table} t SET {best} = m.before->>'{best}' FROM moderation_moved m
                WHERE m.merge_id = %(merge)s AND m.place = %(place)s || '/best'
                AND t.id = m.row_id AND t.{best} = m.after->>'{best}'""",  # noqa: S608
                ids,
            )
