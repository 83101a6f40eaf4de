"""Words that can be said again in another language, because they keep what they were made of.

    from core.said import said as _

    letter = Letter(subject=_("%(name)s withdrew") % {"name": "Amara"}, …)
    made_of(letter.subject)          # {"id": "%(name)s withdrew", "with": {"name": "Amara"}, "in": "en"}
    again("Amara withdrew", {…})     # in the language that is active now

A notice stays on a page for months, and its reader may change the language. Names, titles and dates inside stay as they
were; what stands in place of a name ("Candidate 3") is said anew too, when it remembers as well. Words put together in another way (f"…", a plural) keep nothing, and stay in the language they were written in.
"""

import re
from typing import Any

from django.utils.translation import get_language, gettext

_NAMES = re.compile(r"%\((\w+)\)")
MadeOf = dict[str, Any]


class Said(str):
    """A translated text and its source text; after `%` also what was filled in."""

    made: MadeOf

    def __mod__(self, known: Any) -> str:
        done = Said(super().__mod__(known))
        named = known if isinstance(known, dict) else {}
        done.made = self.made | {
            "with": {name: _kept(named[name]) for name in _NAMES.findall(self.made["id"]) if name in named}
        }
        return done


def _kept(value: Any) -> str | MadeOf:
    return value.made | {"words": str(value)} if isinstance(value, Said) else str(value)


def _filled(value: str | MadeOf) -> str:
    return value if isinstance(value, str) else again(value["words"], value)


def said(text: str) -> str:
    """gettext that remembers."""
    words = Said(gettext(text))
    words.made = {"id": text, "with": {}, "in": get_language() or ""}
    return words


def made_of(words: str) -> MadeOf:
    """To be kept beside the words. Empty where nothing is known."""
    return words.made if isinstance(words, Said) else {}


def again(words: str, made: MadeOf) -> str:
    """The same in the language that is active, where that can be said; else as it was written."""
    language = get_language()
    if not made or made["in"] == language:
        return words
    text = gettext(made["id"])
    if text == made["id"] and language != "en":
        return words  # the texts of the site changed since: there is no translation any more
    try:
        filled = {name: _filled(value) for name, value in made["with"].items()}
        return " ".join((text % filled).split()) if filled else text
    except (KeyError, ValueError, TypeError):
        return words
