"""A decision can be undone for ten minutes: nobody hears of it, what was is there again, what came meanwhile is kept."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from alerts import running
from core.models import Event, OutgoingMail
from core.workflow import NotAllowed
from hospitals import verification
from hospitals.models import Notice, Seat
from postings import lifecycle, proposing, revising, undoing
from postings.models import Decided, Posting, Revision

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
Make = Callable[..., Posting]
LATER = timedelta(minutes=11)


@pytest.fixture
def waits(make_posting: Make) -> Posting:
    return make_posting(status="in_review", title="Community editor")


@pytest.fixture
def desk(moderator: User, client_of: ClientOf) -> Client:
    return client_of(moderator)


def letters(kind: str) -> Any:
    return OutgoingMail.objects.filter(kind=kind)


def state(posting: Posting) -> dict[str, Any]:
    left_out = {"changed_at", "search", "version"}
    return {
        f.attname: getattr(posting, f.attname)
        for f in posting._meta.concrete_fields
        if f.attname not in left_out and not f.generated
    }


VERBS = {
    "publish": lambda row, by: lifecycle.publish(row, by=by),
    "return": lambda row, by: lifecycle.return_(row, by=by, reasons=["pay_missing"], words="The pay."),
    "reject": lambda row, by: lifecycle.reject(row, by=by, reasons=["other"], words="No job."),
    "remove": lambda row, by: lifecycle.remove(row, by=by, reasons=["other"], words="No job."),
}


@pytest.mark.parametrize("verb", VERBS)
def test_the_opening_is_as_it_was_and_the_hospital_hears_nothing(
    verb: str, waits: Posting, moderator: User, recruiter: User
) -> None:
    before = state(Posting.objects.get(pk=waits.pk))
    VERBS[verb](waits, moderator)
    held = letters(undoing.LETTERS[verb])
    assert (
        held.count() > 0 and not held.filter(next_try_at__lt=timezone.now() + timedelta(minutes=9)).exists()
    )
    assert lifecycle.undo(waits, by=moderator) == verb
    assert state(Posting.objects.get(pk=waits.pk)) == before
    assert not held.filter(cancelled_at=None).exists()
    assert not Notice.objects.filter(about=f"postings.posting:{waits.pk}").exists()
    assert not Decided.objects.filter(posting=waits).exists()
    last = Event.objects.about(waits).newest_first()[0]
    assert (last.verb, last.before, last.after, last.data["undone"]) == (
        "undo_to_in_review", {"publish": "published", "return": "returned", "reject": "rejected", "remove": "removed"}[verb],
        "in_review", verb,
    )  # fmt: skip


def test_what_was_decided_earlier_stands_again(waits: Posting, moderator: User, recruiter: User) -> None:
    lifecycle.return_(waits, by=moderator, reasons=["pay_missing"], words="The pay.")
    first = waits.returned_at
    lifecycle.submit(waits, by=recruiter, at=timezone.now() + timedelta(hours=1))
    lifecycle.return_(
        waits, by=moderator, reasons=["other"], words="Again.", at=timezone.now() + timedelta(hours=2)
    )
    lifecycle.undo(waits, by=moderator, at=timezone.now() + timedelta(hours=2, minutes=1))
    waits.refresh_from_db()
    assert (waits.returned_at, waits.decision_words) == (first, "The pay.")


@pytest.mark.parametrize("status", ["live", "draft"])
def test_what_was_removed_is_what_it_was(status: str, make_posting: Make, moderator: User) -> None:
    row = make_posting() if status == "live" else make_posting(status="draft")
    before = state(Posting.objects.get(pk=row.pk))
    VERBS["remove"](row, moderator)
    lifecycle.undo(row, by=moderator)
    assert state(Posting.objects.get(pk=row.pk)) == before


def refused(row: Any, by: User, *, verb: Any = lifecycle.undo, **how: Any) -> str:
    status = type(row).objects.get(pk=row.pk).status
    with pytest.raises(undoing.CannotUndo) as why:
        verb(row, by=by, **how)
    assert type(row).objects.get(pk=row.pk).status == status
    return str(why.value)


def test_after_ten_minutes_the_hospital_has_its_letter(waits: Posting, moderator: User) -> None:
    VERBS["publish"](waits, moderator)
    assert "The time to undo it is over" in refused(waits, moderator, at=timezone.now() + LATER)


def test_a_letter_that_left_all_the_same_is_not_denied(
    waits: Posting, moderator: User, recruiter: User
) -> None:
    VERBS["publish"](waits, moderator)
    letters("posting_published").update(sent_at=timezone.now())
    assert "The time to undo it is over" in refused(waits, moderator)


def test_somebody_applied_meanwhile(waits: Posting, moderator: User, make_application: Any) -> None:
    VERBS["publish"](waits, moderator)
    make_application(posting=waits, submitted_at=timezone.now())
    assert refused(waits, moderator) == "Somebody has applied since."


def test_the_hospital_edits_meanwhile(waits: Posting, moderator: User) -> None:
    VERBS["return"](waits, moderator)
    Posting.objects.filter(pk=waits.pk).update(title="Community writer")
    waits.refresh_from_db()
    assert refused(waits, moderator) == "The hospital has begun to mend it."


def test_those_who_applied_were_told_of_a_removal(
    make_posting: Make, make_application: Any, moderator: User
) -> None:
    row = make_posting()
    make_application(posting=row)
    VERBS["remove"](row, moderator)
    assert refused(row, moderator) == "People who applied were told that it ended."


def test_a_decision_is_undone_once_and_nothing_else_is(
    waits: Posting, moderator: User, make_posting: Make
) -> None:
    VERBS["publish"](waits, moderator)
    lifecycle.undo(waits, by=moderator)
    for row in (waits, make_posting()):
        assert refused(row, moderator) == "Something else happened to this opening since."


def test_who_holds_a_seat_there_undoes_nothing(waits: Posting, moderator: User, colleague: User) -> None:
    VERBS["publish"](waits, colleague)
    Seat.objects.create(hospital=waits.hospital, user=moderator, role="reviewer")
    with pytest.raises(NotAllowed, match="undo_to_in_review"):
        lifecycle.undo(waits, by=moderator)
    waits.refresh_from_db()
    assert waits.status == "published"


# ── On the page ──────────────────────────────────────────────────────────────────────────────────────
def test_the_button_stands_on_the_message_on_the_page_and_in_the_queue(desk: Client, waits: Posting) -> None:
    here, undo = (reverse(f"moderation:{name}", args=[waits.pk]) for name in ("opening", "opening_undo"))
    said = desk.post(here, {"decision": "publish"}, follow=True).content.decode()
    assert said.count(f'action="{undo}"') == 2  # the message, and "decided just now" of the empty queue
    assert f'action="{undo}"' in desk.get(here).content.decode()
    answer = desk.post(undo, follow=True)
    assert "The hospital hears nothing of that decision." in answer.content.decode()
    waits.refresh_from_db()
    assert waits.status == "in_review"
    assert f'action="{undo}"' not in desk.get(reverse("moderation:queue")).content.decode()
    assert "It was not undone." in desk.post(undo, follow=True).content.decode()


# ── Alerts ───────────────────────────────────────────────────────────────────────────────────────────
def test_no_alert_names_an_opening_that_can_still_be_undone(waits: Posting, moderator: User) -> None:
    VERBS["publish"](waits, moderator)
    now = timezone.now()
    assert waits.pk not in running._came(now - timedelta(days=1), now)
    assert waits.pk in running._came(now - timedelta(days=1), now + LATER)


# ── Changes ──────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def change(make_posting: Make, recruiter: User) -> Revision:
    posting = make_posting(description="The old text of the opening, which is long enough to be read. " * 4)
    edited = Posting.objects.get(pk=posting.pk)
    edited.description = "A new text. " * 30
    done = proposing.change(edited, by=recruiter, seen_before=revising.seen(posting, None))
    assert done.revision is not None
    return done.revision


@pytest.mark.parametrize("verb", ["apply", "refuse"])
def test_a_change_waits_again_and_the_opening_reads_as_before(
    verb: str, change: Revision, moderator: User
) -> None:
    text, revised = change.posting.description, change.posting.revised_at
    if verb == "apply":
        revising.apply(change, by=moderator)
    else:
        revising.refuse(change, by=moderator, reasons=["other"], words="No.")
    assert revising.undo(change, by=moderator) == verb
    posting = Posting.objects.get(pk=change.posting_id)
    change.refresh_from_db()
    assert (change.status, posting.description, posting.revised_at) == ("pending", text, revised)
    assert not letters(undoing.LETTERS[verb]).filter(cancelled_at=None).exists()
    revising.apply(change, by=moderator)
    assert Posting.objects.get(pk=change.posting_id).description.startswith("A new text.")


def test_the_letter_of_an_undone_change_stays_here_when_its_hospital_is_back_on_the_board(
    change: Revision, moderator: User
) -> None:
    revising.apply(change, by=moderator)
    verification.freeze(change.posting.hospital, by=moderator, words="We look.")
    revising.undo(change, by=moderator)
    verification.unfreeze(change.posting.hospital, by=moderator, words="All is well.")
    assert not letters("revision_applied").waiting().exists()


def test_a_change_is_not_undone_over_a_later_edit(change: Revision, moderator: User) -> None:
    revising.apply(change, by=moderator)
    Posting.objects.filter(pk=change.posting_id).update(version=99)
    assert refused(change, moderator, verb=revising.undo) == "The hospital has changed the opening since."
