"""What a hospital's team is told, on the page at once and by mail as each person chose.

    notices.tell(hospital, Kind.WITHDRAWAL, letter=lambda reader: Letter(...), about="applications.application:7",
                 url=path, topic=posting.title)

Call it inside the transaction of the cause: the notice, and a mail that leaves at once, are written there. What waits
for the morning is gathered into one mail a person by hospitals/digest.py.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from core.mail import Letter, in_language_of, queue
from core.models.told import How
from core.said import made_of
from core.zones import next_morning
from hospitals.models import Hospital, Notice, NoticeChoice, Seat
from hospitals.models.notice import Kind
from hospitals.roles import RIGHTS, Right

KEPT = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Rule:
    """Who hears of it (those whose role has `right`), and how while they have not chosen."""

    right: Right
    default: How = How.AT_ONCE
    fixed: bool = False  # the mail always leaves at once: nobody may miss it


RULES: dict[str, Rule] = {
    Kind.APPLICATION: Rule(Right.DECIDE_APPLICATIONS, How.DAILY),
    Kind.WITHDRAWAL: Rule(Right.DECIDE_APPLICATIONS),
    Kind.MESSAGE: Rule(Right.DECIDE_APPLICATIONS),
    Kind.INTERVIEW: Rule(Right.DECIDE_APPLICATIONS),
    Kind.OFFER: Rule(Right.DECIDE_APPLICATIONS),
    Kind.PROMISE: Rule(Right.DECIDE_APPLICATIONS),
    Kind.MENTION: Rule(Right.SEE_APPLICATIONS),
    Kind.OPENING: Rule(Right.WRITE_OPENINGS),
    Kind.TALK: Rule(Right.HOST_TALKS),
    Kind.TEAM: Rule(Right.MANAGE_TEAM),
    Kind.HOSPITAL: Rule(Right.MANAGE_TEAM, fixed=True),
}


# ── Telling ──────────────────────────────────────────────────────────────────────────────────────────
def tell(
    hospital: Hospital,
    kind: str,
    *,
    letter: Callable[[User], Letter],
    about: str,
    url: str = "",
    topic: str = "",
    to: Iterable[User] | None = None,
    except_: User | None = None,
    at: datetime | None = None,
    mail: str = "",
    hold: timedelta = timedelta(0),
    by_mail: bool = True,
) -> None:
    """Tell each reader once: a notice on the page, and a mail now, next morning or never, as they chose.

    `letter` is called with the reader, their language switched on; its subject is the notice's words. `url` is the
    page that shows it (none: the letter's button). `topic` is the opening's title. `to` narrows the readers: nobody
    is ever told who holds no seat with the right for this kind. `mail` names the mail in the outbox; `hold` keeps it
    there for a while, so that `forget` can stop it. Not `by_mail`: whoever calls sends the letter.
    """
    rule, at = RULES[kind], at or timezone.now()
    readers = _readers(hospital, rule, to, except_)
    chosen = _chosen(hospital, kind, readers)
    for reader in readers:
        how = How.AT_ONCE if rule.fixed else chosen.get(reader.pk, rule.default)
        how = how if by_mail else How.OFF
        with in_language_of(reader):
            written = letter(reader)
            Notice.objects.create(
                user=reader,
                hospital=hospital,
                kind=kind,
                about=about,
                topic=topic[:200],
                words=" ".join(str(written.subject).split())[:250],
                made_of=made_of(written.subject),
                url=url or (written.button[1] if written.button else ""),
                at=at,
                mail_at=next_morning(at + hold, hospital.zone) if how == How.DAILY else None,
            )
            if how == How.AT_ONCE:
                queue(
                    written,
                    kind=mail or f"notice_{kind}",
                    to=reader,
                    about=about,
                    not_before=at + hold if hold else None,
                )


def _readers(hospital: Hospital, rule: Rule, to: Iterable[User] | None, except_: User | None) -> list[User]:
    seats = Seat.objects.with_right(rule.right).filter(hospital=hospital, user__is_active=True)
    if to is not None:
        seats = seats.filter(user__in=[user.pk for user in to])
    if except_ is not None:
        seats = seats.exclude(user=except_)
    return [seat.user for seat in seats.select_related("user").order_by("pk")]


def _chosen(hospital: Hospital, kind: str, readers: list[User]) -> dict[int, str]:
    rows = NoticeChoice.objects.filter(hospital=hospital, kind=kind, user__in=readers)
    return dict(rows.values_list("user_id", "how"))


def forget(about: str, *, since: datetime | None = None) -> None:
    """Nobody is told of it any more: what it spoke of is gone or may not be named, or (`since`) was undone."""
    rows = Notice.objects.filter(about=about)
    (rows.filter(at__gte=since) if since else rows).delete()


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────
def read(user: User, hospital: Hospital, *, pk: int | None = None, at: datetime | None = None) -> None:
    """One notice, or all of this hospital."""
    rows = Notice.objects.filter(user=user, hospital=hospital).unread()
    (rows if pk is None else rows.filter(pk=pk)).update(read_at=at or timezone.now())


# ── Choosing ─────────────────────────────────────────────────────────────────────────────────────────
def choices_of(seat: Seat) -> list[tuple[Kind, str]]:
    """(kind, how) for each kind that this role hears of and may choose about."""
    known = NoticeChoice.objects.filter(user=seat.user_id, hospital=seat.hospital_id)
    chosen = dict(known.values_list("kind", "how"))
    heard = [kind for kind, rule in RULES.items() if rule.right in RIGHTS[seat.role] and not rule.fixed]
    return [(Kind(kind), chosen.get(kind, RULES[kind].default)) for kind in heard]


def choose(user: User, hospital: Hospital, hows: dict[str, str]) -> None:
    """Keep what one person wants of one hospital. What waits for a morning and is wanted no more, waits no longer."""
    rows = [NoticeChoice(user=user, hospital=hospital, kind=kind, how=how) for kind, how in hows.items()]
    NoticeChoice.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["user", "hospital", "kind"], update_fields=["how"]
    )
    off = [kind for kind, how in hows.items() if how == How.OFF]
    waiting = Notice.objects.filter(user=user, hospital=hospital, kind__in=off).waiting_for_mail()
    waiting.update(mail_at=None)


def stop_morning_mails(user: User, hospitals: Iterable[Hospital]) -> None:
    """No mail any more for what comes in the morning from these hospitals. It stays on the page."""
    for seat in Seat.objects.held().filter(user=user, hospital__in=hospitals).select_related("hospital"):
        daily = {kind.value: How.OFF.value for kind, how in choices_of(seat) if how == How.DAILY}
        choose(user, seat.hospital, daily)
