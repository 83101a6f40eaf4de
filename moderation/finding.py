"""One search over everything the desk can look at, in whatever state: a few of each, and where the rest is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from hospitals.models import Hospital
from moderation.models import Case
from postings.models import Posting

EACH = 10
Words = str | Promise


@dataclass(frozen=True, slots=True)
class Found:
    title: str
    where: Words
    state: Words
    url: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    name: Words
    found: list[Found]
    more: str  # the page that lists all; "" when these are all


def find(words: str) -> list[Group]:
    """Groups with something in them. People are found by their whole mail address only: names are not for browsing."""
    if not words:
        return []
    groups = [ask(words) for ask in (_openings, _hospitals, _people, _cases)]
    return [group for group in groups if group.found]


def _number(words: str) -> int | None:
    bare = words.lstrip("#")
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 18 else None


def matching(words: str, *fields: str) -> Q:
    """Every word in one of the fields; or, for a number, the row with it."""
    asked = Q()
    for word in words.split()[:6]:
        one = Q()
        for field in fields:
            one |= Q(**{f"{field}__icontains": word})
        asked &= one
    number = _number(words)
    return asked if number is None else asked | Q(pk=number)


def _group(name: Words, rows: Iterable[Any], read: Callable[[Any], Found], page: str, words: str) -> Group:
    found = list(rows)
    more = f"{reverse(page)}?{urlencode({'q': words})}" if page and len(found) > EACH else ""
    return Group(name, [read(row) for row in found[:EACH]], more)


def _openings(words: str) -> Group:
    rows = Posting.objects.select_related("hospital").filter(matching(words, "title", "hospital__name"))
    return _group(
        _("Openings"),
        rows.order_by("-id")[: EACH + 1],
        lambda row: Found(
            row.title,
            row.hospital.name,
            _("Online") if row.state == "live" else row.get_status_display(),
            reverse("moderation:opening", args=[row.pk]),
            row.language,
        ),
        "moderation:openings",
        words,
    )


def _hospitals(words: str) -> Group:
    rows = Hospital.objects.filter(matching(words, "name", "city")).order_by("name", "pk")
    return _group(
        _("Hospitals"),
        rows[: EACH + 1],
        lambda row: Found(
            row.name,
            row.place,
            _("Stopped") if row.frozen_at else row.get_status_display(),
            reverse("moderation:hospital", args=[row.pk]),
        ),
        "moderation:hospitals",
        words,
    )


def _people(words: str) -> Group:
    rows = User.objects.filter(email__iexact=words) if "@" in words else User.objects.none()
    return _group(
        _("People"),
        rows[:EACH],
        lambda row: Found(
            str(row), row.email, row.get_standing_display(), reverse("moderation:person", args=[row.pk])
        ),
        "",
        words,
    )


def _cases(words: str) -> Group:
    rows = Case.objects.select_related("hospital").filter(matching(words, "title", "hospital__name"))
    return _group(
        _("Cases"),
        rows.order_by("-opened_at", "-id")[: EACH + 1],
        lambda row: Found(
            row.title,
            row.get_kind_display(),
            row.get_status_display(),
            reverse("moderation:case", args=[row.pk]),
        ),
        "moderation:cases",
        words,
    )
