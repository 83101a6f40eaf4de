"""What this floor keeps of a person, and what closing an account means for alerts: see accounts/privacy.py."""

from datetime import datetime
from functools import partial

from django.utils.translation import gettext_lazy, ngettext

from accounts import naming, privacy
from accounts.models import User
from accounts.privacy import Sort, keep
from alerts import keeping
from alerts.models import Alert
from core.workflow import WrongState

ALERTS, SAVED = gettext_lazy("Your alerts"), gettext_lazy("Saved openings")


def register() -> None:
    keep(
        "alerts.Alert",
        of="user",
        what=ALERTS,
        purpose="a search whose new openings are mailed",
        fields={
            Sort.LINK: "user",
            Sort.CONTACT: "email language",
            Sort.WISH: "query rhythm weekday hour time_zone",
            Sort.STATE: "status",
            Sort.TIME: "asked_at active_at paused_at ended_at looked_at due_at kept_at keep_asked_at talks_told_at",
        },
        period=gettext_lazy("Until you stop it; one that nobody confirms goes after 7 days"),
        page="alerts:mine",
    )
    told = partial(keep, of="alert__user", what=ALERTS, page="alerts:mine")
    told(
        "alerts.Told",
        purpose="that an opening was mailed, so that none is mailed twice",
        fields={Sort.LINK: "alert posting", Sort.TIME: "at"},
    )
    told(
        "alerts.Answer",
        purpose="whether a mail was right, to make alerts better",
        fields={Sort.LINK: "alert", Sort.WISH: "right", Sort.TIME: "mailed_at at"},
    )
    keep(
        "alerts.Bookmark",
        of="user",
        what=SAVED,
        purpose="openings to come back to, with a note to oneself",
        fields={Sort.LINK: "user posting", Sort.WISH: "note", Sort.TIME: "saved_at reminded_at"},
        page="alerts:saved",
        also=lambda row: {"opening": row.posting.title},
    )
    privacy.when_closed.append(stop_alerts)
    privacy.what_closing_does.append(what_closing_does)
    privacy.before_erasure.append(forget_mailbox)


def _running(user: User) -> "list[Alert]":
    return list(Alert.objects.kept().filter(user=user).exclude(status=Alert.Status.PAUSED))


def what_closing_does(user: User) -> list[str]:
    n = len(_running(user))
    if not n:
        return []
    return [ngettext("%(n)s alert stops sending.", "%(n)s alerts stop sending.", n) % {"n": n}]


def stop_alerts(user: User, at: datetime) -> None:
    """Paused, so that who comes back finds them."""
    for alert in _running(user):
        verb = keeping.pause if alert.status == Alert.Status.ACTIVE else keeping.stop
        try:
            verb(alert, by=user, at=at)
        except WrongState:  # the letter's link was quicker
            continue


def forget_mailbox(user: User, at: datetime) -> None:
    """Alerts that the same mailbox keeps without an account."""
    for address in naming.mailboxes(user):
        Alert.objects.filter(email__iexact=address).delete()
