"""An alert's search in words, in the active language."""

from django.utils.translation import gettext

from alerts.models import Alert
from postings.reading import NOBODY, reader_of
from postings.search import Search
from postings.search.labels import label


def in_words(alert: Alert) -> str:
    """ "“crisis” · Contract · Within 25 miles of Tacoma, WA"; "All openings" for a search without filters."""
    search = search_of(alert)
    words = [*search.chosen, *((name, "mine") for name in unsaid(alert, search))]
    return _joined(search, words)


def search_in_words(search: Search) -> str:
    return _joined(search, search.chosen)


def _joined(search: Search, pairs: list[tuple[str, str]]) -> str:
    return " · ".join(label(search, *pair) for pair in pairs) or gettext("All openings")


def search_of(alert: Alert) -> Search:
    """As its owner asks it today."""
    reader = reader_of(alert.user) if means_its_reader(alert) else NOBODY
    return Search(alert.query, mine=reader.skills, floor=reader.floor)


def means_its_reader(alert: Alert) -> bool:
    """Whether it asks for what its owner's profile says; a visitor has none."""
    return alert.user_id is not None and ("fit=" in alert.query or "floor=" in alert.query)


def unsaid(alert: Alert, search: Search) -> list[str]:
    """What it asks of its owner's profile and the profile does not say (any more). Without that the search would mean
    every opening, so it finds none."""
    return [name for name in ("fit", "floor") if f"{name}=mine" in alert.query and not search.values[name]]
