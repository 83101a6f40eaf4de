"""The small rules of reading a CV: periods, headings, languages, what is refused."""

import pytest

from accounts.importing import refused
from accounts.importing.dates import moment, period
from accounts.importing.headings import part_named
from accounts.importing.suggestion import cut
from accounts.importing.tongues import languages, level_in


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Jan 2019 – heden", "2019-01 "),
        ("2019--2021", "2019-01 2021-12 years"),
        ("March 2019 to May 2021", "2019-03 2021-05"),
        ("03/2019 - 05/2021", "2019-03 2021-05"),
        ("01-09-2016 t/m 31-08-2018", "2016-09 2018-08"),
        ("mei 2017 tot en met okt. 2019", "2017-05 2019-10"),
        ("2019-03 – 2021-05", "2019-03 2021-05"),
        ("Sept. ’15 – Dec. ’16", "2015-09 2016-12"),
        ("June – August 2018", "2018-06 2018-08"),
        ("sinds april 2020", "2020-04 "),
        ("2020 –", "2020-01  years"),
        ("2015-19", "2015-01 2019-12 years"),
        ("Summer 2018 – Fall 2019", "2018-06 2019-09"),
    ],
)
def test_a_period_is_read_as_people_write_it(words: str, told: str) -> None:
    found = period(f"Editor, {words}")
    assert found is not None
    ended = found.ended.strftime("%Y-%m") if found.ended else ""
    assert f"{found.began:%Y-%m} {ended}{' years' if found.years_only else ''}" == told


@pytest.mark.parametrize(
    "words", ["2021 – 2019", "call 206-555-0100", "raised 2,000 to 3,000", "2011-12", "1234 AB"]
)
def test_what_is_no_period_is_not_made_one(words: str) -> None:
    assert period(words) is None


def test_a_single_month_is_read() -> None:
    assert (
        found := moment("Hootsuite Academy, May 2021")
    ) is not None and f"{found.began:%Y-%m}" == "2021-05"


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("WERKERVARING", "experience"), ("2. Education & Training", "education"), ("S K I L L S", "skills"),
        ("Talen:", "languages"), ("Over mij", "about"), ("Mother tongue(s)", "languages"), ("Hobby’s", "other"),
        ("Experienced editor", ""), ("• Skills", ""), ("Work with languages every day", ""),
    ],
)  # fmt: skip
def test_a_heading_is_known_however_it_is_set(line: str, part: str) -> None:
    assert part_named(line) == part


def test_a_level_is_read_from_letters_and_from_words() -> None:
    told = [
        level_in(words)[0]
        for words in ("C1 C1 B2 B2 B1", "vloeiend", "native or bilingual", "goed", "klingon")
    ]
    assert told == ["B2", "C1", "native", "B2", ""]


def test_languages_stand_each_once_with_their_own_level() -> None:
    found = {
        one.values["code"]: one.values["level"]
        for one in languages(["Dutch and English (both fluent), Thai", "English B2"])
    }
    assert found == {"nl": "C1", "en": "C1", "th": ""}


def test_the_value_under_a_refused_label_goes_too() -> None:
    assert refused.without_refused(["Nationality", "Dutch", "Editor"]) == ["", "", "Editor"]
    assert refused.said_without("I edit. I earned $ 90,000 per year. I teach.") == "I edit. I teach."
    assert not refused.is_refused("Raised $90,000 for the ward, aged care, nationwide campaign")


def test_a_long_text_is_cut_between_words() -> None:
    assert cut("one two three four", 12) == "one two…" and len(cut("x" * 500, 120)) == 120
