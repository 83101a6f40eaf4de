"""Found, invited, hidden again: a candidate and a recruiter by keyboard alone, each in a browser of their own."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from accounts.models import User
from applications.models import Invited, Looked
from postings.models import Posting
from tests.conftest import visible_profile
from tests.journeys.conftest import Person
from tests.journeys.keys import Keys

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEADLINE = "Webcare and video for a children’s hospital"


def test_a_candidate_is_found_invited_says_no_and_vanishes(
    someone: Callable[..., Person], candidate2: User, recruiter: User, posting: Posting
) -> None:
    profile = visible_profile(candidate2, visibility="private", visible_at=None)
    lewis, priya = someone("nl"), someone()
    lewis.enters(candidate2)
    priya.enters(recruiter)

    lewis.go("/me/")
    keys = Keys(lewis)
    keys.follow("a[href$='/me/profile/visibility/']")
    keys.to("input[name=visibility]")
    keys.press("ArrowDown")
    keys.follow("form.panel button.btn")
    profile.refresh_from_db()
    assert profile.visibility == "hospitals"
    lewis.look("who-can-find-you")

    keys = Keys(priya)
    priya.go("/workspace/northlake/")
    keys.follow("a[href$='/northlake/candidates/']")
    keys.choose("#id_trained", "physicians")  # nobody has; htmx swaps the list
    expect(priya.page.get_by_role("heading", name=HEADLINE)).to_have_count(0)
    keys.follow("#found a.chip")  # the chip takes the filter away
    keys.follow("#found h3 a.item-link")
    priya.is_at(HEADLINE)
    expect(priya.page.get_by_text("Lewis")).to_have_count(0)
    keys.choose("#id_opening", str(posting.pk))
    keys.write("#id_words", "You answer parents kindly.")
    keys.follow("aside form button.btn")
    priya.look("candidate")
    assert Looked.objects.count() == 1

    lewis.go("/me/")
    keys = Keys(lewis)
    keys.follow("a[href*='/me/invitations/']")
    expect(lewis.page.get_by_text("You answer parents kindly.")).to_be_visible()
    lewis.look("invitation")
    keys.to("input[name=hide]")
    keys.press("Space")
    keys.follow("form[action*=declining] button")
    assert Invited.objects.get().status == "declined"

    priya.go("/workspace/northlake/candidates/invitations/")
    priya.sees("Declined")
    expect(priya.page.get_by_text(HEADLINE)).to_have_count(0)
    priya.look("invitations")
