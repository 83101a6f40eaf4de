"""The words of the profession, as moderators keep them."""

from typing import Any, cast

from django.contrib import messages
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from core.models import SkillGroup, Word
from moderation import words as keeping
from moderation.access import moderators_only
from moderation.forms.word import TAKEN, WordForm

NAMES = {
    "skill": _("Skills"),
    "group": _("Groups of skills"),
    "channel": _("Channels"),
    "family": _("Sorts of role"),
    "engagement": _("Kinds of work"),
    "education": _("Education"),
    "experience": _("Experience"),
    "pay-period": _("Pay periods"),
}


def _kind(kind: str) -> type[Word]:
    try:
        return keeping.KINDS[kind]
    except KeyError:
        raise Http404 from None


@require_safe
@moderators_only
def words(request: HttpRequest) -> HttpResponse:
    """One kind of words; skills stand by group."""
    kind = request.GET.get("kind", "skill")
    model = keeping.KINDS.get(kind) or keeping.KINDS[kind := "skill"]
    rows = list(model._default_manager.order_by("position", "pk"))
    groups: list[tuple[Any, list[Any]]] = [(None, rows)]
    if kind == "skill":
        named = SkillGroup.objects.order_by("position", "pk")
        groups = [(group, [r for r in rows if getattr(r, "group_id", 0) == group.pk]) for group in named]
    tabs = [(slug, name, slug == kind) for slug, name in NAMES.items()]
    context = {"groups": groups, "tabs": tabs, "kind": kind, "may_add": kind in keeping.OPEN_ENDED}
    return render(request, "moderation/vocabulary.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def new(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in keeping.OPEN_ENDED:
        raise Http404
    model = _kind(kind)
    last = model._default_manager.aggregate(last=Max("position"))["last"] or 0
    return _form(request, kind, model(position=min(last + 1, 32_000)), "created")


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def word(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    return _form(request, kind, get_object_or_404(_kind(kind), slug=slug), "edited")


@require_POST
@moderators_only
def retirement(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Retire a word, or bring it back: `retire` is 1 or 0."""
    if kind not in keeping.OPEN_ENDED:
        raise Http404
    row, user = get_object_or_404(_kind(kind), slug=slug), cast(User, request.user)
    if request.POST.get("retire") == "1":
        keeping.retire(row, by=user)
    else:
        keeping.unretire(row, by=user)
    messages.success(request, _("Saved."))
    return redirect("moderation:word", kind, slug)


def _form(request: HttpRequest, kind: str, row: Word, verb: str) -> HttpResponse:
    form = WordForm(row, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            keeping.save(form.put(), by=cast(User, request.user), verb=verb)
        except keeping.Taken:
            form.add_error("name_en", TAKEN)
        else:
            messages.success(request, _("Saved."))
            return redirect(f"{reverse('moderation:vocabulary')}?kind={kind}")
    context = {
        "form": form,
        "kind": kind,
        "kind_name": NAMES[kind],
        "word": row,
        "may_retire": verb == "edited" and kind in keeping.OPEN_ENDED,
    }
    return render(request, "moderation/word.html", context, status=422 if form.errors else 200)
