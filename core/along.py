"""Rows of another table that come along in the statement of those they belong to.

`prefetch_related` asks for them in a statement of its own; on a page that shows one thing that is a millisecond more.

    found = Opening.objects.annotate(read=along(Channel, "hospital_id", of="hospitals_hospital.id")).get()
    put(found.hospital, "channels", found.read)
"""

from typing import Any

from django.db import connection
from django.db.models import JSONField, Model
from django.db.models.expressions import RawSQL


def along(model: type[Model], key: str, *, of: str, order: str = "id") -> RawSQL:
    """All rows of `model` whose column `key` is the column `of` ("table.column") of the statement, as JSON, by the
    columns of `order`. Names of code only, never a reader's words."""
    table = connection.ops.quote_name(model._meta.db_table)
    statement = f"(SELECT jsonb_agg(along ORDER BY {order}) FROM {table} along WHERE along.{key} = {of})"  # noqa: S608  # names of code
    return RawSQL(statement, [], output_field=JSONField())  # noqa: S611


def put(owner: Model, name: str, rows: list[dict[str, Any]] | None) -> None:
    """What came along is what `owner.name.all()` gives from now on, without a query. None: nothing came."""
    found = getattr(owner, name).all()
    fields = found.model._meta.concrete_fields
    found._result_cache = [
        found.model.from_db(
            found.db, [f.attname for f in fields], [f.to_python(row[f.column]) for f in fields]
        )
        for row in rows or []
    ]
    found._prefetch_done = True
    owner.__dict__.setdefault("_prefetched_objects_cache", {})[name] = found
