"""The letters about an account. Called by the adapter with the reader's language active.

Each takes what the library knows ({"code": …, "email": …, …}) and the address it goes to.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from core.mail import Letter

Make = Callable[[dict[str, Any], str], Letter]


def letter_for(template_prefix: str, context: dict[str, Any], email: str) -> tuple[str, Letter]:
    """The letter's kind and content for one of the library's template prefixes ("account/email/login_code")."""
    name = template_prefix.rpartition("/")[2]
    if name in CHANGES:
        return f"account_{name}", _changed(str(CHANGES[name]()), context)
    return f"account_{name}", LETTERS[name](context, email)


def _code(subject: str, code: str, use: str) -> Letter:
    return Letter(
        subject=subject,
        paragraphs=[use],
        quote=code,
        after=[
            _("Nobody of ours ever asks you for this code."),
            _("Did you not ask for it? Then do nothing."),
        ],
        why=_("You get this because somebody typed your email address on %(site)s.")
        % {"site": settings.SITE_NAME},
    )


def _confirm(context: dict[str, Any], email: str) -> Letter:
    code = str(context.get("code", ""))
    return _code(
        _("%(code)s is your code for %(site)s") % {"code": code, "site": settings.SITE_NAME},
        code,
        _("Type this code on the page where you made your account. It shows that this mailbox is yours."),
    )


def _new_address(context: dict[str, Any], email: str) -> Letter:
    code = str(context.get("code", ""))
    return _code(
        _("%(code)s confirms your email address") % {"code": code},
        code,
        _("Type this code on the page that asked for it. It shows that this mailbox is yours."),
    )


def _login(context: dict[str, Any], email: str) -> Letter:
    code = str(context["code"])
    return _code(
        _("%(code)s is your sign-in code") % {"code": code},
        code,
        _("Type this code on the page where you wanted to sign in. It works for 15 minutes."),
    )


def _reset(context: dict[str, Any], email: str) -> Letter:
    code = str(context["code"])
    return _code(
        _("%(code)s lets you choose a new password") % {"code": code},
        code,
        _("Type this code on the page that asked for it. Then choose a new password."),
    )


def _unknown(context: dict[str, Any], email: str) -> Letter:
    return Letter(
        subject=_("There is no account for this address"),
        paragraphs=[
            _("Somebody wanted to sign in with %(email)s. There is no account for it.") % {"email": email},
            _("Was it you? You may have used another address, or you can make an account."),
        ],
        button=(_("Make an account"), reverse("account_signup")),
        after=[_("Was it not you? Then do nothing.")],
        why=_("You get this because somebody typed your email address on %(site)s.")
        % {"site": settings.SITE_NAME},
    )


def _exists(context: dict[str, Any], email: str) -> Letter:
    return Letter(
        subject=_("You have an account already"),
        paragraphs=[
            _("Somebody wanted to make an account for %(email)s. There is one already.") % {"email": email},
            _("Was it you? Sign in, with your password or with a code that we mail you."),
        ],
        button=(_("Sign in"), reverse("account_login")),
        after=[_("Was it not you? Then do nothing.")],
        why=_("You get this because somebody typed your email address on %(site)s.")
        % {"site": settings.SITE_NAME},
    )


def _changed(what: str, context: dict[str, Any]) -> Letter:
    """Something about the account's safety changed: the owner hears of it, wherever it was done."""
    alarm = _("Was it not you? Sign in with a mailed code, choose a new password and end all other sessions.")
    if "to_email" in context:  # goes to the old address, which no longer opens the account
        alarm = _("Was it not you? Write to us at once. Our help page says how.")
    return Letter(
        subject=what,
        paragraphs=[_("Did you do this? Then all is well."), alarm],
        button=(_("See your settings"), reverse("accounts:settings"))
        if "to_email" not in context
        else (_("Help and contact"), reverse("page", args=["help"])),
        why=_("You get this because it concerns the safety of your account."),
    )


LETTERS: dict[str, Make] = {
    "email_confirmation": _new_address,
    "email_confirmation_signup": _confirm,
    "login_code": _login,
    "password_reset_code": _reset,
    "password_reset_key": _reset,
    "unknown_account": _unknown,
    "account_already_exists": _exists,
}

# Read when the letter is written, in the reader's language.
CHANGES: dict[str, Callable[[], str]] = {
    "password_changed": lambda: _("Your password was changed"),
    "password_set": lambda: _("Your account has a password now"),
    "password_reset": lambda: _("Your password was changed"),
    "email_changed": lambda: _("The email address of your account was changed"),
    "email_confirm": lambda: _("Your email address is confirmed"),
    "email_deleted": lambda: _("An email address was removed from your account"),
    "totp_activated": lambda: _("An authenticator app was added to your account"),
    "totp_deactivated": lambda: _("The authenticator app was removed from your account"),
    "webauthn_added": lambda: _("A passkey was added to your account"),
    "webauthn_removed": lambda: _("A passkey was removed from your account"),
    "recovery_codes_generated": lambda: _("New recovery codes were made for your account"),
}
