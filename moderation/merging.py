"""One word becomes another: everything that names it follows in one transaction, and can be undone for a day.

    two words ──merge──▶ one word and another name for it ──undo (a day)──▶ two words, each where it was
                                        └── a day later: settled for good

Order of locks: first the rows that follow, place by place and by id (as whoever saves one does: row, then word), then the
two words, then what was saved in between. Who saves the word at that moment is waited for, or waits and writes the other
word (moderation/migrations/0003). Where that crosses, the merge gives way and begins anew: LOCK_PATIENCE is shorter than
the second after which PostgreSQL would end one of the two.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from core import audit, vocabulary
from core.models import Channel, Reason, RoleFamily, Skill
from moderation.merge_places import PLACES, Place
from moderation.models import Merge, Moved

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
LOCK_PATIENCE = "800ms"
LONGEST = "180s"  # of one statement: 50,000 openings take 10 to 40 seconds, which the web server's own limit forbids
TRIES = 4


class NotMergeable(Exception):
    """One of the two is the other, leads to another word already, or (as what stays) is retired."""


class TooLate(Exception):
    """It was undone, or a day has passed, or what it became was merged on."""


class Busy(Exception):
    """Somebody kept saving what had to follow. Nothing was changed; try again."""


def preview(kind: str, gone: Mergeable, kept: Mergeable) -> list[tuple[Any, int]]:
    """(what, how many rows) that would follow, without those of which there are none."""
    ids = _ids(gone, kept)
    found = [(place.told, place.count(ids)) for place in PLACES[kind].values()]
    return [(told, n) for told, n in found if n]


def merge(kind: str, gone: Mergeable, kept: Mergeable, *, by: "User", at: datetime | None = None) -> Merge:
    """Raises NotMergeable or Busy."""
    at = at or timezone.now()
    return _patiently(lambda: _merge(kind, gone.pk, kept.pk, by, at))


def undo(row: Merge, *, by: "User", at: datetime | None = None) -> None:
    """Everything that followed and still names the word goes back. Raises TooLate or Busy."""
    at = at or timezone.now()
    _patiently(lambda: _undo(row.pk, by, at))


def settle(at: datetime | None = None) -> int:
    """What is older than a day stays; the rows for an undo are forgotten. Returns how many merges."""
    at = at or timezone.now()
    with transaction.atomic():
        old = list(
            Merge.objects.select_for_update()
            .filter(settled_at=None, at__lte=at - UNDO_FOR)
            .values_list("pk", flat=True)
        )
        Moved.objects.filter(merge__in=old)._raw_delete("default")
        return Merge.objects.filter(pk__in=old).update(settled_at=at)


def may_undo(row: Merge, at: datetime) -> bool:
    return row.undone_at is None and row.settled_at is None and at < row.at + UNDO_FOR


def _patiently(work: Any) -> Any:
    for attempt in range(TRIES):
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute(
                        f"SET LOCAL lock_timeout = '{LOCK_PATIENCE}'; SET LOCAL statement_timeout = '{LONGEST}'"
                    )
                return work()
        except OperationalError as crossed:  # lock_timeout, deadlock
            if attempt == TRIES - 1:
                raise Busy from crossed
    raise Busy


def _ids(gone: Mergeable, kept: Mergeable) -> dict[str, Any]:
    return {"gone": gone.pk, "kept": kept.pk, "gone_slug": gone.slug, "kept_slug": kept.slug}


def _merge(kind: str, gone_id: int, kept_id: int, by: "User", at: datetime) -> Merge:
    model = MODELS[kind]
    words = {word.pk: word for word in model._default_manager.filter(pk__in=[gone_id, kept_id])}
    if len(words) < 2:
        raise NotMergeable
    gone, kept = words[gone_id], words[kept_id]
    row = Merge(kind=kind, gone_id=gone_id, kept_id=kept_id, by=by, at=at, retired_before=gone.retired_at)
    _check(gone, kept)
    try:
        row.save()
    except IntegrityError:  # a colleague merged it at the same moment
        raise NotMergeable from None
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
    audit.record(gone, "merge", by=by, at=at, before=gone.slug[:20], after=kept.slug[:20], data=data)
    transaction.on_commit(vocabulary.forget)
    return row


def _check(gone: Mergeable, kept: Mergeable) -> None:
    if gone.pk == kept.pk or gone.merged_into_id or kept.merged_into_id or kept.retired_at:
        raise NotMergeable


def _move(kind: str, row: Merge, gone: Mergeable, kept: Mergeable) -> dict[str, int]:
    ids = _ids(gone, kept) | {"merge": row.pk}
    return {name: n for name, place in PLACES[kind].items() if (n := place.move(ids | {"place": name}))}


def _lock(model: type[Mergeable], *pks: int) -> None:
    """Against foreign keys as well, which plain updates of a word do not stop."""
    list(model._default_manager.filter(pk__in=pks).order_by("pk").select_for_update().values_list("pk"))


def _undo(pk: int, by: "User", at: datetime) -> None:
    row = Merge.objects.select_for_update().get(pk=pk)
    model = MODELS[row.kind]
    _lock(model, row.gone_id, row.kept_id)
    gone = model._default_manager.get(pk=row.gone_id)
    kept = model._default_manager.get(pk=row.kept_id)
    if not may_undo(row, at) or gone.merged_into_id != row.kept_id:
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
    row.save()
    data = {**gone.for_the_trail, "into": kept.slug}
    audit.record(gone, "unmerge", by=by, at=at, before=kept.slug[:20], after=gone.slug[:20], data=data)
    transaction.on_commit(vocabulary.forget)
