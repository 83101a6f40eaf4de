"""Which questions the builder refuses or doubts, measured on labelled ones in both languages."""

import json
from pathlib import Path

import pytest

from postings.off_limits import off_limits

Labelled = dict[str, dict[str, list[str]]]
HERE = Path(__file__).parent


def read(name: str) -> Labelled:
    found: Labelled = json.loads((HERE / name).read_text(encoding="utf-8"))
    return found


def judged(labelled: Labelled, language: str) -> tuple[float, float, list[str]]:
    """(precision, recall, the questions judged wrong with what they were taken for)."""
    hits = misses = alarms = 0
    wrong = []
    for label, questions in labelled[language].items():
        for question in questions:
            found = off_limits(question)
            if label and found:
                hits += 1
            elif label:
                misses += 1
                wrong.append(f"missed ({label}): {question}")
            elif found:
                alarms += 1
                wrong.append(f"refused ({found.topic.slug}): {question}")
    return hits / (hits + alarms), hits / (hits + misses), wrong


@pytest.mark.parametrize("language", ["en", "nl"])
def test_private_questions_are_refused_and_questions_about_the_work_are_not(language: str) -> None:
    precision, recall, wrong = judged(read("questions_labelled.json"), language)
    assert (precision, recall) == (1, 1), wrong


@pytest.mark.parametrize("language", ["en", "nl"])
def test_most_private_questions_in_words_that_nobody_thought_of_are_found(language: str) -> None:
    """The lists were never changed for one of these: do not mend a miss here, write new ones of its kind above."""
    precision, recall, wrong = judged(read("questions_held_out.json"), language)
    assert precision >= 0.97, wrong
    assert recall >= 0.85, wrong


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Where were you born?", "origin"),
        ("Tell us where you were born.", "origin"),
        ("In which country were you born?", "origin"),
        ("Waar ben je geboren?", "origin"),
        ("Vertel waar je geboren bent", "origin"),
        ("In welke stad bent u geboren?", "origin"),
        ("When were you born?", "age"),
        ("In welk jaar ben je geboren?", "age"),
        ("Were you born before 1980?", "age"),
    ],
)
def test_where_somebody_was_born_is_about_their_origin_and_when_about_their_age(
    question: str, topic: str
) -> None:
    found = off_limits(question)
    assert found and found.topic.slug == topic


@pytest.mark.parametrize(
    ("question", "sure"),
    [
        ("What was your latest gross annual income?", True),
        ("Do you wear a headscarf?", True),
        ("Ben je zwanger?", True),
        ("Are you disabled?", True),
        ("Ben je gehandicapt?", True),
        ("Do you plan to have children?", True),
        ("Heb je kinderen?", True),
        ("Wil je kinderen?", True),
        ("Heb je kinderen gefilmd voor een campagne?", None),
        ("Are you a Christian?", True),
        ("Ben je moslim?", True),
        ("Ga je naar de kerk?", True),
        ("Draag je een hoofddoek?", True),
        ("Do you take any medication?", True),
        ("Hoe vaak was je vorig jaar ziek?", True),
        ("Wie past er op je kinderen?", False),  # a children's hospital asks about children too
        ("Which religion is closest to you?", False),
    ],
)
def test_a_plain_question_is_refused_and_a_word_that_hospitals_use_of_patients_is_only_a_doubt(
    question: str, sure: bool | None
) -> None:
    found = off_limits(question)
    assert (found.sure if found else None) is sure


@pytest.mark.parametrize(
    "question",
    [
        "When did you finish your last project?",
        "When did you leave your last job?",
        "In which year did you complete your HIPAA course?",
        "Wanneer heb je je laatste campagne afgerond?",
    ],
)
def test_when_something_ended_may_be_asked_unless_it_is_school(question: str) -> None:
    assert off_limits(question) is None
    assert off_limits("In which year did you complete your studies?")


def test_an_answer_to_choose_from_counts_with_its_question() -> None:
    assert off_limits("Which of these are you?", "married", "single")
    assert off_limits("Which audience have you made videos for?", "Children", "Older adults") is None
