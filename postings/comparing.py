"""What became of what somebody typed into an opening: field by field, beside what colleagues stored meanwhile.

Three versions of each field are compared by short marks (postings/forms/merging.py): the one the page was made with,
the one that was typed, and the stored one.

typed = stored                     nothing to do
typed = seen,   stored is another  a colleague changed it: theirs is shown            `merged`
stored = seen,  typed is another   mine is stored                                     `stored`
all three differ                   neither is overwritten: the person chooses         `crossed`
typed is wrong                     told beside the field; what was typed is kept      `wrong`
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from core.vocabulary import vocabulary
from postings.forms.merging import mark, marks, sent_marks, with_their_group
from postings.forms.posting import PostingForm
from postings.models import Edits, Posting

_NO_MARK = "-"


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


def asked(form: PostingForm) -> list[str]:
    """The fields that were sent: all of the form that are not outside of it."""
    return [name for name in form.fields if name not in form.outside and name != "version"]


def compare(form: PostingForm, data: Mapping[str, Any], edits: Edits, seen: Mapping[str, str]) -> Kept:
    """Tell for each field what is to be done with it. Reads, writes nothing."""
    names = asked(form)
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


def seen_by(form: PostingForm, data: Mapping[str, Any], edits: Edits) -> dict[str, str]:
    """The marks of the values the page was made with. A value that this very page stored last counts as seen: its
    answer may have been lost on the way."""
    seen, sitting = sent_marks(data), str(data.get("key", ""))[:36]
    stored = marks(form, asked(form))
    if not seen and str(data.get("version", "")) in ("", str(form.posting.version)):
        return stored
    own = {name for name, (_who, _at, where) in edits.fields.items() if sitting and where == sitting}
    return seen | {name: stored[name] for name in own if name in stored}


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


def sittings(posting: Posting) -> set[str]:
    """The keys of the pages that stored something of what stands there now."""
    edits = Edits.objects.filter(posting=posting).first()
    return {where for _who, _at, where in edits.fields.values() if where} if edits else set()
