"""What a candidate is told, on the page /me/inbox/ and by mail as they chose.

    with in_language_of(user):
        inbox.tell(user, News.MESSAGE, letter=Letter(…), mail="application_message", about="applications.application:7")

Call it inside the transaction of the cause: the line on the page and the mail are written there. What waits for the
morning is gathered into one mail a person by accounts/morning.py.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.urls import reverse
from django.utils import timezone

from accounts.clock import zone_of
from accounts.models import InboxChoice, InboxItem, News, User
from core.mail import Letter, queue
from core.models.told import How
from core.said import made_of
from core.zones import next_morning

KEPT = timedelta(days=365)
SALT = "accounts.inbox.stop"


@dataclass(frozen=True, slots=True)
class Rule:
    default: How = How.AT_ONCE
    fixed: bool = False  # the mail always leaves at once: nobody may miss it


RULES: dict[str, Rule] = {
    News.DECISION: Rule(fixed=True),
    News.OFFER: Rule(fixed=True),
    News.INTERVIEW: Rule(fixed=True),
    News.MESSAGE: Rule(),
    News.STEP: Rule(),
    News.PROMISE: Rule(),
    News.OPENING: Rule(),
    News.INVITATION: Rule(),
    News.MENTORING: Rule(),
    News.PROFILE: Rule(fixed=True),
}
OPTIONAL = [News(kind) for kind, rule in RULES.items() if not rule.fixed]


# ── Telling ──────────────────────────────────────────────────────────────────────────────────────────
def tell(
    user: User,
    kind: str,
    *,
    letter: Letter,
    mail: str,
    about: str,
    url: str = "",
    topic: str = "",
    fixed: bool = False,
    at: datetime | None = None,
    not_before: datetime | None = None,
) -> None:
    """Tell one person, in the language that is active. The letter's subject is the line's words.

    `mail` names the letter in the outbox. `url` is the page that shows it (none: the letter's button). `fixed`: this
    letter leaves at once whatever was chosen for its kind (a receipt). Before `not_before` neither shows.
    """
    at = at or timezone.now()
    how = How.AT_ONCE if fixed or RULES[kind].fixed else chosen(user).get(News(kind), RULES[kind].default)
    InboxItem.objects.create(
        user=user,
        kind=kind,
        letter=mail,
        about=about,
        topic=topic[:200],
        words=" ".join(str(letter.subject).split())[:250],
        made_of=made_of(letter.subject),
        url=url or (letter.button[1] if letter.button else ""),
        at=not_before or at,
        mail_at=next_morning(at, zone_of(user)) if how == How.DAILY else None,
    )
    if how != How.AT_ONCE:
        return
    if not fixed and not RULES[kind].fixed:
        letter.unsubscribe = reverse("accounts:inbox_stop", args=[stop_token(user, [News(kind)])])
    queue(letter, kind=mail, to=user, about=about, not_before=not_before)


def take_back(about: str, *, mail: str) -> None:
    """What was not shown yet is never shown. Goes with core.mail.cancel."""
    InboxItem.objects.filter(about=about, letter=mail).delete()


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────
def read(user: User, *, pk: int | None = None, about: str = "", at: datetime | None = None) -> None:
    """One line, all about one thing, or all."""
    rows = InboxItem.objects.to(user, at).unread()
    if pk is not None:
        rows = rows.filter(pk=pk)
    if about:
        rows = rows.filter(about=about)
    rows.update(read_at=at or timezone.now())


# ── Choosing ─────────────────────────────────────────────────────────────────────────────────────────
def chosen(user: User) -> dict[News, How]:
    """What this person chose; kinds without a choice are left out."""
    rows = InboxChoice.objects.filter(user=user).values_list("kind", "how")
    return {News(kind): How(how) for kind, how in rows}


def choices_of(user: User) -> list[tuple[News, How]]:
    """(kind, how) for each kind that may be chosen about."""
    known = chosen(user)
    return [(kind, known.get(kind, RULES[kind].default)) for kind in OPTIONAL]


def choose(user: User, hows: dict[str, str]) -> None:
    """Keep what one person wants. What waits for a morning and is wanted no more, waits no longer."""
    rows = [InboxChoice(user=user, kind=kind, how=how) for kind, how in hows.items()]
    InboxChoice.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["user", "kind"], update_fields=["how"]
    )
    off = [kind for kind, how in hows.items() if how == How.OFF]
    InboxItem.objects.filter(user=user, kind__in=off).waiting_for_mail().update(mail_at=None)


# ── Ending it with one click ─────────────────────────────────────────────────────────────────────────
def stop_token(user: User, kinds: list[News]) -> str:
    """Names the person and the kinds of the mail; only the board can make one. It may be used again."""
    return signing.dumps([user.pk, [kind.value for kind in kinds]], salt=SALT)


def read_stop_token(token: str) -> tuple[User, list[News]] | None:
    try:
        pk, kinds = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    return (user, [News(kind) for kind in kinds if kind in RULES]) if user else None


def stop(user: User, kinds: list[News]) -> None:
    """No mail any more of these kinds. It stays on the page."""
    choose(user, {kind.value: How.OFF.value for kind in kinds if kind in OPTIONAL})
