"""An edit of an opening that is online: what of it goes online at once, and what becomes the one change that waits.

What is material, and so waits, is named in postings/material.py. The life of a change: postings/revising.py.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.workflow import NotAllowed, WrongState
from hospitals.access import has_right
from hospitals.roles import Right
from postings import decided, material, revising, sampling, writing
from postings import mails_of_changes as mails
from postings.models import Posting, Revision

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True, slots=True)
class Done:
    """What became of an edit: names of columns that are online now, and the change that waits or went online."""

    at_once: list[str]
    revision: Revision | None


def change(
    edited: Posting,
    *,
    by: "User",
    seen_before: str,
    places: list[dict[str, str]] | None = None,
    at: datetime | None = None,
) -> Done:
    """Take an edit of an opening that is online. `edited` holds the new values (not stored); `places` None: as they are.

    Raises NotAllowed, WrongState (it is not online any more) or ChangedMeanwhile. Nothing that differs: nothing happens,
    except that a waiting change which was edited back is taken back.
    """
    at = at or timezone.now()
    if not has_right(by, edited.hospital_id, Right.SUBMIT_OPENINGS):
        raise NotAllowed("propose")
    with transaction.atomic():
        posting = revising.lock(edited.pk)
        pending = revising.pending_of(posting)
        if posting.state not in revising.OPEN_STATES:
            raise WrongState(posting, "propose", posting.state)
        if revising.seen(posting, pending) != seen_before:
            raise revising.ChangedMeanwhile
        new = _differences(posting, edited, places)
        now = {n: v for n, v in new.items() if n in material.AT_ONCE and not _leads_away(posting, n, v)}
        later = {n: v for n, v in new.items() if n not in now}
        if now:
            revising.put_online(posting, now, at)
            audit.record(posting, "edited", by=by, at=at, after=posting.status, data={"fields": sorted(now)})
        revision = _propose(posting, pending, later, by, at) if later or pending or now else None
    return Done(sorted(now), revision)


def _differences(posting: Posting, edited: Posting, places: list[dict[str, str]] | None) -> dict[str, Any]:
    names = writing.content_columns()
    old, new = material.plain(posting, names), material.plain(edited, names)
    found = {name: new[name] for name in names if new[name] != old[name]}
    if places is not None and places != decided.places_of(posting):
        found[material.PLACES] = places
    return found


def _leads_away(posting: Posting, name: str, value: Any) -> bool:
    return material.leads_away(getattr(posting, name), value)


def _propose(
    posting: Posting, pending: Revision | None, later: dict[str, Any], by: "User", at: datetime
) -> Revision | None:
    """Write the one change that waits: a new row, or the row that is there with what it says now."""
    if not later:
        if pending is not None:
            words = _("The text is as it was before.")
            revising.withdraw(pending, by=by, words=words, at=at)
        return None
    before = material.plain(posting, later)
    if material.PLACES in later:
        before[material.PLACES] = decided.places_of(posting)
    facts = {"changes": later, "before": before, "base_version": posting.version}
    if pending is None:
        row = Revision.objects.create(posting=posting, proposed_by=by, proposed_at=at, **facts)
        audit.record(row, "propose", by=by, at=at, after=row.status, data={"fields": sorted(later)})
    else:
        row = pending
        same = (row.changes, row.before) == (later, before)
        for name, value in facts.items():
            setattr(row, name, value)
        row.version += 1
        row.posting = posting
        row.save()
        if not same:
            row.proposed_by = by
            row.save(update_fields=["proposed_by"])
            audit.record(row, "edit", by=by, at=at, after=row.status, data={"fields": sorted(later)})
    if sampling.is_trusted(posting.hospital_id):
        revising.apply(row, by=None, at=at)
    elif pending is None:
        mails.waiting(row)
    return row
