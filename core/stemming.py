"""Words as the search compares them: lower case, without accents, and cut to their stem in English or Dutch.

PostgreSQL's own Dutch stemmer (18 and older) cuts *ziekenhuis* and *ziekenhuizen* differently, so stemming is done
here, for documents and for queries, and PostgreSQL only stores the result.
"""

import re
import threading
import unicodedata
from functools import lru_cache

import snowballstemmer

LANGUAGES = {"en": "english", "nl": "dutch"}
LONGEST_WORD = 60
_WORD = re.compile(r"[^\W_]+")
_stemmers = threading.local()


def plain(text: str) -> str:
    """`text` in lower case without accents: "Málaga" → "malaga"."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """The plain words of `text`, in order, each cut at LONGEST_WORD characters."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(plain(text))]


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """The stem of one plain word in `language` ("en" or "nl"); of any other language the word itself."""
    name = LANGUAGES.get(language[:2])
    if name is None or not word.isalpha():
        return word
    kept: dict[str, snowballstemmer.stemmer] = _stemmers.__dict__.setdefault("by_name", {})
    if name not in kept:  # a stemmer keeps state while it works: one per thread
        kept[name] = snowballstemmer.stemmer(name)
    return str(kept[name].stemWord(word)) or word


def tokens(text: str, language: str) -> list[str]:
    """The stems of `text` in that language, in order."""
    return [stem(word, language) for word in words(text)]


def forms(word: str, *languages: str) -> list[str]:
    """A plain word and its stems in each of `languages`, without repeats: what it may be stored as."""
    return list(dict.fromkeys([word, *(stem(word, language) for language in languages)]))
