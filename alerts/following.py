"""Following a hospital: an alert for all that it offers, and nothing more. Visitors follow as they keep any search."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl, urlencode

from accounts.models import User
from alerts import keeping
from alerts.models import Alert
from core.zones import zone_of
from hospitals.models import Hospital


def query_of(hospital: Hospital) -> str:
    """The canonical search for all that a hospital offers."""
    return urlencode({"hospital": hospital.slug})


def hospital_of(alert: Alert) -> str:
    """The slug of the hospital that it follows; "" for an alert that asks for something else, or for more."""
    pairs = parse_qsl(alert.query)
    return pairs[0][1] if len(pairs) == 1 and pairs[0][0] == "hospital" else ""


def names_of(alerts: Iterable[Alert]) -> dict[str, str]:
    """{slug: name} of the hospitals that these follow, in one query."""
    slugs = {slug for alert in alerts if (slug := hospital_of(alert))}
    known = Hospital.objects.trustworthy().filter(slug__in=slugs) if slugs else []
    return {one.slug: one.name for one in known}


def followed(hospital: Hospital, *, by: Any) -> Alert | None:
    """This person's alert for it, on or paused."""
    if not getattr(by, "is_authenticated", False):
        return None
    return Alert.objects.kept().filter(user=by, query=query_of(hospital)).first()


def follow(hospital: Hospital, *, by: User, language: str) -> Alert:
    """From now on its new openings are mailed, once a day. Twice is once; a paused one is on again. Raises TooMany."""
    mine = followed(hospital, by=by)
    if mine is not None:
        if mine.status == Alert.Status.PAUSED:
            keeping.resume(mine, by=by)
        return mine
    zone = zone_of(hospital.country, hospital.region)
    return keeping.ask(Alert(query=query_of(hospital), language=language, time_zone=zone), by=by)


def unfollow(hospital: Hospital, *, by: User) -> None:
    mine = followed(hospital, by=by)
    if mine is not None:
        keeping.stop(mine, by=by)
