"""Who looks like somebody else: hits, and the near misses that must stay quiet."""

import pytest
from django.utils import timezone

from hospitals.alike import distance, like
from hospitals.models import DirectoryEntry, Hospital
from tests.conftest import make_hospital


def _new(**fields):
    facts = {"name": "Another Name", "slug": "new", "city": "Salem", "region": "OR", "web_domain": ""}
    return make_hospital(**{**facts, "status": "unverified", "verified_at": None, **fields})


def _reasons(hospital: Hospital) -> list[tuple[str, str]]:
    return [(one.row.name, str(why[0])) for one in like(hospital) for why in one.why]


@pytest.mark.parametrize(
    ("domain", "why"),
    [
        ("northlake.example", "The same web domain"),
        ("hr.northlake.example", "The same web domain"),
        ("north-lake.example", "A web domain that reads the same at a glance"),
        ("n0rthlake.example", "A web domain that reads the same at a glance"),
        ("northlake.org", "A web domain that reads the same at a glance"),
        ("northlake-careers.example", "A web domain that reads the same at a glance"),
        ("xn--nrthlake-nbh.example", "A web domain that reads the same at a glance"),  # Cyrillic o
        ("northlake-clinic.example", "A web domain with something added"),
        ("nortlhake.example", "A web domain that differs in a letter or two"),
        ("northlakes.example", "A web domain with something added"),
        ("northtake.example", "A web domain that differs in a letter or two"),
    ],
)
def test_a_near_web_domain_is_shown_wherever_the_hospital_stands(domain, why, hospital):
    assert _reasons(_new(web_domain=domain)) == [("Northlake General Hospital", why)]


@pytest.mark.parametrize("domain", ["southlake-health.example", "lakeview.example", "riverside.example", ""])
def test_another_web_domain_is_not(domain, hospital):
    assert _reasons(_new(web_domain=domain)) == []


def test_the_same_name_elsewhere_is_a_common_name_and_nothing_else(hospital):
    make_hospital(
        name="St. Mary's Hospital", slug="a", city="Seattle", region="WA", web_domain="stmarysseattle.example"
    )
    other = _new(
        name="St. Mary's Medical Center", city="Rochester", region="MN", web_domain="saintmary-mn.example"
    )
    assert _reasons(other) == []


def test_the_same_name_elsewhere_on_a_near_domain_is(hospital):
    make_hospital(
        name="St. Mary's Hospital", slug="a", city="Seattle", region="WA", web_domain="stmarysseattle.example"
    )
    other = _new(name="St. Mary's", city="Rochester", region="MN", web_domain="stmarys-seattle.example")
    assert _reasons(other) == [("St. Mary's Hospital", "A web domain that reads the same at a glance")]


@pytest.mark.parametrize(
    "name",
    ["Northlake General", "The Northlake General Medical Center", "Stichting Nórthlake General Ziekenhuis"],
)
def test_legal_words_and_accents_do_not_hide_the_same_name_in_the_same_place(name, hospital):
    assert _reasons(_new(name=name, city="Tacoma", region="WA")) == [
        ("Northlake General Hospital", "The same name")
    ]


def test_a_hospital_of_the_directory_that_nobody_claimed_is_shown_too(db):
    DirectoryEntry.objects.create(
        code="1", name="Brightwell Clinic", city="Salem", region="OR", kind="acute_care", words="",
        website="WWW.BRIGHTWELL.EXAMPLE/HOME", imported_at=timezone.now(),
    )  # fmt: skip
    assert _reasons(_new(name="Brightwell Careers", web_domain="brightwell-clinic-jobs.example")) == [
        ("Brightwell Clinic", "A web domain with something added")
    ]


def test_its_own_entry_in_the_directory_is_no_stranger(db):
    entry = DirectoryEntry.objects.create(
        code="1", name="Brightwell Clinic", city="Salem", region="OR", kind="acute_care", words="",
        website="brightwell.example", imported_at=timezone.now(),
    )  # fmt: skip
    assert _reasons(_new(name="Brightwell Clinic", entry=entry, web_domain="brightwell.example")) == []


def test_looking_asks_four_times_however_many_there_are(hospital, django_assert_num_queries):
    row = _new(name="Northlake General", city="Tacoma", region="WA", web_domain="northlake.org")
    with django_assert_num_queries(4):
        like(row)
    for n in range(30):
        make_hospital(name=f"Northlake General {n}", slug=f"n{n}")
    with django_assert_num_queries(4):
        like(row)


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [("", "ab", 2), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "abd", 1), ("kitten", "sitting", 3)],
)
def test_distance_counts_slips(one, other, steps):
    assert distance(one, other) == steps
