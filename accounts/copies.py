"""A copy of everything that is kept of one person: a ZIP of JSON and files, made by the worker from the registry.

    corridor.json      {"format", "made_at", "person", "left_out": {table: why}, "tables": {table: [row, …]}}
    files/…            each file that a row names; the row says where it lies

What the JSON holds, field by field, stands in docs/privacy.md. Values are those of the database: dates as ISO 8601, a row
of the vocabulary as its slug, a row of another table as its number.
"""

import json
import tempfile
import zipfile
from datetime import datetime, timedelta
from typing import Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import override

from accounts import mails_of_closing as mails
from accounts import privacy
from accounts.models import PersonalCopy, User
from core.uploads import display_name

FORMAT = 1
KEPT = timedelta(hours=48)
GIVEN_UP = timedelta(minutes=30)  # three tries of the worker are over by then
A_DAY = 3
FOLDER = "copies"


class TooMany(Exception):
    """A_DAY copies were asked for in the last 24 hours."""


def ask(user: User, *, language: str, at: datetime | None = None) -> PersonalCopy:
    """Queue it for the worker. One that waits is found again. Raises TooMany."""
    from accounts.tasks import build_copy  # that file runs what is below

    at = at or timezone.now()
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        mine = PersonalCopy.objects.filter(user=user)
        waiting = mine.filter(status=PersonalCopy.Status.WAITING).first()
        if waiting is not None:
            return waiting
        if mine.filter(asked_at__gt=at - timedelta(days=1)).count() >= A_DAY:
            raise TooMany
        copy = PersonalCopy.objects.create(
            user=user, asked_at=at, language=language, total=len(_told()), expires_at=at + KEPT
        )
        build_copy.enqueue(copy.pk)
    return copy


def _told() -> list[privacy.Table]:
    return [table for table in reversed(privacy.tables()) if table.of and not table.left_out]


def build(copy_id: int) -> None:
    """Write the file. Run again after a crash it begins anew; one that is ready, or gone with its account, is left alone."""
    copy = PersonalCopy.objects.select_related("user").filter(pk=copy_id).first()
    if copy is None or copy.status != PersonalCopy.Status.WAITING:
        return
    with override(copy.language), tempfile.TemporaryFile() as scratch:
        with zipfile.ZipFile(scratch, "w", zipfile.ZIP_DEFLATED) as archive:
            told = _gather(copy, archive)
            archive.writestr(
                "corridor.json", json.dumps(told, cls=DjangoJSONEncoder, indent=1, ensure_ascii=False)
            )
        _keep(copy, scratch)  # fmt: skip


def _gather(copy: PersonalCopy, archive: zipfile.ZipFile) -> dict[str, Any]:
    tables: dict[str, list[dict[str, Any]]] = {}
    for place, table in enumerate(_told(), 1):
        rows = table.told_to(copy.user).order_by("pk")
        tables[table.model] = [_row(table, row, archive) for row in rows.iterator(chunk_size=200)]
        PersonalCopy.objects.filter(pk=copy.pk).update(done=place)
    return {
        "format": FORMAT,
        "made_at": timezone.now(),
        "person": copy.user.email,
        "left_out": {t.model: t.left_out for t in privacy.tables() if t.of and t.left_out},
        "tables": tables,
    }


def _keep(copy: PersonalCopy, scratch: Any) -> None:
    size = scratch.tell()
    scratch.seek(0)
    with transaction.atomic():
        row = PersonalCopy.objects.select_for_update(of=("self",)).filter(pk=copy.pk).first()
        if row is None or row.status != PersonalCopy.Status.WAITING:
            return
        row.file.save("copy.zip", File(scratch), save=False)
        row.status, row.size, row.done = PersonalCopy.Status.READY, size, row.total
        row.save()
        mails.copy_ready(row)


def _row(table: privacy.Table, row: Any, archive: zipfile.ZipFile) -> dict[str, Any]:
    withheld = set(table.withheld.split())
    told: dict[str, Any] = {"id": row.pk}
    for name in table.names:
        if name not in withheld:
            told[name] = _value(table, row, row._meta.get_field(name), archive)
    more = (table.also(row) if table.also else {}) | (table.known(row) if table.known else {})
    return told | more


def _value(table: privacy.Table, row: Any, column: Any, archive: zipfile.ZipFile) -> Any:
    if column.many_to_many:
        return [str(one) for one in getattr(row, column.name).all()]
    if column.is_relation:
        words = getattr(getattr(row, column.name), "slug", None) if _is_word(column) else None
        return words or getattr(row, column.attname)
    value = getattr(row, column.name)
    return _file(table, row, value, archive) if isinstance(column, models.FileField) else value


def _is_word(column: Any) -> bool:
    return bool(column.related_model._meta.app_label == "core" and hasattr(column.related_model, "slug"))


def _file(table: privacy.Table, row: Any, stored: Any, archive: zipfile.ZipFile) -> str | None:
    """Where the file lies in the ZIP; None when our store has lost it."""
    if not stored:
        return None
    kind = str(getattr(row, "kind", "") or "bin")
    stem = slugify(display_name(str(getattr(row, "name", "file")), kind).rsplit(".", 1)[0])[:60] or "file"
    path = f"files/{table.model.rpartition('.')[2].lower()}-{row.pk}-{stem}.{kind}"
    try:
        with stored.open("rb") as stream:
            archive.writestr(path, stream.read())
    except OSError:
        return None
    return path


def fetch(copy: PersonalCopy, *, by: User, at: datetime | None = None) -> PersonalCopy | None:
    """Use the link up. None when it was used, is not ready, is too old or belongs to somebody else."""
    at = at or timezone.now()
    used = PersonalCopy.objects.filter(
        pk=copy.pk, user=by, status=PersonalCopy.Status.READY, expires_at__gt=at
    ).update(status=PersonalCopy.Status.FETCHED, fetched_at=at)
    if not used:
        return None
    copy.refresh_from_db()
    return copy


def clean(at: datetime) -> int:
    """Delete the files that were fetched or are too old, say of those that could not be made that they failed, and
    erase files that no row names. Returns how many copies went."""
    waiting = PersonalCopy.objects.filter(status=PersonalCopy.Status.WAITING, asked_at__lte=at - GIVEN_UP)
    waiting.update(status=PersonalCopy.Status.FAILED)
    fetched = PersonalCopy.objects.filter(
        status=PersonalCopy.Status.FETCHED, fetched_at__lte=at - timedelta(minutes=10)
    )
    old = PersonalCopy.objects.filter(expires_at__lte=at).exclude(status=PersonalCopy.Status.GONE)
    rows = list((fetched | old).distinct())
    for copy in rows:
        if copy.file:
            copy.file.delete(save=False)
        PersonalCopy.objects.filter(pk=copy.pk).update(status=PersonalCopy.Status.GONE, file="")
    _sweep(at)
    return len(rows)


def _sweep(at: datetime) -> None:
    try:
        folders = default_storage.listdir(FOLDER)[0]
    except FileNotFoundError:  # nobody has asked yet
        return
    for folder in folders:
        names = {f"{FOLDER}/{folder}/{name}" for name in default_storage.listdir(f"{FOLDER}/{folder}")[1]}
        for name in names - set(PersonalCopy.objects.filter(file__in=names).values_list("file", flat=True)):
            if default_storage.get_modified_time(name) < at - timedelta(days=1):
                default_storage.delete(name)
