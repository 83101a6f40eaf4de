"""What the board says of its own openings' pay, and that nobody reads one hospital's pay out of it."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from itertools import combinations, permutations
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hospitals.models import Hospital
from pay.benchmark import Where, compare
from pay.models import BoardCell
from postings import pay_cells
from postings.models import Posting
from postings.pay_cells import Sample, cells_of, may_be_shown
from postings.pay_words import compared

NOW = timezone.now()
Make = Callable[..., Posting]


def sample(system: int | str, amount: int = 80_000, **fields: str) -> Sample:
    facts = {"region": "WA", "experience": "mid", "education": "bachelor", "currency": "USD"} | fields
    return Sample("27-3031", "US", str(system), amount=Decimal(amount), **facts)


def shown(some: list[Sample]) -> dict[tuple[str, str], BoardCell]:
    return {(cell.split, cell.value): cell for cell in cells_of(some, NOW)}


def test_four_hospitals_show_nothing_and_five_do() -> None:
    assert shown([sample(n) for n in range(4) for _ in range(3)]) == {}
    found = shown([sample(n, 70_000 + 10_000 * n) for n in range(5)])
    whole = found["all", ""]
    assert (whole.n, whole.hospitals, whole.p50, whole.p25) == (
        5,
        5,
        Decimal(90_000),
        None,
    )  # quartiles from ten


def test_a_hospital_with_more_than_a_quarter_hides_the_figure() -> None:
    others = [sample(n) for n in range(1, 6) for _ in range(3)]
    assert ("all", "") in shown([*others, *[sample(0)] * 5])  # 5 of 20: a quarter
    assert shown([*others, *[sample(0)] * 6]) == {}  # 6 of 21


def test_quartiles_come_from_ten_openings_and_are_rounded() -> None:
    cell = shown([sample(n % 5, 60_000 + 1_111 * n) for n in range(10)])["all", ""]
    assert (cell.p25, cell.p50, cell.p75) == (Decimal(62_500), Decimal(65_000), Decimal(67_500))


def test_a_part_is_left_out_while_the_rest_would_give_a_hospital_away() -> None:
    washington = [sample(n) for n in range(6) for _ in range(2)]
    oregon = [sample(f"o{n}", region="OR") for n in range(6) for _ in range(2)]
    idaho = [sample("lonely", 200_000, region="ID")]
    found = shown([*washington, *oregon, *idaho])
    assert [value for split, value in found if split == "region"] == ["WA"]  # OR went too: it hides Idaho
    assert {value for split, value in shown([*washington, *oregon]) if split == "region"} == {"WA", "OR"}


def _attack(some: list[Sample], cells: dict[tuple[str, str], BoardCell]) -> list[str]:
    """Subtracts every set of shown parts from the whole, and every shown group from one that holds it; says which
    remainders would tell of too few hospitals."""
    if ("all", "") not in cells:
        return [] if not cells else ["parts without their whole"]
    broken = []
    for split in ("region", "experience", "education"):
        values = [value for name, value in cells if name == split]
        for size in range(1, len(values) + 1):
            for chosen in combinations(values, size):
                rest = [one for one in some if getattr(one, split) not in chosen]
                if rest and not may_be_shown(rest):
                    broken.append(f"{split} {chosen}")
    behind = {key: {n for n, one in enumerate(some) if _is_in(one, *key)} for key in cells}
    for (one, group), (other, larger) in permutations(behind.items(), 2):
        if group < larger and not may_be_shown([some[n] for n in larger - group]):
            broken.append(f"{other} less {one}")
    return broken


def _is_in(one: Sample, split: str, value: str) -> bool:
    return split == "all" or getattr(one, split) == value


def test_no_subtraction_of_shown_figures_isolates_a_hospital() -> None:
    rng = random.Random(7)
    boards_with_parts = 0
    for _ in range(300):
        systems = list(range(rng.randint(5, 20))) + [0] * rng.randint(0, 4)
        places = rng.sample(["WA", "OR", "ID", "CA", "NV"], rng.randint(1, 5))
        some = [
            sample(
                rng.choice(systems),
                rng.randint(40, 160) * 1000,
                region=rng.choice(places),
                experience=rng.choice(["entry", "mid", "senior"]),
            )
            for _ in range(rng.randint(3, 200))
        ]
        cells = shown(some)
        boards_with_parts += any(split != "all" for split, _value in cells)
        for (split, value), cell in cells.items():
            behind = [one for one in some if _is_in(one, split, value)]
            assert cell.n == len(behind) and may_be_shown(behind)
        assert _attack(some, cells) == []
    assert boards_with_parts > 50  # the attack had something to attack


def test_control_without_leaving_parts_out_the_attack_succeeds(monkeypatch: pytest.MonkeyPatch) -> None:
    washington = [sample(n) for n in range(6) for _ in range(2)]
    lonely = [sample("lonely", 200_000, region="ID")]
    some = [*washington, *lonely]
    naive = shown(washington) | {("all", ""): shown(some)["all", ""]}
    assert "region ('WA',)" in _attack(some, naive)
    assert _attack(some, shown(some)) == []


def test_two_filters_of_different_kinds_cannot_be_subtracted_either() -> None:
    """All of Washington but one hospital asks for the middle of experience; nobody else does."""
    middle = [sample(n) for n in range(6) for _ in range(2)]
    lonely = [sample("lonely", 200_000, experience="senior") for _ in range(2)]
    others = [sample(f"o{n}", region="OR", experience="senior") for n in range(6) for _ in range(3)]
    some = [*middle, *lonely, *others]
    found = shown(some)
    assert ("region", "WA") in found and ("experience", "mid") not in found
    assert _attack(some, found) == []


def test_a_quarter_is_the_most_and_26_percent_too_much() -> None:
    others = [sample(n) for n in range(1, 38)]
    assert shown([*others, *[sample(0)] * 12]) != {}  # 12 of 49
    assert shown([*others, *[sample(0)] * 13]) == {}  # 13 of 50: 26 %


# ── From the table ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def board(db: None, hospital: Hospital, make_posting: Make) -> list[Posting]:
    """Ten openings of five health systems; two of the hospitals belong to one."""
    found = []
    for n in range(10):
        which = Hospital.objects.create(
            name=f"H{n}", slug=f"h{n}", country="US", region="WA", city="Tacoma", kind="acute_care", web_domain=f"system{n % 5}.example",
            status="verified", verified_at=NOW, verified_how="moderator",
        )  # fmt: skip
        found.append(
            make_posting(
                hospital=which, pay_min=Decimal(60_000 + n * 1000), pay_max=Decimal(80_000 + n * 1000)
            )
        )
    return found


def test_the_count_reads_what_was_online_and_counts_a_system_once(board: list[Posting]) -> None:
    pay_cells.count()
    cell = BoardCell.objects.get(split="all")
    assert (cell.n, cell.hospitals, cell.p50, cell.occupation) == (10, 5, Decimal(74_500), "27-3031")


@pytest.mark.parametrize(
    "changed",
    [
        {"publish_at": NOW - timedelta(days=800)},
        {"frozen_at": NOW},
        {"pay_currency": "EUR"},
    ],
)
def test_what_does_not_count_is_left_out(board: list[Posting], changed: dict[str, Any]) -> None:
    Posting.objects.filter(hospital__web_domain="system0.example").update(**changed)
    assert pay_cells.count() == 0  # four systems are left


def test_a_figure_of_the_board_stands_on_the_page_and_in_the_csv(
    board: list[Posting], client: Client
) -> None:
    assert client.get("/pay/").content.decode().count("too few openings") == 2  # of both occupations
    pay_cells.count()
    page = client.get("/pay/").content.decode()
    table: Any = client.get("/pay/figures.csv?area=US")
    csv = b"".join(table.streaming_content).decode()
    assert (page.count("too few openings"), "10 openings of 5 hospitals" in page, "board,27-3031,US" in csv) == (1, True, True)  # fmt: skip
    nearest = compare("27-3031", Where("US", "WA")).nearest
    assert (
        "Openings on this board" in page and nearest is not None and nearest.kind == "region"
    )  # never the board's


@pytest.mark.parametrize("too_few", [True, False])
def test_too_few_hospitals_show_nowhere(board: list[Posting], client: Client, too_few: bool) -> None:
    """Four hospitals, or one with more than a quarter: no figure on the page, in its picture, in the table, beside an
    opening, or in what the editor compares with."""
    if too_few:
        Posting.objects.filter(hospital__web_domain="system0.example").update(
            publish_at=NOW - timedelta(days=800)
        )
    else:
        Hospital.objects.filter(web_domain="system1.example").update(web_domain="system0.example")
    pay_cells.count()
    page = client.get("/pay/").content.decode()
    table: Any = client.get("/pay/figures.csv?area=US")
    opening = client.get(board[4].get_absolute_url()).content.decode()
    assert page.count("too few openings") == 2 and "<b>Openings on this board" not in page
    assert compare("27-3031", Where("US", "WA")).line("board") is None
    assert "board" not in b"".join(table.streaming_content).decode().replace("row,", "")
    assert "openings of" not in opening and Counter(BoardCell.objects.all()) == Counter()


def test_an_opening_says_where_its_pay_lies(make_posting: Make, client: Client) -> None:
    posting = make_posting(pay_min=Decimal(80_000), pay_max=Decimal(100_000))
    page = " ".join(client.get(posting.get_absolute_url()).content.decode().split())
    assert "from about the 25th to the 55th percentile of public relations specialists in Seattle-Tacoma-Bellevue, WA (May 2025)" in page  # fmt: skip
    assert "/pay/?role=specialist&amp;near=Tacoma%2C+WA" in page


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (40_000, 50_000, "lies below the 10th percentile"),
        (40_000, 96_000, "from below the 10th to about the 50th"),
        (96_000, 200_000, "from about the 50th to above the 90th"),
        (40_000, 200_000, "from below the 10th to above the 90th"),
        (200_000, 210_000, "lies above the 90th percentile"),
        (96_000, 96_000, "at about the 50th percentile"),
    ],
)
def test_what_lies_outside_of_the_published_points_is_not_guessed(
    make_posting: Make, low: int, high: int, words: str
) -> None:
    among = pay_cells_compared(make_posting(pay_min=Decimal(low), pay_max=Decimal(high)))
    assert words in among


def pay_cells_compared(posting: Posting) -> str:

    among = compared(posting)
    return among.sentence if among else ""


def test_contract_work_has_no_benchmark_and_unpaid_work_none_at_all(make_posting: Make) -> None:
    contract = make_posting(engagement_id="contract", contract_months=6)
    assert "no official pay figures" in pay_cells_compared(contract)
    intern = make_posting(
        engagement_id="internship", unpaid=True, pay_min=None, pay_max=None, pay_currency="", pay_period_id=None,
        internship_weeks=20, learning_goals="x", supervisor="y",
    )  # fmt: skip
    assert pay_cells_compared(intern) == ""


def test_an_opening_that_leads_people_is_compared_with_managers(make_posting: Make) -> None:
    leads = make_posting(leads_people=True, pay_min=Decimal(130_000), pay_max=Decimal(150_000))
    assert "public relations managers" in pay_cells_compared(leads)


def test_pay_in_another_currency_is_compared_with_nothing(make_posting: Make) -> None:
    assert pay_cells_compared(make_posting(pay_currency="EUR")) == ""
