"""Work on many applications at once.

    batch = start("reject", [1, 2, 3], hospital=…, by=recruiter, reason="skills", words={"en": "…", "nl": "…"})

Each application is an item with a transaction of its own: the verb of applications/pipeline.py and the item's state
commit together, so a worker that dies leaves nothing half done and its job, run again, goes on with what waits. What
could not be done is kept with its reason.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import structlog
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from accounts.models import User
from applications import blind, endings, messages, pipeline, texts
from applications.models import ACTIVE, Application, Batch, BatchItem, BatchKind
from applications.refusals import Refused
from core import audit
from core.jobs import Policy, retried
from core.workflow import NotAllowed, WrongState
from hospitals.models import Hospital

log = structlog.get_logger()

SMALL = 20  # so many are done while the person waits
State = BatchItem.State
# why an item was not done
WHY = {
    "late": _("Somebody was first: it is at another stage now"),
    "refused": _("The letter has left, so this cannot be undone any more"),
    "offer": _("Your offer still waits for an answer. Take it back first"),
    "closed": _("Nobody can write there now: it ended, or there were many messages today"),
    "right": _("You may not decide about this one"),
    "error": _("Something went wrong on our side; nothing was changed"),
}
# what a Refused means where it is not the letter of an undo
_REFUSED: dict[str, str] = {BatchKind.MESSAGE: "closed", BatchKind.REJECT: "offer"}
# the stages that each kind starts from
STARTS: dict[str, tuple[str, ...]] = {
    BatchKind.READ: pipeline.LIFE.arrows["read"].sources,
    BatchKind.SHORTLIST: pipeline.LIFE.arrows["shortlist"].sources,
    BatchKind.REJECT: pipeline.LIFE.arrows["reject"].sources,
    BatchKind.MESSAGE: ACTIVE,
}


def start(kind: str, applications: Iterable[int], **facts: Any) -> Batch:
    """See `create`. Few are done at once, many by the worker."""
    ids = list(dict.fromkeys(applications))
    batch = create(kind, ids, **facts)
    if len(ids) <= SMALL:
        work(batch)
    return batch


def create(
    kind: str,
    ids: list[int],
    *,
    hospital: Hospital,
    by: User,
    reason: str = "",
    words: dict[str, str] | None = None,
    shared: bool = True,
    undoes: Batch | None = None,
    at: datetime | None = None,
) -> Batch:
    """Write down what is to be done, and tell the worker. `ids` are applications found through `readable_at`."""
    with transaction.atomic():
        batch = Batch.objects.create(
            hospital=hospital,
            by=by,
            kind=kind,
            reason=reason,
            words=words or {},
            shared=shared,
            undoes=undoes,
            created_at=at or timezone.now(),
        )
        BatchItem.objects.bulk_create(BatchItem(batch=batch, application_id=pk) for pk in ids)
        reasons = [reason] if reason else []
        audit.record(batch, f"bulk_{kind}", by=by, at=at, reasons=reasons, data={"n": len(ids)})
        run.enqueue(batch.pk)  # also of a few: whatever a dying process leaves is done
    return batch


def undo(batch: Batch, *, by: User, at: datetime | None = None) -> Batch:
    """Take back every rejection of the batch whose letter waits. Raises Refused when somebody has begun with it."""
    with transaction.atomic():
        locked = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if not locked.may_be_undone:
            raise Refused(_("This was undone already, or its letters have left."))
        # what still waits for its turn must not be told after all
        waiting = BatchItem.objects.filter(batch=locked, state=State.WAITING)
        waiting.update(state=State.FAILED, why="late")
        done = BatchItem.objects.filter(batch=locked, state=State.DONE).order_by("pk")
        ids = list(done.values_list("application_id", flat=True))
        undone = create(BatchKind.UNDO, ids, hospital=locked.hospital, by=by, undoes=locked, at=at)
    if len(ids) <= SMALL:
        work(undone)
    return undone


@task()
def run(batch_id: int) -> None:
    batch = Batch.objects.filter(pk=batch_id).first()
    if batch is not None:
        work(batch)


retried(run, Policy(attempts=10, first_gap=5, lost_after=120))


def work(batch: Batch) -> None:
    """Do what waits, one by one. Two at the same time share the work."""
    waiting = BatchItem.objects.filter(batch=batch, state=State.WAITING)
    for pk in list(waiting.order_by("pk").values_list("pk", flat=True)):
        why = _done(batch, pk)
        if why:
            waiting.filter(pk=pk).update(state=State.FAILED, why=why)
    if not waiting.exists():
        Batch.objects.filter(pk=batch.pk, finished_at=None).update(finished_at=timezone.now())


def _done(batch: Batch, pk: int) -> str:
    """Do one item. Returns "" or why it could not be done; then nothing has changed."""
    try:
        with transaction.atomic():
            item = (
                BatchItem.objects.select_for_update(of=("self",), skip_locked=True)
                .select_related("application__posting__hospital", "application__candidate")
                .filter(pk=pk, state=State.WAITING)
                .first()
            )
            if item is not None:  # else somebody else does it at this moment
                _VERBS[batch.kind](batch, item.application)
                item.state = State.DONE
                item.save(update_fields=["state"])
    except WrongState:
        return "late"
    except NotAllowed:
        return "right"
    except Refused:
        return _REFUSED.get(batch.kind, "refused")
    except (OperationalError, InterfaceError):
        raise  # the database is away: the job is tried again
    except Exception as error:
        log.exception("bulk", batch=batch.pk, item=pk, kind=type(error).__name__)
        return "error"
    return ""


def _reject(batch: Any, application: Application) -> None:
    message = written_for(application, batch.words)
    endings.reject(application, by=batch.by, reason=batch.reason, message=message, shared=batch.shared)


def _write(batch: Any, application: Application) -> None:
    messages.send(application, by=batch.by, words=written_for(application, batch.words))


_VERBS: dict[str, Callable[[Any, Application], None]] = {
    BatchKind.READ: lambda batch, application: pipeline.read(application, by=batch.by),
    BatchKind.SHORTLIST: lambda batch, application: pipeline.shortlist(application, by=batch.by),
    BatchKind.REJECT: _reject,
    BatchKind.MESSAGE: _write,
    BatchKind.UNDO: lambda batch, application: endings.undo_rejection(application, by=batch.by),
}


def written_for(application: Application, words: dict[str, str]) -> str:
    """The text in the candidate's language, else the one there is, with {name}, {opening} and {hospital} filled in."""
    text = words.get(application.candidate.language) or next(iter(words.values()), "")
    posting = application.posting
    return texts.fill(
        text,
        name=blind.salutation(application),
        opening=posting.title,
        hospital=posting.hospital.name,
    )
