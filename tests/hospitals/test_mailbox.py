"""Proof by mailbox: where codes go, how often, and what a code proves."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import OutgoingMail
from core.workflow import NotAllowed, WrongState
from hospitals import mailbox
from hospitals.domains import domain_of, proves_nothing
from hospitals.mailbox import Answer
from hospitals.models import DirectoryEntry, Hospital, MailboxCode

pytestmark = pytest.mark.django_db
AT_WORK = "ines@northlake.example"


@pytest.fixture
def claimed(hospital):
    """An unverified hospital whose web domain the directory knows."""
    hospital.entry = DirectoryEntry.objects.create(
        code="990001", name="Northlake", city="Tacoma", region="WA", kind="acute_care", words="",
        website="http://www.northlake.example/", imported_at=timezone.now(),
    )  # fmt: skip
    hospital.status = "unverified"
    hospital.save()
    return hospital


def digits() -> str:
    return re.findall(r"\b\d{6}\b", OutgoingMail.objects.filter(kind="hospital_code").latest("id").text)[0]


def wrong() -> str:
    return f"{(int(digits()) + 1) % 10**6:06d}"


def test_a_code_from_the_known_domain_verifies_at_once(claimed, owner):
    mailbox.send_code(claimed, email="Press@News.Northlake.example", by=owner)
    mail = OutgoingMail.objects.get(kind="hospital_code")
    assert (mail.to, mail.user) == ("press@news.northlake.example", None)
    assert mailbox.try_code(claimed, digits(), by=owner) is Answer.VERIFIED
    claimed.refresh_from_db()
    assert (claimed.status, claimed.verified_how) == ("verified", "mailbox")
    assert claimed.proven_mailbox == "press@news.northlake.example"


@pytest.mark.parametrize("hint", ["", "http://www.another.example", "http://facebook.com/northlake"])
def test_a_code_from_a_domain_nobody_knows_only_goes_to_the_moderator(hint, claimed, owner):
    DirectoryEntry.objects.update(website=hint)
    mailbox.send_code(claimed, email=AT_WORK, by=owner)
    assert mailbox.try_code(claimed, digits(), by=owner) is Answer.ASKED
    claimed.refresh_from_db()
    assert (claimed.status, claimed.proven_mailbox) == ("pending", AT_WORK)


def test_without_a_directory_entry_a_moderator_decides(hospital, owner):
    Hospital.objects.update(status="unverified")
    mailbox.send_code(hospital, email=AT_WORK, by=owner)
    assert mailbox.try_code(hospital, digits(), by=owner) is Answer.ASKED


def test_a_domain_changed_after_the_code_left_is_not_proven_by_it(claimed, owner):
    mailbox.send_code(claimed, email=AT_WORK, by=owner)
    Hospital.objects.update(web_domain="mayo.example")
    assert mailbox.try_code(claimed, digits(), by=owner) is Answer.EXPIRED
    claimed.refresh_from_db()
    assert claimed.status == "unverified"


@pytest.mark.parametrize(
    "email",
    ["ines@gmail.com", "ines@evilnorthlake.example", "ines@northlake.example.evil.example", "ines@example"],
)
def test_codes_go_to_the_hospitals_own_domain_only(email, claimed, owner):
    with pytest.raises(mailbox.NotThisMailbox):
        mailbox.send_code(claimed, email=email, by=owner)
    assert not OutgoingMail.objects.exists()


def test_five_wrong_tries_end_a_code_even_for_the_right_one(claimed, owner):
    mailbox.send_code(claimed, email=AT_WORK, by=owner)
    answers = [mailbox.try_code(claimed, wrong(), by=owner) for _ in range(5)]
    assert answers == [Answer.WRONG] * 4 + [Answer.TOO_MANY_TRIES]
    assert mailbox.try_code(claimed, digits(), by=owner) is Answer.TOO_MANY_TRIES
    claimed.refresh_from_db()
    assert claimed.status == "unverified"


def test_a_code_ends_after_half_an_hour_and_with_the_next_one(claimed, owner):
    now = timezone.now()
    mailbox.send_code(claimed, email=AT_WORK, by=owner, at=now)
    first = digits()
    assert mailbox.try_code(claimed, first, by=owner, at=now + timedelta(minutes=31)) is Answer.EXPIRED
    mailbox.send_code(claimed, email=AT_WORK, by=owner, at=now + timedelta(minutes=1))
    if first != digits():
        assert mailbox.try_code(claimed, first, by=owner, at=now + timedelta(minutes=2)) is Answer.WRONG
    assert mailbox.try_code(claimed, digits(), by=owner, at=now + timedelta(minutes=2)) is Answer.VERIFIED


def test_a_sixth_code_in_a_day_is_refused(claimed, owner):
    for _ in range(5):
        mailbox.send_code(claimed, email=AT_WORK, by=owner)
    with pytest.raises(mailbox.TooManyCodes):
        mailbox.send_code(claimed, email=AT_WORK, by=owner)


@pytest.mark.parametrize("role", ["recruiter", "reviewer", "host", "owner2", "candidate", "moderator"])
def test_only_an_owner_asks_for_a_code(role, claimed, request):
    with pytest.raises(NotAllowed):
        mailbox.send_code(claimed, email=AT_WORK, by=request.getfixturevalue(role))


def test_a_verified_hospital_gets_no_code(hospital, owner):
    with pytest.raises(WrongState):
        mailbox.send_code(hospital, email=AT_WORK, by=owner)


def test_the_table_holds_no_code(claimed, owner):
    code = mailbox.send_code(claimed, email=AT_WORK, by=owner)
    assert digits() not in code.code_hash
    assert len(code.code_hash) == 64


def test_a_wrong_code_is_told_beside_the_field_and_kept(claimed, owner, client_of):
    mailbox.send_code(claimed, email=AT_WORK, by=owner)
    url = reverse("hospitals:verification", args=[claimed.slug])
    answer = client_of(owner).post(url, {"do": "answer", "c-code": wrong()})
    assert answer.status_code == 200
    assert answer.context["answer"].errors == {"code": ["This is not the code. Look at the newest mail."]}
    assert wrong() in answer.content.decode()
    assert MailboxCode.objects.get().tries == 1
    assert client_of(owner).post(url, {"do": "answer", "c-code": digits()}, follow=True).status_code == 200
    claimed.refresh_from_db()
    assert claimed.is_verified


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.Northlake.example/about", "northlake.example"),
        ("northlake.example", "northlake.example"),
        ("http://northlake.example:8080", "northlake.example"),
        ("", ""),
        ("http://[bad", ""),
    ],
)
def test_the_domain_of_a_website_is_its_host_without_www(url, domain):
    assert domain_of(url) == domain


@pytest.mark.parametrize(
    "domain", ["gmail.com", "mail.gmail.com", "co.uk", "com", "localhost", "10.0.0.1", "x.github.io", ""]
)
def test_a_domain_that_anyone_can_have_proves_nothing(domain):
    assert proves_nothing(domain)
