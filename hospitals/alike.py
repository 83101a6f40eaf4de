"""Who looks like somebody else: a hospital whose web domain or name comes near another one's.

It is evidence for moderators and decides nothing. Many hospitals share a name ("St. Mary's" stands in dozens of
cities), so the same name counts only in the same place; a near web domain counts anywhere. Both are found by trigrams
in the database (hospital_name_key, hospital_domain_key: migration 0010), and looked at closely here.
"""

import unicodedata
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F, TextField, Value
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.text import LOOK_ALIKE
from hospitals.domains import domain_of, is_under
from hospitals.models import DirectoryEntry, Hospital
from hospitals.models.kind import DomainKey, NameKey

NEAR_NAME, NEAR_DOMAIN, SHORTEST, MOST = 0.6, 0.35, 4, 20


@dataclass(frozen=True, slots=True)
class Alike:
    """`row`: a Hospital, or a DirectoryEntry that is not on the board. `why`: (what is alike, theirs, the other's)."""

    row: Any
    why: tuple[tuple[str | Promise, str, str], ...]

    @property
    def on_board(self) -> bool:
        return isinstance(self.row, Hospital)


def like(hospital: Hospital) -> list[Alike]:
    """Hospitals and directory entries that it could be taken for, those with a near web domain first. Six queries at most."""
    found: dict[tuple[str, int], list[Any]] = {}
    for row, why in (*_by_domain(hospital), *_by_name(hospital)):
        found.setdefault((row._meta.label, row.pk), [row]).append(why)
    return [Alike(rows[0], tuple(rows[1:])) for rows in found.values()][:MOST]


# ── Web domains ──────────────────────────────────────────────────────────────────────────────────────
def _by_domain(hospital: Hospital) -> list[tuple[Any, tuple[str | Promise, str, str]]]:
    mine = hospital.web_domain
    if not mine:
        return []
    key: Any = DomainKey(Value(seen_as(mine), output_field=TextField()))
    rows = [
        *_near(Hospital.objects.exclude(pk=hospital.pk), "web_domain", key, NEAR_DOMAIN),
        *_near(_others(hospital), "website", key, NEAR_DOMAIN),
    ]
    close = []
    for row in rows:
        theirs = row.web_domain if isinstance(row, Hospital) else domain_of(row.website)
        what = how_near(mine, theirs, row.key_of_mine, row.key_of_theirs)
        if what:
            close.append((row, (what, mine, theirs)))
    return close


def how_near(mine: str, theirs: str, my_key: str, their_key: str) -> str | Promise | None:
    """In words, how two web domains are alike; None when they are not."""
    if mine == theirs or is_under(mine, theirs) or is_under(theirs, mine):
        return _("The same web domain")
    if min(len(my_key), len(their_key)) < SHORTEST:
        return None
    if my_key == their_key:
        return _("A web domain that reads the same at a glance")
    if (len(their_key) > 5 and their_key in my_key) or (len(my_key) > 5 and my_key in their_key):
        return _("A web domain with something added")
    if min(len(my_key), len(their_key)) > 5 and distance(my_key, their_key) <= 1 + (len(my_key) > 9):
        return _("A web domain that differs in a letter or two")
    return None


def seen_as(domain: str) -> str:
    """The domain as a reader sees it: xn--… in its own letters, letters of other alphabets as the ones they look like."""
    try:
        text = domain.encode("ascii").decode("idna")
    except UnicodeError:
        text = domain
    plain = unicodedata.normalize("NFKD", text.lower().translate(LOOK_ALIKE))
    return "".join(c for c in plain if not unicodedata.combining(c))


def distance(one: str, other: str) -> int:
    """How many letters have to be put in, left out, changed or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]


# ── Names ────────────────────────────────────────────────────────────────────────────────────────────
def _by_name(hospital: Hospital) -> list[tuple[Any, tuple[str | Promise, str, str]]]:
    """The same name in the same place."""
    key: Any = NameKey(Value(hospital.name, output_field=TextField()))
    place = {"country": hospital.country, "region__iexact": hospital.region}
    rows = [
        *_near(Hospital.objects.exclude(pk=hospital.pk).filter(**place), "name", key, NEAR_NAME),
        *_near(_others(hospital).filter(**place), "name", key, NEAR_NAME),
    ]
    same_city = [row for row in rows if _near_by(hospital, row)]
    return [
        (
            row,
            (
                _("The same name") if row.key_of_mine == row.key_of_theirs else _("A name near it"),
                hospital.name,
                row.name,
            ),
        )
        for row in same_city
        if row.key_of_mine
    ]


def _near_by(hospital: Hospital, row: Any) -> bool:
    """In the same city; in the same state too, when nothing but words that all hospitals use sets the names apart."""
    return row.city.casefold() == hospital.city.casefold() or row.key_of_mine == row.key_of_theirs


def _others(hospital: Hospital) -> Any:
    """What the directory lists, but the entry that it claims and those that others on the board stand for."""
    rows = DirectoryEntry.objects.exclude(pk=hospital.entry_id or 0)
    return rows.filter(gone_at=None).exclude(hospitals__isnull=False)


def _near(rows: Any, column: str, key: Any, least: float) -> Any:
    """Those whose key is near, nearest first; the index on the key finds them, the similarity sorts them."""
    theirs = DomainKey(column) if column != "name" else NameKey(column)
    return (
        rows.alias(near=theirs)
        .filter(near__trigram_similar=key)
        .annotate(
            key_of_theirs=F("near"),
            key_of_mine=Cast(key, TextField()),
            nearness=TrigramSimilarity(theirs, key),
        )
        .filter(nearness__gte=least)
        .order_by("-nearness", "pk")[:MOST]
    )
