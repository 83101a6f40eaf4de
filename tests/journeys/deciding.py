"""What the moderator does."""

from postings.models import Posting
from tests.journeys.conftest import Person
from tests.journeys.story import TITLE


def sends_it_back(mo: Person) -> None:
    mo.is_at("Queue")
    mo.look("14-queue")
    mo.click(TITLE, role="link")
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


def puts_it_online(mo: Person) -> None:
    mo.go("/moderation/")
    mo.click(TITLE, role="link")
    mo.tick("decision", "publish")
    mo.click("Decide")
    mo.sees("Put online. The hospital gets a mail.")
    assert Posting.objects.live().count() == 1
