"""The queue: what waits, oldest first."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from moderation import waiting
from moderation.access import moderators_only

PER_PAGE = 50


@require_safe
@moderators_only
def queue(request: HttpRequest) -> HttpResponse:
    page = Paginator(waiting.keys(), PER_PAGE).get_page(request.GET.get("page"))
    rows = waiting.read(list(page.object_list))
    oldest = rows[0].since if rows and page.number == 1 else None
    context = {"page_obj": page, "rows": rows, "oldest": oldest}
    return render(request, "moderation/queue.html", context)
