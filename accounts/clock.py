"""The clock that a person lives by."""

from zoneinfo import ZoneInfo

from accounts.models import Profile, User
from core.zones import zone_of_place


def zone_of(user: User) -> ZoneInfo:
    """By the place in their profile; UTC where that says none that we know."""
    place = Profile.objects.filter(user=user).values_list("country", "region").first() or ("", "")
    return ZoneInfo(zone_of_place({"country": place[0], "region": place[1]}) or "UTC")
