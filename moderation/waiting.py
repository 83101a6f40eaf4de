"""What waits for a moderator in one queue, oldest first. The kinds of things are in moderation/kinds.py.

However many kinds there are, a page of the queue costs three queries: how many of each, which ones, and how they read.
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import CharField, Count, F, IntegerField, Min, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from moderation.kinds import KINDS, MARKS, Kind, Words

Key = tuple[str, int, datetime]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What of the queue is asked for. `hospitals` and `without` are ids; `only` and `held` are (kind, id) of claims."""

    kind: str = ""
    language: str = ""
    before: datetime | None = None
    after: datetime | None = None
    hospitals: tuple[int, ...] | None = None
    without: tuple[int, ...] = ()
    only: tuple[tuple[str, int], ...] | None = None
    held: tuple[tuple[str, int], ...] = ()

    def fits(self, name: str, kind: Kind) -> bool:
        """Whether anything of this kind can be meant: a sample has no language, a report from mentoring no hospital."""
        return (
            self.kind in ("", name)
            and (not self.language or bool(kind.language))
            and (self.hospitals is None or bool(kind.hospital))
            and (self.only is None or any(k == name for k, _pk in self.only))
        )

    @property
    def of_every_kind(self) -> "Narrowed":
        return replace(self, kind="")

    def rows(self, name: str, kind: Kind) -> QuerySet[Any]:
        rows = kind.waiting().order_by()
        if self.language:
            rows = rows.filter(**{kind.language: self.language})
        if self.before:
            rows = rows.filter(**{f"{kind.since}__lte": self.before})
        if self.after:
            rows = rows.filter(**{f"{kind.since}__gte": self.after})
        if self.hospitals is not None:
            rows = rows.filter(**{f"{kind.hospital}__in": self.hospitals})
        if self.without and kind.hospital:
            rows = rows.exclude(**{f"{kind.hospital}__in": self.without})
        if self.only is not None:
            rows = rows.filter(**{f"{kind.key}__in": [pk for k, pk in self.only if k == name]})
        held = [pk for k, pk in self.held if k == name]
        return rows.exclude(**{f"{kind.key}__in": held}) if held else rows


EVERYTHING = Narrowed()


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the queue."""

    kind: str
    key: int
    since: datetime
    title: str
    where: Words
    language: str
    marks: list[tuple[Words, str]]

    @property
    def url(self) -> str:
        return reverse(f"moderation:{self.kind}", args=[self.key])

    @property
    def tag(self) -> Words:
        return KINDS[self.kind].tag

    @property
    def look(self) -> str:
        return KINDS[self.kind].look


def keys(asked: Narrowed = EVERYTHING, *, among: Container[str] = KINDS) -> Any:
    """(kind, id, since) of what waits, oldest first. Countable and sliceable. `among`: the kinds of which something is
    known to wait."""
    fitting = [(name, kind) for name, kind in KINDS.items() if name in among and asked.fits(name, kind)]
    parts = [_keys(name, kind, asked) for name, kind in fitting]
    return _joined(parts).order_by("since_", "pk_") if parts else []


def _keys(name: str, kind: Kind, asked: Narrowed) -> Any:
    named: Any = asked.rows(name, kind).annotate(
        waits=Value(name, output_field=CharField()), pk_=Cast(kind.key, IntegerField())
    )
    if kind.key == "pk":
        return named.annotate(since_=F(kind.since)).values_list("waits", "pk_", "since_")
    return named.values("waits", "pk_").annotate(since_=Min(kind.since)).values_list("waits", "pk_", "since_")


def _joined(parts: list[Any]) -> Any:
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]


def counts(asked: Narrowed = EVERYTHING) -> dict[str, tuple[int, datetime]]:
    """How many of each kind wait, and since when the oldest does; with one query."""
    parts = []
    for name, kind in KINDS.items():
        if asked.fits(name, kind):
            rows: Any = asked.rows(name, kind).annotate(waits=Value(name, output_field=CharField()))
            how_many = Count(kind.key, distinct=kind.key != "pk")
            parts.append(
                rows.values("waits")
                .annotate(n=how_many, oldest=Min(kind.since))
                .values_list("waits", "n", "oldest")
            )
    return {name: (n, oldest) for name, n, oldest in _joined(parts)} if parts else {}


def read(found: Iterable[Key]) -> list[Waiting]:
    """How some keys read: one query, whatever their kinds."""
    found = list(found)
    lines = {(line[0], line[1]): line for line in _lines(found)}
    return [
        _waiting(lines[kind, pk], since) for kind, pk, since in found if (kind, pk) in lines
    ]  # fmt: skip


def _lines(found: list[Key]) -> Any:
    parts = []
    for name, kind in KINDS.items():
        if ids := [pk for k, pk, _at in found if k == name]:
            rows: Any = kind.rows().order_by().filter(pk__in=ids)
            marks = kind.marks if kind.marks is not None else Value("", output_field=CharField())
            language = kind.language if kind.rows().model == kind.waiting().model else ""
            parts.append(
                rows.annotate(
                    line_kind=Value(name, output_field=CharField()),
                    line_pk=Cast("pk", IntegerField()),
                    line_title=_text(kind.title),
                    line_where=_text(kind.where),
                    line_language=_text(language or Value("")),
                    line_marks=_text(marks),
                ).values_list(
                    "line_kind", "line_pk", "line_title", "line_where", "line_language", "line_marks"
                )
            )
    return _joined(parts) if parts else []


def _text(said: Any) -> Any:
    return Coalesce(Cast(said, CharField()), Value(""), output_field=CharField())


def _waiting(line: Any, since: datetime) -> Waiting:
    name, pk, title, where, language, marks = line
    return Waiting(
        kind=name,
        key=pk,
        since=since,
        title=title or _("Somebody without a name"),
        where=KINDS[name].said(where),
        language=language,
        marks=[MARKS[code] for code in marks.split()],
    )


def row_of(kind: str, key: int) -> Any:
    """The thing itself; None when it is gone."""
    return KINDS[kind].rows().filter(pk=key).first()


def waits(kind: str, key: int) -> bool:
    """Whether it waits now."""
    return KINDS[kind].waiting().filter(Q(**{KINDS[kind].key: key})).exists()


def next_for(user: Any, *, since: datetime | None = None, held: Iterable[tuple[str, int]] = ()) -> Key | None:
    """The next one that this moderator may decide on and no colleague holds: the oldest that waits at least as short as
    the last, else the oldest of all."""
    own = tuple(user.seats.filter(left_at=None).values_list("hospital_id", flat=True))
    for after in [since, None] if since else [None]:
        asked = Narrowed(after=after, without=own, held=tuple(held))
        for kind, key, at in _in_pages(keys(asked)):
            row = row_of(kind, key)
            if row is not None and KINDS[kind].may(user, row):
                return kind, key, at
    return None


def _in_pages(found: Any) -> Iterator[Key]:
    """A few at a time: the first is nearly always the one."""
    start = 0
    while page := list(found[start : start + 20]):
        yield from page
        start += 20
