"""Keeping what somebody types into an opening: field by field, merged with what colleagues changed meanwhile.

What crossed or is wrong waits in `Unsaved` of that person, so that a closed page loses nothing.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from core.workflow import NotAllowed, WrongState
from hospitals.access import has_right
from hospitals.roles import Right
from postings import writing
from postings.comparing import Kept, asked, compare, seen_by
from postings.forms.merging import marks
from postings.forms.posting import PostingForm
from postings.models import Edits, Posting, Started, Unsaved
from postings.models.choices import EDITABLE

# Sent along with the answers, and no answer.
_AROUND = ("csrfmiddlewaretoken", "then", "key", "version", "again", "base-", "keep-")
_PLACES = {"country", "region", "city", "postcode", "more_places"}


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
        seen = marks(form, asked(form)) if over else seen_by(form, data, edits)
        kept = compare(form, data, edits, seen)
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
        started = _started(key) if key else None
        if started is not None and started.posting.hospital_id == posting.hospital_id:
            return keep(started.posting, data, by=by, at=at)
        key = None if started else key  # the form of another hospital, sent here: its draft stays there
        form = PostingForm(posting, data)
        if "title" in form.errors:
            names = asked(form)
            return Kept(form, marks(form, names), wrong=set(form.errors))
        posting.title = form.cleaned_data["title"]
        writing.save(posting, by=by, expected_version=0, where=None, at=at)
        if key:
            Started.objects.create(key=key, posting=posting)
            mine = [by.pk, (at or timezone.now()).isoformat(), str(key)]
            Edits.objects.create(posting=posting, fields=dict.fromkeys(asked(form), mine))
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
    kept = compare(form, data, edits, row.bases)
    kept.at = row.at
    return kept


def put_by(posting: Posting, data: QueryDict, *, by: User, at: datetime | None = None) -> bool:
    """Keep what somebody typed into an opening that is no draft any more, until it is one again. False: nothing new."""
    form = PostingForm(posting, data)
    edits = Edits.objects.filter(posting=posting).first() or Edits(posting=posting)
    kept = compare(form, data, edits, seen_by(form, data, edits))
    kept.wrong |= kept.stored
    # what this page left alone stays out: the same person may have typed it in another window
    typed = data.copy()
    for name in set(form.fields) - kept.waiting:
        typed.pop(name, None)
    kept.form = PostingForm(posting, typed, only=kept.waiting)
    _remember(kept, typed, by, at or timezone.now())
    return bool(kept.waiting)


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


def _started(key: UUID) -> Started | None:
    """The draft of this form. Of two that arrive at the same moment the second waits, and finds the first one's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key.int >> 65])
    return Started.objects.select_related("posting__hospital").filter(key=key).first()


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
    names = asked(kept.form)
    row = Unsaved.objects.filter(posting=kept.posting, user=by).first()
    if row is None and not kept.waiting:
        return
    row = row or Unsaved(posting=kept.posting, user=by, bases={}, typed={})
    row.bases = {n: m for n, m in row.bases.items() if n not in names}
    row.bases |= {name: kept.bases[name] for name in sorted(kept.waiting)}
    if not row.bases:
        if row.pk:
            row.delete()
        return
    mine = tuple(f"{name}{end}" for name in names for end in ("_", "-"))
    row.typed = {k: v for k, v in row.typed.items() if k not in names and not k.startswith(mine)}
    row.typed |= {k: v for k, v in data.lists() if not k.startswith(_AROUND) and any(v)}
    row.at = at
    row.save()


def _key(data: Mapping[str, Any]) -> UUID | None:
    try:
        return UUID(str(data.get("key", "")))
    except ValueError:
        return None
