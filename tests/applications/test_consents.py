"""What a candidate allows with one application: given with it, shown, taken back, and how long it is kept for it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from applications import consents, endings, pool, sending
from applications.models import Application, Consent, ConsentKind
from applications.refusals import Refused
from core.models import Event
from hospitals.models import Hospital, Notice

Make = Callable[..., Any]
ALL = [kind.value for kind in ConsentKind]
DAY = timedelta(days=1)


@pytest.fixture
def sent(make_application: Make, candidate: User) -> Application:
    application: Application = make_application(status="draft", snapshot={})
    return sending.submit(application, by=candidate, allowed=ALL)


def standing(application: Application) -> list[str]:
    return sorted(
        Consent.objects.filter(application=application, revoked_at=None).values_list("kind", flat=True)
    )


def test_nothing_is_sent_without_the_yes_to_reading_it(make_application: Make, candidate: User) -> None:
    draft = make_application(status="draft", snapshot={})
    with pytest.raises(Refused):
        sending.submit(draft, by=candidate, allowed=[ConsentKind.KEEP])
    draft.refresh_from_db()
    assert (draft.status, Consent.objects.count()) == ("draft", 0)


def test_each_yes_keeps_its_moment_and_the_version_of_its_words(sent: Application) -> None:
    rows = {(c.kind, c.text_version, c.given_at, c.revoked_at) for c in Consent.objects.all()}
    assert rows == {(kind, 1, sent.submitted_at, None) for kind in ALL}


def test_a_candidate_takes_a_yes_back_and_the_hospital_is_told_at_once(
    sent: Application, candidate: User, owner: User, client_of: Callable[..., Client]
) -> None:
    there = f"/me/applications/{sent.pk}/consents/"
    workspace = f"/workspace/northlake/applications/{sent.pk}/"
    client, team = client_of(candidate), client_of(owner)
    before = team.get(workspace).content.decode()
    client.post(there, {"kind": "channels", "allow": "no"})
    client.post(there, {"kind": "channels", "allow": "no"})  # a second click
    assert standing(sent) == ["keep", "processing"]
    after = team.get(workspace).content.decode()
    assert (before.count("<dd>Yes</dd>"), after.count("<dd>Yes</dd>")) == (2, 1)
    assert Event.objects.filter(verb="consent_revoked", actor_id=candidate.pk).count() == 1
    assert Notice.objects.filter(user=owner, kind="withdrawal").count() == 1
    assert "You took this back on" in client.get(there).content.decode()
    client.post(there, {"kind": "channels", "allow": "yes"})
    assert standing(sent) == ["channels", "keep", "processing"]
    assert Consent.objects.filter(kind="channels").count() == 2  # the old yes and its end stay on record


def test_a_running_application_is_withdrawn_rather_than_left_unreadable(
    sent: Application, candidate: User, client_of: Callable[..., Client]
) -> None:
    page = client_of(candidate).post(
        f"/me/applications/{sent.pk}/consents/", {"kind": "processing", "allow": "no"}, follow=True
    )
    assert "Withdraw your application instead" in page.content.decode()
    assert "processing" in standing(sent)


def test_nobody_else_changes_what_a_candidate_allows(
    sent: Application, candidate2: User, client_of: Callable[..., Client]
) -> None:
    with pytest.raises(Refused):
        consents.revoke(sent, ConsentKind.KEEP, by=candidate2)
    answer = client_of(candidate2).post(
        f"/me/applications/{sent.pk}/consents/", {"kind": "keep", "allow": "no"}
    )
    assert (answer.status_code, standing(sent)) == (404, sorted(ALL))


@pytest.mark.parametrize(("country", "days", "kept"), [("NL", 28, 365), ("US", 365, 365)])
def test_the_hospitals_country_says_how_long_and_a_yes_makes_it_a_year(
    sent: Application, candidate: User, country: str, days: int, kept: int
) -> None:
    assert consents.kept_until(sent) is None
    Hospital.objects.update(country=country)
    ended = timezone.now()
    endings.withdraw(sent, by=candidate, reason="other", at=ended)
    sent = Application.objects.get()
    assert consents.kept_until(sent) == ended + kept * DAY
    consents.revoke(sent, ConsentKind.KEEP, by=candidate)
    assert consents.kept_until(sent) == ended + days * DAY
    pool.give(sent, by=candidate, at=ended + DAY)
    assert consents.kept_until(sent) == ended + 366 * DAY


def test_an_ended_application_goes_at_once_when_its_reading_is_not_allowed_any_more(
    sent: Application, candidate: User
) -> None:
    endings.withdraw(sent, by=candidate, reason="other")
    at = timezone.now() + DAY
    consents.revoke(Application.objects.get(), ConsentKind.PROCESSING, by=candidate, at=at)
    assert consents.kept_until(Application.objects.get()) == at


def test_a_draft_is_kept_ninety_days_after_its_last_change(make_application: Make) -> None:
    draft = make_application(status="draft", snapshot={})
    assert consents.kept_until(draft) == draft.changed_at + 90 * DAY


def test_a_yes_to_old_words_is_asked_anew(
    sent: Application, candidate: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(consents.TEXTS, ConsentKind.KEEP, (2, "New words of %(hospital)s"))
    assert [one.is_old for one in consents.of(sent)] == [False, True, False]
    consents.allow(sent, ConsentKind.KEEP, by=candidate)
    assert [one.is_old for one in consents.of(sent)] == [False, False, False]
