"""A hint from the list of banned domains: an opening that leads to one of them, by link or by mailbox."""

import re
from collections.abc import Iterator

from hospitals.banning import bans_of
from moderation.hints.catalogue import SAYS, WEIGHTS
from moderation.hints.hint import Ad, Hint, words

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s)>\]\"'<]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)


def banned(ad: Ad) -> Iterator[Hint]:
    """One query, and none where the text names no address."""
    found = [(name, text, match) for name, text in ad.texts.items() for match in _ADDRESS.finditer(text)]
    bans = bans_of({match.group() for _name, _text, match in found})
    shown = [words(name, text, *m.span()) for name, text, m in found if m.group() in bans]
    if shown:
        yield Hint("banned_domain", SAYS["banned_domain"], WEIGHTS["banned_domain"], tuple(shown[:4]))
