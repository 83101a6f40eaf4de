"""What the moderator does."""

from postings.models import Posting
from postings.undoing import hold
from tests.journeys.conftest import Person
from tests.journeys.story import TITLE
from tests.post_office import PostOffice


def chooses(mo: Person) -> None:
    """What waits under that title; above it, what was decided just now may be called the same."""
    mo.go("/moderation/")
    mo.look("14-queue")
    mo.click(TITLE, role="link", within="main h2")


def sends_it_back(mo: Person, post_office: PostOffice) -> None:
    chooses(mo)
    mo.look("15-decide")
    mo.tick("decision", "return")
    mo.click("Decide")
    mo.sees("Choose at least one reason.")
    mo.look("16-decide-mistake")
    mo.tick("reasons", "duties_unclear")
    mo.fill(words="Name the four channels.")
    mo.click("Decide")
    mo.sees("Sent back. The hospital gets a mail.")
    mo.is_at("Queue")
    post_office.later(hold())  # nobody undid it


def puts_it_online(mo: Person, post_office: PostOffice) -> None:
    chooses(mo)
    mo.tick("decision", "publish")
    mo.click("Decide")
    mo.sees("Put online. The hospital gets a mail.")
    assert Posting.objects.live().count() == 1
    post_office.later(hold())
