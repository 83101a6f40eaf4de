"""Two pages of one hospital become one: find the other, read what follows, say it is meant."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from hospitals.alike import like
from hospitals.models import Hospital
from hospitals.verification import may_decide
from moderation import uniting
from moderation.access import moderators_only
from moderation.forms.hospital import UniteForm
from moderation.patience import Busy

MOST = 20


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def unite(request: HttpRequest, pk: int) -> HttpResponse:
    """This hospital goes into another. `into` names the other; without it they are to be found by `q`."""
    gone, user = get_object_or_404(Hospital, pk=pk), cast(User, request.user)
    kept = _asked_for(request)
    form = UniteForm(request.POST if request.method == "POST" else None, initial={"into": kept})
    if request.method == "POST" and kept is not None and form.is_valid():
        try:
            uniting.unite(gone, kept, by=user, words=form.cleaned_data["words"])
        except uniting.NotUnitable as hindered:
            form.add_error(None, str(hindered.why))
        except Busy:
            form.add_error(
                None,
                _(
                    "Somebody is writing for one of the two right now. Nothing was changed. Try again in a moment."
                ),
            )
        except Hospital.DoesNotExist:
            messages.warning(request, _("A colleague was first: one of the two is gone."))
            return redirect("moderation:hospitals")
        else:
            messages.success(request, _("They are one hospital now. Both teams get a mail."))
            return redirect("moderation:hospital", kept.pk)
    asked = request.GET.get("q", "").strip()[:100]
    context = {
        "hospital": gone,
        "kept": kept,
        "form": form,
        "q": asked,
        "found": [] if kept else _found(gone, asked),
        "own": not (may_decide(user, gone) and (kept is None or may_decide(user, kept))),
        "hindrance": uniting.hindrance(gone, kept) if kept else None,
        "preview": uniting.preview(gone, kept) if kept else None,
    }
    return render(request, "moderation/unite.html", context, status=422 if form.errors else 200)


def _asked_for(request: HttpRequest) -> Hospital | None:
    number = (request.POST if request.method == "POST" else request.GET).get("into", "")
    return get_object_or_404(Hospital, pk=number[:12]) if number.isascii() and number.isdigit() else None


def _found(gone: Hospital, asked: str) -> list[Hospital]:
    """By words of name, city or web domain; else those that look like it."""
    if not asked:
        return [one.row for one in like(gone) if one.on_board]
    rows = Hospital.objects.exclude(pk=gone.pk)
    for word in asked.split()[:6]:
        rows = (
            rows.filter(name__icontains=word)
            | rows.filter(city__icontains=word)
            | rows.filter(web_domain__icontains=word)
        )
    return list(rows.order_by("name", "pk")[:MOST])
