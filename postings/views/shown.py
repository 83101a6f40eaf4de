"""An opening as the public will see it, for its hospital, before anybody else does."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from hospitals.access import WorkspaceRequest, workspace
from hospitals.roles import Right
from postings import presentation
from postings.views.opening import trail_of
from postings.views.workspace import one


@require_safe
@workspace(Right.SEE_OPENINGS)
def shown(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    """The public page's own template with what is stored now."""
    posting = one(request, pk)
    context = {
        "posting": posting,
        "trail": trail_of(posting),
        "opening": presentation.opening(posting, get_language() or "en"),
        "summary": presentation.summary(posting),
        "similar": [],
        "is_live": True,  # it looks as it will when it is online
        "preview": True,
        "hospital": request.hospital,
    }
    return render(request, "postings/detail.html", context)
