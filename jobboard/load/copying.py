"""Rows for PostgreSQL's COPY, and the session in which they are written."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import connection, models, transaction
from django.db.models import NOT_PROVIDED

NULL = "\\N"
_ESCAPES = str.maketrans({"\\": r"\\", "\n": r"\n", "\t": r"\t", "\r": r"\r"})


def as_text(value: Any) -> str:
    """One value as COPY reads it."""
    if value is None:
        return NULL
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, list):
        return "{" + ",".join(str(one) for one in value) + "}"
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False).translate(_ESCAPES)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value).translate(_ESCAPES)


class Table:
    """The columns of a model in the order of `fields`; all others get their default, so that a new field of the
    model needs nothing here."""

    def __init__(self, model: type[models.Model], fields: list[str], *, at: datetime) -> None:
        by_name = {field.name: field for field in model._meta.concrete_fields}
        given = [by_name[name] for name in fields]
        rest = [
            field
            for field in by_name.values()
            if field not in given
            and not field.generated
            and not isinstance(field, models.AutoField)
            # what only the database knows a default for is left to it
            and (field.has_default() or field.db_default is NOT_PROVIDED)
        ]
        self.fields = fields
        self.tail = "".join("\t" + as_text(_default(field, at)) for field in rest) + "\n"
        columns = ", ".join(f'"{field.column}"' for field in [*given, *rest])
        self.sql = f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN'

    def line(self, values: list[str]) -> str:
        """One row of values that are texts already, in the order of the fields."""
        return "\t".join(values) + self.tail

    def row(self, **values: Any) -> str:
        return self.line([as_text(values[name]) for name in self.fields])

    def write(self, cursor: Any, lines: list[str]) -> None:
        if lines:
            cursor.copy_expert(self.sql, io.StringIO("".join(lines)))


def _default(field: models.Field[Any, Any], at: datetime) -> Any:
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return at
    value = field.get_default()
    return json.dumps(value) if isinstance(field, models.JSONField) and value is not None else value


@contextmanager
def quick() -> Iterator[tuple[Any, str]]:
    """A transaction for rows that are right as they come: (cursor, its number for `Indexed.changed`).

    Triggers and foreign keys are left aside where the role may (the rows themselves hold what these would have
    written); elsewhere only the history is, and the rest costs time.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
        cursor.execute("SELECT current_setting('is_superuser') = 'on', pg_current_xact_id()::text")
        may_all, number = cursor.fetchone()
        if may_all:
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            cursor.execute(
                "SELECT set_config('pgtrigger.ignore', array_agg(tgname)::text, true)"
                " FROM pg_trigger WHERE tgname LIKE 'pgtrigger_insert%%'"
            )
        yield cursor, number
        if may_all:
            cursor.execute("SET LOCAL session_replication_role = origin")


def reserve(model: type[models.Model], count: int) -> int:
    """The first of `count` ids that nobody else will get."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [model._meta.db_table])
        sequence = cursor.fetchone()[0]
        cursor.execute("SELECT nextval(%s)", [sequence])
        first = int(cursor.fetchone()[0])
        cursor.execute("SELECT setval(%s, %s)", [sequence, first + max(count, 1) - 1])
    return first
