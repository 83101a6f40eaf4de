"""From whom a candidate hides. People look for work secretly: their employer is the last who should find them.

A hospital is chosen by its name: one of this board, one of the directory that may come to it later, or, where neither
knows it, by words that its name holds. Who holds a seat in a hospital is never shown to it, chosen or not.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q, Value
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.models import HiddenFrom
from applications.refusals import Refused
from core.text import normalise
from hospitals import directory
from hospitals.models import DirectoryEntry, Hospital, Seat

MOST = 50  # hospitals from which one person hides
SHORTEST = 4  # letters of words that hide: "UMC" would hide from half the country
OFFERED = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """A hospital that can be hidden from. `key`: "hospital:7", "entry:3"."""

    key: str
    name: str
    place: str


def search(q: str) -> list[Choice]:
    """Hospitals that are meant by a name, those of this board first."""
    words = q.split()[:8]
    if len(q.strip()) < 2 or not words:
        return []
    named = Hospital.objects.exclude(status=Hospital.Status.REFUSED)
    for word in words:
        named = named.filter(name__icontains=word)
    here = list(named.order_by("name", "pk")[:OFFERED])
    known = {hospital.entry_id for hospital in here}
    there = [found.entry for found in directory.find(q, limit=OFFERED) if found.entry.pk not in known]
    return [
        *(Choice(f"hospital:{one.pk}", one.name, one.place) for one in here),
        *(Choice(f"entry:{one.pk}", one.name, f"{one.city}, {one.region}") for one in there),
    ][:OFFERED]


def hide_from(user: User, key: str, *, words: str = "") -> HiddenFrom:
    """By the key of a choice; without one by words of a name. Raises Refused. A second time finds the first."""
    row = _row(user, key, words)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)  # two windows must not pass the limit
        mine = HiddenFrom.objects.filter(candidate=user)
        same = Q(words=row.words) & ~Q(words="")
        same |= Q(hospital=row.hospital, hospital__isnull=False) | Q(entry=row.entry, entry__isnull=False)
        if (there := mine.filter(same).first()) is not None:
            return there
        if mine.count() >= MOST:
            raise Refused(_("That is the largest number of hospitals we can keep. Remove one first."))
        row.save()
    return row


def _row(user: User, key: str, words: str) -> HiddenFrom:
    kind, _colon, number = key.partition(":")
    pk = int(number) if number.isdecimal() and len(number) < 18 else 0
    if kind == "hospital" and (hospital := Hospital.objects.filter(pk=pk).first()):
        return HiddenFrom(candidate=user, name=hospital.name, hospital=hospital, entry=hospital.entry)
    if kind == "entry" and (entry := DirectoryEntry.objects.filter(pk=pk).first()):
        return HiddenFrom(candidate=user, name=entry.name, entry=entry)
    plain = normalise(words)[:200]
    if key or len(plain) < SHORTEST:
        raise Refused(_("Type at least four letters of the hospital’s name."))
    return HiddenFrom(candidate=user, name=" ".join(words.split())[:200], words=plain)


def _meaning(hospital: Hospital) -> Q:
    """Rows of HiddenFrom (annotated with `its_name`) that mean this hospital."""
    meant = Q(hospital=hospital) | ~Q(words="") & Q(its_name__contains=F("words"))
    return meant | Q(entry=hospital.entry_id) if hospital.entry_id else meant


def hides_from(hospital: Hospital, candidate: str = "user") -> Q:
    """A condition on rows whose column `candidate` is a person: hidden from that hospital, or of its team."""
    rows = HiddenFrom.objects.annotate(
        its_name=Value(normalise(hospital.name), output_field=models.CharField())
    )
    hidden = rows.filter(_meaning(hospital), candidate=OuterRef(candidate))
    works_there = Seat.objects.held().filter(hospital=hospital, user=OuterRef(candidate))
    condition: Any = Q(Exists(hidden)) | Q(Exists(works_there))
    return condition
