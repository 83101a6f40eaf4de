"""What the page /me/privacy/ says about one person, read from the registry."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Value
from django.urls import reverse

from accounts import privacy
from accounts.models import User
from accounts.privacy import Erased, Period, Sighting, Table

FEW = 5
LAST_PAGE = 50  # of what is merged from several places: nobody turns more pages


@dataclass(frozen=True, slots=True)
class Group:
    """Tables that mean one thing to a reader. `left_out` says that no copy holds it."""

    what: Any
    seen_by: Any
    period: Any
    n: int
    url: str
    left_out: bool


def groups(user: User) -> list[Group]:
    """What there is of this person, one query for all tables. Tables that are empty or the machine's are left out."""
    shown = sorted((t for t in reversed(privacy.tables()) if t.of), key=_place)
    first = counted(user, shown)
    found: dict[str, list[Table]] = {}
    for table in shown:
        if first[table.model] and (table.left_out == "" or table.seen_by == privacy.TEAM):
            found.setdefault(str(table.what), []).append(table)
    return [_group(rows, first) for rows in found.values()]


def _place(table: Table) -> int:
    """One's own things first, then what one sent, what one keeps, one's work; the libraries' tables last."""
    app = table.model.partition(".")[0]
    order = ("accounts", "applications", "alerts", "hospitals", "postings")
    return order.index(app) if app in order else len(order)


def _group(rows: list[Table], counts: dict[str, int]) -> Group:
    head = rows[0]
    page = next((one.page for one in rows if one.page), "")
    return Group(
        what=head.what,
        seen_by=head.seen_by,
        period=head.period,
        n=sum(counts[one.model] for one in rows if one.erased != Erased.STAYS or one is head),
        url=reverse(page) if page else "",
        left_out=all(one.left_out for one in rows),
    )


def counted(user: User, tables: Iterable[Table]) -> dict[str, int]:
    """model → rows of this person."""
    parts = [
        table.told_to(user).order_by().annotate(of_table=Value(table.model)).values("of_table").annotate(n=Count("pk"))
        for table in tables
    ]  # fmt: skip
    rows = parts[0].union(*parts[1:], all=True) if parts else []
    return dict.fromkeys((t.model for t in tables), 0) | {row["of_table"]: row["n"] for row in rows}


def sightings(user: User, limit: int) -> list[Sighting]:
    """The newest first."""
    found = [one for ask in privacy.sightings for one in ask(user, limit)]
    return sorted(found, key=lambda one: one.at, reverse=True)[:limit]


def periods(user: User, start: int, stop: int) -> tuple[int, list[Period]]:
    """(how many there are, some of them)."""
    total, rows = 0, list[Period]()
    for ask in privacy.periods:
        n, some = ask(user, start, stop)
        total, rows = total + n, rows + some
    return total, rows


def page_number(asked: str | None) -> int:
    """Whatever is asked for, a page that can be shown."""
    return min(max(int(asked), 1), LAST_PAGE) if asked and asked.isascii() and asked.isdigit() else 1
