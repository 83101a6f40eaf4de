"""Proof by web domain: what a hospital puts there, what a look finds, and what happens when it is gone."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from core.models import Event, OutgoingMail
from core.workflow import NotAllowed, WrongState
from hospitals import lookups, proof, verification
from hospitals.domains import proves_nothing
from hospitals.models import DirectoryEntry, DomainProof, Hospital, Notice
from postings.models import Posting
from tests.hospitals.outside import Internet, internet

pytestmark = pytest.mark.django_db
PAGE = "/workspace/northlake/verification/"


@pytest.fixture
def net(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Internet]:
    with internet(tmp_path) as found:
        monkeypatch.setattr(lookups, "outside", found.way)
        found.has_site()
        yield found


@pytest.fixture
def claimed(hospital: Hospital) -> Hospital:
    """An unverified hospital whose web domain the directory knows."""
    hospital.entry = DirectoryEntry.objects.create(
        code="990001", name="Northlake", city="Tacoma", region="WA", kind="acute_care", words="",
        website="http://www.northlake.example/", imported_at=timezone.now(),
    )  # fmt: skip
    hospital.status, hospital.verified_at = "unverified", None
    hospital.save()
    return hospital


def look(hospital: Hospital, by: User, **when: Any) -> Hospital:
    """Ask, and let the worker do it."""
    proof.ask(hospital, by=by, **when)
    proof.look(DomainProof.objects.get(hospital=hospital).pk, **when)
    hospital.refresh_from_db()
    return hospital


def found() -> tuple[str, str]:
    row = DomainProof.objects.get()
    return row.dns, row.file


# ── Finding ──────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("name", ["northlake.example", "_corridor.northlake.example"])
def test_a_record_in_the_dns_of_a_known_domain_verifies_at_once(
    name: str, net: Internet, claimed: Hospital, owner: User
) -> None:
    net.records[(name, "TXT")] = ["v=spf1 -all", proof.code_of(claimed)]
    assert look(claimed, owner).status == "verified"
    assert (claimed.verified_how, found()) == ("dns", ("found", "missing"))
    assert OutgoingMail.objects.filter(kind="hospital_verified", user=owner).exists()


def test_a_file_on_the_website_of_a_known_domain_verifies_at_once(
    net: Internet, claimed: Hospital, owner: User
) -> None:
    net.serves(b"\r\n  " + proof.code_of(claimed).encode() + b"  \r\n")
    assert look(claimed, owner).status == "verified"
    assert (claimed.verified_how, found()) == ("file", ("missing", "found"))


def test_the_file_may_stand_under_www(net: Internet, claimed: Hospital, owner: User) -> None:
    net.records.clear()
    net.has_site("www.northlake.example")
    net.serves(proof.code_of(claimed).encode())
    assert look(claimed, owner).verified_how == "file"


@pytest.mark.parametrize("hint", ["", "http://another.example", "http://facebook.com/northlake"])
def test_a_domain_that_the_directory_does_not_know_only_goes_to_a_moderator(
    hint: str, net: Internet, claimed: Hospital, owner: User
) -> None:
    DirectoryEntry.objects.update(website=hint)
    net.serves(proof.code_of(claimed).encode())
    assert (look(claimed, owner).status, found()[1]) == ("pending", "found")
    assert Event.objects.get(verb="prove_domain").data == {"how": "file", "domain": "northlake.example"}


def test_the_code_of_another_hospital_proves_nothing(
    net: Internet, claimed: Hospital, hospital2: Hospital, owner: User
) -> None:
    net.serves(proof.code_of(hospital2).encode())
    assert (look(claimed, owner).status, found()) == ("unverified", ("missing", "wrong"))


@pytest.mark.parametrize(
    ("records", "dns"),
    [
        ({"northlake.example": ["corridor-verification=0123"]}, "wrong"),
        ({"northlake.example": ["corridor-verification=0123"], "_corridor.northlake.example": ["{code}"]}, "found"),
        ({"northlake.example": ['"corridor-verifica" "{rest}"']}, "found"),  # cut in two strings
        ({"northlake.example": ["v=spf1 -all"]}, "missing"),
    ],
)  # fmt: skip
def test_of_what_stands_in_the_dns_only_the_code_itself_counts(
    records: dict[str, list[str]], dns: str, net: Internet, claimed: Hospital, owner: User
) -> None:
    code = proof.code_of(claimed)
    for name, texts in records.items():
        net.records[(name, "TXT")] = [t.format(code=code, rest=code[17:]) for t in texts]
    assert look(claimed, owner).is_verified == (dns == "found")
    assert found() == (dns, "missing")


def test_the_record_may_stand_at_the_name_that_the_subdomain_stands_for(
    net: Internet, claimed: Hospital, owner: User
) -> None:
    """Some give `_corridor.` away to whoever keeps their records, with a CNAME."""
    net.records[("_corridor.northlake.example", "CNAME")] = ["northlake.records.example."]
    net.records[("northlake.records.example", "TXT")] = [proof.code_of(claimed)]
    assert (look(claimed, owner).verified_how, found()) == ("dns", ("found", "missing"))


def test_a_name_that_the_name_server_fails_at_hides_no_other(
    net: Internet, claimed: Hospital, owner: User
) -> None:
    net.records[("_corridor.northlake.example", "TXT")] = [proof.code_of(claimed)]
    net.cannot = "northlake.example"
    assert (look(claimed, owner).verified_how, found()) == ("dns", ("found", "failed"))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>not found</html>",
        b"not-corridor-verification",
        b"\xff\xfe\x00\x00",
        b"corridor-verification",
        b"x" * 9999,
    ],
)
def test_a_page_that_says_something_else_is_not_the_code(
    body: bytes, net: Internet, claimed: Hospital, owner: User
) -> None:
    net.serves(body)
    assert (look(claimed, owner).status, found()) == ("unverified", ("missing", "missing"))


def test_the_code_inside_a_longer_line_is_not_the_code(net: Internet, claimed: Hospital, owner: User) -> None:
    """A page that repeats what it was asked for must not prove anything."""
    net.serves(b"You asked for " + proof.code_of(claimed).encode() + b"0")
    assert look(claimed, owner).status == "unverified"


def test_when_nobody_answers_the_page_says_so(
    net: Internet,
    claimed: Hospital,
    owner: User,
    client_of: Callable[..., Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lookups, "DNS_SECONDS", 0.2)
    net.silent = True
    assert (look(claimed, owner).status, found()) == ("unverified", ("failed", "failed"))
    assert "We could not look there now" in client_of(owner).get(PAGE).content.decode()


def test_a_domain_that_changes_during_the_look_is_not_proven_by_it(
    net: Internet, claimed: Hospital, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def and_meanwhile(domain: str, wanted: str) -> str:
        Hospital.objects.filter(pk=claimed.pk).update(web_domain="mayo.example")
        return "found"

    monkeypatch.setattr(proof, "in_file", and_meanwhile)
    assert (look(claimed, owner).status, found()) == ("unverified", ("", ""))


def test_who_is_no_owner_any_more_when_it_is_found_verifies_nothing(
    net: Internet, claimed: Hospital, owner: User, make_person: Any
) -> None:
    from hospitals.models import Seat

    Seat.objects.create(hospital=claimed, user=make_person("b@northlake.example", "B"), role="owner")
    net.serves(proof.code_of(claimed).encode())
    proof.ask(claimed, by=owner)
    Seat.objects.filter(user=owner).update(left_at=timezone.now())
    proof.look(DomainProof.objects.get().pk)
    claimed.refresh_from_db()
    assert claimed.status == "unverified"


def test_of_two_claims_of_one_hospital_the_second_is_told(
    net: Internet, claimed: Hospital, hospital2: Hospital, owner: User, client_of: Callable[..., Client]
) -> None:
    Hospital.objects.filter(pk=hospital2.pk).update(entry=claimed.entry)
    net.serves(proof.code_of(claimed).encode())
    assert look(claimed, owner).status == "unverified"
    assert "ask its owner to invite you" in client_of(owner).get(PAGE).content.decode()


# ── Asking ───────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("role", ["recruiter", "reviewer", "host", "owner2", "candidate", "moderator"])
def test_only_an_owner_asks(role: str, claimed: Hospital, request: pytest.FixtureRequest) -> None:
    with pytest.raises(NotAllowed):
        proof.ask(claimed, by=request.getfixturevalue(role))
    assert not DomainProof.objects.exists()


def test_one_look_at_a_time_and_six_an_hour(net: Internet, claimed: Hospital, owner: User) -> None:
    now = timezone.now()
    proof.ask(claimed, by=owner, at=now)
    with pytest.raises(proof.TooManyLooks):
        proof.ask(claimed, by=owner, at=now + timedelta(minutes=4))
    for n in range(1, 6):
        proof.ask(claimed, by=owner, at=now + timedelta(minutes=6 * n))
    with pytest.raises(proof.TooManyLooks):
        proof.ask(claimed, by=owner, at=now + timedelta(minutes=40))
    proof.ask(claimed, by=owner, at=now + timedelta(minutes=61))
    assert DBTaskResult.objects.filter(task_path="hospitals.tasks.look_for_proof").count() == 7


def test_a_hospital_verified_by_a_mailbox_is_not_looked_at(hospital: Hospital, owner: User) -> None:
    Hospital.objects.update(verified_how="mailbox")
    with pytest.raises(WrongState):
        proof.ask(hospital, by=owner)


@pytest.mark.parametrize(
    "domain", ["", "gmail.com", "mailinator.com", "sub.yopmail.com", "ziggo.nl", "10.0.0.1", "nl"]
)
def test_a_domain_that_anyone_can_have_is_not_looked_at(domain: str, claimed: Hospital, owner: User) -> None:
    Hospital.objects.update(web_domain=domain)
    assert proves_nothing(domain)
    with pytest.raises(proof.NoDomain):
        proof.ask(claimed, by=owner)


def test_the_owner_presses_and_sees_what_was_found(
    net: Internet, claimed: Hospital, owner: User, client_of: Callable[..., Client]
) -> None:
    browser = client_of(owner)
    code = proof.code_of(claimed)
    assert code in browser.get(PAGE).content.decode()
    assert not DomainProof.objects.exists()  # a look at the page keeps nothing
    assert browser.post(PAGE, {"do": "look"})["Location"] == PAGE + "#proof"
    waiting = browser.get(PAGE).content.decode()
    assert "We are looking" in waiting and code in waiting
    part = browser.get(PAGE, headers={"HX-Request": "true"})
    assert "We are looking" in part.content.decode() and "<h1" not in part.content.decode()
    assert proof.code_of(claimed) == code  # the code that was shown is the one that is looked for
    proof.look(DomainProof.objects.get().pk)
    assert browser.get(PAGE, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "Not found yet" in browser.get(PAGE).content.decode()


# ── What was there must stay there ───────────────────────────────────────────────────────────────────
@pytest.fixture
def proven(net: Internet, claimed: Hospital, owner: User) -> Hospital:
    net.serves(proof.code_of(claimed).encode())
    return look(claimed, owner)


def board_looks(hospital: Hospital, at: Any) -> Hospital:
    """As the worker does when a look is due."""
    if proof.look_again(at):
        proof.look(DomainProof.objects.get().pk, at=at)
    hospital.refresh_from_db()
    return hospital


def test_it_is_looked_for_again_after_a_month(net: Internet, proven: Hospital) -> None:
    start = proven.verified_at
    assert start is not None
    assert proof.look_again(start + timedelta(days=29)) == 0
    board_looks(proven, start + timedelta(days=31))
    row = DomainProof.objects.get()
    assert (row.failures, row.next_look_at) == (0, start + timedelta(days=61))


def test_three_misses_in_two_weeks_bring_a_moderator_and_take_nothing_offline(
    net: Internet, proven: Hospital, owner: User, moderator: User, make_posting: Any
) -> None:
    make_posting()
    net.files.clear()
    start = timezone.now() + timedelta(days=31)
    states = [board_looks(proven, start + timedelta(days=days)).doubted_at for days in (0, 1, 7, 13)]
    assert states == [None] * 4
    assert not Notice.objects.filter(kind="hospital", words__startswith="We cannot").exists()
    board_looks(proven, start + timedelta(days=14))
    assert (proven.status, proven.doubted_at) == ("verified", start + timedelta(days=14))
    assert Posting.objects.live().count() == 1
    assert list(Hospital.objects.waiting()) == [proven]
    told = OutgoingMail.objects.filter(kind__startswith="hospital_doubted").values_list("to", "kind")
    assert sorted(told) == [
        (owner.email, "hospital_doubted"),
        (moderator.email, "hospital_doubted_waits"),
    ]
    board_looks(proven, start + timedelta(days=21))
    assert OutgoingMail.objects.filter(kind="hospital_doubted").count() == 1  # said once


def test_an_owner_who_presses_often_makes_no_misses(net: Internet, proven: Hospital, owner: User) -> None:
    net.files.clear()
    now = timezone.now()
    for n in range(1, 5):
        look(proven, owner, at=now + timedelta(days=n))
    assert DomainProof.objects.get().failures == 0


def test_two_workers_count_one_miss(net: Internet, proven: Hospital) -> None:
    net.files.clear()
    at, pk = timezone.now() + timedelta(days=31), DomainProof.objects.get().pk
    proof.look(pk, at=at)
    proof.look(pk, at=at)
    assert DomainProof.objects.get().failures == 1


@pytest.fixture
def doubted(net: Internet, proven: Hospital) -> Hospital:
    net.files.clear()
    for days in (31, 38, 45):
        board_looks(proven, timezone.now() + timedelta(days=days))
    assert proven.doubted_at
    return proven


def test_putting_it_back_ends_the_doubt(
    net: Internet, doubted: Hospital, owner: User, client_of: Callable[..., Client]
) -> None:
    assert "We cannot find your proof any more" in client_of(owner).get(PAGE).content.decode()
    net.serves(proof.code_of(doubted).encode())
    assert look(doubted, owner).doubted_at is None
    assert not Hospital.objects.waiting().exists()
    assert DomainProof.objects.get().failures == 0


@pytest.mark.parametrize(
    ("decision", "status", "how"), [("verify", "verified", "moderator"), ("refuse", "refused", "file")]
)
def test_a_moderator_decides_about_a_doubt(
    decision: str, status: str, how: str, doubted: Hospital, moderator: User, owner: User, client_of: Callable[..., Client],
    settings: Any,
) -> None:  # fmt: skip
    settings.SECOND_FACTOR_WAIVED = True
    url, browser = reverse("moderation:hospital", args=[doubted.pk]), client_of(moderator)
    assert "has not been found on its website" in browser.get(url).content.decode()
    sent = {"decision": decision, "reasons": ["no_proof"], "words": "Call us."}
    assert browser.post(url, sent).status_code == 302
    doubted.refresh_from_db()
    assert (doubted.status, doubted.verified_how, doubted.doubted_at) == (status, how, None)
    assert not Hospital.objects.waiting().exists()
    assert proof.look_again(timezone.now() + timedelta(days=400)) == 0


def test_nobody_but_a_moderator_and_the_board_touches_a_doubt(
    doubted: Hospital, owner: User, candidate: User
) -> None:
    for person in (owner, candidate):
        with pytest.raises(NotAllowed):
            verification.keep(doubted, by=person)
        with pytest.raises(NotAllowed):
            verification.revoke(doubted, by=person, reasons=["other"], words="x")


def test_a_hospital_without_a_doubt_is_neither_kept_nor_revoked(hospital: Hospital, moderator: User) -> None:
    for verb in (
        lambda: verification.keep(hospital, by=moderator),
        lambda: verification.revoke(hospital, by=moderator, reasons=["other"], words="x"),
        lambda: verification.trust(hospital),
    ):
        with pytest.raises(WrongState):
            verb()
    hospital.refresh_from_db()
    assert hospital.status == "verified"
