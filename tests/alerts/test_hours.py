"""An alert comes at an hour of its reader's clock, on every day once."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from alerts.hours import next_hour

AMSTERDAM, CHICAGO, NEW_YORK = map(ZoneInfo, ("Europe/Amsterdam", "America/Chicago", "America/New_York"))


def test_the_next_seven_o_clock_is_today_before_seven_and_tomorrow_after() -> None:
    before, at = datetime(2026, 11, 23, 5, 59, tzinfo=UTC), datetime(2026, 11, 23, 6, 0, tzinfo=UTC)

    assert next_hour(7, None, AMSTERDAM, after=before) == at
    assert next_hour(7, None, AMSTERDAM, after=at) == at + timedelta(days=1)


def test_every_week_means_that_day_only() -> None:
    monday = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

    assert next_hour(7, 0, AMSTERDAM, after=monday) == datetime(2026, 11, 30, 6, 0, tzinfo=UTC)
    assert next_hour(7, 2, AMSTERDAM, after=monday) == datetime(2026, 11, 25, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize(
    ("zone", "start"),
    [
        (AMSTERDAM, datetime(2027, 3, 26, tzinfo=UTC)),  # 02:00 → 03:00 on the 28th
        (AMSTERDAM, datetime(2026, 10, 23, tzinfo=UTC)),  # 03:00 → 02:00 on the 25th
        (CHICAGO, datetime(2027, 3, 12, tzinfo=UTC)),
        (CHICAGO, datetime(2026, 10, 30, tzinfo=UTC)),
        (NEW_YORK, datetime(2026, 3, 6, tzinfo=UTC)),  # 02:00 → 03:00 on the 8th
        (NEW_YORK, datetime(2026, 10, 30, tzinfo=UTC)),  # 02:00 → 01:00 on 1 November
        (AMSTERDAM, datetime(2026, 3, 27, tzinfo=UTC)),
    ],
)
def test_a_night_on_which_the_clock_changes_has_one_mail_like_every_other(
    zone: ZoneInfo, start: datetime, hour: int
) -> None:
    days, moment = [], next_hour(hour, None, zone, after=start)
    for _ in range(6):
        days.append(moment.astimezone(zone).date())
        assert moment.astimezone(zone).hour in {hour, hour + 1}
        moment = next_hour(hour, None, zone, after=moment)

    assert [later - earlier for earlier, later in pairwise(days)] == [timedelta(days=1)] * 5
