"""What is kept of a person, who saw it, for how long; a copy of it, and the end of the account."""

from typing import Any

from allauth.account.internal.decorators import login_stage_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import closing, copies, kept, privacy, proof
from accounts.adapter import AccountAdapter
from accounts.clock import zone_of
from accounts.forms.closing import ProofForm
from accounts.models import PersonalCopy
from accounts.views.me import MyRequest
from core.downloads import send_file
from core.workflow import WrongState

PAGE = 20
page = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@require_GET
def overview(request: MyRequest) -> HttpResponse:
    me = request.user
    total, periods = kept.periods(me, 0, kept.FEW)
    context = {
        "kept": kept.groups(me),
        "seen": kept.sightings(me, kept.FEW),
        "consents": [one for ask in privacy.consents for one in ask(me)],
        "periods": periods,
        "more_periods": total > kept.FEW,
        "copies": PersonalCopy.objects.filter(user=me, expires_at__gt=timezone.now()).order_by("-asked_at")[:3],
    }  # fmt: skip
    with timezone.override(zone_of(me)):
        return render(request, "accounts/privacy.html", context)


@login_required
@require_GET
def seen(request: MyRequest) -> HttpResponse:
    number = kept.page_number(request.GET.get("page"))
    me = request.user
    rows = kept.sightings(me, number * PAGE + 1)
    context = {
        "seen": rows[(number - 1) * PAGE : number * PAGE],
        "number": number,
        "more": len(rows) > number * PAGE,
    }
    with timezone.override(zone_of(me)):
        return render(request, "accounts/privacy_seen.html", context)


@login_required
@require_GET
def periods(request: MyRequest) -> HttpResponse:
    number = kept.page_number(request.GET.get("page"))
    me = request.user
    total, rows = kept.periods(me, (number - 1) * PAGE, number * PAGE)
    context = {"periods": rows, "number": number, "more": total > number * PAGE}
    with timezone.override(zone_of(me)):
        return render(request, "accounts/privacy_periods.html", context)


# ── A copy of everything ─────────────────────────────────────────────────────────────────────────────
@login_required
@require_POST
def copy_asked(request: MyRequest) -> HttpResponse:
    try:
        copy = copies.ask(request.user, language=get_language() or "en")
    except copies.TooMany:
        messages.warning(
            request, _("You have asked for %(n)s copies today. Ask again tomorrow.") % {"n": copies.A_DAY}
        )
        return redirect("accounts:privacy")  # fmt: skip
    return redirect("accounts:privacy_copy", copy.token)


@login_required
@page
def copy(request: MyRequest, token: str) -> Any:
    """How far it is; a POST fetches the file, once."""
    one = get_object_or_404(PersonalCopy, user=request.user, token=token)
    if request.method == "POST":
        fetched = copies.fetch(one, by=request.user)
        if fetched is None:
            messages.warning(request, _("This file was fetched already or is too old. Ask for a new one."))
            return redirect("accounts:privacy")
        response = send_file(fetched.file, "copy", "zip")
        name = f"corridor-{timezone.localdate():%Y-%m-%d}.zip"
        response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
        return response
    template = "_privacy_copy" if request.headers.get("HX-Request") else "privacy_copy"
    return render(request, f"accounts/{template}.html", {"copy": one, "now": timezone.now()})


# ── The end, and back ────────────────────────────────────────────────────────────────────────────────
@login_required
@page
@never_cache
def close(request: MyRequest) -> HttpResponse:
    me = request.user
    coded = proof.waits_for_code(request)
    form = ProofForm(request.POST if request.method == "POST" else None, coded=coded, user=me)
    if form.is_valid() and _is_proven(request, form):
        try:
            until = closing.close(me, by=me)
        except (closing.Hindered, WrongState):
            return redirect("accounts:privacy_closing")
        logout(request)
        return render(request, "accounts/closed.html", {"until": until})
    context = {
        "form": form,
        "obstacles": closing.obstacles(me),
        "does": [line for ask in privacy.what_closing_does for line in ask(me)],
        "until": timezone.now() + closing.COME_BACK,
        "coded": coded,
    }
    return render(request, "accounts/closing.html", context, status=422 if form.errors else 200)


def _is_proven(request: MyRequest, form: ProofForm) -> bool:
    network = AccountAdapter(request).get_client_ip(request)
    try:
        right = proof.holds(request, request.user, form.cleaned_data["proof"], network=network)
    except proof.TooManyTries:
        form.add_error("proof", _("Too many tries. Wait a few minutes and try again."))
        return False
    if not right:
        form.add_error("proof", str(form.wrong))
    return right


@login_required
@require_POST
def closing_code(request: MyRequest) -> HttpResponse:
    try:
        proof.mail_code(request, request.user)
        messages.success(request, _("We have mailed you a code. It works for 15 minutes."))
    except proof.TooManyTries:
        messages.warning(request, _("Too many tries. Wait a few minutes and try again."))
    return redirect("accounts:privacy_closing")


@page
@login_stage_required(stage="return", redirect_urlname="account_login")
def returning(request: HttpRequest) -> HttpResponse:
    """The last step of signing in to a closed account."""
    stage: Any = request._login_stage  # type: ignore[attr-defined]
    user = stage.login.user
    if request.method == "POST" and "back" in request.POST:
        try:
            closing.reopen(user)
        except WrongState:
            return stage.abort()
        messages.success(
            request,
            _("Welcome back. Your alerts are paused and your profile is hidden: turn on what you want."),
        )
        return stage.exit()
    if request.method == "POST":
        stage.abort()
        messages.success(request, _("Your account stays closed."))
        return redirect("home")
    return render(request, "accounts/returning.html", {"until": user.closed_at + closing.COME_BACK})
