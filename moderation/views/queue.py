"""The queue: what waits, oldest first; and one search over everything the desk can decide on."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from moderation import claims, finding, lately, waiting
from moderation.access import moderators_only
from moderation.desk_filters import AGES, LANGUAGES, WHO, Asked

PER_PAGE = 50


class Pages(Paginator[Any]):
    """Pages of the queue whose total is known from the counts of each kind."""

    def __init__(self, keys: Any, total: int) -> None:
        super().__init__(keys, PER_PAGE)
        self.total = total

    @cached_property
    def count(self) -> int:
        return self.total


@require_safe
@moderators_only
def queue(request: Any) -> HttpResponse:
    """Everything that waits, or what is asked for; with who is on it."""
    asked = Asked.of(request.GET)
    narrowed = asked.narrowed(request.user)
    counts = waiting.counts(narrowed.of_every_kind)
    shown = {kind: n for kind, (n, _oldest) in counts.items() if asked.kind in ("", kind)}
    among = [kind for kind, n in shown.items() if n]
    page = Pages(waiting.keys(narrowed, among=among), sum(shown.values())).get_page(request.GET.get("page"))
    rows = waiting.read(page.object_list)
    held = claims.of((one.kind, one.key) for one in rows)
    oldest = [oldest for kind, (_n, oldest) in counts.items() if kind in shown and oldest]
    context = {
        "page_obj": page,
        "rows": [(one, held.get((one.kind, one.key))) for one in rows],
        "oldest": min(oldest, default=None),
        "asked": asked,
        "kinds": [(kind, waiting.KINDS[kind].name, n) for kind, (n, _oldest) in counts.items() if n],
        "everything": sum(n for n, _oldest in counts.values()),
        "without_kind": urlencode({k: v for k, v in asked.chosen.items() if k != "kind"}),
        "base": urlencode(asked.chosen),
        "languages": LANGUAGES.items(),
        "ages": [(code, name) for code, (name, _age) in AGES.items()],
        "whos": WHO.items(),
        "lately": lately.decided() if page.number == 1 else [],
    }
    return render(request, "moderation/queue.html", context)


@require_safe
@moderators_only
def search(request: Any) -> HttpResponse:
    """Openings, hospitals, people by their whole mail address, cases: in whatever state, by words or number."""
    words = request.GET.get("q", "").strip()[:100]
    return render(request, "moderation/search.html", {"q": words, "groups": finding.find(words)})
