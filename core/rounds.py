"""Letters to many: the first few are written with their cause, the others by the worker, some at a time.

    rounds.register("ended.applicants", whom=_waiting, tell=_ended)     in an AppConfig.ready()
    rounds.begin("ended.applicants", posting.pk, at=at)                 inside the transaction of the cause

`whom(number, at)` says who is to be told *now*: when it is no longer true, or somebody has left meanwhile, they are not
among them. How far a round is commits together with its letters, under a lock: a worker that dies, or two at once, write to
nobody twice. A new round of the same kind about the same thing takes the place of the one that still runs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import QuerySet
from django_tasks import task

from core.jobs import every
from core.models import Round

AT_ONCE = 20  # so many are told in the request
AT_A_TIME = 50  # so many in a transaction of the worker
Tell = Callable[[Any, int], object]
log = structlog.get_logger("rounds")


@dataclass(frozen=True, slots=True)
class Kind:
    """`whom(number of the subject, when the round began)`: rows, in any order; `tell(row, number of the subject)`."""

    whom: Callable[[int, datetime], QuerySet[Any]]
    tell: Tell


_kinds: dict[str, Kind] = {}


def register(kind: str, *, whom: Callable[[int, datetime], QuerySet[Any]], tell: Tell) -> None:
    _kinds[kind] = Kind(whom, tell)


def begin(kind: str, subject: int, *, at: datetime) -> None:
    """Call it in the transaction of the cause, when what is true now is written and its row is still locked."""
    Round.objects.filter(kind=kind, subject=subject).delete()
    after = _some(kind, subject, at, _kinds[kind].tell, after=0, most=AT_ONCE)
    if after is not None:
        go_on.enqueue(Round.objects.create(kind=kind, subject=subject, begun_at=at, after=after).pk)


def _some(kind: str, subject: int, at: datetime, tell: Tell, *, after: int, most: int) -> int | None:
    """Tell the next ones. Returns the number of the last; None: nobody is left."""
    rows = list(_kinds[kind].whom(subject, at).filter(pk__gt=after).order_by("pk")[:most])
    for row in rows:
        tell(row, subject)
    return rows[-1].pk if len(rows) == most else None


@task()
def go_on(pk: int) -> None:
    while _step(pk):
        pass


@task()
def go_on_with_all() -> None:
    """What a worker that died has left. One that fails does not keep the others waiting."""
    for pk in list(Round.objects.order_by("pk").values_list("pk", flat=True)):
        try:
            go_on.call(pk)
        except (OperationalError, InterfaceError):
            raise  # the database is away: the job is tried again
        except Exception as error:
            log.exception("round", round=pk, kind=type(error).__name__)


def _step(pk: int) -> bool:
    """Whether there is more to do. Nothing while another worker is at it."""
    with transaction.atomic():
        row = Round.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
        if row is None:
            return False
        tell = partial(_safely, row.kind)
        after = _some(row.kind, row.subject, row.begun_at, tell, after=row.after, most=AT_A_TIME)
        if after is None:
            row.delete()
            return False
        row.after = after
        row.save(update_fields=["after"])
    return True


def _safely(kind: str, row: Any, subject: int) -> None:
    """One letter that cannot be written keeps nobody else waiting: it is left out, and the log says so."""
    try:
        with transaction.atomic():
            _kinds[kind].tell(row, subject)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        log.exception("letter of a round", round=kind, subject=subject, row=row.pk, kind=type(error).__name__)


every(timedelta(minutes=1), go_on_with_all)
