"""What names a person inside a text of somebody else, and the same text without it."""

import re
from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from django.utils.html import escape

from accounts import privacy
from accounts.models import User

CUT = "[…]"


def mailboxes(user: User) -> list[str]:
    """Every address of theirs, in small letters."""
    known = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    return sorted({user.email.lower(), *(address.lower() for address in known)})


def strings_of(user: User) -> list[str]:
    """What would name this person inside someone else's text: the longest first. A single short word is no name."""
    called = {user.name, *(name for ask in privacy.also_called for name in ask(user))}
    names = {name.strip() for name in called}
    named = {name for name in names if " " in name or len(name) > 7}
    return sorted({*mailboxes(user), *named}, key=len, reverse=True)


def cut_out(value: Any, strings: Iterable[str]) -> Any:
    """The same text, or JSON, with CUT in place of each string, as it is and as HTML writes it."""
    if isinstance(value, dict):
        return {key: cut_out(one, strings) for key, one in value.items()}
    if isinstance(value, list):
        return [cut_out(one, strings) for one in value]
    if not isinstance(value, str):
        return value
    for string in strings:
        for written in {string, escape(string)}:
            value = re.sub(re.escape(written), CUT, value, flags=re.IGNORECASE)
    return value
