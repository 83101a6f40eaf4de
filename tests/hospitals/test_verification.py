"""Every arrow of a hospital's life, from every status, drawn by everyone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from core.models import Event, OutgoingMail
from core.workflow import NotAllowed, WrongState
from hospitals import verification
from hospitals.models import DirectoryEntry, Hospital, Seat
from hospitals.verification import AlreadyVerified

pytestmark = pytest.mark.django_db
STATUSES = ["unverified", "pending", "verified", "refused"]
VERBS: dict[str, tuple[Callable[..., None], dict[str, Any], set[str], str, set[str]]] = {
    # verb: how it is called, from where, to where, by whom
    "ask": (verification.ask, {"words": "Call the desk."}, {"unverified", "refused"}, "pending", {"owner"}),
    "confirm": (
        verification.confirm, {"domain": "northlake.example"}, {"unverified", "pending", "refused"}, "verified", {"owner"},
    ),
    "verify": (verification.verify, {}, {"pending"}, "verified", {"moderator"}),
    "refuse": (verification.refuse, {"reasons": ["no_proof"], "words": "Who?"}, {"pending"}, "refused", {"moderator"}),
}  # fmt: skip
ROLES = ["owner", "recruiter", "reviewer", "host", "owner2", "candidate", "moderator", "admin_user"]


def at(hospital: Hospital, status: str) -> Hospital:
    now = timezone.now()
    Hospital.objects.filter(pk=hospital.pk).update(status=status, asked_at=now, verified_at=now)
    hospital.refresh_from_db()
    return hospital


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("verb", VERBS)
def test_an_arrow_is_drawn_only_from_its_start_and_only_by_whom_the_table_names(
    verb, role, hospital, request
):
    call, words, sources, target, drawers = VERBS[verb]
    person = request.getfixturevalue(role)
    for status in STATUSES:
        at(hospital, status)
        events = Event.objects.filter(verb=verb).count()
        if role not in drawers:
            with pytest.raises(NotAllowed):
                call(hospital, by=person, **words)
        elif status not in sources:
            with pytest.raises(WrongState):
                call(hospital, by=person, **words)
        else:
            call(hospital, by=person, **words)
            assert hospital.status == target
            assert Event.objects.filter(verb=verb, actor_id=person.pk).count() == events + 1
            continue
        hospital.refresh_from_db()
        assert (hospital.status, Event.objects.filter(verb=verb).count()) == (status, events)


@pytest.mark.parametrize("verb", ["verify", "refuse"])
def test_a_moderator_does_not_decide_about_a_hospital_of_their_own(verb, hospital, moderator):
    Seat.objects.create(hospital=at(hospital, "pending"), user=moderator, role="host")
    with pytest.raises(NotAllowed):
        VERBS[verb][0](hospital, by=moderator, **VERBS[verb][1])


def test_moderators_hear_that_a_hospital_waits_and_owners_what_was_decided(hospital, owner, moderator):
    verification.ask(at(hospital, "unverified"), by=owner, words="Call the desk.")
    verification.refuse(hospital, by=moderator, reasons=["no_proof"], words="Who are you?")
    verification.ask(hospital, by=owner, words="See the team page.")
    verification.verify(hospital, by=moderator)
    assert list(OutgoingMail.objects.order_by("id").values_list("kind", "to")) == [
        ("hospital_waits", "mo@board.example"),
        ("hospital_refused", "ines@northlake.example"),
        ("hospital_waits", "mo@board.example"),
        ("hospital_verified", "ines@northlake.example"),
    ]
    refusal = OutgoingMail.objects.get(kind="hospital_refused").text
    assert "We cannot see that you work there" in refusal
    assert "Who are you?" in refusal
    assert (hospital.verified_how, hospital.claim_note) == ("moderator", "See the team page.")


def test_only_one_claim_of_an_entry_can_be_verified(hospital, hospital2, moderator):
    entry = DirectoryEntry.objects.create(
        code="990001",
        name="Northlake",
        city="Tacoma",
        region="WA",
        kind="acute_care",
        words="",
        imported_at=timezone.now(),
    )
    Hospital.objects.update(entry=None)
    Hospital.objects.filter(pk=hospital.pk).update(entry=entry)
    Hospital.objects.filter(pk=hospital2.pk).update(entry=entry, status="pending", asked_at=timezone.now())
    with pytest.raises(AlreadyVerified):
        verification.verify(hospital2, by=moderator)
    assert Hospital.objects.get(pk=hospital2.pk).status == "pending"


def test_upper_floors_hear_of_a_verified_hospital_inside_the_transaction(hospital, moderator, monkeypatch):
    told: list[str] = []

    def refuse_to_go_on(row: Hospital, when: Any) -> None:
        told.append(row.slug)
        raise RuntimeError

    monkeypatch.setattr(verification, "when_verified", [refuse_to_go_on])
    with pytest.raises(RuntimeError):
        verification.verify(at(hospital, "pending"), by=moderator)
    hospital.refresh_from_db()
    assert (told, hospital.status, Event.objects.filter(verb="verify").count()) == (
        ["northlake"],
        "pending",
        0,
    )


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("status", STATUSES)
def test_freezing_and_unfreezing_belong_to_moderators(role, status, hospital, request):
    person = request.getfixturevalue(role)
    at(hospital, status)
    if role != "moderator":
        with pytest.raises(NotAllowed):
            verification.freeze(hospital, by=person, words="Fraud?")
        return
    verification.freeze(hospital, by=person, words="Fraud?")
    with pytest.raises(WrongState):
        verification.freeze(hospital, by=person, words="Again")
    assert Hospital.objects.get(pk=hospital.pk).frozen_at == hospital.frozen_at is not None
    verification.unfreeze(hospital, by=person, words="It was not.")
    assert Hospital.objects.get(pk=hospital.pk).frozen_at is None
    trail = list(Event.objects.order_by("id").values_list("verb", "words"))
    assert trail == [("freeze", "Fraud?"), ("unfreeze", "It was not.")]
