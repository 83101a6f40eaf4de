"""The letters about an account. Called by the adapter with the reader's language active.

The library says which letter by the prefix of a template, and gives what it knows ({"code": …, "email": …, …}).
"""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.mail import Letter

# A code: the subject, and what to do with it.
CODES = {
    "email_confirmation": (
        gettext_lazy("%(code)s confirms your email address"),
        gettext_lazy("Type this code on the page that asked for it. It shows that this mailbox is yours."),
    ),
    "email_confirmation_signup": (
        gettext_lazy("%(code)s is your code for %(site)s"),
        gettext_lazy(
            "Type this code on the page where you made your account. It shows that this mailbox is yours."
        ),
    ),
    "login_code": (
        gettext_lazy("%(code)s is your sign-in code"),
        gettext_lazy("Type this code on the page where you wanted to sign in. It works for 15 minutes."),
    ),
    "password_reset_code": (
        gettext_lazy("%(code)s lets you choose a new password"),
        gettext_lazy("Type this code on the page that asked for it. Then choose a new password."),
    ),
}
CODES["password_reset_key"] = CODES["password_reset_code"]
# A change to the account's safety, for its owner.
CHANGES = {
    "password_changed": gettext_lazy("Your password was changed"),
    "password_set": gettext_lazy("Your account has a password now"),
    "password_reset": gettext_lazy("Your password was changed"),
    "email_changed": gettext_lazy("The email address of your account was changed"),
    "email_confirm": gettext_lazy("Your email address is confirmed"),
    "email_deleted": gettext_lazy("An email address was removed from your account"),
    "totp_activated": gettext_lazy("An authenticator app was added to your account"),
    "totp_deactivated": gettext_lazy("The authenticator app was removed from your account"),
    "webauthn_added": gettext_lazy("A passkey was added to your account"),
    "webauthn_removed": gettext_lazy("A passkey was removed from your account"),
    "recovery_codes_generated": gettext_lazy("New recovery codes were made for your account"),
}


def letter_for(template_prefix: str, context: dict[str, Any], email: str) -> tuple[str, Letter]:
    """The letter's kind and content for one of the library's template prefixes ("account/email/login_code")."""
    name = template_prefix.rpartition("/")[2]
    if name in CHANGES:
        letter = _changed(str(CHANGES[name]), moved="to_email" in context)
    elif name in CODES:
        letter = _code(name, str(context.get("code", "")))
    else:
        letter = {"unknown_account": _unknown, "account_already_exists": _exists}[name](email)
    return f"account_{name}", letter


def _code(name: str, code: str) -> Letter:
    subject, use = CODES[name]
    return Letter(
        subject=str(subject) % {"code": code, "site": settings.SITE_NAME},
        paragraphs=[str(use)],
        code=code,
        after=[
            _("Nobody of ours ever asks you for this code."),
            _("Did you not ask for it? Then do nothing."),
        ],
        why=_why_typed(),
    )


def _unknown(email: str) -> Letter:
    return Letter(
        subject=_("There is no account for this address"),
        paragraphs=[
            _("Somebody wanted to sign in with %(email)s. There is no account for it.") % {"email": email},
            _("Was it you? You may have used another address, or you can make an account."),
        ],
        button=(_("Make an account"), reverse("account_signup")),
        after=[_("Was it not you? Then do nothing.")],
        why=_why_typed(),
    )


def _exists(email: str) -> Letter:
    return Letter(
        subject=_("You have an account already"),
        paragraphs=[
            _("Somebody wanted to make an account for %(email)s. There is one already.") % {"email": email},
            _("Was it you? Sign in, with your password or with a code that we mail you."),
        ],
        button=(_("Sign in"), reverse("account_login")),
        after=[_("Was it not you? Then do nothing.")],
        why=_why_typed(),
    )


def _why_typed() -> str:
    return _("You get this because somebody typed your email address on %(site)s.") % {
        "site": settings.SITE_NAME
    }


def _changed(what: str, *, moved: bool) -> Letter:
    """The owner hears of it, wherever it was done. `moved`: this goes to the old address, which opens nothing any more."""
    alarm = _("Was it not you? Sign in with a mailed code, choose a new password and end all other sessions.")
    button = (_("See your settings"), reverse("accounts:settings"))
    if moved:
        alarm = _("Was it not you? Write to us at once. Our help page says how.")
        button = (_("Help and contact"), reverse("page", args=["help"]))
    return Letter(
        subject=what,
        paragraphs=[_("Did you do this? Then all is well."), alarm],
        button=button,
        why=_("You get this because it concerns the safety of your account."),
    )
