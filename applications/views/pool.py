"""Those who allowed this hospital to keep in touch."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from applications.models import PoolConsent
from hospitals.access import WorkspaceRequest, workspace
from hospitals.roles import Right

PAGE = 50


@require_safe
@workspace(Right.DECIDE_APPLICATIONS)
def pool(request: WorkspaceRequest, slug: str) -> HttpResponse:
    rows = (
        PoolConsent.objects.valid()
        .filter(hospital=request.hospital)
        .exclude(candidate=request.user)
        .select_related("application__posting")
        .order_by("-given_at", "-id")
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"hospital": request.hospital, "seat": request.seat, "page_obj": page, "rows": list(page)}
    return render(request, "applications/pool.html", context)
