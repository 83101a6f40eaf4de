"""The roof's own pages: health, prose, and the demo's letter box."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.paginator import Paginator
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core import announcing, guide
from core.models import OutgoingMail

AWAY = '<p class="sr" role="status" tabindex="-1" autofocus>%s</p>'  # takes the focus of the button that went
PAGES = ("about", "help", "accessibility", "privacy", "rules")


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nothing of the database, so that a restart of it does not restart us."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and is migrated, else 503 with what is missing."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (DatabaseError, ImproperlyConfigured) as error:
        return JsonResponse({"database": type(error).__name__}, status=503)
    if waiting:
        return JsonResponse({"database": "ok", "migrations": len(waiting)}, status=503)
    return JsonResponse({"database": "ok", "migrations": 0})


def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Prose that is written twice, once in each language: templates/pages/<slug>.<language>.html."""
    if slug not in PAGES:
        raise Http404
    return render(request, f"pages/{slug}.{get_language() or 'en'}.html")


@require_safe
def guide_index(request: HttpRequest) -> HttpResponse:
    """All pages of the guide, for people and for hospitals."""
    language = get_language() or "en"
    groups = [
        (gettext("For you"), guide.pages(guide.FOR_PEOPLE, language)),
        (gettext("For hospitals"), guide.pages(guide.FOR_HOSPITALS, language)),
    ]
    return render(request, "guide/index.html", {"groups": groups})


@require_safe
def guide_page(request: HttpRequest, slug: str) -> HttpResponse:
    if slug not in guide.SLUGS:
        raise Http404
    language = get_language() or "en"
    context = {"page": guide.page(slug, language), "others": guide.pages(guide.SLUGS, language)}
    return render(request, "guide/page.html", context)


@require_POST
def announcement_read(request: HttpRequest, pk: int) -> HttpResponse:
    """This browser has read an announcement: it is not shown here again. The page they were on stays."""
    there = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    answer = (
        HttpResponse(AWAY % gettext("Put away."))
        if getattr(request, "htmx", False)
        else redirect(there if safe else "home")
    )
    kept = [*(one for one in announcing.put_away(request) if one != pk), pk][-announcing.MOST_COOKIE :]
    answer.set_cookie(
        announcing.COOKIE,
        ".".join(map(str, kept)),
        max_age=announcing.COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


def dev_mails(request: HttpRequest) -> HttpResponse:
    """The demo's letter box: every letter the board wrote, newest first. Absent in production."""
    mails = OutgoingMail.objects.order_by("-id")
    to = request.GET.get("to", "").strip()
    if to:
        mails = mails.filter(to__icontains=to)
    context: dict[str, Any] = {"page_obj": Paginator(mails, 30).get_page(request.GET.get("page")), "to": to}
    return render(request, "dev/mails.html", context)


def dev_mail(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter. Its HTML has inline styles, as mail must: shown as its text; the HTML form is a file of its own."""
    mail = get_object_or_404(OutgoingMail, pk=pk)
    if request.GET.get("form") == "html":
        response = HttpResponse(mail.html)
        # only in the demo, only for this document: a letter may style itself and may do nothing else
        response["Content-Security-Policy"] = (
            "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups"
        )
        return response
    return render(request, "dev/mail.html", {"mail": mail})
