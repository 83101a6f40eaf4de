"""Which names a reader may not see yet, as the list, the board and bulk work ask it."""

from django.db.models import Q


def hidden() -> Q:
    """The applications whose candidate is not named yet."""
    return Q(pk__in=[])
