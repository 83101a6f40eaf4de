"""One word becomes another: everything that names it follows in one transaction, and can be undone for a day.

    two words ──merge──▶ one word and another name for it ──undo (a day)──▶ two words, each where it was
                                        └── a day later: settled for good

Many rows take a minute: then the worker does it (moderation/merge_jobs.py).

Order of locks: first the rows that follow, place by place and by id (as whoever saves one does: row, then word), then the
two words, then what was saved in between. Who saves the word at that moment is waited for, or waits and writes the other
word (moderation/migrations/0003). Where that crosses, the merge gives way (moderation/patience.py).
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from core import audit, vocabulary
from core.models import Channel, Reason, RoleFamily, Skill
from moderation.merge_places import PLACES, Place
from moderation.models import Merge, Moved
from moderation.patience import patiently

if TYPE_CHECKING:
    from accounts.models import User

Mergeable = Skill | Channel | RoleFamily | Reason
MODELS: dict[str, type[Mergeable]] = {
    "skill": Skill,
    "channel": Channel,
    "family": RoleFamily,
    "reason": Reason,
}
UNDO_FOR = timedelta(days=1)
FEW = 500  # so many rows follow in the request
Status = Merge.Status
UNFINISHED = (Status.WAITING, Status.RUNNING)
_STANDS = Q(status=Status.DONE) | Q(status=Status.FAILED, undoing=True)  # merged, and nothing is in hand


class NotMergeable(Exception):
    """One of the two is the other, leads to another word already, or (as what stays) is retired."""


class InWork(NotMergeable):
    """The worker has one of the two in hand, or is about to."""


class TooLate(Exception):
    """It was undone, or a day has passed, or what it became was merged on."""


def preview(kind: str, gone: Mergeable, kept: Mergeable) -> list[tuple[Any, int]]:
    """(what, how many rows) that would follow, without those of which there are none."""
    ids = _ids(gone, kept)
    found = [(place.told, place.count(ids)) for place in PLACES[kind].values()]
    return [(told, n) for told, n in found if n]


def merge(kind: str, gone: Mergeable, kept: Mergeable, *, by: "User", at: datetime | None = None) -> Merge:
    """Now. Raises NotMergeable or Busy."""
    at = at or timezone.now()
    return patiently(lambda: carry_out(asked(kind, gone, kept, by, at), at))


def undo(row: Merge, *, by: "User", at: datetime | None = None) -> None:
    """Everything that followed and still names the word goes back, now. Raises TooLate or Busy."""
    at = at or timezone.now()
    patiently(lambda: carry_out(asked_back(row, by, at), at))


def unfinished(kind: str = "", *words: int) -> QuerySet[Merge]:
    """What the worker has in hand or is about to: all, or what concerns these words of a kind."""
    rows = Merge.objects.filter(status__in=UNFINISHED)
    return rows.filter(Q(gone_id__in=words) | Q(kept_id__in=words), kind=kind) if kind else rows


def settle(at: datetime | None = None) -> int:
    """What is older than a day stays; the rows for an undo are forgotten. Returns how many merges."""
    at = at or timezone.now()
    with transaction.atomic():
        old = list(
            Merge.objects.select_for_update()
            .filter(_STANDS, settled_at=None, at__lte=at - UNDO_FOR)
            .values_list("pk", flat=True)
        )
        Moved.objects.filter(merge__in=old)._raw_delete("default")
        # An undo that failed can be asked for no more: the merge stands, and its page says so.
        return Merge.objects.filter(pk__in=old).update(
            settled_at=at, status=Status.DONE, undoing=False, why=""
        )


def may_undo(row: Merge, at: datetime) -> bool:
    stands = row.status == Status.DONE or (row.status == Status.FAILED and row.undoing)
    return stands and row.undone_at is None and row.settled_at is None and at < row.at + UNDO_FOR


def _ids(gone: Mergeable, kept: Mergeable) -> dict[str, Any]:
    return {"gone": gone.pk, "kept": kept.pk, "gone_slug": gone.slug, "kept_slug": kept.slug}


def _words(row: Merge) -> tuple[Mergeable, Mergeable]:
    words = MODELS[row.kind]._default_manager.in_bulk([row.gone_id, row.kept_id])
    if len(words) < 2:
        raise NotMergeable
    return words[row.gone_id], words[row.kept_id]


def asked(kind: str, gone: Mergeable, kept: Mergeable, by: "User", at: datetime) -> Merge:
    """Write down that it is to be done. Raises NotMergeable."""
    row = Merge(kind=kind, gone_id=gone.pk, kept_id=kept.pk, by=by, at=at, status=Status.WAITING)
    _check(*_words(row))
    if unfinished(kind, gone.pk, kept.pk).exists():
        raise InWork
    Merge.objects.filter(kind=kind, gone_id=gone.pk, status=Status.FAILED, undoing=False).delete()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # a colleague merged it at the same moment
        raise NotMergeable from None
    return row


def asked_back(row: Merge, by: "User", at: datetime) -> Merge:
    """The same of its undo. Raises TooLate."""
    row = Merge.objects.select_for_update().get(pk=row.pk)
    if not may_undo(row, at):
        raise TooLate
    row.by, row.status, row.why, row.undoing, row.begun = by, Status.WAITING, "", True, 0
    row.save()
    return row


def laid_aside(row: Merge) -> None:
    """What was asked last is not wanted any more: not done, or failed. Of an undo the merge is left, as it stands."""
    if row.undoing:
        row.undoing, row.status, row.why = False, Status.DONE, ""
        row.save()
    else:
        row.delete()


def carry_out(row: Merge, at: datetime) -> Merge:
    """What was asked last. Call it patiently; raises NotMergeable or TooLate."""
    (_undo if row.undoing else _merge)(row, at)
    return row


def _merge(row: Merge, at: datetime) -> None:
    kind, model, (gone, kept) = row.kind, MODELS[row.kind], _words(row)
    gone_id, kept_id = gone.pk, kept.pk
    _check(gone, kept)
    row.at, row.retired_before, row.status = at, gone.retired_at, Status.DONE
    row.counts = _move(kind, row, gone, kept)
    _lock(model, gone_id, kept_id)
    gone.refresh_from_db()
    kept.refresh_from_db()
    _check(gone, kept)
    for place, n in _move(kind, row, gone, kept).items():  # saved by somebody while we were at it
        row.counts[place] = row.counts.get(place, 0) + n
    row.led_before = list(model._default_manager.filter(merged_into=gone_id).values_list("pk", flat=True))
    model._default_manager.filter(pk__in=row.led_before).update(merged_into=kept_id)
    model._default_manager.filter(pk=gone_id).update(merged_into=kept_id, retired_at=gone.retired_at or at)
    row.save()
    data = {**gone.for_the_trail, "into": kept.slug, "counts": row.counts}
    audit.record(gone, "merge", by=row.by, at=at, before=gone.slug[:20], after=kept.slug[:20], data=data)
    vocabulary.forget()


def _check(gone: Mergeable, kept: Mergeable) -> None:
    if gone.pk == kept.pk or gone.merged_into_id or kept.merged_into_id or kept.retired_at:
        raise NotMergeable


def _move(kind: str, row: Merge, gone: Mergeable, kept: Mergeable) -> dict[str, int]:
    ids = _ids(gone, kept) | {"merge": row.pk}
    return {name: n for name, place in PLACES[kind].items() if (n := place.move(ids | {"place": name}))}


def _lock(model: type[Mergeable], *pks: int) -> None:
    """Against foreign keys as well, which plain updates of a word do not stop."""
    list(model._default_manager.filter(pk__in=pks).order_by("pk").select_for_update().values_list("pk"))


def _undo(row: Merge, at: datetime) -> None:
    model = MODELS[row.kind]
    _lock(model, row.gone_id, row.kept_id)
    gone, kept = _words(row)
    if gone.merged_into_id != row.kept_id:
        raise TooLate
    # First the word: who writes it from here on means it.
    model._default_manager.filter(pk=gone.pk).update(merged_into=None, retired_at=row.retired_before)
    model._default_manager.filter(pk__in=row.led_before).update(merged_into=gone.pk)
    ids = _ids(gone, kept) | {"merge": row.pk}
    places: list[tuple[str, Place]] = list(PLACES[row.kind].items())
    for name, place in places:
        place.restore(row, ids | {"place": name})
    Moved.objects.filter(merge=row)._raw_delete("default")
    row.undone_at = row.settled_at = at
    row.status = Status.DONE
    row.save()
    data = {**gone.for_the_trail, "into": kept.slug}
    audit.record(gone, "unmerge", by=row.by, at=at, before=kept.slug[:20], after=gone.slug[:20], data=data)
    vocabulary.forget()
