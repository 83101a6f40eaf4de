"""Keeping a search, and everything a letter's link opens."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from alerts import keeping, links
from alerts.forms import AlertForm, likely_zone
from alerts.listing import row_of, rows_of
from alerts.models import Alert, Answer, Told
from alerts.words import search_in_words, search_of
from core.switches import Part, signed_in, switched
from core.workflow import WrongState
from postings.reading import reader_of
from postings.search import Search
from postings.search.page import address

LONGEST = 2000  # characters of a query string
PER_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
@switched(Part.VISITOR_ALERTS, passes=signed_in)
def new(request: HttpRequest) -> HttpResponse:
    """Keep the search that this address carries."""
    reader = reader_of(request.user)
    search = Search(request.GET, mine=reader.skills, floor=reader.floor)
    kept = search.without(("sort", search.values.get("sort") or ""))
    alert = Alert(query=kept.canonical, language=get_language() or "en", time_zone=likely_zone(search))
    user = request.user if request.user.is_authenticated else None
    form = AlertForm(request.POST or None, instance=alert, visitor=user is None)
    if request.method == "POST" and form.is_valid():
        if len(alert.query) > LONGEST:
            form.add_error(None, _("This search has more filters than an alert can keep. Leave some out."))
        else:
            return _asked(request, form.save(commit=False), user, form)
    return _form(request, form, kept, search.ignored[:5])


def _form(
    request: HttpRequest, form: AlertForm, search: Search, ignored: Sequence[tuple[str, str]] = ()
) -> HttpResponse:
    status = 422 if form.is_bound and not form.is_valid() else 200
    context = {
        "form": form,
        "words": search_in_words(search),
        "back": address(search),
        "n": search.found().total,
        "ignored": ignored,
    }
    return render(request, "alerts/new.html", context, status=status)


def _asked(request: HttpRequest, alert: Alert, user: Any, form: AlertForm) -> HttpResponse:
    if user is None:
        keeping.ask(alert, by=None)
        return redirect("alerts:asked")
    try:
        keeping.ask(alert, by=user)
    except keeping.TooMany:
        form.add_error(None, _("You have %(n)s alerts already. Stop one that you do not need, then keep this one.")
                       % {"n": keeping.MOST_PER_READER})  # fmt: skip
        return _form(request, form, search_of(alert))
    messages.success(request, _("We keep this search and mail you what is new."))
    return redirect("alerts:mine")


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Look into your mailbox."""
    return render(request, "alerts/asked.html", {"days": links.CONFIRM_DAYS})


@login_required
@require_safe
def mine(request: Any) -> HttpResponse:
    """One's own alerts, the newest first."""
    kept = Alert.objects.kept().filter(user=request.user).select_related("user").order_by("-asked_at", "-id")
    page = Paginator(kept, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "alerts/mine.html", {"page_obj": page, "alerts": rows_of(list(page))})


def _of_link(token: str) -> Alert:
    alert = links.alert_of(token)
    if alert is None:
        raise Http404
    return alert


VERBS = {
    "confirm": keeping.confirm,
    "pause": keeping.pause,
    "resume": keeping.resume,
    "stop": keeping.stop,
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, token: str) -> HttpResponse:
    """One alert, for whoever has its link: confirm, change, pause, stop. Opening the page changes nothing."""
    alert = _of_link(token)
    form = AlertForm(instance=alert, visitor=False)
    if request.method == "POST":
        verb = request.POST.get("verb", "")
        if verb in VERBS or verb == "keep":
            _do(request, alert, verb)
            from_list = request.POST.get("from") == "list" and request.user.is_authenticated
            return redirect("alerts:mine") if from_list else redirect("alerts:one", token)
        form = AlertForm(request.POST, instance=alert, visitor=False)
        if form.is_valid():
            keeping.change(alert, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("alerts:one", token)
    context = {**row_of(alert), "form": form, "token": token}
    return render(request, "alerts/one.html", context, status=422 if form.errors else 200)


def _do(request: HttpRequest, alert: Alert, verb: str) -> None:
    words = {
        "keep": _("Good: you keep this alert for another year."),
        "confirm": _("Your alert is on. We mail you when something new comes."),
        "pause": _("Your alert is paused."),
        "resume": _("Your alert is on again."),
        "stop": _("Your alert has stopped."),
    }
    try:
        if verb == "keep":
            keeping.keep(alert)
        else:
            VERBS[verb](alert, by=None)
    except WrongState:  # a second click, or another window: the page shows how it stands
        return
    messages.success(request, words[verb])


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The link that mail programs use (RFC 8058): a POST stops it, without a cookie; a person gets a page with a button."""
    alert = _of_link(token)
    if request.method == "POST" and alert.status != Alert.Status.ENDED:
        with suppress(WrongState):  # another click was first
            keeping.stop(alert, by=None)
        alert.refresh_from_db()
    return render(request, "alerts/stop.html", row_of(alert))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str, stamp: int, said: str) -> HttpResponse:
    """Was that mail right? The link only asks: a program that follows links answers nothing."""
    alert = _of_link(token)
    if said not in {"yes", "no"}:
        raise Http404
    try:
        mailed_at = datetime.fromtimestamp(stamp, UTC)
    except (OverflowError, OSError, ValueError) as error:
        raise Http404 from error
    if not Told.objects.filter(
        alert=alert, at__gte=mailed_at, at__lt=mailed_at + timedelta(seconds=1)
    ).exists():
        raise Http404  # no such mail
    right = said == "yes"
    if request.method == "POST":
        Answer.objects.update_or_create(alert=alert, mailed_at=mailed_at, defaults={"right": right})
        messages.success(request, _("Thank you."))
        return redirect("alerts:one", token)
    return render(request, "alerts/answer.html", {**row_of(alert), "right": right})
