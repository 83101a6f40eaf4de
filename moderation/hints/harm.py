"""What can do harm in a text: wording that shuts people out, with a better one, and what may tell who a patient is."""

import re
from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moderation.hints.catalogue import SAYS, WEIGHTS
from moderation.hints.harm_words import EXCUSED, PATIENTS, SHUTTING_OUT
from moderation.hints.hint import Ad, Hint, Words, lower, words
from postings.wording import AGE, shutting_out

MOST = 4
_END = re.compile(r"[.!?\n]")
_BETTER: dict[str, str | Promise] = {
    "age": _("Say what the person knows and does, not an age."),
    "gender": _("Name the role for everyone, or say “you”."),
    "origin": _("Say how well somebody must write or speak the language."),
    "family": _("Name the hours, shifts or travel."),
    "health": _("Describe the tasks, and offer adjustments."),
    "belief": _("Name the days and hours of the work."),
    "looks": _("Leave it out, or say what the work is."),
}


def harms(ad: Ad) -> Iterator[Hint]:
    yield from _shutting_out(ad)
    if found := _patients(ad):
        yield Hint("patient_data", SAYS["patient_data"], WEIGHTS["patient_data"], found, _("Leave out whatever names, dates or pictures a patient can be known by."))  # fmt: skip


def _shutting_out(ad: Ad) -> Iterator[Hint]:
    grounds: dict[str, list[Words]] = {}
    for name, text in ad.texts.items():
        places = list(_places(text, ad.language))
        promises = [_sentence(text, *m.span()) for m in EXCUSED[ad.language].finditer(text) if places]
        for ground, start, end in places:
            if not any(first <= start and end <= last for first, last in promises):
                grounds.setdefault(ground, []).append(words(name, text, start, end))
    for ground, found in grounds.items():
        yield Hint("excluding", SAYS["excluding"], WEIGHTS["excluding"], tuple(found[:MOST]), _BETTER[ground])


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    ends = [m.end() for m in _END.finditer(text, 0, start)]
    last = _END.search(text, end)
    return (ends[-1] if ends else 0), (last.start() if last else len(text))


def _places(text: str, language: str) -> Iterator[tuple[str, int, int]]:
    """(ground, start, end): what the editor's own list knows, and more grounds."""
    after = 0
    for one in shutting_out(text, language):  # it reads a text whose spaces are single: find the words again
        again = re.compile(r"\s+".join(map(re.escape, one.text.split()))).search(text, after)
        if again:
            yield ("age" if one.ground == AGE else "gender"), *again.span()
            after = again.start() + 1
    for match in SHUTTING_OUT[language].finditer(lower(text)):
        yield str(match.lastgroup), *match.span()


def _patients(ad: Ad) -> tuple[Words, ...]:
    hits, excuses = PATIENTS[ad.language]
    found = []
    for name, text in ad.texts.items():
        places = [m.span() for m in hits.finditer(text)]
        excused = [m.span() for m in excuses.finditer(text)] if places else []
        for start, end in places:
            if not any(first < end and start < last for first, last in excused):
                found.append(words(name, text, start, end))
    return tuple(found[:MOST])
