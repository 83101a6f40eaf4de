"""Changes of openings at the desk: what a moderator reads, decides and cannot decide twice."""

import copy
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from applications.models import Application
from hospitals.models import Hospital
from moderation import waiting
from moderation.hints import hints_of_change
from postings import lifecycle, material, proposing, revising
from postings.models import Posting, Revision

ClientOf = Callable[[User | None], Client]


def propose(posting: Posting, by: User, **fields: Any) -> Revision:
    edited = copy.copy(Posting.objects.select_related("hospital").get(pk=posting.pk))
    for name, value in fields.items():
        setattr(edited, name, value)
    seen = revising.seen(edited, revising.pending_of(edited))
    revision = proposing.change(edited, by=by, seen_before=seen).revision
    assert revision is not None
    return revision


@pytest.fixture
def desk(moderator: User, client_of: ClientOf) -> Client:
    return client_of(moderator)


@pytest.fixture
def waits(posting: Posting, owner: User) -> Revision:
    text = posting.description.replace("four channels", "seven young channels")
    return propose(posting, owner, pay_min=Decimal(52000), description=text)


def decide(client: Client, revision: Revision, seen: str, **data: Any) -> Any:
    return client.post(reverse("moderation:revision", args=[revision.pk]), {"seen": seen, **data})


def test_the_queue_holds_changes_too(desk: Client, waits: Revision, make_posting: Any) -> None:
    make_posting(status="in_review")
    found = waiting.read(list(waiting.keys()))
    assert [(one.kind, one.title) for one in found] == [
        ("opening", "Social media manager"), ("revision", "Social media manager"),
    ]  # fmt: skip
    page = desk.get(reverse("moderation:queue")).content.decode()
    assert reverse("moderation:revision", args=[waits.pk]) in page


def test_the_queue_asks_the_same_for_one_change_and_for_many(
    desk: Client, waits: Revision, make_posting: Any, owner: User
) -> None:
    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(address).status_code == 200
        return len(queries)

    pages = [reverse("moderation:queue"), reverse("moderation:revision", args=[waits.pk])]
    for page in pages:
        desk.get(page)
    before = [asked(page) for page in pages]
    for _ in range(4):
        propose(make_posting(), owner, title="Another")
    assert [asked(page) for page in pages] == before
    assert before[0] <= 10


def test_old_and_new_stand_side_by_side_and_only_what_differs(desk: Client, waits: Revision) -> None:
    page = desk.get(reverse("moderation:revision", args=[waits.pk])).content.decode()
    assert '<del><span class="sr">taken out: </span>$64,000</del>' in page
    assert '<ins><span class="sr">put in: </span>$52,000</ins>' in page
    assert '<del><span class="sr">taken out: </span>four</del>' in page
    assert '<ins><span class="sr">put in: </span>seven young</ins>' in page
    differs, stayed = page[page.index('id="changed"') :].split("<details", 1)
    assert "<ins>" in differs and "They need" not in differs
    assert "They need" in stayed[stayed.index("stayed as") :].split("</details>", 1)[0]
    assert "What changed: 2 of" in page


def test_a_moderator_is_told_what_it_does_to_people(
    desk: Client, waits: Revision, make_application: Callable[..., Application]
) -> None:
    make_application()
    page = desk.get(reverse("moderation:revision", args=[waits.pk])).content.decode()
    for words in ("The pay goes down under an opening that is online.", "1 person applied under the old pay.",
                  "The pay range is 50% wide.", "This wording can shut people out.", "<mark>young</mark>"):  # fmt: skip
        assert words in page


@pytest.mark.parametrize(
    ("new", "lower"),
    [
        ({"pay_min": "52000.00"}, True),
        ({"pay_max": "70000.00"}, True),
        ({"pay_min": "70000.00"}, False),
        ({"pay_min": "5000.00", "pay_max": "6000.00", "pay_period_id": "month"}, True),
        ({"pay_min": "6000.00", "pay_max": "7000.00", "pay_period_id": "month"}, False),
        ({"pay_min": "1.00", "pay_currency": "EUR"}, False),
    ],
)
def test_lower_pay_is_seen_over_periods(posting: Posting, new: dict[str, str], lower: bool) -> None:
    found = [one.text for one in hints_of_change(posting, material.as_if(posting, new), 0)]
    assert ("The pay goes down under an opening that is online." in found) is lower


def test_putting_it_online(desk: Client, waits: Revision, posting: Posting) -> None:
    answer = decide(desk, waits, revising.seen(posting, waits), decision="apply")
    posting.refresh_from_db()
    assert (answer.status_code, answer["Location"], posting.pay_min) == (
        302,
        reverse("moderation:queue") + "#messages",
        Decimal(52000),
    )
    page = desk.get(reverse("moderation:opening", args=[posting.pk])).content.decode()
    assert "put the change online" in page
    assert desk.get(reverse("moderation:trail")).status_code == 200


def test_refusing_needs_a_reason(desk: Client, waits: Revision, posting: Posting) -> None:
    seen = revising.seen(posting, waits)
    answer = decide(desk, waits, seen, decision="refuse", words="No.")
    assert (answer.status_code, "Choose at least one reason." in answer.content.decode()) == (422, True)
    assert decide(desk, waits, seen, decision="refuse", reasons=["pay_unclear"]).status_code == 302
    waits.refresh_from_db()
    assert (waits.status, waits.decision_reasons) == ("refused", ["pay_unclear"])


def test_a_change_that_was_edited_meanwhile_is_shown_anew(
    desk: Client, waits: Revision, posting: Posting, owner: User
) -> None:
    read = revising.seen(posting, waits)
    propose(posting, owner, pay_min=Decimal(41000))
    answer = decide(desk, waits, read, decision="apply")
    page = answer.content.decode()
    assert (
        answer.status_code,
        "$41,000" in page,
        "The hospital changed this while you read it." in page,
    ) == (409, True, True)
    posting.refresh_from_db()
    waits.refresh_from_db()
    assert (waits.status, posting.pay_min) == ("pending", Decimal(64000))
    again = decide(desk, waits, answer.context["seen"], decision="apply")
    posting.refresh_from_db()
    assert (again.status_code, posting.pay_min) == (302, Decimal(41000))


def test_a_late_colleague_reads_who_was_first(
    desk: Client, waits: Revision, posting: Posting, moderator: User, make_person: Any
) -> None:
    first = make_person("first@board.example", "Fia First")
    first.groups.set(moderator.groups.all())
    seen = revising.seen(posting, waits)
    revising.apply(waits, by=first)
    answer = decide(desk, waits, seen, decision="refuse", reasons=["other"], words="x")
    assert (answer.status_code, "Fia First" in answer.content.decode()) == (409, True)


def test_a_moderator_with_a_seat_there_only_reads(
    waits: Revision, posting: Posting, moderator: User, owner: User, client_of: ClientOf
) -> None:
    owner.groups.set(moderator.groups.all())
    client = client_of(owner)
    page = client.get(reverse("moderation:revision", args=[waits.pk])).content.decode()
    assert "Leave it for a colleague." in page
    assert decide(client, waits, revising.seen(posting, waits), decision="apply").status_code == 403


def test_a_change_of_an_ended_opening_cannot_be_decided(
    desk: Client, waits: Revision, posting: Posting, owner: User
) -> None:
    seen = revising.seen(posting, waits)
    lifecycle.close(posting, by=owner, outcome="cancelled")
    assert desk.get(reverse("moderation:revision", args=[waits.pk])).status_code == 200
    assert decide(desk, waits, seen, decision="apply").status_code == 409


@pytest.mark.parametrize("role", ["owner", "candidate", "admin_user"])
def test_nobody_else_finds_it(
    role: str, waits: Revision, posting: Posting, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(role))
    read = client.get(reverse("moderation:revision", args=[waits.pk]))
    sent = decide(client, waits, revising.seen(posting, waits), decision="apply")
    assert (read.status_code, sent.status_code) == (404, 404)


def test_a_stopped_hospitals_changes_do_not_wait(waits: Revision, hospital: Hospital) -> None:
    from django.utils import timezone

    Hospital.objects.filter(pk=hospital.pk).update(frozen_at=timezone.now())
    assert list(waiting.keys()) == []
