"""What a hint is: a code, a sentence, the words that caused it, and how much it weighs. It decides nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

AROUND = 40  # characters shown beside the words
LOOK_CLOSER = 4  # weights that add up to this are worth a closer look: docs/moderators-hints.md


@dataclass(frozen=True, slots=True)
class Words:
    """The exact words in a text: `text[start:end]` of that field, and a few beside them."""

    field: str
    text: str
    start: int
    end: int
    before: str = ""
    after: str = ""

    @property
    def where(self) -> str | Promise:
        return _WHERE.get(self.field, "")


@dataclass(frozen=True, slots=True)
class Hint:
    """`weight` 0 is advice, or with `good` what speaks for it; `instead` is a better wording; `address` leads to proof."""

    code: str
    text: str | Promise
    weight: int = 0
    found: tuple[Words, ...] = ()
    instead: str | Promise = ""
    good: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class Ad:
    """What the signs are looked for in: texts by field. `company` is None where it is not ours to judge."""

    language: str
    texts: dict[str, str] = field(default_factory=dict)
    company: str | None = None


def total(hints: Iterable[Hint]) -> int:
    return sum(hint.weight for hint in hints)


def codes(hints: Iterable[Hint]) -> list[str]:
    """What is kept with a decision: the codes of the troubles, heaviest first."""
    return [hint.code for hint in hints if not hint.good]


def words(name: str, text: str, start: int, end: int) -> Words:
    """The words of a field from `start` to `end`, with what stands beside them, cut at spaces."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    if start > AROUND:
        before = "… " + before.partition(" ")[2]
    if end + AROUND < len(text):
        after = after.rpartition(" ")[0] + " …"
    return Words(name, text[start:end], start, end, " ".join(before.split("\n")), " ".join(after.split("\n")))


_PLAIN = str.maketrans(
    {**dict.fromkeys("\n\r\t\u00a0\u2009\u202f", " "), "’": "'", "‘": "'", "“": '"', "”": '"'}
)


def lower(text: str) -> str:
    """Lower case and plain spaces and quotes, character by character: places stay where they are."""
    low = text.translate(_PLAIN)
    small = low.lower()
    return small if len(small) == len(low) else "".join(c.lower() if len(c.lower()) == 1 else c for c in low)


_WHERE = {
    "title": _("Job title"),
    "company": _("About the hospital"),
    "description": _("Description"),
    "first_90_days": _("The first 90 days"),
    "requirements": _("They need"),
    "pay_note": _("What else you offer"),
    "mode_note": _("About working from home"),
    "learning_goals": _("What the intern learns"),
    "supervisor": _("Supervisor"),
    "contract_extension": _("Chance of longer"),
    "owned_after_note": _("About accounts and work afterwards"),
}
