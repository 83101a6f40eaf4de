"""One person of the demo is suspended and has appealed: the desk's queue shows it."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress

from accounts import suspending
from accounts.models import User


def load_suspended(people: dict[str, User], now: datetime) -> None:
    moderator = people["moderator@demo.example"]
    person = User.objects.create(
        email="suspended@demo.example",
        password=moderator.password,
        name="Rory Quinlan",
        looks_for_work=True,
    )
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    began = now - timedelta(days=3)
    row = suspending.suspend(
        person,
        by=moderator,
        reason="spam",
        words="You wrote the same message to nine hospitals within an hour, after we asked you to stop.",
        until=began + timedelta(days=30),
        at=began,
    )
    suspending.appeal(
        row,
        by=person,
        words="I did not know that hospitals see this as spam. I will write to one at a time.",
        at=now - timedelta(hours=20),
    )
