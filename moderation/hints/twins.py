"""The same text elsewhere on the board: a rejected opening, or another hospital's."""

from collections.abc import Iterator

from moderation.hints.hint import Ad, Hint
from postings.models import Posting


def twins(posting: Posting, ad: Ad) -> Iterator[Hint]:
    yield from ()
