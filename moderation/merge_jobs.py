"""Merges of words that many rows use, by the worker: asked for at the desk, and their state can be read there meanwhile.

    waiting ──▶ running ──▶ done              a worker that dies leaves it running: another begins anew, BEGINNINGS times
                   └──────▶ failed, and why   nothing was changed; it can be asked for again
    any but done ──lay_aside──▶ gone          of an undo: the merge stands

All of one merge is one transaction, as in the request (moderation/merging.py).
"""

from datetime import datetime
from typing import TYPE_CHECKING

import structlog
from django.db import InterfaceError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moderation import merging
from moderation.merging import Mergeable
from moderation.models import Merge
from moderation.patience import Busy, patiently

if TYPE_CHECKING:
    from accounts.models import User

Status = Merge.Status
# Why what was asked was not done.
WHY = {
    "busy": _("Somebody kept saving what uses this word. Nothing was changed."),
    "changed": _("One of the two words was changed meanwhile. They were not merged."),
    "late": _("This merge can no longer be undone."),
    "died": _("We began several times and never came to the end. Nothing was changed."),
    "error": _("Something went wrong on our side; nothing was changed"),
}
BEGINNINGS = 3  # a merge that kills its worker each time must not do so for ever
log = structlog.get_logger("merging")


class AtIt(Exception):
    """The worker is at it in this moment."""


def ask(kind: str, gone: Mergeable, kept: Mergeable, *, by: "User", at: datetime | None = None) -> Merge:
    """The worker is to merge them. Raises NotMergeable."""
    with transaction.atomic():
        row = merging.asked(kind, gone, kept, by, at or timezone.now())
        _tell_worker(row)
    return row


def ask_undo(row: Merge, *, by: "User", at: datetime | None = None) -> None:
    """The worker is to take it apart. Raises TooLate."""
    with transaction.atomic():
        _tell_worker(merging.asked_back(row, by, at or timezone.now()))


def _tell_worker(row: Merge) -> None:
    from moderation.tasks import merge_words  # that file runs what is below

    merge_words.enqueue(row.pk)


def lay_aside(pk: int) -> None:
    """Nobody wants any more what was asked of this merge and is not done. Nothing when it is. Raises AtIt."""
    with transaction.atomic():
        rows = Merge.objects.exclude(status=Status.DONE).filter(pk=pk)
        row = rows.select_for_update(skip_locked=True).first()
        if row is not None:
            merging.laid_aside(row)
        elif rows.exists():
            raise AtIt


def work(pk: int) -> None:
    """Do what was asked of one merge. Nothing when it is done, or when another worker is at it."""
    with transaction.atomic():
        row = _in_hand(pk)
        if row is None:
            return
        row.status, row.begun = Status.RUNNING, row.begun + 1
        row.save(update_fields=["status", "begun"])
    why = "died" if row.begun > BEGINNINGS else _tried(pk)
    if why:
        Merge.objects.filter(pk=pk, status=Status.RUNNING).update(status=Status.FAILED, why=why)


def _tried(pk: int) -> str:
    """A key of WHY; empty when it is done."""
    try:
        patiently(lambda: _do(pk))
    except Busy:
        return "busy"
    except merging.NotMergeable:
        return "changed"
    except merging.TooLate:
        return "late"
    except InterfaceError:
        raise  # the database is away: it stays running, and is begun anew
    except Exception as error:
        log.exception("merge", merge=pk, kind=type(error).__name__)
        return "error"
    return ""


def _do(pk: int) -> None:
    row = _in_hand(pk)
    if row is not None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
        merging.carry_out(row, timezone.now())


def _in_hand(pk: int) -> Merge | None:
    return merging.unfinished().select_for_update(skip_locked=True).filter(pk=pk).first()
