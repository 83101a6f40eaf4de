"""Letters to somebody who is suspended. Each is called inside the move that causes it; "account_" letters always leave."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.mails_of_closing import day
from accounts.models import Suspension
from core.mail import Letter, in_language_of, queue


def may_still() -> list[str]:
    """What somebody who is suspended can do."""
    return [
        _("sign in, and read everything that is yours"),
        _("take a copy of everything along"),
        _("take back an application or a consent, and end mails"),
        _("close your account"),
        _("appeal, once, in your own words"),
    ]


def may_not() -> list[str]:
    """What somebody who is suspended cannot do."""
    return [
        _("apply, write messages, ask a mentor or be one, and report"),
        _("enter the workspace of a hospital: nothing is written, placed or decided there in your name"),
        _("be found: hospitals do not see your profile, and nobody sees your mentor page"),
    ]


def suspended(row: Suspension) -> None:
    with in_language_of(row.user):
        how_long = _("Until %(day)s") % {"day": day(row.until)} if row.until else _("Without an end")
        letter = Letter(
            subject=_("Your account is suspended"),
            greeting=_greeting(row),
            paragraphs=[
                _("A moderator of %(site)s has suspended your account.") % {"site": settings.SITE_NAME},
            ],
            quote=row.words,
            facts=[(_("Reason"), row.reason_in_words), (_("How long"), how_long)],
            after=[
                _("You can still: %(list)s.") % {"list": "; ".join(may_still())},
                _("You cannot: %(list)s.") % {"list": "; ".join(may_not())},
                _("Nothing of yours is erased. When it ends, everything is back as it was."),
                _("Is this wrong? Sign in and appeal: another moderator looks at it."),
            ],
            button=(_("Read it, or appeal"), reverse("accounts:suspension")),
            why=_why(),
        )
        queue(letter, kind="account_suspended", to=row.user, about=_about(row))


def appealed(row: Suspension) -> None:
    with in_language_of(row.user):
        _tell(
            row,
            "account_appealed",
            _("We have your appeal"),
            [
                _("A moderator reads it, another one than who suspended you when we can."),
                _("Until then the suspension stands. You get a mail with the decision."),
            ],
            quote=row.appeal,
        )


def kept(row: Suspension) -> None:
    with in_language_of(row.user):
        ends = _("It ends on %(day)s.") % {"day": day(row.until)} if row.until else _("It has no end.")
        _tell(
            row,
            "account_appeal_kept",
            _("Your suspension stays"),
            [_("A moderator has read your appeal. The suspension stays."), ends],
            quote=row.answer,
        )


def lifted(row: Suspension) -> None:
    with in_language_of(row.user):
        _tell(
            row,
            "account_suspension_lifted",
            _("Your account is no longer suspended"),
            [_("A moderator has lifted the suspension. You can do everything again."), _back()],
            quote=row.answer,
        )


def over(row: Suspension) -> None:
    with in_language_of(row.user):
        _tell(
            row,
            "account_suspension_over",
            _("Your account is no longer suspended"),
            [_("The suspension has come to its end. You can do everything again."), _back()],
        )


def _back() -> str:
    return _("What hospitals and others saw of you before is visible again.")


def _tell(row: Suspension, kind: str, subject: str, paragraphs: list[str], *, quote: str = "") -> None:
    letter = Letter(
        subject=subject,
        greeting=_greeting(row),
        paragraphs=paragraphs,
        quote=quote,
        button=(_("See it"), reverse("accounts:suspension")),
        why=_why(),
    )
    queue(letter, kind=kind, to=row.user, about=_about(row))


def _greeting(row: Suspension) -> str:
    return _("Hello %(name)s,") % {"name": row.user.name} if row.user.name else ""


def _why() -> str:
    return _("You get this because it is about your account on %(site)s.") % {"site": settings.SITE_NAME}


def _about(row: Suspension) -> str:
    return f"accounts.suspension:{row.pk}"
