"""Keeping what somebody types into an opening: field by field, merged with what colleagues changed meanwhile.

Three versions of each field are compared by short marks (postings/forms/merging.py): the one the page was made with,
the one that was typed, and the stored one.

typed = stored                     nothing to do
typed = seen,   stored is another  a colleague changed it: theirs is shown            `merged`
stored = seen,  typed is another   mine is stored                                     `stored`
all three differ                   neither is overwritten: the person chooses         `crossed`
typed is wrong                     told beside the field; what was typed is kept      `wrong`

What crossed or is wrong waits in `Unsaved` of that person, so that a closed page loses nothing.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from core.vocabulary import vocabulary
from core.workflow import NotAllowed, WrongState
from hospitals.access import has_right
from hospitals.roles import Right
from postings import writing
from postings.forms.merging import mark, marks, sent_marks, with_their_group
from postings.forms.posting import PostingForm
from postings.models import Edits, Posting, Started, Unsaved
from postings.models.choices import EDITABLE

# Sent along with the answers, and no answer.
_AROUND = ("csrfmiddlewaretoken", "then", "key", "version", "again", "base-", "keep-")
_NO_MARK = "-"
_PLACES = {"country", "region", "city", "postcode", "more_places"}


@dataclass(frozen=True, slots=True)
class Crossed:
    """What a colleague stored in a field while I changed it too."""

    text: str
    mark: str
    who: str
    when: str


@dataclass(slots=True)
class Kept:
    """What became of what was sent. `form` shows it: typed values, errors, and the choice where two crossed."""

    form: PostingForm
    bases: dict[str, str] = field(default_factory=dict)
    stored: set[str] = field(default_factory=set)
    merged: dict[str, tuple[str, str]] = field(default_factory=dict)  # field → who changed it, when ("10:40")
    crossed: set[str] = field(default_factory=set)
    wrong: set[str] = field(default_factory=set)
    at: datetime | None = None

    @property
    def posting(self) -> Posting:
        return self.form.posting

    @property
    def waiting(self) -> set[str]:
        return self.wrong | self.crossed


def keep(
    posting: Posting,
    data: QueryDict,
    *,
    by: User,
    only: Collection[str] | None = None,
    over: bool = False,
    at: datetime | None = None,
) -> Kept:
    """Store what is right and new of the fields `only` (all, when None). Raises NotAllowed or WrongState.

    `over`: what is stored is nobody's yet, what was typed counts.
    """
    at = at or timezone.now()
    with transaction.atomic():
        posting = _locked(posting, by)
        edits, _new = Edits.objects.get_or_create(posting=posting)
        form = PostingForm(posting, data, only=only)
        seen = marks(form, _asked(form)) if over else _seen(form, data, edits)
        kept = _compare(form, data, edits, seen)
        if kept.stored:
            _store(kept, data, by, at)
            sitting = str(data.get("key", ""))[:36]
            edits.fields |= {name: [by.pk, at.isoformat(), sitting] for name in sorted(kept.stored)}
            edits.save()
        _remember(kept, data, by, at)
    kept.at = at
    return kept


def begin(posting: Posting, data: QueryDict, *, by: User, at: datetime | None = None) -> Kept:
    """Make a draft of a new form as soon as it has a title; the same form sent twice makes one draft."""
    key = _key(data)
    with transaction.atomic():
        started = Started.objects.select_related("posting__hospital").filter(key=key).first() if key else None
        if started is not None:
            return keep(started.posting, data, by=by, at=at)
        form = PostingForm(posting, data)
        if "title" in form.errors:
            names = _asked(form)
            return Kept(form, marks(form, names), wrong=set(form.errors))
        posting.title = form.cleaned_data["title"]
        writing.save(posting, by=by, expected_version=0, where=None, at=at)
        if key:
            Started.objects.create(key=key, posting=posting)
            mine = [by.pk, (at or timezone.now()).isoformat(), str(key)]
            Edits.objects.create(posting=posting, fields=dict.fromkeys(_asked(form), mine))
        return keep(posting, data, by=by, over=True, at=at)


def waiting(posting: Posting, *, by: User) -> Kept | None:
    """What this person typed earlier and could not be stored, as the page shows it again. Stores nothing."""
    row = Unsaved.objects.filter(posting=posting, user=by).first()
    if row is None:
        return None
    data = QueryDict(mutable=True)
    for name, values in row.typed.items():
        data.setlist(name, values)
    form = PostingForm(posting, data, only=set(row.bases))
    edits = Edits.objects.filter(posting=posting).first() or Edits(posting=posting)
    kept = _compare(form, data, edits, row.bases)
    kept.at = row.at
    return kept


def let_go(posting: Posting, *, by: User) -> None:
    """Forget what this person typed and could not be stored."""
    Unsaved.objects.filter(posting=posting, user=by).delete()


def _locked(posting: Posting, by: User) -> Posting:
    row = Posting.objects.select_for_update(of=("self",)).select_related("hospital").get(pk=posting.pk)
    if not has_right(by, row.hospital_id, Right.WRITE_OPENINGS):
        raise NotAllowed("edit")
    if row.status not in EDITABLE:
        raise WrongState(row, "edit", row.status)
    return row


def _asked(form: PostingForm) -> list[str]:
    """The fields that were sent: all of the form that are not outside of it."""
    return [name for name in form.fields if name not in form.outside and name != "version"]


def _compare(form: PostingForm, data: Mapping[str, Any], edits: Edits, seen: Mapping[str, str]) -> Kept:
    """Tell for each field what is to be done with it. Reads, writes nothing."""
    names = _asked(form)
    kept = Kept(form, marks(form, names))
    kept.wrong = with_their_group(set(form.errors)).intersection(names)
    for name in names:
        if name in kept.wrong:
            kept.bases[name] = seen.get(name) or kept.bases[name]
        else:
            _compare_one(kept, name, seen.get(name, ""), str(data.get(f"keep-{name}", "")))
    _mix(kept)
    authors = _authors(form.posting, edits, [*kept.merged, *kept.crossed])
    kept.merged = {name: authors.get(name, ("", "")) for name in kept.merged}
    form.theirs = frozenset(kept.merged)
    for name in kept.crossed:
        who, when = authors.get(name, ("", ""))
        text = in_words(form, name)
        form.crossed[name] = Crossed(text, mark(form.initial.get(name)), who, when)
        kept.bases[name] = seen.get(name) or _NO_MARK
    return kept


def _compare_one(kept: Kept, name: str, base: str, choice: str) -> None:
    mine, stored = mark(kept.form.cleaned_data.get(name)), mark(kept.form.initial.get(name))
    chosen, _colon, theirs = choice.partition(":")
    if chosen and theirs == stored:
        base = stored if chosen == "mine" else mine
    if mine == stored:
        return
    if mine == base:
        kept.merged[name] = ("", "")
    elif stored == base:
        kept.stored.add(name)
    else:
        kept.crossed.add(name)


def _mix(kept: Kept) -> None:
    """My fields must fit those of a colleague that stay: what does not fit crosses, or is wrong, with its group."""
    form, others = kept.form, bool(kept.merged or kept.crossed)
    while kept.stored and (kept.wrong or others):
        mixed = PostingForm(form.posting, form.data, only=kept.stored)
        clash = with_their_group({*mixed.errors, *mixed.clashes}) & kept.stored
        if not clash:
            return
        kept.stored -= clash
        (kept.crossed if others else kept.wrong).update(clash)


def _seen(form: PostingForm, data: Mapping[str, Any], edits: Edits) -> dict[str, str]:
    """The marks of the values the page was made with. A value that this very page stored last counts as seen: its
    answer may have been lost on the way."""
    seen, sitting = sent_marks(data), str(data.get("key", ""))[:36]
    stored = marks(form, _asked(form))
    if not seen and str(data.get("version", "")) in ("", str(form.posting.version)):
        return stored
    own = {name for name, (_who, _at, where) in edits.fields.items() if sitting and where == sitting}
    return seen | {name: stored[name] for name in own if name in stored}


def _store(kept: Kept, data: QueryDict, by: User, at: datetime) -> None:
    posting = kept.posting
    form = PostingForm(posting, data, only=kept.stored)
    form.is_valid()
    where = form.put()
    place = _PLACES & kept.stored or not posting.places.exists()
    writing.save(
        posting, by=by, expected_version=posting.version, where=where if place else None, at=at, quietly=True
    )
    kept.bases |= marks(PostingForm(posting), kept.stored)


def _remember(kept: Kept, data: QueryDict, by: User, at: datetime) -> None:
    """Put what waits into this person's `Unsaved`, and take out of it what waits no longer."""
    asked = _asked(kept.form)
    row = Unsaved.objects.filter(posting=kept.posting, user=by).first()
    if row is None and not kept.waiting:
        return
    row = row or Unsaved(posting=kept.posting, user=by, bases={}, typed={})
    row.bases = {n: m for n, m in row.bases.items() if n not in asked}
    row.bases |= {name: kept.bases[name] for name in sorted(kept.waiting)}
    if not row.bases:
        if row.pk:
            row.delete()
        return
    mine = tuple(f"{name}{end}" for name in asked for end in ("_", "-"))
    row.typed = {k: v for k, v in row.typed.items() if k not in asked and not k.startswith(mine)}
    row.typed |= {k: v for k, v in data.lists() if not k.startswith(_AROUND) and any(v)}
    row.at = at
    row.save()


def clock(posting: Posting, at: datetime) -> str:
    """Hours and minutes where the hospital is."""
    return f"{timezone.localtime(at, posting.hospital.zone):%H:%M}"


def _authors(posting: Posting, edits: Edits, names: list[str]) -> dict[str, tuple[str, str]]:
    """Who changed each of these fields last, and when."""
    found = {name: edits.fields[name] for name in names if name in edits.fields}
    people = User.objects.in_bulk({who for who, _at, _sitting in found.values()}) if found else {}
    return {
        name: (people[who].name if who in people else "", clock(posting, datetime.fromisoformat(at)))
        for name, (who, at, _sitting) in found.items()
    }


def in_words(form: PostingForm, name: str) -> str:
    """A stored answer as a person reads it."""
    box, value = form[name], form.initial.get(name)
    choices = dict(getattr(box.field, "choices", None) or {})
    if isinstance(value, dict):
        known = vocabulary().skills
        return ", ".join(known[pk].name for pk in value if pk in known)
    if isinstance(value, list | tuple):
        return ", ".join(str(choices.get(one, choices.get(str(one), one))) for one in value)
    if isinstance(value, bool):
        return ""
    shown = box.field.prepare_value(value)
    return "" if shown is None else str(choices.get(shown, choices.get(str(shown), shown)))


def _key(data: Mapping[str, Any]) -> UUID | None:
    try:
        return UUID(str(data.get("key", "")))
    except ValueError:
        return None
