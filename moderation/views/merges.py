"""One word becomes another: choose it, see what follows, merge; and for a day: undo."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from moderation import merge_jobs, merging
from moderation.access import moderators_only
from moderation.models import Merge
from moderation.patience import Busy
from moderation.views.vocabulary import NAMES
from moderation.words import STAYS

IN_WORK = _("One of the two is being merged right now. Wait until that is done.")
BUSY = _("Somebody is saving openings with this word right now. Nothing was changed. Try again in a moment.")


def _model(kind: str) -> type[merging.Mergeable]:
    try:
        return merging.MODELS[kind]
    except KeyError:
        raise Http404 from None


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def merge(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """`into`: the slug of the word that stays. A GET shows what would follow, a POST does it."""
    gone: Any = get_object_or_404(_model(kind), slug=slug, merged_into=None)
    if slug in STAYS.get(kind, ()):
        raise Http404
    offered = [
        word
        for word in type(gone)._default_manager.filter(retired_at=None).exclude(pk=gone.pk)
        if word.slug not in STAYS.get(kind, ()) or kind == "reason"
    ]
    asked = request.POST.get("into") or request.GET.get("into", "")
    kept = next((word for word in offered if word.slug == asked), None)
    follows = merging.preview(kind, gone, kept) if kept else []
    error: Any = ""
    status = 200
    if request.method == "POST" and kept:
        error, status = _merged(request, kind, gone, kept, sum(n for _told, n in follows))
        if not error:
            return redirect("moderation:word", kind, kept.slug)
    elif asked:
        error = "" if kept else _("Choose the word that stays.")
    context = {
        "word": gone,
        "kind": kind,
        "kind_name": NAMES[kind],
        "offered": sorted(offered, key=lambda word: word.name.casefold()),
        "kept": kept,
        "follows": follows,
        "error": error,
    }
    return render(
        request, "moderation/merge.html", context, status=422 if error and status == 200 else status
    )


def _merged(request: HttpRequest, kind: str, gone: Any, kept: Any, n: int) -> tuple[Any, int]:
    """Merge them, or ask the worker to. Returns why not, and the status of the answer."""
    by = cast(User, request.user)
    try:
        if n > merging.FEW:
            merge_jobs.ask(kind, gone, kept, by=by)
            return "", 302  # the word's page says how far it is
        row = merging.merge(kind, gone, kept, by=by)
    except merging.InWork:
        return IN_WORK, 409
    except merging.NotMergeable:
        return _("A colleague changed one of the two meanwhile. Look again."), 409
    except Busy:
        return BUSY, 503
    n = sum(row.counts.values())
    messages.success(request, _("Merged. %(n)s places follow. You can undo it for a day.") % {"n": n})
    return "", 302


@require_POST
@moderators_only
def laying_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """What waits is not done, and what failed is shown no more."""
    row = get_object_or_404(Merge, pk=pk)
    kept = _model(row.kind)._default_manager.get(pk=row.kept_id)
    try:
        merge_jobs.lay_aside(pk)
    except merge_jobs.AtIt:
        messages.error(request, _("It is being done in this moment. Look again in a minute."))
    return redirect("moderation:word", row.kind, kept.slug)


@require_POST
@moderators_only
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Two words again, each where it was."""
    row = get_object_or_404(Merge, pk=pk)
    gone = _model(row.kind)._default_manager.get(pk=row.gone_id)
    by = cast(User, request.user)
    try:
        if sum(row.counts.values()) > merging.FEW:
            merge_jobs.ask_undo(row, by=by)
            return redirect("moderation:word", row.kind, gone.slug)
        merging.undo(row, by=by)
    except merging.TooLate:
        messages.error(request, _("This merge can no longer be undone."))
    except Busy:
        messages.error(request, BUSY)
    else:
        messages.success(
            request, _("Undone. Everything that used “%(word)s” uses it again.") % {"word": gone.name}
        )
    return redirect("moderation:word", row.kind, gone.slug)
