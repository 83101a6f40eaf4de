"""A change of an opening that is online: what waits, what is at once, who decides, and who is told."""

import copy
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from applications.models import Application
from core.models import Event, OutgoingMail
from core.vocabulary import vocabulary
from core.workflow import NotAllowed, WrongState
from hospitals.models import Hospital
from postings import lifecycle, material, proposing, revising, tasks, writing
from postings.models import Posting, Revision, SpotCheck

Make = Callable[..., Posting]


def edit(
    posting: Posting, *, by: User, places: Any = None, seen: str | None = None, **fields: Any
) -> proposing.Done:
    edited = copy.copy(Posting.objects.select_related("hospital").get(pk=posting.pk))
    for name, value in fields.items():
        setattr(edited, name, value)
    before = seen if seen is not None else revising.seen(edited, revising.pending_of(edited))
    return proposing.change(edited, by=by, seen_before=before, places=places)


def online(posting: Posting) -> Posting:
    return Posting.objects.select_related("hospital").get(pk=posting.pk)


def letters(kind: str) -> list[str]:
    return list(OutgoingMail.objects.filter(kind=kind).order_by("to").values_list("to", flat=True))


@pytest.fixture
def waits(posting: Posting, recruiter: User) -> Revision:
    revision = edit(posting, by=recruiter, pay_min=Decimal(52000), title="Social media lead").revision
    assert revision is not None
    return revision


def test_every_column_of_an_opening_is_material_or_at_once() -> None:
    """Who adds a column decides which it is: postings/material.py names it."""
    named = [*material.MATERIAL, *material.AT_ONCE]
    assert sorted(named) == sorted(set(named))
    assert set(writing.content_columns()) - set(named) == set()


def test_the_live_text_stays_while_a_material_change_waits(
    posting: Posting, moderator: User, waits: Revision, recruiter: User
) -> None:
    now = online(posting)
    assert (now.title, now.pay_min, now.version) == (posting.title, posting.pay_min, posting.version)
    assert (waits.status, waits.changes, waits.before, waits.proposed_by) == (
        "pending",
        {"title": "Social media lead", "pay_min": "52000.00"},
        {"title": "Social media manager", "pay_min": "64000.00"},
        recruiter,
    )
    assert letters("revision_waiting") == [moderator.email]


def test_a_remark_is_online_at_once_and_in_the_trail(posting: Posting, owner: User) -> None:
    done = edit(posting, by=owner, mode_note="two days at home", pay_note="A bicycle")
    now = online(posting)
    event = Event.objects.about(posting).newest_first()[0]
    assert (done, now.mode_note, now.pay_note, now.version, Revision.objects.count()) == (
        proposing.Done(["mode_note", "pay_note"], None), "two days at home", "A bicycle", posting.version + 1, 0,
    )  # fmt: skip
    assert (event.verb, event.actor_id, event.data) == (
        "edited",
        owner.pk,
        {"fields": ["mode_note", "pay_note"]},
    )
    assert (now.revised_at, now.publish_at) == (None, posting.publish_at)


@pytest.mark.parametrize(
    "note", ["Mail jobs@fast-money.example", "WhatsApp us", "See https://x.example", "Call +31 6 1234 5678"]
)
def test_a_remark_that_leads_away_waits_for_a_moderator(posting: Posting, owner: User, note: str) -> None:
    done = edit(posting, by=owner, pay_note=note)
    assert (done.at_once, online(posting).pay_note) == ([], "")
    assert done.revision is not None
    line = material.compare(online(posting), done.revision.before, done.revision.changes)
    assert [(one.code, one.new) for one in line] == [("pay_note", note)]


def test_one_edit_may_be_half_at_once_and_half_waiting(posting: Posting, owner: User) -> None:
    done = edit(posting, by=owner, title="Editor", mode_note="three days here")
    now = online(posting)
    assert (now.title, now.mode_note, done.at_once) == (posting.title, "three days here", ["mode_note"])
    assert done.revision is not None
    assert (done.revision.changes, done.revision.base_version) == ({"title": "Editor"}, now.version)


def test_a_second_edit_joins_the_change_that_waits(posting: Posting, waits: Revision, owner: User) -> None:
    done = edit(posting, by=owner, pay_min=Decimal(50000), title="Social media lead", hours_min=32)
    rows = list(Revision.objects.all())
    assert [(r.pk, r.version, r.changes["pay_min"], r.proposed_by) for r in rows] == [
        (waits.pk, 2, "50000.00", owner)
    ]
    assert done.revision == waits
    verbs = list(Event.objects.about(waits).order_by("id").values_list("verb", flat=True))
    assert verbs == ["propose", "edit"]


def test_nobody_writes_over_a_colleague(posting: Posting, waits: Revision, owner: User) -> None:
    with pytest.raises(revising.ChangedMeanwhile):
        edit(posting, by=owner, seen=str(posting.version), title="Mine")
    waits.refresh_from_db()
    assert (waits.version, waits.changes["title"]) == (1, "Social media lead")


def test_editing_it_back_takes_the_change_back(posting: Posting, waits: Revision, owner: User) -> None:
    done = edit(posting, by=owner)
    waits.refresh_from_db()
    assert (done.revision, waits.status, waits.decided_by) == (None, "withdrawn", owner)


def test_an_edit_that_changes_nothing_leaves_no_trace(posting: Posting, owner: User) -> None:
    assert edit(posting, by=owner) == proposing.Done([], None)
    assert (Revision.objects.count(), Event.objects.about(posting).count()) == (0, 0)


def test_applying_changes_text_words_and_version_but_no_date(
    posting: Posting, waits: Revision, moderator: User, owner: User, recruiter: User
) -> None:
    at = timezone.now()
    revising.apply(waits, by=moderator, seen_before=revising.seen(posting, waits), at=at)
    now = online(posting)
    assert (now.title, now.pay_min, now.version, now.publish_at, now.published_at, now.revised_at, now.revised_what) == (
        "Social media lead", Decimal(52000), posting.version + 1, posting.publish_at, posting.published_at, at,
        ["title", "pay"],
    )  # fmt: skip
    assert (waits.status, waits.decided_by, waits.decided_at, waits.trusted) == (
        "applied",
        moderator,
        at,
        False,
    )
    assert letters("revision_applied") == sorted([owner.email, recruiter.email])
    page = Client().get(reverse("postings:search"), {"q": "lead"}).content.decode()
    assert now.get_absolute_url() in page


def test_a_new_place_and_new_skills_are_stored_whole(posting: Posting, owner: User, moderator: User) -> None:
    skills = vocabulary().skills
    html = next(s.pk for s in skills.values() if s.slug == "html")
    places = [{"country": "US", "region": "WA", "city": "Seattle", "postcode": "98101"},
              {"country": "US", "region": "OR", "city": "Portland", "postcode": ""}]  # fmt: skip
    done = edit(posting, by=owner, places=places, required_skills=[html])
    assert done.revision is not None
    assert [p.city for p in posting.places.all()] == ["Tacoma"]
    revising.apply(done.revision, by=moderator)
    now = online(posting)
    assert [(p.city, p.position) for p in now.places.all()] == [("Seattle", 0), ("Portland", 1)]
    assert (now.required_skills, now.revised_what) == ([html], ["places", "required_skills"])


def test_refusing_says_why_and_changes_nothing(
    posting: Posting, waits: Revision, moderator: User, recruiter: User
) -> None:
    revising.refuse(waits, by=moderator, reasons=["pay_unclear"], words="Why is the pay lower?")
    mail = OutgoingMail.objects.get(kind="revision_refused", to=recruiter.email)
    assert (waits.status, online(posting).title) == ("refused", posting.title)
    assert "Why is the pay lower?" in mail.text
    assert "The pay is unclear" in mail.text
    edit(posting, by=recruiter, title="Another try")
    assert [r.status for r in Revision.objects.order_by("id")] == ["refused", "pending"]


def test_a_moderator_decides_on_what_was_read(
    posting: Posting, waits: Revision, moderator: User, owner: User
) -> None:
    read = revising.seen(posting, waits)
    edit(posting, by=owner, pay_min=Decimal(1), title="Social media lead")
    for decide in (
        lambda: revising.apply(waits, by=moderator, seen_before=read),
        lambda: revising.refuse(waits, by=moderator, reasons=["other"], seen_before=read),
    ):
        with pytest.raises(revising.ChangedMeanwhile):
            decide()
    waits.refresh_from_db()
    assert (waits.status, online(posting).pay_min) == ("pending", posting.pay_min)


def test_of_two_moderators_one_is_first(
    posting: Posting, waits: Revision, moderator: User, make_person: Any
) -> None:
    other = make_person("late@board.example", "La Te")
    other.groups.set(moderator.groups.all())
    mine = Revision.objects.get(pk=waits.pk)
    revising.apply(waits, by=moderator)
    with pytest.raises(WrongState):
        revising.refuse(mine, by=other, reasons=["other"])
    assert online(posting).title == "Social media lead"


def test_who_may_do_what(
    posting: Posting, waits: Revision, reviewer: User, owner2: User, owner: User, moderator: User
) -> None:
    for stranger in (reviewer, owner2, moderator):
        with pytest.raises(NotAllowed):
            edit(posting, by=stranger, title="Mine")
        with pytest.raises(NotAllowed):
            revising.withdraw(waits, by=stranger)
    for no_moderator in (owner, owner2):
        with pytest.raises(NotAllowed):
            revising.apply(waits, by=no_moderator)
    owner.groups.set(moderator.groups.all())
    with pytest.raises(NotAllowed):  # a moderator with a seat there
        revising.apply(waits, by=User.objects.get(pk=owner.pk))


def test_a_trusted_hospital_is_online_at_once_and_sampled(
    hospital: Hospital, posting: Posting, owner: User, moderator: User, settings: Any
) -> None:
    settings.SAMPLE_SHARE = 1
    Hospital.objects.filter(pk=hospital.pk).update(trusted=True)
    done = edit(posting, by=owner, title="Head of social media")
    assert done.revision is not None
    event = Event.objects.about(done.revision).newest_first()[0]
    check = SpotCheck.objects.get()
    assert (online(posting).title, done.revision.status, check.revision, check.status) == (
        "Head of social media", "applied", done.revision, "waiting",
    )  # fmt: skip
    assert (event.verb, event.actor_id, event.data["sampled"]) == ("apply", None, "share")
    assert letters("revision_waiting") == letters("revision_applied") == []


def test_when_the_opening_ends_the_board_lays_the_change_aside(
    posting: Posting, waits: Revision, owner: User, recruiter: User
) -> None:
    lifecycle.close(posting, by=owner, outcome="cancelled")
    waits.refresh_from_db()
    assert (waits.status, waits.decided_by, bool(waits.decision_words)) == ("withdrawn", None, True)
    assert letters("revision_withdrawn") == sorted([owner.email, recruiter.email])


def test_a_change_does_not_outlive_the_closing_date(
    posting: Posting, waits: Revision, moderator: User
) -> None:
    Posting.objects.filter(pk=posting.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    assert list(Revision.objects.waiting_for_review()) == []
    with pytest.raises(WrongState):
        revising.apply(waits, by=moderator)
    assert (tasks.lay_aside_changes.call(), tasks.lay_aside_changes.call()) == (1, 0)
    waits.refresh_from_db()
    assert waits.status == "withdrawn"


@pytest.mark.parametrize("status", ["draft", "in_review"])
def test_only_what_is_online_is_changed_this_way(make_posting: Make, owner: User, status: str) -> None:
    with pytest.raises(WrongState):
        edit(make_posting(status=status), by=owner, title="Mine")


def test_candidates_hear_of_pay_hours_and_place(
    posting: Posting, waits: Revision, moderator: User, make_application: Callable[..., Application],
    candidate2: User,
) -> None:  # fmt: skip
    running = make_application()
    make_application(
        candidate=candidate2, status="withdrawn", withdrawal_reason="pay", decided_at=timezone.now()
    )
    revising.apply(waits, by=moderator)
    mail = OutgoingMail.objects.get(kind="application_posting_changed")
    assert mail.to == running.candidate.email
    assert "$64,000–$78,000 a year → $52,000–$78,000 a year" in mail.text
    assert "Social media lead" in mail.text  # the title as it is now; that it changed is not news to mail


def test_candidates_are_left_in_peace_when_it_is_about_something_else(
    posting: Posting, owner: User, moderator: User, make_application: Callable[..., Application]
) -> None:
    make_application()
    done = edit(posting, by=owner, title="Editor", experience_id="senior")
    assert done.revision is not None
    revising.apply(done.revision, by=moderator)
    assert letters("application_posting_changed") == []


def test_the_database_keeps_one_pending_change_and_its_dates(posting: Posting, waits: Revision) -> None:
    facts = {
        "posting": posting,
        "changes": {"title": "x"},
        "before": {},
        "base_version": 0,
        "proposed_at": timezone.now(),
    }
    for wrong in ({}, {"status": "applied"}, {"status": "refused", "decided_at": timezone.now()},
                  {"status": "lost", "decided_at": timezone.now()},
                  {"status": "withdrawn", "decided_at": timezone.now(), "changes": {}}):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Revision.objects.create(**{**facts, **wrong})
