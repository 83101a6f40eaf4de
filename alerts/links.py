"""Links in letters that need no sign-in: signed, so that only a letter's reader has them. Nothing of them is stored."""

from django.core import signing
from django.urls import reverse

from alerts.models import Alert

_SALT = "alerts.link"
CONFIRM_DAYS = 7


def token(alert: Alert) -> str:
    """Opens this alert's page for as long as the alert exists."""
    return signing.dumps(alert.pk, salt=_SALT, compress=False)


def alert_of(given: str) -> Alert | None:
    """None when the link was not made here, or its alert is gone."""
    try:
        pk = signing.loads(given, salt=_SALT)
    except signing.BadSignature:
        return None
    return Alert.objects.select_related("user").filter(pk=pk).first() if isinstance(pk, int) else None


def page(alert: Alert) -> str:
    return reverse("alerts:one", args=[token(alert)])


def stop(alert: Alert) -> str:
    return reverse("alerts:stop", args=[token(alert)])


def answer(alert: Alert, mailed_at: float, *, right: bool) -> str:
    """Of one mail, named by its moment (seconds since 1970)."""
    return reverse("alerts:answer", args=[token(alert), int(mailed_at), "yes" if right else "no"])
