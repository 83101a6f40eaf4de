"""Openings with all that their own page shows, read by one statement that is put together once.

Django writes a statement of eighty columns anew for each request, which costs more than PostgreSQL's answer to it
(docs/decisions/0040-a-statement-written-once.md).
"""

import json
from collections.abc import Collection
from functools import cache
from typing import Any

from django.db.models import Model

from core.along import along, put, read
from hospitals.models import Hospital, HospitalChannel, Readiness
from postings.models import Place, Posting


def whole(ids: Collection[int]) -> dict[int, Posting]:
    """Those of these openings that everybody may read, each with its places, hospital, its channels and readiness."""
    statement, values = _statement()
    return {row.pk: _joined(row) for row in Posting.objects.raw(statement, [*values, list(ids)])}


@cache
def _statement() -> tuple[str, tuple[Any, ...]]:
    """(SQL with a last place for the ids, the values of the other places)"""
    hospital = "postings_posting.hospital_id"
    found = (
        Posting.objects.readable()
        .defer("description")
        .annotate(
            hospital_read=along(Hospital, "id", of=hospital),
            readiness_read=along(Readiness, "hospital_id", of=hospital),
            channels_read=along(HospitalChannel, "hospital_id", of=hospital),
            places_read=along(Place, "posting_id", of="postings_posting.id", order="position, id"),
        )
    )
    sql, values = found.query.sql_with_params()
    return f"SELECT * FROM ({sql}) readable WHERE id = ANY(%s)", values  # noqa: S608  # Django wrote it


def _joined(row: Any) -> Posting:
    posting: Posting = row
    posting.hospital = _only(Hospital, row.hospital_read)
    Readiness.hospital.field.remote_field.set_cached_value(
        posting.hospital, _only(Readiness, row.readiness_read)
    )
    put(posting.hospital, "channels", _rows(row.channels_read))
    put(posting, "places", _rows(row.places_read))
    return posting


def _only(model: type[Model], came: str | None) -> Any:
    """The one row, or None."""
    return next(iter(read(model, _rows(came))), None)


def _rows(came: str | None) -> list[dict[str, Any]] | None:
    return json.loads(came) if came else None
