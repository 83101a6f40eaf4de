"""bin/bench hints: what it prints of labelled adverts, and what it says of a file of another kind."""

import csv
from pathlib import Path

import pytest

from jobboard.bench import hints

LABELLED = Path(__file__).parent.parent / "moderation" / "hints" / "labelled.csv"
HEADING = ["fraudulent", "title", "company_profile", "description", "requirements", "telecommuting"]


def written(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def test_the_labelled_adverts_of_the_tests_are_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    assert hints.main(LABELLED) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("52 adverts, 28 of them fraudulent")
    closer = [line for line in lines if line.startswith("≥ 4 ")][-1].split()
    assert closer[2:4] == ["100.0%", "100.0%"] and closer[5:] == ["28", "0", "0", "24"]
    assert any(line.startswith("asks_money ") for line in lines)


def test_columns_are_found_by_name_and_others_are_not_read(tmp_path: Path) -> None:
    fraud = ["1", "Clerk", "", "<p>Contact us on WhatsApp</p>&amp; pay a registration fee of $20.", "", "x"]
    found = hints.measure(written(tmp_path / "a.csv", [HEADING, fraud, ["f", "Nurse", "A hospital. " * 20, "You care. " * 40, "BLS", "y"]]))  # fmt: skip
    assert (found.rows, found.frauds) == (2, 1)
    assert found.caught["messenger"] == found.fired["messenger"] == found.caught["asks_money"] == 1


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [["a", "b"]],
            "the columns title, company_profile, description, requirements, fraudulent are missing",
        ),
        ([], "are missing"),
        ([HEADING], "there is no row below the heading"),
        ([HEADING, ["maybe", "t", "c", "d", "r", "x"]], "line 2: fraudulent is 0 or 1, not “maybe”"),
        ([HEADING, ["0", "t"]], "line 2: 2 columns instead of 6"),
    ],
)
def test_a_file_of_another_kind_gets_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rows: list[list[str]], said: str
) -> None:
    assert hints.main(written(tmp_path / "a.csv", rows)) == 1
    assert said in capsys.readouterr().err


def test_no_file_and_a_folder_get_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert [hints.main(path) for path in (None, tmp_path / "none.csv", tmp_path)] == [1, 1, 1]
    said = capsys.readouterr().err
    assert "bin/bench hints FILE" in said and "No such file" in said and "directory" in said
