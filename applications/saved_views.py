"""Ways to look at the applications: those that everyone has, one's own, and those that colleagues share."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import User
from applications.finding import Finding
from applications.models import SavedView
from applications.refusals import Refused
from hospitals.models import Hospital

MOST = 30  # of one person at one hospital


@dataclass(frozen=True)
class View:
    """A link above the list. `by` names the colleague who shares it."""

    name: str
    query: str
    on: bool
    by: str = ""


def links(hospital: Hospital, user: User, chosen: str) -> list[View]:
    """`chosen` is the query string of the page, as Finding.query() writes it."""
    usual = [
        (_("Waiting longest"), "", ""),
        (_("Overdue"), "overdue=1", ""),
        (_("New, with all skills you need"), "stage=submitted&skills=all", ""),
    ]
    kept = SavedView.objects.shown_to(user, hospital).select_related("owner")
    own = [(view.name, view.query, "" if view.owner_id == user.pk else view.owner.name) for view in kept]
    return [View(name, query, query == chosen, by) for name, query, by in [*usual, *own]]


def save(hospital: Hospital, *, by: User, name: str, query: str) -> SavedView:
    """Keep the question under a name; the same name again replaces what it stood for. Raises Refused with words."""
    known = Finding(hospital, by, QueryDict(query)).query()
    mine = SavedView.objects.of(by, hospital)
    if view := mine.filter(name__iexact=name).first():
        view.name, view.query = name, known
        view.save(update_fields=["name", "query"])
        return view
    if mine.count() >= MOST:
        raise Refused(_("You have %(n)d views. Delete one first.") % {"n": MOST})
    return SavedView.objects.create(hospital=hospital, owner=by, name=name, query=known)


def change(view: SavedView, *, name: str, shared: bool) -> None:
    """Raises Refused when another of one's views has the name."""
    view.name, view.shared = name, shared
    try:
        with transaction.atomic():
            view.save(update_fields=["name", "shared"])
    except IntegrityError as error:
        raise Refused(_("You have a view with this name already.")) from error
