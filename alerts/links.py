"""Links in letters that need no sign-in: signed, so that only a letter's reader has them. Nothing of them is stored."""

from functools import lru_cache

from django.core import signing
from django.urls import reverse
from django.utils.translation import get_language

from alerts.models import Alert

_SALT = "alerts.link"
CONFIRM_DAYS = 7


def token(alert: Alert) -> str:
    """Opens this alert's page for as long as the alert exists."""
    return signing.dumps(alert.pk, salt=_SALT)


def alert_of(given: str) -> Alert | None:
    """None when the link was not made here, or its alert is gone."""
    try:
        pk = signing.loads(given, salt=_SALT)
    except signing.BadSignature:
        return None
    return Alert.objects.select_related("user").filter(pk=pk).first() if isinstance(pk, int) else None


def page(alert: Alert) -> str:
    return _address("one", token(alert))


def stop(alert: Alert) -> str:
    return _address("stop", token(alert))


def answer(alert: Alert, mailed_at: float, *, right: bool) -> str:
    """Of one mail, named by its moment (seconds since 1970)."""
    return _address("answer", token(alert), str(int(mailed_at)), "yes" if right else "no")


def _address(name: str, given: str, *more: str) -> str:
    """As reverse() writes it. A run writes five for each letter, so each pattern is asked for once in a language."""
    return _pattern(name, more, get_language() or "").replace("TOKEN", given)


@lru_cache(maxsize=64)
def _pattern(name: str, more: tuple[str, ...], _language: str) -> str:
    return reverse(f"alerts:{name}", args=["TOKEN", *more])
