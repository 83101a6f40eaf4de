"""An opening stands on the map, so that people near it find it."""

from collections.abc import Callable

import pytest
from django.core.management import call_command

from accounts.models import User
from hospitals.models import Hospital
from jobboard.demo.load import read
from postings import writing
from postings.models import Place, Posting

TACOMA = (47.2545, -122.4405)  # of the ZIP code 98402


def put(posting: Posting, by: User, *where: str) -> tuple[float | None, float | None]:
    country, region, city, postcode = where
    place = writing.Where(country, region, city, postcode)
    writing.save(posting, by=by, expected_version=posting.version, where=place)
    stored = posting.places.get()
    return stored.lat, stored.lon


@pytest.mark.django_db
def test_a_draft_stands_where_its_hospital_does_else_where_its_postcode_or_city_is(
    owner: User, hospital: Hospital, make_posting: Callable[..., Posting]
) -> None:
    draft = make_posting(status="draft", publish_at=None, published_at=None, submitted_at=None)
    assert put(draft, owner, "US", "WA", "Tacoma", "98402") == TACOMA
    Hospital.objects.filter(pk=hospital.pk).update(lat=47.2, lon=-122.4)
    draft.hospital.refresh_from_db()
    assert put(draft, owner, "US", "WA", "Tacoma", "98402") == (47.2, -122.4)
    assert put(draft, owner, "US", "OR", "Portland", "") == pytest.approx((45.52, -122.68), abs=0.1)
    assert put(draft, owner, "US", "OR", "Nowhereville", "") == (None, None)


@pytest.mark.django_db
def test_openings_from_before_are_put_on_the_map_by_a_command(
    make_posting: Callable[..., Posting], capsys: pytest.CaptureFixture[str]
) -> None:
    posting = make_posting()
    posting.places.update(lat=None, lon=None, city="Tacoma", region="WA", country="US", postcode="98402")
    Place.objects.create(posting=posting, country="NL", region="Utrecht", city="Nergens", words="nergens")
    call_command("locate_openings")
    assert list(posting.places.values_list("lat", "lon")) == [TACOMA, (None, None)]
    assert capsys.readouterr().out == "Put on the map: 1. Not known: 1.\n"
    call_command("locate_openings")
    assert capsys.readouterr().out == "Put on the map: 0. Not known: 1.\n"


def test_each_opening_of_the_demo_stands_on_the_map() -> None:
    for row in read("postings_en") + read("postings_nl"):
        assert row["place"]["lat"] and row["place"]["lon"], row["key"]
