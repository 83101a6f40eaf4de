"""The words of an opening as the index keeps them, and a word's forms as a search asks for them.

What is stored are plain words as written (`entry`), cut to stems when an index is built, so that one text serves both.
Names (hospital, city) are added by the index from their own tables, and the vocabulary is looked up when somebody
searches: renaming a hospital or adding a synonym needs no new words.
"""

import re
from functools import cache, lru_cache
from pathlib import Path

from django.db import connection
from django.db.models import QuerySet

from core.stemming import stem, words
from postings.models import Posting

BREAK = "."  # between two texts: no phrase runs across
LONGEST = 40  # characters of a word that are compared
_PARTS = Path(__file__).parent / "compounds.txt"
_SHORTEST_COMPOUND = 9
_MIXED = re.compile(r"([a-z]{3,})(\d+)")
_STORE = """INSERT INTO postings_indexed (posting_id, words) VALUES (%s, %s)
            ON CONFLICT (posting_id) DO UPDATE SET words = EXCLUDED.words"""


def entry(posting: Posting) -> str:
    """Two lines: the plain words of the title, and those of the texts; compounds are followed by their parts."""
    texts = (
        *(posting.description, posting.first_90_days, posting.learning_goals),
        *(posting.pay_note, posting.mode_note),
    )
    body = f" {BREAK} ".join(filter(None, (spread(text) for text in texts)))
    return f"{spread(posting.title)}\n{body}"


def spread(text: str) -> str:
    """The plain words of one text: "Socialmediamanager gezocht" → "socialmediamanager social media manager gezocht"."""
    found = []
    for word in words(text):
        found.append(word[:LONGEST])
        found += split(word)
    return " ".join(found)


def index(posting: Posting) -> None:
    """Store the words of `posting`. Call it after every save that changes its texts, in the same transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_STORE, [posting.pk, entry(posting)])


def index_all(postings: QuerySet[Posting]) -> int:
    """The same for many, after a change of the rules above. Returns how many."""
    count = 0
    for posting in postings.iterator(chunk_size=500):
        index(posting)
        count += 1
    return count


def forms(word: str, language: str = "") -> tuple[str, ...]:
    """How a plain word may be kept: as written (names), and as its stem in the language, or in both."""
    languages = (language,) if language else ("en", "nl")
    word = word[:LONGEST]  # as it was stored
    return tuple(dict.fromkeys([word, *(stem(word, one) for one in languages)]))


@lru_cache(maxsize=50_000)
def split(word: str) -> tuple[str, ...]:
    """The known parts of a compound: "socialmediamanager" → social, media, manager; () of any other word."""
    if mixed := _MIXED.fullmatch(word):  # "html5", "covid19"
        return mixed.groups()
    if len(word) < _SHORTEST_COMPOUND or word in _parts():
        return ()
    return _split(word) or ()


def _split(word: str) -> tuple[str, ...] | None:
    """Longest part first; an "s" or "en" may join two parts, as in "communicatiesadviseur"."""
    for size in range(len(word), 2, -1):
        part, rest = word[:size], word[size:]
        if part not in _parts():
            continue
        if not rest:
            return (part,)
        for joint in ("", "s", "en", "e"):
            if rest.startswith(joint) and (more := _split(rest[len(joint) :])):
                return (part, *more)
    return None


@cache
def _parts() -> frozenset[str]:
    lines = _PARTS.read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
