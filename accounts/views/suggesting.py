"""A word is missing: say so, and see what became of what you said before."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts import suggesting
from accounts.forms.suggesting import SuggestionForm
from accounts.models import Suggestion
from accounts.views.me import MyRequest, page
from core.vocabulary import vocabulary


@login_required
@page
def suggestions(request: MyRequest) -> HttpResponse:
    """`kind` and `where` in the address say where it was missed."""
    asked = {"kind": request.GET.get("kind", ""), "where": request.GET.get("where", "")}
    first = {
        "kind": asked["kind"] if asked["kind"] in Suggestion.Kind.values else Suggestion.Kind.SKILL,
        "where": asked["where"] if asked["where"] in Suggestion.Where.values else Suggestion.Where.PROFILE,
        "language": (get_language() or "en")[:2],
    }
    form = SuggestionForm(request.POST if request.method == "POST" else None, initial=first, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            suggesting.ask(by=request.user, **form.cleaned_data)
        except suggesting.ThereAlready as there:
            form.add_error("text", _("It is there already: choose “%(name)s”.") % {"name": there.name})
        except suggesting.TooMany:
            form.add_error("text", _("You told us several words. We answer those first; come back tomorrow."))
        else:
            messages.success(request, _("Thank you. A moderator looks at it and you get a mail."))
            return redirect("accounts:suggestions")
    known = vocabulary()
    mine = [
        (row, known.skill(row.slug) if row.kind == Suggestion.Kind.SKILL else known.channel(row.slug))
        for row in Suggestion.objects.filter(by=request.user).order_by("-at")[:50]
    ]
    context = {"form": form, "mine": mine}
    return render(request, "accounts/suggestions.html", context, status=422 if form.errors else 200)
