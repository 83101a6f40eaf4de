"""Openings of the demo in several places, for several people, with a limit, full, and placed anew."""

from datetime import datetime, timedelta

from applications.models import Application
from postings import writing
from postings.models import Posting
from postings.models.choices import Status
from postings.writing import Where


def load_lives(postings: dict[str, Posting], now: datetime) -> None:
    """Changes some of the openings that are there. Call it when the applications are there too."""
    three = postings["cedarfork-social-coordinator"]
    three.positions = 3
    three.save(update_fields=["positions"])
    home = three.places.get()
    first = Where(home.country, home.region, home.city, home.postcode)
    more = [Where(home.country, region, city) for region, city in (("ID", "Nampa"), ("OR", "Ontario"))]
    writing.put_places(three, [first, *more])
    _limit(postings["tresrobles-bilingual-specialist"], 40)
    _limit(postings["waterlinie-webcare"], 25)
    _limit(full := postings["merebank-research-social"], _taken(full))
    _again(postings["quillstone-evening-moderator"], now)


def _taken(posting: Posting) -> int:
    return Application.objects.sent().filter(posting=posting).count()


def _limit(posting: Posting, most: int) -> None:
    posting.applications_max, posting.applications_taken = most, _taken(posting)
    posting.save(update_fields=["applications_max", "applications_taken"])


def _again(old: Posting, now: datetime) -> None:
    """The ended one leads to a new one, which is read and dated like any other."""
    assert old.created_by is not None
    new = writing.relist(old, by=old.created_by, at=now - timedelta(days=2))
    new.status, new.closes_at = Status.PUBLISHED, now + timedelta(days=27)
    new.submitted_at = now - timedelta(days=1, hours=8)
    new.published_at = new.publish_at = now - timedelta(days=1)
    new.save()
