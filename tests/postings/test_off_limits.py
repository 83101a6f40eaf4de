"""Which questions the builder refuses, measured on labelled ones in both languages."""

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
            topic = off_limits(question)
            if label and topic:
                hits += 1
            elif label:
                misses += 1
                wrong.append(f"missed ({label}): {question}")
            elif topic:
                alarms += 1
                wrong.append(f"refused ({topic.slug}): {question}")
    return hits / (hits + alarms), hits / (hits + misses), wrong


@pytest.mark.parametrize("language", ["en", "nl"])
def test_private_questions_are_refused_and_questions_about_the_work_are_not(language: str) -> None:
    precision, recall, wrong = judged(read("questions_labelled.json"), language)
    assert (precision, recall) == (1, 1), wrong
