"""The letters about the end of an account. Each is called inside the move that causes it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import PersonalCopy, User
from core.mail import Letter, in_language_of, queue

FAREWELL = "account_erased"  # the last letter to a mailbox: its row goes as soon as it has left


def day(of: date | datetime) -> str:
    """On the board's own clock: an account belongs to no hospital."""
    there = of.astimezone(ZoneInfo(settings.TIME_ZONE)).date() if isinstance(of, datetime) else of
    return date_format(there, "j F Y")


def code(user: User, digits: str) -> None:
    with in_language_of(user):
        letter = Letter(
            subject=_("%(code)s confirms that you close your account") % {"code": digits},
            paragraphs=[_("Type this code on the page where you wanted to close your account.")],
            code=digits,
            after=[_("Was it not you? Then somebody uses your account. End all other sessions in your settings.")],
            why=_why(),
        )  # fmt: skip
        queue(letter, kind="account_closing_code", to=user)


def closed(user: User, *, until: datetime) -> None:
    known = {"site": settings.SITE_NAME, "day": day(until)}
    with in_language_of(user):
        letter = Letter(
            subject=_("Your account is closed"),
            greeting=_greeting(user),
            paragraphs=[
                _("You have closed your account on %(site)s. Hospitals no longer find you.") % known,
                _("Until %(day)s you can come back: sign in as you always did.") % known,
                _("After that day we erase everything that we keep of you.") % known,
            ],
            button=(_("Come back"), reverse("account_login")),
            after=[_("Was it not you? Sign in, come back, and choose a new password.")],
            why=_why(),
        )
        queue(letter, kind="account_closed", to=user, about=_about(user))


def erasure_near(user: User, *, until: datetime) -> None:
    """Three days before a closed account is erased."""
    known = {"site": settings.SITE_NAME, "day": day(until)}
    with in_language_of(user):
        letter = Letter(
            subject=_("We erase your account on %(day)s") % known,
            greeting=_greeting(user),
            paragraphs=[
                _("Your account on %(site)s is closed. On %(day)s we erase everything that we keep of you.")
                % known,
                _("Do you want to keep it? Sign in before that day."),
            ],
            button=(_("Come back"), reverse("account_login")),
            after=[_("Is that what you want? Then do nothing.")],
            why=_why(),
        )
        queue(letter, kind="account_erasure_near", to=user, about=_about(user))


def idle(user: User, *, until: datetime) -> None:
    """After 18 months without a visit."""
    known = {"site": settings.SITE_NAME, "day": day(until)}
    with in_language_of(user):
        letter = Letter(
            subject=_("Do you still use your account?"),
            greeting=_greeting(user),
            paragraphs=[
                _("You have not been on %(site)s for a year and a half.") % known,
                _("We keep nothing for ever: on %(day)s we erase your account and everything in it.") % known,
                _("Do you want to keep it? Then sign in once before that day."),
            ],
            button=(_("Sign in"), reverse("account_login")),
            after=[_("Is that what you want? Then do nothing.")],
            why=_why(),
        )
        queue(letter, kind="account_idle", to=user, about=_about(user))


def erased(user: User) -> None:
    """Written before the account is emptied; belongs to no account, and goes once it has left."""
    with in_language_of(user):
        letter = Letter(
            subject=_("Your account is erased"),
            greeting=_greeting(user),
            paragraphs=[
                _("We have erased everything that %(site)s kept of you.") % {"site": settings.SITE_NAME},
                _("Hospitals that you wrote to read “erased” in its place."),
                _("This is our last mail. When it has left, your address is gone too."),
            ],
            why=_why(),
        )
        queue(letter, kind=FAREWELL, to=None, address=user.email)


def copy_ready(copy: PersonalCopy) -> None:
    with in_language_of(copy.user):
        letter = Letter(
            subject=_("Your copy is ready"),
            greeting=_greeting(copy.user),
            paragraphs=[
                _("Everything that %(site)s keeps of you is in one file now.") % {"site": settings.SITE_NAME},
                _("You can fetch it once, until %(day)s. Sign in to do so.")
                % {"day": day(copy.expires_at)},
            ],
            button=(_("Fetch my copy"), reverse("accounts:privacy_copy", args=[copy.token])),
            after=[_("Did you not ask for it? Choose a new password and end all other sessions.")],
            why=_why(),
        )  # fmt: skip
        queue(letter, kind="account_copy_ready", to=copy.user, about=_about(copy.user))


def _greeting(user: User) -> str:
    return _("Hello %(name)s,") % {"name": user.name} if user.name else ""


def _about(user: User) -> str:
    return f"accounts.user:{user.pk}"


def _why() -> str:
    return _("You get this because it is about your account on %(site)s.") % {"site": settings.SITE_NAME}
