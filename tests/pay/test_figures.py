"""The official figures: read, carried, imported beside the old ones, joined by the area's code, never blended."""

import csv
import io
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from core.gazetteer import find
from pay import benchmark, carried, known, wages
from pay.areas import area_of
from pay.benchmark import Where, compare, standing, where_of
from pay.management.commands.import_wages import period_in
from pay.models import Release
from pay.roles import role_of

pytestmark = pytest.mark.django_db
SEATTLE, ROCHESTER = Where("US", "WA", "42660", "Seattle, WA"), Where("US", "MN", "40340", "Rochester, MN")
HEADER = "soc_code,occupation,level,area_code,area_name,state,industry_code,industry,employment,employment_rse_pct,annual_mean,wage_rse_pct,annual_p10,annual_p25,annual_median,annual_p75,annual_p90"


def points(line: Any) -> list[int]:
    return [int(line.points[p]) for p in (10, 25, 50, 75, 90)]


def table(*rows: str) -> io.StringIO:
    return io.StringIO("\n".join([HEADER, *rows]) + "\n")


def test_seattle_and_hospitals_nationwide_are_as_published() -> None:
    found = compare("27-3031", SEATTLE)
    region, hospitals = found.line("region"), found.line("hospitals")
    assert region is not None
    assert hospitals is not None
    assert (points(region), region.rse, region.reliability) == (
        [62330, 78620, 96000, 122780, 146220],
        Decimal("2.2"),
        "good",
    )
    assert points(hospitals) == [50110, 63220, 80350, 100380, 117540]
    assert [line.kind for line in found.lines] == ["region", "hospitals", "all"]


def test_a_withheld_area_gives_the_state_and_says_so() -> None:
    region = compare("11-2032", ROCHESTER).line("region")
    assert region is not None
    assert (region.place, int(region.points[50])) == ("Minnesota", 139040)
    assert region.notes == ["The office withheld the figure for Rochester, MN, so this is Minnesota."]


def test_a_rough_figure_gives_the_state_and_says_so() -> None:
    rough = next(
        w
        for w in carried.wages()
        if w.level == "metro" and w.p50 and w.rse and w.rse > 10 and w.occupation == "27-3031"
    )
    region = compare("27-3031", Where("US", rough.state, rough.area, rough.area_name)).line("region")
    assert region is not None
    assert (region.area, "may be off by more than 10%" in region.notes[0]) == (
        known.figures().wages["27-3031", "state", rough.state].area, True,
    )  # fmt: skip


def test_towns_are_joined_by_code_not_by_name() -> None:
    assert (area_of("Cleveland", "OH"), area_of("Cleveland", "TN")) == ("17410", "17420")
    ohio, tennessee = (
        compare("27-3031", where_of(find(f"Cleveland, {state}")[0])).line("region") for state in ("OH", "TN")
    )
    assert ohio is not None
    assert tennessee is not None
    assert (ohio.place, tennessee.place) == ("Cleveland, OH", "Tennessee")
    assert "Cleveland" in tennessee.notes[0]


def test_a_dutch_figure_is_an_hour_and_a_year_of_36_hours() -> None:
    line = compare("0311", Where("NL")).line("all")
    assert line is not None
    assert (line.hourly, line.points, line.currency) == (
        Decimal("28.20"),
        {50: Decimal("28.20") * 1872},
        "EUR",
    )


@pytest.mark.parametrize(
    ("leads", "family", "first", "second"),
    [
        (False, "", "27-3031", "13-1161"),
        (False, "social-media-manager", "27-3031", "13-1161"),
        (False, "content-creator", "27-3043", "27-3031"),
        (True, "content-creator", "11-2032", "27-3031"),
        (True, "communications-manager", "11-2032", "27-3031"),
        (True, "marketing-manager", "11-2021", "13-1161"),
    ],
)
def test_the_comparator_follows_what_the_job_does(leads: bool, family: str, first: str, second: str) -> None:
    assert role_of(leads=leads, family=family).us == (first, second)


@pytest.mark.parametrize(
    ("amount", "percentile", "beyond"),
    [(62_329, 10, -1), (62_330, 10, 0), (96_000, 50, 0), (87_310, 40, 0), (146_220, 90, 0), (146_221, 90, 1)],
)
def test_a_range_is_placed_between_published_points_and_never_outside(
    amount: int, percentile: int, beyond: int
) -> None:
    line = compare("27-3031", SEATTLE).line("region")
    assert line is not None
    assert standing(line, Decimal(amount)) == benchmark.Standing(percentile, beyond)


def test_one_published_point_places_nothing() -> None:
    line = compare("0311", Where("NL")).line("all")
    assert line is not None
    assert standing(line, Decimal(60_000)) is None


# ── Import ───────────────────────────────────────────────────────────────────────────────────────────

NEWER = '27-3031,PR,metro,42660,"Seattle, WA",WA,,,4000,5.0,1,2.0,60000,70000,{median},110000,130000'


def test_a_newer_release_stands_beside_the_old_one(tmp_path: Any) -> None:
    file = tmp_path / "oews_may2026.csv"
    file.write_text(table(NEWER.format(median=99_000)).getvalue())
    call_command("import_wages", str(file))
    call_command("import_wages", str(file))  # twice is once
    new, old = (compare("27-3031", SEATTLE, period=p).line("region") for p in ("", "2025-05"))
    assert new is not None
    assert old is not None
    assert (new.period, int(new.points[50]), int(old.points[50])) == ("2026-05", 99_000, 96_000)
    assert known.figures().periods["oews"] == ["2026-05", "2025-05"]
    hospitals = compare("27-3031", SEATTLE).line("hospitals")
    assert hospitals is not None
    assert hospitals.period == "2025-05"  # what the newer one does not have stays, with its own date


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a,b\n1,2\n", "columns are missing"),
        (table(NEWER.format(median="n/a")).getvalue(), "Line 2"),
        (table(NEWER.format(median=60_001)).getvalue(), "do not rise"),
        (table(NEWER.format(median=-5)).getvalue(), "no amount"),
        (table(NEWER.format(median="NaN")).getvalue(), "no amount"),
        (table(NEWER.format(median=99_000).replace("metro", "moon")).getvalue(), "unknown level"),
        (table("27-3031,PR").getvalue(), "Line 2"),
        (HEADER + "\n", "no rows"),
        ("\x00\x00", "columns are missing"),
    ],
)  # fmt: skip
def test_a_bad_file_says_where_and_changes_nothing(tmp_path: Any, text: str, why: str) -> None:
    file = tmp_path / "oews_may2026.csv"
    file.write_text(text)
    with pytest.raises(CommandError, match=why):
        call_command("import_wages", str(file))
    assert not Release.objects.exists()


def test_a_file_that_is_not_there_or_no_text_is_said(tmp_path: Any) -> None:
    (tmp_path / "oews_may2026.csv").write_bytes(b"\xff\xfe\xfa")
    for name in ("nowhere.csv", "oews_may2026.csv"):
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("import_wages", str(tmp_path / name))


@pytest.mark.parametrize(
    ("name", "period"),
    [("wages_us_oews_may2025.csv", "2025-05"), ("oews_2026-05.csv.gz", "2026-05"), ("table.csv", "")],
)
def test_the_period_is_read_from_the_name(name: str, period: str) -> None:
    assert period_in(name) == period


def test_what_is_carried_is_whole() -> None:
    rows = list(carried.wages())
    us = [row for row in rows if row.source == "oews"]
    assert (len(us), len({row.occupation for row in us}), len(rows) - len(us)) == (4438, 15, 8)
    assert {row.area for row in us if row.level == wages.METRO} >= {"42660", "40340", "17410"}


# ── The page and the table ───────────────────────────────────────────────────────────────────────────


def lines_of(client: Client, **asked: str) -> list[dict[str, str]]:
    answer: Any = client.get("/pay/figures.csv", asked)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def test_the_csv_has_a_line_per_row_with_whole_numbers(client: Client) -> None:
    rows = lines_of(client, occupation="27-3031", area="42660")
    assert [row["row"] for row in rows] == ["region", "hospitals", "all"]
    assert rows[0] == {
        "row": "region", "occupation": "27-3031", "area": "42660", "area_name": "Seattle-Tacoma-Bellevue, WA", "source": "oews",
        "period": "2025-05", "n": "3980", "rse": "2.2", "p10": "62330", "p25": "78620", "median": "96000", "p75": "122780",
        "p90": "146220", "currency": "USD",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("area", "name"), [("MN", "Minnesota"), ("2700000", "Minnesota"), ("40340", "Minnesota")]
)
def test_the_csv_knows_states_by_letters_and_by_code(client: Client, area: str, name: str) -> None:
    assert lines_of(client, occupation="11-2032", area=area)[0]["area_name"] == name


@pytest.mark.parametrize(
    "asked", [{"occupation": "99-9999"}, {"area": "Atlantis"}, {"area": "00000"}, {"area": "'; --"}]
)
def test_an_unknown_occupation_or_area_is_not_found(client: Client, asked: dict[str, str]) -> None:
    assert client.get("/pay/figures.csv", asked).status_code == 404


def test_the_page_shows_figures_their_source_and_why(client: Client) -> None:
    page = client.get("/pay/", {"role": "specialist", "near": "Seattle"}).content.decode()
    for words in ("$62,330", "$96,000", "$146,220", "$80,350", "Reliable (error 2.2%)", "Hospitals nationwide",
                  "nobody reports to this person", "BLS.gov cannot vouch", "area=42660"):  # fmt: skip
        assert words in page, words
    assert 'value="Seattle"' in page


def test_the_dutch_page_shows_the_dutch_middle_with_its_hours(client: Client) -> None:
    page = client.get("/nl/pay/", {"role": "specialist"}).content.decode()
    assert ("€\u00a028,20" in page, "€\u00a052.790" in page, "CBS" in page) == (True, True, True)


def test_two_dutch_middles_stand_in_tables_and_not_on_an_empty_axis(client: Client) -> None:
    page = client.get("/nl/pay/", {"role": "lead"}).content.decode()
    assert ("brow--axis" in page, "<details" in page.split("<main")[1], page.count("table--stack")) == (
        False,
        False,
        2,
    )


def test_a_name_of_several_places_asks_which(client: Client) -> None:
    page = client.get("/pay/", {"near": "Portland"}).content.decode()
    assert "Or did you mean" in page and "Portland, ME" in page


def test_an_unknown_place_is_said_and_the_country_shown(client: Client) -> None:
    page = client.get("/pay/", {"near": "Xyzzyville", "role": "nonsense"}).content.decode()
    assert "We do not know that place." in page and "$80,350" in page


@pytest.mark.parametrize(
    "near", ["\u202e\u0000x".replace("\u0000", ""), "9" * 500, "%%%", "<script>", "98122"]
)
def test_no_place_breaks_the_page(client: Client, near: str) -> None:
    answer = client.get("/pay/", {"near": near})
    assert (answer.status_code, b"<script>alert" in answer.content) == (200, False)


def test_the_page_costs_at_most_two_queries_once_it_is_warm(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    client.get("/pay/", {"near": "Seattle"})
    with django_assert_max_num_queries(2):
        client.get("/pay/", {"near": "Seattle"})
