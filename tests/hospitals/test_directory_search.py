import pytest
from django.utils import timezone

from hospitals.directory import find
from hospitals.models import DirectoryEntry, Hospital

pytestmark = pytest.mark.django_db


def entry(code: str, name: str, city: str, postcode: str = "00000", **fields) -> DirectoryEntry:
    words = f"{name} {city} {postcode} {code}".lower().replace("'", "")
    facts = {"region": "WA", "kind": "acute_care", "imported_at": timezone.now(), **fields}
    return DirectoryEntry.objects.create(
        code=code, name=name, city=city, postcode=postcode, words=words, **facts
    )


@pytest.fixture
def directory():
    return [
        entry("503300", "Seattle Children's Hospital", "Seattle", "98105"),
        entry("240010", "Mayo Clinic Hospital Rochester", "Rochester", "55902"),
        entry("130006", "St Luke's Regional Medical Center", "Boise", "83712"),
        entry("500001", "Northlake General Hospital", "Tacoma", "98405"),
    ]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Sesttle Childrens", "503300"),
        ("children's seattle", "503300"),
        ("mayo rochester", "240010"),
        ("mayo clinc", "240010"),
        ("ST. LUKE’S BOISE", "130006"),
        ("nortlake tacoma", "500001"),
        ("98405", "500001"),
        ("98405-1234", "500001"),
        ("240010", "240010"),
    ],
)
def test_whoever_mistypes_still_finds_the_hospital(directory, typed, meant):
    assert [found.entry.code for found in find(typed)][:1] == [meant]


@pytest.mark.parametrize(
    "typed", ["", "x", "  ", "\x00", "%%", "😀😀", "zzzzqqqq", "' OR 1=1 --", "a" * 5000]
)
def test_nonsense_finds_nothing_and_breaks_nothing(directory, typed):
    assert find(typed) == []


def test_a_hospital_on_the_board_is_named_only_when_verified(directory, hospital):
    Hospital.objects.filter(pk=hospital.pk).update(entry=directory[3])
    assert [f.on_board for f in find("500001")] == [hospital]
    Hospital.objects.filter(pk=hospital.pk).update(status="unverified")
    assert [f.on_board for f in find("500001")] == [None]


def test_one_and_many_hits_cost_the_same(directory, django_assert_num_queries):
    for n in range(8):
        entry(f"77000{n}", f"Cedar Hospital {n}", "Salem")
    for typed, found in (("northlake", 1), ("cedar", 8)):
        with django_assert_num_queries(5):  # savepoint, threshold, entries, hospitals, release
            assert len(find(typed)) == found
