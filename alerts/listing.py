"""Alerts as a list shows them."""

from collections.abc import Sequence
from typing import Any

from alerts import following, links
from alerts.keeping import KEEP_PATIENCE
from alerts.mails import when_in_words
from alerts.models import Alert
from alerts.words import in_words


def rows_of(alerts: Sequence[Alert]) -> list[dict[str, Any]]:
    """With the names of the hospitals that they follow."""
    names = following.names_of(alerts)
    return [row_of(alert, names.get(following.hospital_of(alert), "")) for alert in alerts]


def row_of(alert: Alert, follows: str = "") -> dict[str, Any]:
    """`follows`: the name of the hospital that it follows."""
    return {
        "alert": alert,
        "words": follows or in_words(alert),
        "follows": follows,
        "when": when_in_words(alert),
        "url": links.page(alert),
        "asks_to_keep": alert.keep_asked_at is not None,
        "stops_on": alert.keep_asked_at and alert.keep_asked_at + KEEP_PATIENCE,
    }
