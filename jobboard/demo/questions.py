"""Questions for applicants in the demo (in libraries, on openings, answered), and what internships and contracts promise."""

from collections import defaultdict
from typing import Any

from applications.models import Application
from hospitals.models import Hospital
from postings.models import Posting, SavedQuestion

Row = dict[str, Any]


def _ask(key: str, kind: str, text: str, *options: str, several: bool = False, required: bool = True) -> Row:
    return {
        "key": key,
        "kind": kind,
        "text": text,
        "options": list(options),
        "several": several,
        "required": required,
    }


ASKED: dict[str, list[tuple[Row, list[Any]]]] = {
    "en": [
        (_ask("d0000001", "yes_no", "Can you be on call one weekend in four?"), ["yes", "no"]),
        (
            _ask("d0000002", "choice", "Which of these do you work with?", "Canva", "Figma", "Premiere", "None of these", several=True, required=False),
            [["Canva", "Premiere"], ["Figma"], []],
        ),
        (
            _ask("d0000003", "long", "Tell us about a post that went wrong, and what you did."),
            ["A joke about night shifts hurt colleagues. I took it down within the hour, said sorry in the comments and asked the nurses to check our next series.",
             "We published the wrong opening hours of a clinic. I corrected it, pinned the right hours and answered each comment myself."],
        ),
    ],
    "nl": [
        (_ask("d0000001", "yes_no", "Kun je één weekend per maand bereikbaar zijn?"), ["yes", "no"]),
        (_ask("d0000004", "short", "Welk kanaal is je sterkste?"), ["Instagram", "LinkedIn"]),
    ],
}  # fmt: skip


def load_questions(postings: list[Posting]) -> None:
    """The first three openings of each language that are online or still drafts ask; who applied there has answered."""
    seen: dict[str, int] = defaultdict(int)
    for posting in postings:
        if posting.status not in {"published", "draft"} or seen[posting.language] >= 3:
            continue
        seen[posting.language] += 1
        rows = [row for row, _answers in ASKED[posting.language]]
        Posting.objects.filter(pk=posting.pk).update(questions=rows)
        _keep(posting.hospital, rows)
        for n, application in enumerate(Application.objects.filter(posting=posting).exclude(status="draft")):
            answers = [{**row, "answer": said[n % len(said)]} for row, said in ASKED[posting.language]]
            Application.objects.filter(pk=application.pk).update(answers=answers)

    for posting in postings:
        Posting.objects.filter(pk=posting.pk).update(**_promised(posting))


def _promised(posting: Posting) -> dict[str, Any]:
    """What an internship or a contract says beside its length."""
    if posting.engagement_id == "internship":
        return {"travel_paid": True, "school_credit": posting.internship_weeks != 12}
    if posting.engagement_id == "contract":
        return {"owned_after": "portfolio" if posting.pk % 2 else "hospital"}
    return {"travel_paid": False}


def _keep(hospital: Hospital, rows: list[Row]) -> None:
    for row in rows:
        facts = {name: value for name, value in row.items() if name not in {"key", "text"}}
        SavedQuestion.objects.get_or_create(
            hospital=hospital, text=row["text"], retired_at=None, defaults=facts
        )
