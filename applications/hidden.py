"""A message that neither side reads while it is reported, or any more: moderators still do.

hide     the words and files of one message are out of sight       a moderator; the board, when reports ask for it
reveal   both sides read it again                                  a moderator
"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from applications.models import Message
from core import audit
from core.workflow import WrongState

if TYPE_CHECKING:
    from accounts.models import User


def hide(message: Message, *, by: "User | None", at: datetime | None = None) -> None:
    """Raises WrongState when it is hidden already."""
    at = at or timezone.now()
    _move(message, "hide_message", by, at, to=at)


def reveal(message: Message, *, by: "User | None", at: datetime | None = None) -> None:
    _move(message, "reveal_message", by, at or timezone.now(), to=None)


def _move(message: Message, verb: str, by: "User | None", at: datetime, *, to: datetime | None) -> None:
    with transaction.atomic():
        rows = Message.objects.select_for_update(of=("self",)).select_related("application__posting")
        row = rows.get(pk=message.pk)
        if (row.hidden_at is None) is (to is None):
            raise WrongState(row, verb, "hidden" if row.hidden_at else "shown")
        row.hidden_at = to
        row.save(update_fields=["hidden_at"])
        audit.record(row.application, verb, by=by, at=at, data={"message": row.pk})
    message.hidden_at = to
