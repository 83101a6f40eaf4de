"""What a web server that bin/bench started answers in addition, to whoever knows its token: the floor page, timings."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from postings import cards
from postings.models import Posting
from postings.reading import reader_of

GetResponse = Callable[[HttpRequest], HttpResponse]


def _is_asked_by_the_bench(request: HttpRequest) -> bool:
    token = settings.BENCH_TOKEN
    return bool(token) and constant_time_compare(request.headers.get("X-Bench-Token", ""), token)


class Spent:
    """Counts the queries of one request and their milliseconds, the way from here to PostgreSQL and back included."""

    def __init__(self) -> None:
        self.queries, self.ms = 0, 0.0

    def __call__(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.queries += 1
            self.ms += (time.perf_counter() - began) * 1000


def timing(get_response: GetResponse) -> GetResponse:
    """Adds Server-Timing to what bin/bench asked for."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not _is_asked_by_the_bench(request):
            return get_response(request)
        if "X-Bench-Forget" in request.headers:
            cards.forget()
        spent, began = Spent(), time.thread_time()
        with connection.execute_wrapper(spent):
            response = get_response(request)
        cpu = (time.thread_time() - began) * 1000
        response["Server-Timing"] = (
            f'cpu;dur={cpu:.3f}, db;dur={spent.ms:.3f}, queries;desc="{spent.queries}"'
        )
        return response

    return answer


@require_safe
def floor(request: HttpRequest) -> HttpResponse:
    """The least that a page of twenty openings can cost: one indexed query for them, one for their places, the cards.

    `before` (seconds since 1970) says where in the list, so that no two requests get the same twenty.
    """
    if not _is_asked_by_the_bench(request):
        raise Http404
    try:
        before = datetime.fromtimestamp(int(request.GET["before"]), UTC)
    except (KeyError, ValueError, OverflowError, OSError):
        before = timezone.now()
    found = Posting.objects.live().filter(publish_at__lte=before).for_cards().newest_first()[:20]
    context = {"postings": found, "reader": reader_of(request.user)}
    return render(request, "bench/floor.html", context)
