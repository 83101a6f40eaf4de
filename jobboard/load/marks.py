"""Telling what was made from what is real, and taking it away."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection, models, transaction

from accounts.models import User
from alerts.models import Alert
from hospitals.models import Hospital
from jobboard.load import DOMAIN, MAIL, SLUG
from postings.models import Posting
from postings.models.querysets import PostingQuerySet

Progress = Callable[[int, int], None]
STEP = 5000  # rows taken away in one transaction


def made_hospitals() -> models.QuerySet[Hospital]:
    return Hospital.objects.filter(slug__startswith=SLUG, web_domain__endswith=DOMAIN)


def made_candidates() -> models.QuerySet[User]:
    return User.objects.filter(email__endswith=MAIL)


def made_postings() -> PostingQuerySet:
    return Posting.objects.filter(hospital__in=made_hospitals())


def made_alerts() -> models.QuerySet[Alert]:
    return Alert.objects.filter(email__endswith=MAIL)


def has_others() -> bool:
    """Whether there are openings that were not made here."""
    return Posting.objects.exclude(hospital__in=made_hospitals()).exists()


def has_made() -> bool:
    return made_hospitals().exists() or made_candidates().exists()


def drop(progress: Progress = lambda done, of: None) -> int:
    """Take away what was made, and what hangs on it (an application of a tester to a made opening, say). Returns how
    many openings went. It can be broken off and begun again."""
    total = made_postings().count()
    gone = 0
    made: tuple[tuple[models.QuerySet[Any], type[models.Model]], ...] = (
        (made_alerts(), Alert),
        (made_candidates(), User),
        (made_postings(), Posting),
        (made_hospitals(), Hospital),
    )
    for rows, model in made:
        last = 0
        while ids := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:STEP]):
            with transaction.atomic(), connection.cursor() as cursor:
                _delete(cursor, model, "", ids, seen=())
            last = ids[-1]
            if model is Posting:
                gone += len(ids)
                progress(gone, total)
    return gone


def _delete(
    cursor: Any,
    model: type[models.Model],
    column: str,
    ids: list[Any],
    *,
    seen: tuple[type[models.Model], ...],
) -> None:
    """Delete the rows of `model` whose `column` (the key, where none is given) is in `ids`, first those of other
    tables that point to them.

    Django's own delete() would read each row, and stops at PROTECT; here all of it is to go.
    """
    table, key = _names(model)
    if column:
        cursor.execute(f"SELECT {key} FROM {table} WHERE {column} = ANY(%s)", [ids])  # noqa: S608 our own names
        ids = [row[0] for row in cursor.fetchall()]
    if not ids:
        return
    for child, field, empties in _pointing_to(model):
        if child in (*seen, model):
            continue
        name = f'"{field.column}"'
        if empties:
            sql = f"UPDATE {_names(child)[0]} SET {name} = NULL WHERE {name} = ANY(%s)"  # noqa: S608 our own names
            cursor.execute(sql, [ids])
        else:
            _delete(cursor, child, name, ids, seen=(*seen, model))
    cursor.execute(f"DELETE FROM {table} WHERE {key} = ANY(%s)", [ids])  # noqa: S608 our own names


def _names(model: type[models.Model]) -> tuple[str, str]:
    return f'"{model._meta.db_table}"', f'"{model._meta.pk.column}"'


def _pointing_to(model: type[models.Model]) -> Iterator[tuple[type[models.Model], Any, bool]]:
    """(model, foreign key, whether it is emptied) of everything with a foreign key to `model` in the database."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            child, field = relation.related_model, relation.field
            if (
                isinstance(child, type)
                and child._meta.managed
                and not child._meta.proxy
                and getattr(field, "db_constraint", True)
            ):
                yield child, field, relation.on_delete is models.SET_NULL
