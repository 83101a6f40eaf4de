"""A person who may only look for a while: they sign in, read what is theirs, take it along, close the account, and appeal.

                appeal              keep
   running ─────────────▶ appealed ──────▶ kept
      ├──────── lift ────────┼──── lift ────┴──▶ lifted
      └─────── run_out ──────┴── run_out ───┴──▶ over

verb      from                       to         who draws it
suspend   (a new row)                running    a moderator
appeal    running                    appealed   the person, once, in their own words
keep      appealed                   kept       a moderator; another one than who suspended, when there is one
lift      running, appealed, kept    lifted     a moderator; of an appeal like `keep`
run_out   running, appealed, kept    over       the board, when `until` has come

No moderator decides about themselves or about somebody with whom they share a hospital; moderators and administrators
are not suspended. What is refused meanwhile: accounts/standstill.py. What was visible of them (profile, mentor page, mail
address in a mentorship) asks `is_suspended` or `held_now` and so is back at the second it ends.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import mails_of_suspension as mails
from accounts.models import Suspension, User, moderators
from core import audit
from core.workflow import Arrow, Life, NotAllowed, WrongState

Status = Suspension.Status
HELD = (Status.RUNNING, Status.APPEALED, Status.KEPT)

# What upper floors know. Why this moderator may not decide about this person ("" when they may):
hindrances: list[Callable[[User, User], str]] = []
# Sentences for the moderator before the decision: what stands still when this person does.
consequences: list[Callable[[User], list[str]]] = []
# What upper floors do then: called inside the transaction.
when_suspended: list[Callable[[User, datetime], None]] = []


class Already(Exception):
    """A colleague was first: they are suspended by now."""


def hindrance(by: User, person: User) -> str:
    """In words, why `by` does not decide about this person; "" when nothing stands in the way."""
    if by.pk == person.pk:
        return _("This is your own account. A colleague decides.")
    return next((words for ask in hindrances if (words := ask(by, person))), "")


def refusal(by: User, person: User) -> str:
    """In words, why `by` may not suspend this person; "" when they may."""
    if person.standing == User.Standing.ERASED:
        return _("This account is erased.")
    if person.is_moderator or person.is_staff or person.is_superuser:
        return _(
            "Moderators and administrators are not suspended. An administrator takes their rights first."
        )
    return hindrance(by, person)


def _is_moderator(user: Any, row: Suspension) -> bool:
    return bool(user.is_moderator) and not hindrance(user, row.user)


def _judges(user: Any, row: Suspension) -> bool:
    """An appeal goes to somebody else than who suspended, when there is somebody else who may decide."""
    if not _is_moderator(user, row):
        return False
    own = row.status == Status.APPEALED and user.pk == row.by_id
    return not own or not any(not hindrance(one, row.user) for one in _colleagues(user))


def _colleagues(user: User) -> QuerySet[User]:
    return moderators().exclude(pk=user.pk)


def _oneself(user: Any, row: Suspension) -> bool:
    return bool(user.pk == row.user_id)


def _nobody(user: Any, row: Suspension) -> bool:
    return False


LIFE = Life(
    Suspension,
    [
        Arrow("appeal", (Status.RUNNING,), Status.APPEALED, _oneself, stamp="appealed_at"),
        Arrow("keep", (Status.APPEALED,), Status.KEPT, _judges, stamp="settled_at"),
        Arrow("lift", HELD, Status.LIFTED, _judges, stamp="ended_at"),
        Arrow("run_out", HELD, Status.OVER, _nobody, stamp="ended_at", by_board=True),
    ],
)


def suspend(
    person: User, *, by: User, reason: str, words: str, until: datetime | None, at: datetime | None = None
) -> Suspension:
    """From this second on. `until` None is without end. Raises NotAllowed, Already. The words stay out of the trail."""
    at = at or timezone.now()
    if not by.is_moderator or refusal(by, person):
        raise NotAllowed("suspend")
    try:
        with transaction.atomic():
            run_out(at, of=person)  # one whose end has come, and that the job has not seen yet
            row = Suspension.objects.create(
                user=person, by=by, reason=reason, words=words, began_at=at, until=until
            )
            audit.record(
                row, "suspend", by=by, at=at, after=row.status, reasons=[reason],
                data={"person": person.pk, "until": until.isoformat() if until else ""},
            )  # fmt: skip
            for tell in when_suspended:
                tell(person, at)
            mails.suspended(row)
    except IntegrityError as held:
        raise Already from held
    return row


def appeal(row: Suspension, *, by: User, words: str, at: datetime | None = None) -> None:
    """Once. Raises WrongState when it was used or is over."""
    with LIFE.move(row, "appeal", by=by, at=at) as move:
        if move.row.until is not None and move.row.until <= move.at:
            raise WrongState(move.row, "appeal", Status.OVER)
        move.row.appeal = words
        move.data = {"person": move.row.user_id}
        mails.appealed(move.row)


def keep(row: Suspension, *, by: User, words: str, at: datetime | None = None) -> None:
    with LIFE.move(row, "keep", by=by, at=at, reasons=[row.reason]) as move:
        move.row.answer, move.data = words, {"person": move.row.user_id}
        mails.kept(move.row)


def lift(row: Suspension, *, by: User, words: str = "", at: datetime | None = None) -> None:
    with LIFE.move(row, "lift", by=by, at=at) as move:
        if move.before == Status.APPEALED:
            move.row.settled_at = move.at
        move.row.answer, move.data = words, {"person": move.row.user_id}
        mails.lifted(move.row)


def run_out(at: datetime, *, of: User | None = None) -> int:
    """What has come to its end. Returns how many; a second run finds none."""
    due = Suspension.objects.filter(Q(user=of) if of else Q(), ended_at=None, until__lte=at)
    ended = 0
    for row in due.order_by("pk"):
        try:
            with LIFE.move(row, "run_out", by=None, at=at) as move:
                move.data = {"person": move.row.user_id}
                mails.over(move.row)
        except WrongState:  # lifted in this very second, or another worker has it
            continue
        ended += 1
    return ended
