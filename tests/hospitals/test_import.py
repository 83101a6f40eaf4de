"""Files of the directory: both formats, broken rows, a second run."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from hospitals.directory import find
from hospitals.models import DirectoryEntry

pytestmark = pytest.mark.django_db

OFFICIAL = """\
Facility ID,Facility Name,Address,City/Town,State,ZIP Code,County/Parish,Telephone Number,Hospital Type,Hospital Ownership,Emergency Services
990001,"NORTHLAKE GENERAL HOSPITAL",1 CEDAR AVE,TACOMA,WA,98405,PIERCE,(253) 555-0100,Acute Care Hospitals,Voluntary non-profit - Private,Yes
99001F,KETTLE VALLEY CHILDREN'S,2 HILL RD,BOISE,ID,83702,ADA,(208) 555-0101,Childrens,Proprietary,No
990003,MEREBANK OF THE VALLEY,3 LAKE ST,SPRINGFIELD,MA,1103,HAMPDEN,(413) 555-0102,Rural Emergency Hospital,Tribal,Yes
"""
OLDER = """\
Provider ID,Hospital Name,Address,City,State,ZIP Code,County Name,Phone Number,Hospital Type,Hospital Ownership
990001,NORTHLAKE GENERAL HOSPITAL,1 CEDAR AVE,TACOMA,WA,98405,PIERCE,2535550100,Acute Care Hospitals,Voluntary non-profit - Private
"""
TIDY = """\
ccn,name,address,city,state,zip,county,phone,hospital_type,ownership,beds,website,lat,lon
990001,Northlake General Hospital,1 Cedar Ave,Tacoma,WA,98405,Pierce,+12535550100,acute_care,nonprofit,412,http://www.northlake.example,47.2,-122.4
990002,Kettle Valley Children's,2 Hill Rd,Boise,ID,83702,Ada,+12085550101,childrens,nonprofit,,,43.6,-116.2
"""
BROKEN = """\
ccn,name,address,city,state,zip,county,phone,hospital_type,ownership,beds,website,lat,lon
990001,Northlake General Hospital,1 Cedar Ave,Tacoma,WA,98405,Pierce,+12535550100,acute_care,nonprofit,412,,47.2,-122.4
990002,Kettle Valley,2 Hill Rd,Boise,ID,837,too,few
990003,"Merebank
Two lines",3 Lake St,Salem,OR,97301,Marion,,acute_care,nonprofit,10,,,
99000,Short Code,4 Elm St,Salem,OR,97301,Marion,,acute_care,nonprofit,10,,,
990005,Many Beds,5 Elm St,Salem,OR,97301,Marion,,acute_care,nonprofit,lots,,,
990006,Brannoc Clinic,6 Elm St,Salem,OR,97301,Marion,,psychiatric,nonprofit,20,,,
"""


def run(path: Path, **options: bool) -> tuple[str, str, int]:
    """What the command printed, what it complained of, and its exit code."""
    out, err = StringIO(), StringIO()
    try:
        call_command("import_hospitals", str(path), stdout=out, stderr=err, **options)
    except CommandError as error:
        return out.getvalue().strip(), err.getvalue() + str(error), error.returncode
    return out.getvalue().strip(), err.getvalue(), 0


@pytest.fixture
def file(tmp_path: Path):
    def write(content: str | bytes) -> Path:
        path = tmp_path / "hospitals.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def test_the_official_file_becomes_entries_with_names_in_small_letters(file):
    assert run(file(OFFICIAL)) == ("3 added, 0 changed, 0 unchanged.", "", 0)
    rows = DirectoryEntry.objects.order_by("code").values_list(
        "code", "name", "city", "postcode", "kind", "words"
    )
    assert list(rows) == [
        ("990001", "Northlake General Hospital", "Tacoma", "98405", "acute_care", "northlake general hospital tacoma 98405 990001"),
        ("990003", "Merebank of the Valley", "Springfield", "01103", "other", "merebank of the valley springfield 01103 990003"),
        ("99001F", "Kettle Valley Children's", "Boise", "83702", "childrens", "kettle valley childrens boise 83702 99001f"),
    ]  # fmt: skip


def test_the_column_names_of_earlier_years_are_known(file):
    assert run(file(OLDER)) == ("1 added, 0 changed, 0 unchanged.", "", 0)


def test_the_tidy_file_brings_beds_and_coordinates_which_the_official_one_keeps(file):
    assert run(file(TIDY)) == ("2 added, 0 changed, 0 unchanged.", "", 0)
    run(file(OFFICIAL))
    entry = DirectoryEntry.objects.get(code="990001")
    assert (entry.beds, entry.lat, entry.website) == (412, 47.2, "http://www.northlake.example")


def test_a_second_run_writes_nothing(file):
    run(file(TIDY))
    before = list(DirectoryEntry.objects.order_by("pk").values())
    assert run(file(TIDY)) == ("0 added, 0 changed, 2 unchanged.", "", 0)
    assert list(DirectoryEntry.objects.order_by("pk").values()) == before


def test_a_changed_row_is_the_only_one_written(file):
    run(file(TIDY))
    assert run(file(TIDY.replace("412", "500")))[0] == "0 added, 1 changed, 1 unchanged."
    assert DirectoryEntry.objects.get(code="990001").beds == 500


def test_three_broken_rows_are_named_and_the_others_are_in(file):
    out, err, code = run(file(BROKEN))
    assert (out, code) == ("3 added, 0 changed, 0 unchanged.", 2)
    assert err.splitlines() == [
        "line 3: 8 columns instead of 14",
        "line 6: the code is not six letters or digits: “99000”",
        "line 7: beds is not a whole number: “lots”",
        "3 rows were left out; all others are in.",
    ]
    assert set(DirectoryEntry.objects.values_list("code", flat=True)) == {"990001", "990003", "990006"}


def test_a_code_that_comes_twice_is_a_broken_row(file):
    out, err, code = run(file(TIDY + TIDY.splitlines()[1] + "\n"))
    assert (out, code) == ("2 added, 0 changed, 0 unchanged.", 2)
    assert "line 4: code 990001 was on line 2 already" in err


def test_an_unknown_header_imports_nothing(file):
    out, err, code = run(file("place,state\nTacoma,WA\n"))
    assert (out, code) == ("", 1)
    assert "has a header that I do not know: no column for code, name, city, postcode, kind." in err
    assert not DirectoryEntry.objects.exists()


def test_a_missing_an_empty_and_a_binary_file_each_get_one_sentence(file, tmp_path):
    assert run(tmp_path / "none.csv")[1:] == (f"There is no file {tmp_path / 'none.csv'}.", 1)
    assert run(file(""))[1:] == (f"{tmp_path / 'hospitals.csv'} is empty.", 1)
    assert run(file(TIDY.encode("utf-16")))[2] == 1
    assert not DirectoryEntry.objects.exists()


def test_a_database_without_tables_is_told_in_one_sentence(file):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE hospitals_directoryentry RENAME TO elsewhere")
    with pytest.raises(CommandError, match="no tables yet: run the command migrate first") as stopped:
        call_command("import_hospitals", file(OFFICIAL))
    assert stopped.value.returncode == 1


def test_a_file_from_windows_keeps_its_accents(file):
    run(file(TIDY.replace("Boise", "San Germán").encode("cp1252")))
    entry = DirectoryEntry.objects.get(code="990002")
    assert (entry.city, entry.words) == ("San Germán", "kettle valley childrens san german 83702 990002")


def test_only_a_complete_file_says_that_a_hospital_is_gone(file):
    run(file(TIDY))
    without = "\n".join(TIDY.splitlines()[:2]) + "\n"
    assert run(file(without))[0] == "0 added, 0 changed, 1 unchanged."
    assert run(file(without), complete=True)[0] == "0 added, 0 changed, 1 unchanged, 1 gone."
    assert find("Kettle Valley") == []
    assert run(file(TIDY))[0] == "0 added, 1 changed, 1 unchanged."
    assert DirectoryEntry.objects.filter(gone_at=None).count() == 2


REAL = Path(__file__).parents[3] / "shared" / "data" / "hospitals_us.csv"


@pytest.mark.skipif(not REAL.exists(), reason="the whole directory is not beside this checkout")
def test_the_whole_directory_is_imported_once():
    assert run(REAL) == ("5,381 added, 0 changed, 0 unchanged.", "", 0)
    assert run(REAL) == ("0 added, 0 changed, 5,381 unchanged.", "", 0)
    assert [f.entry.name for f in find("Sesttle Childrens")] == ["Seattle Children's Hospital"]


def test_a_state_that_does_not_exist_is_reported(file):
    out, err, code = run(file(TIDY.replace(",ID,", ",ZZ,")))
    assert (out, code) == ("1 added, 0 changed, 0 unchanged.", 2)
    assert "line 3: the state is none that we know: “ZZ”" in err
