"""What a new opening begins from, and the templates that a hospital keeps."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hospitals.access import WorkspaceRequest, workspace
from hospitals.roles import Right
from postings import starting, writing
from postings.forms.starting import StartForm, TemplateForm
from postings.models import Posting, Template
from postings.views.workspace import one, page


@require_POST
@workspace(Right.WRITE_OPENINGS)
def start(request: WorkspaceRequest, slug: str) -> HttpResponse:
    """A new draft from a role, a template or an earlier opening; its page opens."""
    form = StartForm(request.hospital, request.POST)
    if not form.is_valid():
        return page(request, "workspace_start", {"start": form, "form": form}, 422)
    kind, _colon, key = form.cleaned_data["start"].partition(":")
    if kind == "role":
        language = form.cleaned_data["language"] or form.initial["language"]
        new = starting.from_role(starting.roles()[key], language, hospital=request.hospital, by=request.user)
    elif kind == "template":
        new = starting.from_template(_template(request, int(key)), by=request.user)
    else:
        new = writing.copy(one(request, int(key)), by=request.user)
    messages.success(request, _("This is a new draft. Change what is different, and choose a closing date."))
    return redirect("postings:workspace_edit", slug, new.pk)


@require_safe
@workspace(Right.WRITE_OPENINGS)
def templates(request: WorkspaceRequest, slug: str) -> HttpResponse:
    rows = Template.objects.filter(hospital=request.hospital).select_related("created_by")
    return page(request, "workspace_templates", {"templates": rows, "most": starting.MOST_TEMPLATES})


@require_http_methods(["GET", "HEAD", "POST"])
@workspace(Right.WRITE_OPENINGS)
def template_of(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    """Keep an opening as a template: asks for its name."""
    posting = one(request, pk)
    form = TemplateForm(request.POST or None, initial={"name": posting.title[:80]}, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            starting.keep_as_template(posting, name=form.cleaned_data["name"], by=request.user)
        except starting.NameTaken:
            form.add_error("name", _("You have a template of this name. Choose another."))
        except starting.TooMany:
            form.add_error("name", _("You keep 50 templates. Delete one first."))
        else:
            messages.success(request, _("Kept as a template. You find it where you begin a new opening."))
            return redirect("postings:workspace_templates", slug)
    return _asked(request, form, posting, None)


@require_http_methods(["GET", "HEAD", "POST"])
@workspace(Right.WRITE_OPENINGS)
def template(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    """Another name for a template, or away with it."""
    row = _template(request, pk)
    form = TemplateForm(request.POST or None, initial={"name": row.name}, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            starting.rename(row, name=form.cleaned_data["name"], by=request.user)
        except starting.NameTaken:
            form.add_error("name", _("You have a template of this name. Choose another."))
        else:
            messages.success(request, _("Saved."))
            return redirect("postings:workspace_templates", slug)
    return _asked(request, form, None, _template(request, pk))


@require_POST
@workspace(Right.WRITE_OPENINGS)
def template_removal(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    starting.forget(_template(request, pk), by=request.user)
    messages.success(request, _("The template is deleted. Openings that began from it stay."))
    return redirect("postings:workspace_templates", slug)


def _template(request: WorkspaceRequest, pk: int) -> Template:
    return get_object_or_404(Template, hospital=request.hospital, pk=pk)


def _asked(
    request: WorkspaceRequest, form: TemplateForm, posting: Posting | None, template: Template | None
) -> HttpResponse:
    context = {"form": form, "posting": posting, "template": template}
    return page(request, "workspace_template", context, 422 if form.errors else 200)
