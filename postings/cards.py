"""The rows of lists as HTML, kept in the process as they were drawn for nobody in particular.

Such a row stays true until its opening, the opening's places or its hospital change (the search's index stamps it with
each change, and is asked first), until a word of the vocabulary changes, or until the hour ends: "Posted today" turns at
midnight by the hospital's clock. Which openings are live is the index's answer of this request, so nothing that closed,
was frozen or was removed comes from here.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any

from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from core.vocabulary import vocabulary
from postings import moments
from postings.models import Posting
from postings.reading import NOBODY, Reader
from postings.search import census
from postings.search.index import View

MOST = 2000  # rows, about 1.2 KB each
Rows = Mapping[int, Posting]
Key = tuple[int, int, str, int]  # opening, its stamp, language, level of the heading


def of(
    views: list[View], ids: Sequence[int], reader: Reader, *, level: int, rows: Rows | None = None
) -> list[SafeString]:
    """The rows of these openings in their order. One that ended meanwhile is absent. `rows`: those that were read."""
    if reader != NOBODY:
        return [draw(posting, reader, level=level) for posting in _read(ids, rows)]
    keys = _keys(views, ids, level)
    drawn = {pk: row for pk, key in keys.items() if (row := _kept.get(key))}
    for posting in _read([pk for pk in ids if pk not in drawn], rows):
        drawn[posting.pk] = row = draw(posting, reader, level=level)
        if posting.pk in keys:
            _kept.put(keys[posting.pk], row)
    return [drawn[pk] for pk in ids if pk in drawn]


def to_read(views: list[View], ids: Sequence[int], reader: Reader, *, level: int) -> list[int]:
    """Those that `of` has to draw: for whoever can read them along with others."""
    keys = _keys(views, ids, level) if reader == NOBODY else {}
    return [pk for pk in ids if pk not in keys or _kept.get(keys[pk]) is None]


def _keys(views: list[View], ids: Sequence[int], level: int) -> dict[int, Key]:
    language = get_language() or "en"
    return {pk: (pk, stamp, language, level) for pk, stamp in census.stamps(views, ids)}


def draw(
    posting: Posting, reader: Reader, *, level: int, beside: dict[int, dict[str, Any]] | None = None
) -> SafeString:
    """One row. `beside` ({id: facts}): what a search says about it (templatetags/openings.py, job_card)."""
    told = {"posting": posting, "reader": reader, "level": level, "beside": beside}
    template: Any = get_template("postings/_job.html")
    return mark_safe(template.template.render(Context(told)))  # a template's answer is escaped


def _read(ids: Sequence[int], rows: Rows | None) -> list[Posting]:
    if rows is not None:
        return [rows[pk] for pk in ids if pk in rows]
    return Posting.objects.live().for_cards().in_order_of(ids)


class _Rows:
    """Those that were asked for last, in UTF-8."""

    def __init__(self) -> None:
        self._rows: OrderedDict[Key, bytes] = OrderedDict()
        self._of: tuple[object, ...] = ()
        self._lock = Lock()

    def get(self, key: Key) -> SafeString | None:
        now = (vocabulary().edition, moments.hour())
        with self._lock:
            if self._of != now:
                self._of = now
                self._rows.clear()
            if (row := self._rows.get(key)) is None:
                return None
            self._rows.move_to_end(key)
        return mark_safe(row.decode())  # drawn by draw()

    def put(self, key: Key, row: str) -> None:
        with self._lock:
            self._rows[key] = row.encode()
            while len(self._rows) > MOST:
                self._rows.popitem(last=False)

    def forget(self) -> None:
        with self._lock:
            self._rows.clear()


_kept = _Rows()


def forget() -> None:
    """All are drawn anew. For measuring."""
    _kept.forget()
