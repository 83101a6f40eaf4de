"""When an alert is due: an hour of the day by the clock of a zone, on every day or on one day of the week."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from alerts.models import Alert, Rhythm


def next_due(alert: Alert, *, after: datetime) -> datetime:
    """The first moment later than `after` at which the alert is looked at, in UTC."""
    weekday = alert.weekday if alert.rhythm == Rhythm.WEEKLY else None
    return next_hour(alert.hour, weekday, ZoneInfo(alert.time_zone), after=after)


def next_hour(hour: int, weekday: int | None, zone: ZoneInfo, *, after: datetime) -> datetime:
    """The first time after `after` that the clock of the zone shows this hour (0–23), on `weekday` (0 is Monday) only.

    A day has one such moment: where the clock jumps over the hour, the moment after the jump; where it shows the hour
    twice, the first time. So a night on which summer time begins or ends neither skips a day nor doubles it.
    """
    day = after.astimezone(zone).date()
    for ahead in range(9):
        on = day + timedelta(days=ahead)
        # through UTC: the zone turns an hour that does not exist into the one after the jump
        moment = datetime.combine(on, time(hour), tzinfo=zone).astimezone(UTC)
        if moment > after and weekday in (None, on.weekday()):
            return moment
    raise AssertionError("nine days hold every day of the week")
