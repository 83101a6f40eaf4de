"""Rows of another table that come along in the statement of those they belong to.

`prefetch_related` asks for them in a statement of its own; on a page that shows one thing that is a millisecond more.

    found = Opening.objects.annotate(read=along(Channel, "hospital_id", of="hospitals_hospital.id")).get()
    put(found.hospital, "channels", found.read)
"""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import JSONField, Model
from django.db.models.expressions import RawSQL


def along(model: type[Model], key: str, *, of: str, order: str = "id") -> RawSQL:
    """All rows of `model` whose column `key` is the column `of` ("table.column") of the statement, as JSON, by the
    columns of `order`. Names of code only, never a reader's words."""
    table = connection.ops.quote_name(model._meta.db_table)
    statement = f"(SELECT jsonb_agg(along ORDER BY {order}) FROM {table} along WHERE along.{key} = {of})"  # noqa: S608  # names of code
    return RawSQL(statement, [], output_field=JSONField())  # noqa: S611


def read(model: type[Model], rows: list[dict[str, Any]] | None) -> list[Any]:
    """The instances of `model` in what came along. None: nothing came."""
    fields = model._meta.concrete_fields
    names = [f.attname for f in fields]
    return [
        model.from_db(DEFAULT_DB_ALIAS, names, [f.to_python(row[str(f.column)]) for f in fields])
        for row in rows or []
    ]


def put(owner: Model, name: str, rows: list[dict[str, Any]] | None) -> None:
    """What came along is what `owner.name.all()` gives from now on, without a query."""
    found = getattr(owner, name).all()
    found._result_cache = read(found.model, rows)
    found._prefetch_done = True
    owner.__dict__.setdefault("_prefetched_objects_cache", {})[name] = found
