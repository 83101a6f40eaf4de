"""Saved views: kept, renamed, shared with the team, deleted."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications import saved_views
from applications.forms.bulk import SavedViewForm
from applications.models import SavedView
from applications.refusals import Refused
from hospitals.access import WorkspaceRequest, workspace
from hospitals.roles import Right


def _list(request: WorkspaceRequest, query: str) -> HttpResponse:
    there = reverse("applications:workspace_list", args=[request.hospital.slug])
    return redirect(f"{there}?{query}" if query else there)


@workspace(Right.SEE_APPLICATIONS)
def views(request: WorkspaceRequest, slug: str) -> HttpResponse:
    """One's views; a POST keeps a new one: `name` for the question `query`."""
    form = SavedViewForm(request.POST or None)
    query = request.POST.get("query", "")[:1000]
    if request.method == "POST" and form.is_valid():
        try:
            view = saved_views.save(
                request.hospital, by=request.user, name=form.cleaned_data["name"], query=query
            )
        except Refused as no:
            form.add_error("name", str(no.message))
        else:
            messages.success(request, _("Saved as “%(name)s”.") % {"name": view.name})
            return _list(request, view.query)
    context = {
        "hospital": request.hospital,
        "seat": request.seat,
        "form": form,
        "query": query,
        "views": SavedView.objects.of(request.user, request.hospital).order_by("name", "id"),
    }
    return render(request, "applications/saved_views.html", context)


@require_POST
@workspace(Right.SEE_WORKSPACE)  # nobody but its owner finds it
def view(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    """A new name for one's view, and whether the team sees it."""
    mine = get_object_or_404(SavedView.objects.of(request.user, request.hospital), pk=pk)
    form = SavedViewForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["name"][0]))
    else:
        try:
            saved_views.change(mine, name=form.cleaned_data["name"], shared="shared" in request.POST)
            messages.success(request, _("Saved."))
        except Refused as no:
            messages.error(request, str(no.message))
    return redirect("applications:saved_views", request.hospital.slug)


@require_POST
@workspace(Right.SEE_WORKSPACE)  # nobody but its owner finds it
def removal(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    mine = get_object_or_404(SavedView.objects.of(request.user, request.hospital), pk=pk)
    mine.delete()
    messages.success(request, _("“%(name)s” is deleted.") % {"name": mine.name})
    return redirect("applications:saved_views", request.hospital.slug)
