"""What a hospital asked and a candidate answered, kept together on the application.

`Application.answers` is a list in the order of the questions, each {key, kind, text, options, several, required,
answer}. `answer` is "yes"/"no" for a yes-or-no question, a list of options for a choice, else text; empty when left
open. It is written anew with each save of the draft, frozen when sent, and so never changed by later edits of the
opening. Find who answered what with `answers__contains=[{"key": …, "answer": "yes"}]` (an option: `"answer": ["Canva"]`).
"""

from typing import Any

from django.http import QueryDict

from applications.models import Application
from postings.models import Posting, QuestionKind

SHORT, LONG = 200, 2_000  # characters
Answer = str | list[str]


def field_name(key: str) -> str:
    return f"q-{key}"


def given(posting: Posting, data: QueryDict) -> list[dict[str, Any]]:
    """What was typed and chosen in a form, ready to be kept: also what is too long or still open."""
    return [{**asked, "answer": _one(asked, data)} for asked in posting.questions]


def _one(asked: dict[str, Any], data: QueryDict) -> Answer:
    name, kind = field_name(asked["key"]), asked["kind"]
    if kind == QuestionKind.CHOICE:
        chosen = [option for option in asked["options"] if option in data.getlist(name)]
        return chosen if asked["several"] else chosen[:1]
    typed = data.get(name, "").strip()
    if kind == QuestionKind.YES_NO:
        return typed if typed in {"yes", "no"} else ""
    return typed[: 2 * LONG]


def frozen(posting: Posting, application: Application) -> list[dict[str, Any]]:
    """The opening's questions of now with the candidate's answers: what the hospital will read."""
    answers = {row["key"]: row["answer"] for row in application.answers}
    return [{**asked, "answer": answers.get(asked["key"], "")} for asked in posting.questions]


def mend(posting: Posting, application: Application) -> list[str]:
    """The keys of the questions that stop it from being sent: open though required, or answered too long."""
    return [row["key"] for row in frozen(posting, application) if is_wrong(row)]


def is_wrong(row: dict[str, Any]) -> bool:
    """It stops the application from being sent."""
    answer, kind = row["answer"], row["kind"]
    longest = {QuestionKind.SHORT.value: SHORT, QuestionKind.LONG.value: LONG}.get(kind)
    return (row["required"] and not answer) or (longest is not None and len(answer) > longest)
