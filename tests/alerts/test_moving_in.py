"""What a visitor kept belongs to the account of whoever proves that the mailbox is theirs."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress

from accounts.models import User
from alerts import keeping
from alerts.models import Alert

pytestmark = pytest.mark.django_db


def visitors_alert(email: str, query: str = "q=video", *, confirmed: bool = True) -> Alert:
    alert = Alert(query=query, email=email, language="nl", time_zone="Europe/Amsterdam")
    keeping.ask(alert, by=None)
    if confirmed:
        keeping.confirm(alert, by=None)
    return alert


def test_what_a_visitor_kept_is_in_the_account_that_they_sign_in_to(
    client_of: Any, candidate: User, candidate2: User
) -> None:
    kept, waits = visitors_alert(candidate.email), visitors_alert(candidate.email, "q=tram", confirmed=False)
    assert "video" not in client_of(candidate2).get("/me/alerts/").content.decode()

    page = client_of(candidate).get("/me/alerts/").content.decode()

    assert "video" in page
    assert "tram" not in page
    kept.refresh_from_db()
    waits.refresh_from_db()
    assert (kept.user, kept.email, kept.status, kept.language) == (candidate, "", "active", "nl")
    assert (waits.user, waits.email) == (None, candidate.email)


def test_one_search_kept_twice_is_one_alert_after_signing_in(client_of: Any, candidate: User) -> None:
    own = keeping.ask(Alert(query="q=video", language="en", time_zone="America/New_York"), by=candidate)
    twin = visitors_alert(candidate.email)

    client_of(candidate)

    assert list(Alert.objects.kept()) == [own]
    twin.refresh_from_db()
    assert (twin.status, twin.user) == ("ended", None)


def test_an_address_that_nobody_proved_gets_no_alerts_of_its_owner(client_of: Any, candidate: User) -> None:
    kept = visitors_alert(candidate.email)
    EmailAddress.objects.update(verified=False)

    client_of(candidate)

    kept.refresh_from_db()
    assert kept.user is None
