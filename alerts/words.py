"""An alert's search in words, in the active language."""

from django.utils.translation import gettext

from alerts.models import Alert
from postings.reading import NOBODY, reader_of
from postings.search import Search
from postings.search.labels import label


def in_words(alert: Alert) -> str:
    """ "“crisis” · Contract · Within 25 miles of Tacoma, WA"; "All openings" for a search without filters."""
    return search_in_words(search_of(alert))


def search_in_words(search: Search) -> str:
    return " · ".join(label(search, *pair) for pair in search.chosen) or gettext("All openings")


def search_of(alert: Alert) -> Search:
    """As its owner asks it today."""
    reader = reader_of(alert.user) if means_its_reader(alert) else NOBODY
    return Search(alert.query, mine=reader.skills, floor=reader.floor)


def means_its_reader(alert: Alert) -> bool:
    """Whether it asks for what its owner's profile says; a visitor has none."""
    return alert.user_id is not None and ("fit=" in alert.query or "floor=" in alert.query)
