"""304 for a page that a reader already has.

Two ways to know it. `unchanged` looks at the page that was made: its tag is made of what the page says, so it changes
when anything shown changes. `Validator` knows before anything is made: its tag is made of the facts that the page is
made of. Whoever uses it must name every such fact; the words of the vocabulary, the release, the announcements that
the reader sees and what is switched off are always among them.
"""

import re
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from core import announcing
from core.house import house
from core.release import release
from core.vocabulary import vocabulary

_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')  # new in every answer, and shown to nobody
_REMEMBERED = 4096
_first_seen: OrderedDict[str, tuple[str, int]] = OrderedDict()  # address → (tag, when it was first given)
_lock = Lock()


def unchanged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """`response` with an ETag, or 304 without a body. Readers ask again each time; shared caches keep nothing."""
    response["ETag"] = _tag(_TOKEN.sub(b"", response.content))
    response["Cache-Control"] = "private, no-cache"
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


@dataclass(frozen=True)
class Validator:
    """What a page is recognised by before it is made.

    `since`: the second from which this process knows that the page says what it says; None while that second lasts,
    because a page that changes twice within one second could not be told apart by it.
    """

    tag: str
    since: int | None = None

    def known(self, request: HttpRequest) -> HttpResponse | None:
        """304 when the reader has this very page (412 when they asked for another one), else None."""
        answer = get_conditional_response(request, etag=self.tag, last_modified=self.since)
        return None if answer is None else self.stamp(answer)

    def stamp(self, response: HttpResponse, *, shared: bool = False) -> HttpResponse:
        """Says by what the page is recognised. `shared`: it is the same for everyone, so any cache may keep it."""
        response["ETag"] = self.tag
        if self.since is not None:
            response["Last-Modified"] = http_date(self.since)
        response["Cache-Control"] = "public, no-cache" if shared else "private, no-cache"
        if not shared:
            patch_vary_headers(response, ["Cookie"])
        return response


def validator(request: HttpRequest, *facts: object, now: int | None = None) -> Validator:
    """Of this address, made of these facts. `now`: the database's time (µs), for a page that gives Last-Modified."""
    where = request.build_absolute_uri()
    everywhere = (
        vocabulary().edition,
        release(),
        house().edition(timezone.now()),
        announcing.put_away(request),
    )
    tag = _tag(repr((where, facts, everywhere)).encode())
    return Validator(tag, None if now is None else _since(where, tag, now // 1_000_000))


def _tag(said: bytes) -> str:
    return f'W/"{blake2b(said, digest_size=12).hexdigest()}"'


def _since(where: str, tag: str, now: int) -> int | None:
    with _lock:
        known, second = _first_seen.pop(where, ("", 0))
        if known != tag:
            second = now
        _first_seen[where] = (tag, second)
        if len(_first_seen) > _REMEMBERED:
            _first_seen.popitem(last=False)
    return second if second < now else None
