"""Web domains that may not speak for a hospital."""

import pytest
from django.core.exceptions import PermissionDenied

from core.models import Event
from core.workflow import WrongState
from hospitals import banning, mailbox, proof
from hospitals.forms.team import InviteForm
from hospitals.forms.verification import MailboxForm
from hospitals.forms.website import OwnWebsiteField
from hospitals.models import BannedDomain, Hospital
from moderation.hints.of_posting import hints


@pytest.fixture
def banned(moderator):
    return banning.ban("https://www.fake-jobs.example/apply", reason="Asks for money.", by=moderator)


@pytest.mark.parametrize(
    "text",
    [
        "fake-jobs.example",
        "HTTPS://WWW.Fake-Jobs.example/x",
        "hr.northlake.fake-jobs.example",
        "someone@mail.fake-jobs.example",
        "fake-jobs.example.",
    ],
)
def test_a_ban_holds_for_the_domain_and_everything_below_it(text, banned):
    assert banning.is_banned(text)


@pytest.mark.parametrize(
    "text", ["notfake-jobs.example", "fake-jobs.example.org", "jobs.example", "", "http://[", "@", "a..b"]
)
def test_other_addresses_are_not_touched(text, banned):
    assert not banning.is_banned(text)


def test_both_spellings_of_a_domain_with_other_letters_are_one(moderator):
    row = banning.ban("ziekenhüis.example", reason="Fake.", by=moderator)
    assert row.domain == "xn--ziekenhis-w9a.example"
    assert banning.is_banned("werk@xn--ziekenhis-w9a.example") and banning.is_banned("www.ZIEKENHÜIS.example")


@pytest.mark.parametrize("text", ["com", "", "hospital", "nl", "co.uk", "not a domain"])
def test_half_of_the_world_is_not_banned_by_a_slip(text, moderator):
    with pytest.raises(banning.NotADomain):
        banning.ban(text, reason="Oops", by=moderator)


def test_only_moderators_ban_and_lift_and_each_is_in_the_trail_once(moderator, owner, banned):
    with pytest.raises(PermissionDenied):
        banning.ban("other.example", reason="Rival", by=owner)
    assert banning.ban("fake-jobs.example", reason="Again", by=moderator) == banned
    with pytest.raises(PermissionDenied):
        banning.lift(banned, by=owner)
    banning.lift(banned, by=moderator)
    with pytest.raises(WrongState):
        banning.lift(banned, by=moderator)
    assert not banning.is_banned("fake-jobs.example")
    banning.ban("fake-jobs.example", reason="It was right", by=moderator)
    assert [(e.verb, e.words) for e in Event.objects.order_by("id")] == [
        ("ban", "Asks for money."),
        ("lift_ban", ""),
        ("ban", "It was right"),
    ]
    assert BannedDomain.objects.count() == 2


def test_every_door_says_the_same_kind_words_and_never_the_reason(banned, client_of, owner, hospital):
    words = str(banning.KINDLY)
    invited = InviteForm({"email": "x@fake-jobs.example", "role": "reviewer"})
    coded = MailboxForm({"email": "x@fake-jobs.example"}, domain="fake-jobs.example")
    assert [invited.errors["email"], coded.errors["email"]] == [[words], [words]]
    with pytest.raises(Exception, match="We do not take addresses"):
        OwnWebsiteField().clean("fake-jobs.example")
    page = client_of(owner).post(
        "/hospitals/start/new/", {"name": "X", "website": "https://fake-jobs.example"}
    )
    assert words.replace("’", "’") in page.content.decode() and "Asks for money" not in page.content.decode()
    answer = client_of(owner).post(
        f"/workspace/{hospital.slug}/team/", {"email": "x@fake-jobs.example", "role": "reviewer"}
    )
    assert words in answer.content.decode()


def test_a_banned_domain_proves_nothing(banned, hospital, owner):
    Hospital.objects.update(web_domain="fake-jobs.example", status="unverified")
    hospital.refresh_from_db()
    assert not mailbox.known_domain(hospital)
    with pytest.raises(proof.Banned):
        proof.ask(hospital, by=owner)


def test_an_opening_that_leads_there_is_a_hint_with_the_words(banned, make_posting):
    posting = make_posting(description="Write to cv@fake-jobs.example now.")
    found = [hint for hint in hints(posting) if hint.code == "banned_domain"]
    assert [word.text for hint in found for word in hint.found] == ["cv@fake-jobs.example"]
    clean = make_posting(description="Write to cv@real-jobs.example now.")
    assert "banned_domain" not in [hint.code for hint in hints(clean)]


def test_who_has_the_domain_already_is_found_and_left_alone(banned, hospital, hospital2):
    Hospital.objects.filter(pk=hospital.pk).update(web_domain="care.fake-jobs.example")
    assert list(banning.hospitals_at("fake-jobs.example")) == [hospital]
    hospital.refresh_from_db()
    assert hospital.is_verified
