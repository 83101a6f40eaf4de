"""How somebody is called in mentoring: by name, never by a mail address, which only a yes reveals."""

from typing import Any

from accounts.models.user import Standing
from core.said import said as _


def name_of(user: Any) -> str:
    if user.standing == Standing.ERASED:
        return str(user)
    return user.name or _("Somebody without a name")
