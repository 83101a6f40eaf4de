"""An alert's search in words, in the active language."""

from django.utils.translation import gettext

from alerts.models import Alert
from postings import presentation
from postings.search import Search
from postings.search.labels import label


def in_words(alert: Alert) -> str:
    """ "“crisis” · Contract · Within 25 miles of Tacoma, WA"; "All openings" for a search without filters."""
    return search_in_words(Search(alert.query, mine=skills_of(alert)))


def search_in_words(search: Search) -> str:
    return " · ".join(label(search, *pair) for pair in search.chosen) or gettext("All openings")


def skills_of(alert: Alert) -> frozenset[int]:
    """For `fit=mine`: the skills in the owner's profile today; a visitor has none."""
    return presentation.skills_of(alert.user) if alert.user and "fit=" in alert.query else frozenset()
