"""Banned web domains at the desk: the list, a new one, lifting one."""

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from core.workflow import NotAllowed, WrongState
from hospitals import banning
from hospitals.models import BannedDomain
from moderation.access import moderators_only
from moderation.forms.hospital import BanForm
from moderation.views.openings import too_late

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def domains(request: HttpRequest) -> HttpResponse:
    """Those that are banned now, newest first. Who bans one sees which hospitals have it already."""
    posted = request.method == "POST"
    form = BanForm(request.POST if posted else None, initial={"domain": request.GET.get("domain", "")[:100]})
    if posted and form.is_valid():
        try:
            row = banning.ban(
                form.cleaned_data["domain"], reason=form.cleaned_data["reason"], by=cast(User, request.user)
            )
        except banning.NotADomain:
            form.add_error("domain", _("Give a web domain of one owner, such as fake-hospital.com"))
        except NotAllowed:
            form.add_error(
                "domain", _("You hold a seat at a hospital that has it. Leave it for a colleague.")
            )
        else:
            messages.success(request, _("Banned: %(domain)s") % {"domain": row.domain})
            return redirect("moderation:domain", row.pk)
    asked = request.GET.get("q", "").strip()[:100]
    rows = BannedDomain.objects.standing().select_related("by").order_by("-at", "-pk")
    if asked:
        spelled = banning.spelled(asked) or asked
        rows = rows.filter(Q(domain__icontains=spelled) | Q(reason__icontains=asked))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    base = request.GET.copy()
    base.pop("page", None)
    context = {"page_obj": page, "q": asked, "form": form, "base": base.urlencode()}
    return render(request, "moderation/domains.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD"])
@moderators_only
def domain(request: HttpRequest, pk: int) -> HttpResponse:
    """One ban: why, by whom, and the hospitals that have the domain."""
    row = get_object_or_404(BannedDomain.objects.select_related("by"), pk=pk)
    may_decide = banning.may_decide(cast(User, request.user), row.domain)
    context = {"row": row, "hospitals": banning.hospitals_at(row.domain)[:100], "may_decide": may_decide}
    return render(request, "moderation/domain.html", context)


@require_POST
@moderators_only
def lifting(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        banning.lift(get_object_or_404(BannedDomain, pk=pk), by=cast(User, request.user))
    except WrongState as late:
        return too_late(request, late)
    messages.success(request, _("The domain may be used again."))
    return redirect("moderation:domains")
