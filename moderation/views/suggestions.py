"""Words that people missed: add one, make it another name of one that is there, or say why not."""

from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import suggesting
from accounts.models import Suggestion, User
from core.workflow import WrongState
from moderation import near_words
from moderation import words as keeping
from moderation.access import moderators_only
from moderation.forms.suggestion import SuggestionDecisionForm
from moderation.onward import onward
from moderation.views.openings import too_late


@require_safe
@moderators_only
def suggestions(request: HttpRequest) -> HttpResponse:
    """What waits, oldest first; then what was answered last."""
    rows = Suggestion.objects.select_related("by")
    waiting = rows.filter(status=Suggestion.Status.OPEN).order_by("at", "pk")[:200]
    answered = rows.exclude(status=Suggestion.Status.OPEN).order_by("-decided_at")[:50]
    return render(request, "moderation/suggestions.html", {"waiting": waiting, "answered": answered})


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def suggestion(request: HttpRequest, pk: int) -> HttpResponse:
    row, user = get_object_or_404(Suggestion.objects.select_related("by"), pk=pk), cast(User, request.user)
    language = row.by.language if row.by else row.language
    form = SuggestionDecisionForm(row, request.POST if request.method == "POST" else None, language=language)
    if request.method == "POST" and form.is_valid():
        try:
            _decide(row, form.cleaned_data, user)
        except WrongState as late:
            return too_late(request, late)
        except keeping.Taken:
            form.add_error("name_en", _("There is a word with this name. Choose “It is this one”."))
        else:
            messages.success(request, _("Done. Who asked gets a mail."))
            return onward(request, "suggestion", row.pk, row.at)
    asked = Suggestion.objects.filter(kind=row.kind, text__iexact=row.text).exclude(pk=row.pk).count()
    context = {"row": row, "form": form, "near": near_words.near(row.kind, row.text), "others": asked}
    return render(request, "moderation/suggestion.html", context, status=422 if form.errors else 200)


def _decide(row: Suggestion, data: dict[str, Any], user: User) -> None:
    """The word and the answer together, or neither."""
    verb, slug = data["decision"], ""
    with transaction.atomic():
        if verb == "add":
            word = near_words.made(row.kind, data)
            keeping.save(word, by=user, verb="created")
            slug = word.slug
        elif verb == "name":
            word = data["word"]
            near_words.add_name(word, row)
            keeping.save(word, by=user, verb="edited")
            slug = word.slug
        suggesting.settle(row, verb, by=user, slug=slug, answer=data["words"])
