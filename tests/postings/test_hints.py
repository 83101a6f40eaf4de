"""Advice while writing: what is said, why, and what is left alone."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from core.vocabulary import vocabulary
from postings import hints
from postings.models import Posting
from postings.wording import AGE, GENDER, shutting_out

Make = Callable[..., Posting]
LONG = "You plan and write for our channels, and teach our doctors to use them. " * 10


@pytest.fixture
def good(make_posting: Make) -> Posting:
    return make_posting(description=LONG, pay_min=Decimal(60000), pay_max=Decimal(80000))


def said(posting: Posting) -> list[tuple[str, tuple[str, ...]]]:
    return [(hint.field, hint.found) for hint in hints.hints(posting)]


def test_a_good_opening_gets_no_advice(good: Posting) -> None:
    assert said(good) == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"title": "SOCIAL MEDIA MANAGER"}, ("title", ("SOCIAL MEDIA MANAGER",))),
        ({"description": "You film."}, ("description", ("9 characters now",))),
        ({"pay_min": None, "pay_max": None}, ("pay_min", ())),
        ({"pay_max": Decimal(84001)}, ("pay_max", ("60,000–84,001 is 40% wide",))),
        ({"description": LONG + "Our young team waits."}, ("description", ("“young team”",))),
        ({"learning_goals": "He will learn to film."}, ("learning_goals", ("“He will”",))),
        ({f"duty_{d}": 0 for d in ("running_channels", "training")}, ("duty_running_channels", ())),
    ],
)
def test_each_weakness_is_named_with_what_caused_it(
    changed: dict[str, Any], told: tuple[str, tuple[str, ...]], good: Posting
) -> None:
    for name, value in changed.items():
        setattr(good, name, value)
    assert said(good) == [told]


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "HR and PR"}, {"title": "HIPAA trainer"}, {"pay_max": Decimal(84000)},
        {"pay_min": None, "pay_max": None, "unpaid": True}, {"description": "x" * 600},
        {"pay_min": Decimal(0), "pay_max": Decimal(90_000)},
    ],
)  # fmt: skip
def test_what_is_fine_is_left_alone(changed: dict[str, Any], good: Posting) -> None:
    for name, value in changed.items():
        setattr(good, name, value)
    assert said(good) == []


def test_nine_required_skills_are_too_many(good: Posting) -> None:
    good.required_skills = sorted(vocabulary().skills)[:8]
    assert said(good) == []
    good.required_skills = sorted(vocabulary().skills)[:9]
    assert said(good) == [("skills", ("9 skills now",))]


@pytest.mark.parametrize(("top", "is_low"), [(78_619, True), (78_620, False)])
def test_pay_below_what_three_in_four_earn_there_is_said(good: Posting, top: int, is_low: bool) -> None:
    """Tacoma belongs to Seattle's area, where a quarter of the specialists earn less than $78,620 (May 2025)."""
    good.pay_max = Decimal(top)
    assert said(good) == ([("pay_max", ())] if is_low else [])


@pytest.mark.parametrize(
    ("language", "text", "words", "ground"),
    [
        ("en", "Join our young and dynamic team", "young and dynamic team", AGE),
        ("en", "You are a digital native", "digital native", AGE),
        ("en", "For recent college graduates", "recent college graduates", AGE),
        ("en", "no older than 35 years", "no older than 35 years", AGE),
        ("en", "You are aged 25 to 35", "aged 25 to 35", AGE),
        ("en", "at most 5 years of experience", "at most 5 years of experience", AGE),
        ("en", "We want a spokesman", "spokesman", GENDER),
        ("en", "She must like people", "She must", GENDER),
        ("en", "female presenter wanted", "female presenter", GENDER),
        ("nl", "Een jonge hond met lef", "jonge hond", AGE),
        ("nl", "Je komt in een jong team", "jong team", AGE),
        ("nl", "Ben jij een schoolverlater?", "schoolverlater", AGE),
        ("nl", "Je bent maximaal 35 jaar", "maximaal 35 jaar", AGE),
        ("nl", "tussen de 22 en 35 jaar", "tussen de 22 en 35 jaar", AGE),
        ("nl", "maximaal 3 jaar werkervaring", "maximaal 3 jaar werkervaring", AGE),
        ("nl", "Wij zoeken een redactrice", "redactrice", GENDER),
        ("nl", "Hij moet kunnen schrijven", "Hij moet", GENDER),
        ("nl", "leuke meiden gezocht", "meiden", GENDER),
    ],
)
def test_words_that_shut_people_out_are_found_whole(
    language: str, text: str, words: str, ground: str
) -> None:
    assert [(found.text, found.ground) for found in shutting_out(text, language)] == [(words, ground)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The children's ward and the Young Adults Unit"),
        ("en", "films for young people and young patients with cancer"),
        ("en", "a Youngstown hospital, founded by Dr Youngman"),
        ("en", "He or she will write; you work 36 to 40 hours with at least 5 years of experience"),
        ("en", "support for men and women aged 50 to 75 in the screening programme"),
        ("en", "women's health, male patients, boys and girls"),
        ("en", "the manager shows the heroine's story; ushered in"),
        ("nl", "de kinderafdeling en het Vrouw-Moeder-Kind-centrum"),
        ("nl", "voorlichting voor jonge ouders, jonge patiënten en jong en oud"),
        ("nl", "jongerenpoli, jeugdzorg en het Wilhelmina Kinderziekenhuis"),
        ("nl", "32 tot 36 uur per week, minimaal 3 jaar ervaring, tot 20 jaar ervaring"),
        ("nl", "bevolkingsonderzoek voor vrouwen van 50 tot 75 jaar"),
        ("nl", "gastvrouw/gastheer, jongens en meisjes, dames en heren"),
        ("xx", "young team"),
    ],
)  # fmt: skip
def test_patients_wards_and_figures_are_left_alone(language: str, text: str) -> None:
    assert shutting_out(text, language) == []


def test_a_long_text_is_read_in_no_time() -> None:
    import time

    begin = time.process_time()
    for language in ("en", "nl"):
        shutting_out("young people and older patients aged jonge tot 20 " * 250, language)
    assert time.process_time() - begin < 0.5
