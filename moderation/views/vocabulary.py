"""The words of the profession and of the desk, as moderators keep them."""

from typing import Any, cast

from django.contrib import messages
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Suggestion, User
from core.models import FoundWord, Skill, SkillGroup, Use, UsedFor, Word
from core.text import normalise
from moderation import merge_jobs, merging, word_history
from moderation import words as keeping
from moderation.access import moderators_only
from moderation.forms.word import TAKEN, WordForm
from moderation.models import Merge
from moderation.word_usage import usage

NAMES = {
    "skill": _("Skills"),
    "group": _("Groups of skills"),
    "channel": _("Channels"),
    "family": _("Sorts of role"),
    "duty": _("Tasks"),
    "reason": _("Reasons"),
    "text": _("Ready texts"),
    "engagement": _("Kinds of work"),
    "education": _("Education"),
    "experience": _("Experience"),
    "pay-period": _("Pay periods"),
}
STATES = {"offered": _("Offered now"), "retired": _("Retired"), "merged": _("Merged"), "unused": _("Unused")}
# What no moderator can change about a kind, said on its page.
FIXED = {
    "duty": _("An opening divides its time over these eight tasks. You can name and explain them; none is added or retired, because every figure about tasks rests on them."),
    "engagement": _("Rules and figures rest on these words: you can rename them, not add or retire any."),
    "education": _("Rules and figures rest on these words: you can rename them, not add or retire any."),
    "experience": _("Rules and figures rest on these words: you can rename them, not add or retire any."),
    "pay-period": _("Rules and figures rest on these words: you can rename them, not add or retire any."),
}  # fmt: skip


def kind_of(kind: str) -> type[Word]:
    try:
        return keeping.KINDS[kind]
    except KeyError:
        raise Http404 from None


@require_safe
@moderators_only
def words(request: HttpRequest) -> HttpResponse:
    """One kind of words, by name and state, in folded groups that a search opens: skills by theirs, words of the desk by what
    they are used for."""
    kind, asked = request.GET.get("kind", "skill"), request.GET.get("q", "").strip()[:80]
    state = request.GET.get("state", "")
    model = keeping.KINDS.get(kind) or keeping.KINDS[kind := "skill"]
    used = usage(kind)
    rows = [
        row
        for row in model._default_manager.order_by("position", "pk")
        if _is(row, state, used.total(row.pk)) and _named(row, asked)
    ]
    groups = _grouped(kind, [(row, used.told(row.pk)) for row in rows])
    context = {
        "groups": groups,
        "all_open": bool(asked or state or len(groups) == 1),
        "columns": used.columns,
        "tabs": [(slug, name, slug == kind) for slug, name in NAMES.items()],
        "kind": kind,
        "q": asked,
        "state": state,
        "states": STATES.items(),
        "found": issubclass(model, FoundWord),
        "fixed": FIXED.get(kind, ""),
        "may_add": kind in keeping.OPEN_ENDED,
        "suggested": Suggestion.objects.filter(status=Suggestion.Status.OPEN).count(),
    }
    return render(request, "moderation/vocabulary.html", context)


def _grouped(kind: str, lines: list[tuple[Any, Any]]) -> list[tuple[str, list[Any]]]:
    """(name of the group, its lines), without those that are empty."""
    groups: list[tuple[str, list[Any]]] = [("", lines)]
    if kind == "skill":
        named = SkillGroup.objects.order_by("position", "pk")
        groups = [(group.name, [line for line in lines if line[0].group_id == group.pk]) for group in named]
    elif issubclass(keeping.KINDS[kind], UsedFor):
        groups = [(str(use.label), [line for line in lines if use in line[0].used_for]) for use in Use]
    return [(name, found) for name, found in groups if found]


def _is(row: Word, state: str, used: int) -> bool:
    merged = bool(getattr(row, "merged_into_id", None))
    return {
        "offered": row.retired_at is None,
        "retired": row.retired_at is not None and not merged,
        "merged": merged,
        "unused": row.retired_at is None and not used,
    }.get(state, True)


def _named(row: Word, asked: str) -> bool:
    names = (row.name_en, row.name_nl, row.slug, *getattr(row, "synonyms", []))
    return not asked or any(normalise(asked) in normalise(name) for name in names)


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """`name` in the address is what somebody suggested; `language` says which of the two names it is."""
    if kind not in keeping.OPEN_ENDED:
        raise Http404
    model = kind_of(kind)
    last = model._default_manager.aggregate(last=Max("position"))["last"] or 0
    return _form(request, kind, model(position=min(last + 1, 32_000)), "created")


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def word(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    return _form(request, kind, get_object_or_404(kind_of(kind), slug=slug), "edited")


@require_POST
@moderators_only
def retirement(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Retire a word, or bring it back: `retire` is 1 or 0."""
    row, user = get_object_or_404(kind_of(kind), slug=slug), cast(User, request.user)
    if not keeping.may_retire(kind, row):
        raise Http404
    if request.POST.get("retire") == "1":
        keeping.retire(row, by=user)
    else:
        keeping.unretire(row, by=user)
    messages.success(request, _("Saved."))
    return redirect("moderation:word", kind, slug)


@require_POST
@moderators_only
def order(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Put a word behind another (`after`: its slug), or first."""
    model: Any = kind_of(kind)
    row = get_object_or_404(model, slug=slug)
    if kind not in keeping.ORDERED:
        raise Http404
    after = model._default_manager.filter(slug=request.POST.get("after", "")).first()
    keeping.move(row, after=after, by=cast(User, request.user))
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
    context = {"form": form, "kind": kind, "kind_name": NAMES[kind], "word": row}
    if verb == "edited":
        context |= _around(kind, row)
    return render(request, "moderation/word.html", context, status=422 if form.errors else 200)


def _around(kind: str, row: Word) -> dict[str, Any]:
    """What a word that is there has beside its form."""
    now, model = timezone.now(), cast(Any, type(row))
    mine = _merges(kind, row) if kind in merging.MODELS else []
    known = model._default_manager.in_bulk({pk for one in mine for pk in (one.gone_id, one.kept_id)})
    others = []
    if kind in keeping.ORDERED:
        shown = model._default_manager.exclude(pk=row.pk).order_by("position", "pk")
        others = list(shown.filter(group_id=row.group_id) if isinstance(row, Skill) else shown)
    before = [other for other in others if other.position <= row.position]
    return {
        "merged_into": getattr(row, "merged_into", None),
        "merges": [
            {
                "row": one,
                "gone": known[one.gone_id],
                "kept": known[one.kept_id],
                "may_undo": merging.may_undo(one, now),
                "why": merge_jobs.WHY.get(one.why),
            }
            for one in mine
        ],
        "in_work": any(one.status in merging.UNFINISHED for one in mine),
        "may_merge": kind in merging.MODELS and row.slug not in keeping.STAYS.get(kind, ()),
        "may_retire": keeping.may_retire(kind, row),
        "may_order": bool(others),
        "others": others,
        "behind": before[-1] if before else None,
        "used": usage(kind).told(row.pk),
        "lines": word_history.of(row),
        "fixed": FIXED.get(kind, ""),
    }


def _merges(kind: str, row: Word) -> list[Merge]:
    """What the page says of its merges: those in hand or failed, on the pages of both words; what is done, on the page of
    the word that stayed, and on the other's while it can be undone."""
    merges = Merge.objects.filter(kind=kind, undone_at=None)
    mine = merges.filter(kept_id=row.pk) | merges.filter(gone_id=row.pk)
    now, done = timezone.now(), Merge.Status.DONE
    return [one for one in mine if one.status != done or one.kept_id == row.pk or merging.may_undo(one, now)]
