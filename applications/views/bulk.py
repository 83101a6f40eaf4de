"""Many applications at once: choose, confirm with the number, see how far it is, undo."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from applications import bulk
from applications.finding import MOST, Finding
from applications.forms.bulk import BulkRejectionForm, WordsForm
from applications.models import Application, Batch, BatchItem, BatchKind
from applications.models.application_queries import ApplicationQuerySet
from applications.views.decisions import given_or_before
from applications.views.listing import is_fragment
from hospitals.access import WorkspaceRequest, workspace
from hospitals.roles import Right

DECIDE = Right.DECIDE_APPLICATIONS
NAMED = 12  # people whose names the question shows


def _ids(asked: QueryDict) -> list[int]:
    """The rows that were ticked, or what the question carried along as one field."""
    words = [*asked.getlist("id"), *asked.get("ids", "").split(",")]
    return [int(word) for word in words if word.isdecimal() and len(word) < 12][:MOST]


def _chosen(request: WorkspaceRequest) -> ApplicationQuerySet:
    """Ids of another hospital find nothing: they are left out like ids that never were."""
    finding = Finding(request.hospital, request.user, request.GET)
    if request.method == "GET" and request.GET.get("all"):
        return finding.found
    asked = request.POST if request.method == "POST" else request.GET
    return finding.readable.filter(pk__in=_ids(asked)).order_by("submitted_at", "id")


@workspace(DECIDE)
def work(request: WorkspaceRequest, slug: str) -> HttpResponse:
    """GET asks whether to do it, with the number; POST does it to exactly those who were shown."""
    kind = (request.POST if request.method == "POST" else request.GET).get("do", "")
    if kind not in bulk.STARTS:
        return redirect("applications:workspace_list", request.hospital.slug)
    chosen = _chosen(request)
    able = chosen.filter(status__in=bulk.STARTS[kind])
    ids = list(able.values_list("pk", flat=True)[:MOST])
    form = _form(request, kind, ids)
    if (
        request.method == "POST" and ids and (form is None or form.is_valid())
    ):  # unbound: another text was chosen
        more = form.facts if form is not None else {}
        batch = bulk.start(kind, ids, hospital=request.hospital, by=request.user, **more)
        return redirect("applications:batch", request.hospital.slug, batch.pk)
    named = able.filter(pk__in=ids).select_related("posting").defer("letter", "posting__description")
    context = {
        "hospital": request.hospital,
        "seat": request.seat,
        "kind": kind,
        "title": BatchKind(kind).label,
        "form": form,
        "ids": ",".join(map(str, ids)),
        "n": len(ids),
        "named": named[:NAMED],
        "unnamed": max(0, len(ids) - NAMED),
        "left_out": chosen.count() - len(ids),
        "base": Finding(request.hospital, request.user, request.GET).query(),
    }
    return render(request, "applications/bulk.html", context)


def _form(request: WorkspaceRequest, kind: str, ids: list[int]) -> WordsForm | None:
    """With a text for each language that these candidates read. `then=text` begins again with another text."""
    if kind not in {BatchKind.REJECT, BatchKind.MESSAGE} or not ids:
        return None
    read = Application.objects.filter(pk__in=ids).order_by().values_list("candidate__language", flat=True)
    given, before = given_or_before(request)
    languages = sorted(set(read))
    if kind == BatchKind.MESSAGE:
        return WordsForm(given, languages=languages)
    text = request.POST.get("text", "")
    kept = {name: before.get(name, "") for name in ("reason", "private")}
    return BulkRejectionForm(given, initial=kept, languages=languages, hospital=request.hospital, text=text)


@require_safe
@workspace(DECIDE)
def batch(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    """How far it is, and what could not be done. Asks again by itself while it runs; a reload does the same."""
    found = get_object_or_404(Batch.objects.at(request.hospital).select_related("undone_by", "by"), pk=pk)
    items = BatchItem.objects.filter(batch=found)
    readable = Application.objects.readable_at(request.hospital, request.user)
    failed = items.filter(state=BatchItem.State.FAILED, application__in=readable)
    total, waiting = items.count(), items.filter(state=BatchItem.State.WAITING).count()
    context = {
        "hospital": request.hospital,
        "seat": request.seat,
        "batch": found,
        "total": total,
        "handled": total - waiting,
        "done": items.filter(state=BatchItem.State.DONE).count(),
        "failed": [
            (item.application, bulk.WHY.get(item.why, bulk.WHY["error"]))
            for item in failed.select_related("application__posting").order_by("pk")
        ],
        "runs": waiting > 0,
    }
    part = is_fragment(request)
    return render(request, f"applications/{'_batch' if part else 'batch'}.html", context)


@require_POST
@workspace(DECIDE)
def batch_undo(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    found = get_object_or_404(Batch.objects.at(request.hospital), pk=pk)
    try:
        undone = bulk.undo(found, by=request.user)
    except bulk.Refused as no:
        messages.error(request, str(no.message))
        return redirect("applications:batch", request.hospital.slug, found.pk)
    messages.success(request, _("Undone. The candidates hear nothing of it."))
    return redirect("applications:batch", request.hospital.slug, undone.pk)
