"""The one engine behind every life: posting, application, hospital.

    with LIFE.move(posting, "publish", by=moderator, at=now) as move:
        mails.published(move.row)

One call is one transaction: the row is locked and read again, the arrow must start at the status it has
now, the actor must be allowed to draw it, the timestamp is set, the row is saved, the audit event is written.
Whatever the block queues (mail, jobs) commits or disappears with it.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from core import audit


class WrongState(Exception):
    """Somebody was first: the row is no longer where the arrow starts."""

    def __init__(self, row: models.Model, verb: str, status: str) -> None:
        super().__init__(f"{verb} does not start at {status}")
        self.row, self.verb, self.status = row, verb, status


class NotAllowed(PermissionDenied):
    """The actor may see the row but may not draw this arrow."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """One line of a life's table.

    `may(actor, row)` is asked for people; `by=None` means the board itself and passes only where `by_board`.
    `stamp` names the datetime column that the arrow fills with the time of the move.
    """

    verb: str
    sources: tuple[str, ...]
    target: str
    may: Callable[[Any, Any], bool]
    stamp: str = ""
    by_board: bool = False


@dataclass(slots=True)
class Move:
    """What the block inside `Life.move` works with. Set `row` attributes freely: they are saved with the move."""

    row: Any
    before: str
    at: datetime
    data: dict[str, Any] = field(default_factory=dict)
    was: dict[str, Any] = field(default_factory=dict)  # the row's columns before the move


class Life:
    """A transition table over one model's status column.

    `pointed_at`: others go on writing rows that point at the one that moves; two moves follow one another all the same.
    """

    def __init__(
        self,
        model: type[models.Model],
        arrows: Iterable[Arrow],
        *,
        column: str = "status",
        pointed_at: bool = False,
    ) -> None:
        self.model, self.column, self.pointed_at = model, column, pointed_at
        self.arrows = {arrow.verb: arrow for arrow in arrows}

    def can(self, row: models.Model, verb: str, *, by: Any) -> bool:
        """Whether the arrow starts at the row's status and `by` may draw it. For showing buttons, not for deciding."""
        arrow = self.arrows[verb]
        return getattr(row, self.column) in arrow.sources and self._may(arrow, row, by)

    @staticmethod
    def _may(arrow: Arrow, row: models.Model, by: Any) -> bool:
        return arrow.by_board if by is None else arrow.may(by, row)

    @contextmanager
    def move(
        self,
        row: models.Model,
        verb: str,
        *,
        by: Any,
        at: datetime | None = None,
        reasons: Iterable[str] = (),
        words: str = "",
    ) -> Iterator[Move]:
        """Draw one arrow. Raises NotAllowed (→ 403) or WrongState (→ 409); then nothing has changed."""
        arrow, at = self.arrows[verb], at or timezone.now()
        with transaction.atomic():
            rows = self.model._base_manager.select_for_update(of=("self",), no_key=self.pointed_at)
            locked = rows.get(pk=row.pk)
            before = getattr(locked, self.column)
            if not self._may(arrow, locked, by):
                raise NotAllowed(verb)
            if before not in arrow.sources:
                raise WrongState(locked, verb, before)
            was = dict(locked.__dict__)
            setattr(locked, self.column, arrow.target)
            if arrow.stamp:
                setattr(locked, arrow.stamp, at)
            move = Move(locked, before, at, was=was)
            yield move
            locked.save()
            audit.record(
                locked,
                verb,
                by=by,
                at=at,
                before=before,
                after=arrow.target,
                reasons=reasons,
                words=words,
                data=move.data,
            )
        row.__dict__.update({k: v for k, v in locked.__dict__.items() if k != "_state"})
