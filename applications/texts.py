"""Texts for letters: the board's own and a hospital's, in the candidate's language, with the names filled in.

A text may hold {name}, {opening} and {hospital}. Anything else in braces is refused when it is written.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop, override

from applications import blind
from applications.models import Application, CannedText
from hospitals.models import Hospital

PLACEHOLDERS = ("name", "opening", "hospital")
_BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Text:
    """`key` names it in an address and a form: "board-1" is the board's, "7" is row 7 of the hospital."""

    key: str
    name: str
    words: str


# The board's own. Each is a whole letter; the Dutch stands in the catalogue.
BOARD: dict[str, list[tuple[str, str]]] = {
    CannedText.Kind.REJECTION: [
        (
            gettext_noop("Short and friendly"),
            gettext_noop(
                "Dear {name},\n\nThank you for applying for “{opening}” and for the time you took. We read your application"
                " with care. We chose not to go on with it.\n\nWe wish you well in finding work that fits you.\n\n{hospital}"
            ),
        ),
        (
            gettext_noop("After an interview"),
            gettext_noop(
                "Dear {name},\n\nThank you for the talk about “{opening}”. It was good to hear how you work. After all the"
                " talks we chose someone whose experience is closer to what we need now.\n\nWe hope that you find a"
                " place that fits you, and that you apply again when you see one here.\n\n{hospital}"
            ),
        ),
        (
            gettext_noop("The opening is filled"),
            gettext_noop(
                "Dear {name},\n\nWe have hired someone for “{opening}”, so we end your application. Thank you for your"
                " interest and for your patience.\n\nWe wish you well in finding work that fits you.\n\n{hospital}"
            ),
        ),
    ],
}
FIRST, AFTER_TALKS, FILLED = "board-1", "board-2", "board-3"


def unknown_placeholders(text: str) -> list[str]:
    return [found for found in _BRACES.findall(text) if found not in PLACEHOLDERS]


def fill(text: str, *, name: str, opening: str, hospital: str) -> str:
    """In one pass, so that braces in a name stay what they are."""
    known = {"name": name, "opening": opening, "hospital": hospital}
    return _BRACES.sub(lambda m: known.get(m[1], m[0]), text)


def filled(text: str, application: Application) -> str:
    """With the name as it was sent. In a blind opening {name} stays: the candidate's letter fills it in
    (applications/blind.py: `addressed`), and the hospital cannot."""
    posting = application.posting
    name = blind.salutation(application)
    return fill(text, name=name, opening=posting.title, hospital=posting.hospital.name)


def board_text(kind: str, key: str, language: str) -> str:
    """One of the board's own, not filled in yet."""
    with override(language):
        return gettext(BOARD[kind][int(key.removeprefix("board-")) - 1][1])


def choices(hospital: Hospital, kind: str, language: str) -> list[Text]:
    """The hospital's own first. Names are in the reader's language, words in the candidate's; not filled in yet."""
    own = CannedText.objects.filter(hospital=hospital, kind=kind)
    board = BOARD.get(kind, [])
    return [
        *(Text(str(row.pk), row.name, row.in_language(language)) for row in own),
        *(
            Text(f"board-{i}", gettext(name), board_text(kind, f"board-{i}", language))
            for i, (name, _words) in enumerate(board, 1)
        ),
    ]


def for_rejection(application: Application, key: str = "") -> tuple[list[Text], str, str]:
    """(all to choose from, the chosen one's key, its words filled in for this candidate)."""
    found = choices(application.posting.hospital, CannedText.Kind.REJECTION, application.candidate.language)
    first = AFTER_TALKS if application.status in {"interview", "offered"} else FIRST
    chosen = next((t for t in found if t.key == key), None) or next(t for t in found if t.key == first)
    return found, chosen.key, filled(chosen.words, application)


def for_the_others(hospital: Hospital, language: str, key: str = "") -> Text:
    """What those who were not hired read, not filled in yet: the text of that name, else the board's own."""
    found = {text.key: text for text in choices(hospital, CannedText.Kind.REJECTION, language)}
    return found.get(key) or found[FILLED]
