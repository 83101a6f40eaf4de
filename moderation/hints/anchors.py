"""Letters without which a pattern cannot match: a text in which none of them stands needs no search.

    anchors(r"(?:buy|order) (?:\\w+ )?gift ?cards?")  →  {"gift card", "giftcard"}

Looking for a few letters is many times faster than a regular expression, and a text holds few of the signs.
"""

from re import _constants as ops  # type: ignore[attr-defined]  # the parse tree of a pattern has no public name
from re import _parser  # type: ignore[attr-defined]
from typing import Any

MOST, SHORTEST = 48, 3


def anchors(pattern: str) -> frozenset[str]:
    """Some strings of which every match contains one; empty when there are none to rely on."""
    return frozenset(_least(_best(list(_parser.parse(pattern))) or set()))


def _least(found: set[str]) -> set[str]:
    """Without those that contain another: "gift card" says nothing that "gift" does not."""
    return {one for one in found if not any(other != one and other in one for other in found)}


def _best(items: list[Any]) -> set[str] | None:
    """Of the parts that must be there, the one with the fewest ways to say it."""
    found: list[set[str]] = []
    current = {""}
    for item in items:
        exact = _strings([item])
        if exact is not None and len(current) * len(exact) <= MOST:
            current = {a + b for a in current for b in exact}
            continue
        found.append(current)
        current = {""}
        if inner := _inside(item):
            found.append(inner)
    found.append(current)
    useful = [_least(one) for one in found if min(map(len, one)) >= SHORTEST]
    return min(useful, key=lambda one: (len(one), -min(map(len, one))), default=None)


def _inside(item: Any) -> set[str] | None:
    op, what = item
    if op is ops.SUBPATTERN:
        return _best(list(what[3]))
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT) and what[0] >= 1:
        return _best(list(what[2]))
    if op is ops.BRANCH:
        ways = [_best(list(way)) for way in what[1]]
        return None if None in ways else set().union(*(way for way in ways if way))
    return None


def _strings(items: list[Any]) -> set[str] | None:
    """All strings that match, when they are few; None otherwise."""
    made = {""}
    for op, what in items:
        more: set[str] | None = None
        if op is ops.LITERAL:
            more = {chr(what)}
        elif op is ops.SUBPATTERN:
            more = _strings(list(what[3]))
        elif op is ops.BRANCH:
            ways = [_strings(list(way)) for way in what[1]]
            more = None if None in ways else set().union(*(way for way in ways if way))
        elif op in (ops.MAX_REPEAT, ops.MIN_REPEAT) and what[:2] == (0, 1):
            one = _strings(list(what[2]))
            more = None if one is None else {"", *one}
        elif op is ops.IN and all(kind is ops.LITERAL for kind, _c in what):
            more = {chr(c) for _kind, c in what}
        elif op in (ops.ASSERT, ops.ASSERT_NOT, ops.AT):
            more = {""}
        if more is None or len(made) * len(more) > MOST:
            return None
        made = {a + b for a in made for b in more}
    return made
