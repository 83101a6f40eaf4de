"""The log of a team."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from hospitals import activity as log
from hospitals.access import WorkspaceRequest, workspace
from hospitals.roles import Right

PER_PAGE = 50


@workspace(Right.SEE_TEAM)
def activity(request: WorkspaceRequest, slug: str) -> HttpResponse:
    """Who did what, newest first; filtered by person and by sort of thing. An unknown filter filters nothing."""
    people, sorts = log.colleagues(request.hospital), log.sorts_for(request.seat)
    person = next((pk for pk in people if str(pk) == request.GET.get("person")), None)
    kind = next((name for name in sorts if name == request.GET.get("kind")), "")
    page = Paginator(log.events(request.seat, kind=kind, person=person), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "hospital": request.hospital,
        "seat": request.seat,
        "page_obj": page,
        "lines": log.read(request.hospital, page.object_list),
        "people": people.items(),
        "sorts": [(name, sort.label) for name, sort in sorts.items()],
        "person": person,
        "kind": kind,
        "base": urlencode({k: v for k, v in (("person", person), ("kind", kind)) if v}),
    }
    return render(request, "hospitals/activity.html", context)
