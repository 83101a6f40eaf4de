"""The team's side of a change: the form, what it says, and what other people may not do."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from core.vocabulary import vocabulary
from hospitals.models import Hospital
from postings import revising
from postings.models import Posting, Revision

ClientOf = Callable[[User | None], Client]


def address(posting: Posting, page: str = "workspace_revision") -> str:
    return reverse(f"postings:{page}", args=[posting.hospital.slug, posting.pk])


def filled(client: Client, posting: Posting, query: str = "", **changes: Any) -> dict[str, Any]:
    """What the browser would send from the page as it is, with some answers changed."""
    page = client.get(address(posting) + query)
    form = page.context["form"]
    data: dict[str, Any] = {"seen": page.context["seen"], "base-job": page.context["bases"]}
    for name in form.fields:
        value = form[name].value()
        if name == "skills":
            data |= {f"skill-{pk}": choice for pk, choice in value.items()}
        elif name != "more_places" and value not in (None, "", False):
            data[name] = value
    return data | changes


@pytest.fixture
def browser(owner: User, client_of: ClientOf) -> Client:
    return client_of(owner)


def now(posting: Posting) -> Posting:
    return Posting.objects.get(pk=posting.pk)


def test_the_button_is_on_the_page_of_a_live_opening(browser: Client, posting: Posting) -> None:
    page = browser.get(address(posting, "workspace_detail")).content.decode()
    assert address(posting) in page
    assert browser.get(address(posting)).status_code == 200


def test_sending_the_form_as_it_is_changes_nothing(browser: Client, posting: Posting) -> None:
    answer = browser.post(address(posting), filled(browser, posting), follow=True)
    assert answer.status_code == 200
    assert (Revision.objects.count(), now(posting).version) == (0, posting.version)


def test_a_material_change_waits_and_is_shown_to_the_team(
    browser: Client, posting: Posting, reviewer: User, client_of: ClientOf
) -> None:
    answer = browser.post(
        address(posting), filled(browser, posting, title="Head of social", city="Seattle"), follow=True
    )
    page = answer.content.decode()
    revision = Revision.objects.get()
    assert (now(posting).title, sorted(revision.changes)) == ("Social media manager", ["places", "title"])
    assert "Sent. The old text stays online until we have read your change." in page
    assert "Your change is being checked" in page
    assert "Seattle" in page
    seen_by_reviewer = client_of(reviewer).get(address(posting, "workspace_detail")).content.decode()
    assert "Your change is being checked" in seen_by_reviewer
    assert address(posting, "workspace_revision_withdrawal") not in seen_by_reviewer


def test_the_form_begins_with_what_waits(browser: Client, posting: Posting) -> None:
    browser.post(address(posting), filled(browser, posting, title="Head of social", city="Seattle"))
    form = browser.get(address(posting)).context["form"]
    assert (form["title"].value(), form["city"].value()) == ("Head of social", "Seattle")
    browser.post(address(posting), filled(browser, posting, pay_min="60,000"))
    revision = Revision.objects.get()
    assert (revision.version, sorted(revision.changes)) == (2, ["pay_min", "places", "title"])


def test_a_remark_is_online_at_once(browser: Client, posting: Posting) -> None:
    answer = browser.post(address(posting), filled(browser, posting, pay_note="A bicycle"), follow=True)
    assert "Saved. It is online now." in answer.content.decode()
    assert (now(posting).pay_note, Revision.objects.count()) == ("A bicycle", 0)


def test_what_is_online_may_not_lose_what_it_needs(browser: Client, posting: Posting) -> None:
    answer = browser.post(address(posting), filled(browser, posting, description="", city=""))
    page = answer.content.decode()
    assert (answer.status_code, Revision.objects.count()) == (422, 0)
    assert "Describe the work." in page
    assert "Say in which city the work is done." in page


def test_a_colleague_is_not_written_over(
    browser: Client, posting: Posting, recruiter: User, client_of: ClientOf
) -> None:
    mine = filled(browser, posting, title="Mine")
    other = client_of(recruiter)
    other.post(address(posting), filled(other, posting, title="Theirs"))
    answer = browser.post(address(posting), mine)
    page = answer.content.decode()
    assert (answer.status_code, Revision.objects.get().changes["title"]) == (409, "Theirs")
    assert 'value="Mine"' in page
    assert "Theirs" in page
    mine["seen"] = answer.context["seen"]
    browser.post(address(posting), mine)
    assert Revision.objects.get().changes["title"] == "Mine"


def test_what_only_a_colleague_changed_stays_when_mine_is_sent_again(
    browser: Client, posting: Posting, recruiter: User, client_of: ClientOf
) -> None:
    mine, other = filled(browser, posting, title="Mine"), client_of(recruiter)
    other.post(address(posting), filled(other, posting, description="Theirs", pay_note="Courses"))
    answer = browser.post(address(posting), mine)
    shown = answer.context["form"]
    again = mine | {name: shown[name].value() for name in ("title", "description", "pay_note")}
    again |= {"seen": answer.context["seen"], "base-job": answer.context["bases"]}
    assert browser.post(address(posting), again).status_code == 302
    assert Revision.objects.get().changes == {"title": "Mine", "description": "Theirs"}
    assert now(posting).pay_note == "Courses"


def test_the_order_of_ticked_boxes_is_no_change(browser: Client, posting: Posting) -> None:
    known = sorted(vocabulary().channels)[:3]
    Posting.objects.filter(pk=posting.pk).update(channels=known[::-1], laws=["hipaa", "avg"])
    typed: dict[str, Any] = {"channels": known, "laws": ["avg", "hipaa"], "supervisor": "Ines"}
    browser.post(address(posting), filled(browser, posting, **typed))
    assert (Revision.objects.count(), now(posting).supervisor) == (0, "Ines")


def test_the_line_ends_of_a_browser_are_no_change(browser: Client, posting: Posting) -> None:
    Posting.objects.filter(pk=posting.pk).update(description="One\n\nTwo", pay_note="Three\r\nFour")
    typed: dict[str, Any] = {
        "description": "One\r\n\r\nTwo",
        "pay_note": "Three\r\nFour",
        "supervisor": "Ines",
    }
    browser.post(address(posting), filled(browser, posting, **typed))
    assert (Revision.objects.count(), now(posting).supervisor) == (0, "Ines")
    browser.post(address(posting), filled(browser, posting, **typed | {"description": "One\r\n\r\nThree"}))
    assert Revision.objects.get().changes == {"description": "One\n\nThree"}


def test_a_refused_change_is_mended_not_typed_again(
    browser: Client, posting: Posting, moderator: User
) -> None:
    browser.post(address(posting), filled(browser, posting, title="Young talent"))
    refused = Revision.objects.get()
    revising.refuse(refused, by=moderator, reasons=["discriminating_words"], words="Say what the work is.")
    page = browser.get(address(posting, "workspace_detail")).content.decode()
    assert "Your change was refused" in page
    assert "Say what the work is." in page
    assert f"?again={refused.pk}" in page
    data = filled(browser, posting, f"?again={refused.pk}")
    assert data["title"] == "Young talent"
    for wrong in ("?again=x", "?again=" + "9" * 40, "?again=0"):
        assert filled(browser, posting, wrong)["title"] == posting.title


def test_taking_it_back(browser: Client, posting: Posting) -> None:
    browser.post(address(posting), filled(browser, posting, title="Mine"))
    browser.post(address(posting, "workspace_revision_withdrawal"))
    assert Revision.objects.get().status == "withdrawn"
    assert browser.post(address(posting, "workspace_revision_withdrawal")).status_code == 409


def test_a_trusted_hospital_is_told_that_it_is_online(
    browser: Client, posting: Posting, hospital: Hospital
) -> None:
    Hospital.objects.filter(pk=hospital.pk).update(trusted=True)
    answer = browser.post(address(posting), filled(browser, posting, pay_min="70000"), follow=True)
    assert ("Your change is online." in answer.content.decode(), now(posting).pay_min) == (
        True,
        Decimal(70000),
    )


def test_the_public_page_says_what_changed_and_when(
    browser: Client, posting: Posting, moderator: User
) -> None:
    browser.post(address(posting), filled(browser, posting, pay_min="70000", title="Head of social"))
    assert "Changed on" not in Client().get(posting.get_absolute_url()).content.decode()
    revising.apply(Revision.objects.get(), by=moderator)
    page = Client().get(now(posting).get_absolute_url()).content.decode()
    assert "Changed on" in page
    assert ": job title, pay." in page


def test_a_draft_is_not_changed_here(browser: Client, make_posting: Any) -> None:
    draft = make_posting(status="draft", published_at=None)
    answer = browser.get(address(draft))
    assert (answer.status_code, answer["Location"]) == (302, address(draft, "workspace_detail"))


def test_other_hospitals_and_readers_stay_out(
    posting: Posting, reviewer: User, owner2: User, hospital2: Hospital, client_of: ClientOf
) -> None:
    pages = [address(posting), address(posting, "workspace_revision_withdrawal")]
    crossed = reverse("postings:workspace_revision", args=[hospital2.slug, posting.pk])
    answers = [client_of(reviewer).post(page).status_code for page in pages]
    answers += [client_of(owner2).post(page).status_code for page in [*pages, crossed]]
    assert answers == [403, 403, 404, 404, 404]
