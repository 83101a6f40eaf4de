"""Days as short as they can be said, in the reader's language."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language


def short_date(day: date) -> str:
    """ "9 Nov 2026", and "9 nov 2026" in Dutch, which writes months small."""
    return date_format(day, "j b Y" if (get_language() or "").startswith("nl") else "j M Y")
