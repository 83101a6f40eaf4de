"""Where the asked words stand in the text of a row: about 150 characters around them, the words marked.

Made for the rows of one page only. A word counts when the search would find it: as written, or by its stem in the
opening's language. Nothing is shown for an opening whose text has none of them (the title or a fact had).
"""

import html
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from core.stemming import plain
from postings.models import Posting
from postings.search.atoms import Atom, Phrase, Word
from postings.search.terms import forms
from postings.search.understanding import Understood

LONG = 145
_BEFORE = 40  # characters kept before the first word
_MOST_HITS = 60
_MOST_FORMS = 80
_BLOCK, _TAG = re.compile(r"</(?:p|li|h\d|blockquote|pre)>|<(?:br|hr)[^>]*>"), re.compile(r"<[^>]*>")
_ACCENTS = str.maketrans({"a": "[aàáâãäå]", "c": "[cç]", "e": "[eèéêë]", "i": "[iìíîï]", "n": "[nñ]", "o": "[oòóôõöø]", "u": "[uùúûü]"})  # fmt: skip
_SENTENCE = re.compile(r"[.!?:;]\s+|\s[·•]\s")
Asked = dict[str, int]  # form → which word it is of


def asked_words(read: Understood) -> Asked:
    """The forms of all words that a text may be found by; forms of one word have the same number."""
    found: Asked = {}
    for number, forms_of_word in enumerate(one for atom in read.wanted for one in _words(atom)):
        for form in forms_of_word:
            if len(found) < _MOST_FORMS:
                found.setdefault(form, number)
    return found


def _words(part: Any) -> Iterator[tuple[str, ...]]:
    """The words inside an atom, however it is put together; facts have none."""
    if isinstance(part, Word):
        yield part.forms
    elif isinstance(part, Phrase):
        yield from part.words
    elif isinstance(part, tuple):
        for one in part:
            yield from _words(one)
    elif isinstance(part, Atom):
        yield from _words(tuple(vars(part).values()))


def snippets(postings: Iterable[Posting], read: Understood) -> dict[int, SafeString]:
    """{id: snippet}, escaped, of those whose text has one of the words. The rows are read with their texts."""
    wanted = asked_words(read)
    if not wanted:
        return {}
    pattern = _pattern(tuple(wanted))
    found = (
        (posting.pk, snippet(text_of(posting), wanted, pattern, posting.language)) for posting in postings
    )
    return {pk: said for pk, said in found if said}


@lru_cache(maxsize=200)
def _pattern(wanted: tuple[str, ...]) -> re.Pattern[str]:
    """Words that begin as one of the forms does: a stem may end in another letter than the word has there."""
    starts = {form if len(form) < 5 else form[:-1] for form in wanted}
    short = sorted(s for s in starts if not any(s != other and s.startswith(other) for other in starts))
    return re.compile(rf"\b(?:{'|'.join(re.escape(s).translate(_ACCENTS) for s in short)})[^\W_]*", re.I)


def text_of(posting: Posting) -> str:
    """The description as running text: the end of a paragraph is a stop."""
    blocks = (_TAG.sub("", block).strip() for block in _BLOCK.split(posting.description_html))
    joined = " ".join(block if block[-1] in ".:;!?" else f"{block} ·" for block in blocks if block)
    return " ".join(html.unescape(joined).split()).removesuffix(" ·")


def snippet(text: str, wanted: Asked, pattern: re.Pattern[str], language: str) -> SafeString:
    """ "" when none of the words is in the text."""
    hits: list[tuple[int, int, int]] = []
    for match in pattern.finditer(text):
        number = _number(match[0], wanted, language)
        if number is not None:
            hits.append((match.start(), match.end(), number))
            if len(hits) == _MOST_HITS:
                break
    if not hits:
        return SafeString()
    first = _densest(hits)
    start = _start(text, hits[first][0])
    stop = _stop(text, start)
    said, at = ["… " if start else ""], start
    for begin, end in _joined(text, hits[first:]):
        if end > stop:
            break
        said += [escape(text[at:begin]), "<mark>", escape(text[begin:end]), "</mark>"]
        at = end
    said += [escape(text[at:stop]), " …" if stop < len(text) else ""]
    return mark_safe("".join(said))  # every piece of the text was escaped above


def _joined(text: str, hits: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Words with only a space between them are marked as one."""
    runs: list[tuple[int, int]] = []
    for begin, end, _ in hits:
        if runs and text[runs[-1][1] : begin] == " ":
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((begin, end))
    return runs


def _number(word: str, wanted: Asked, language: str) -> int | None:
    for form in _forms_of(word, language):
        if form in wanted:
            return wanted[form]
    return None


@lru_cache(maxsize=20_000)
def _forms_of(word: str, language: str) -> tuple[str, ...]:
    return forms(plain(word), language)


def _densest(hits: list[tuple[int, int, int]]) -> int:
    """The hit from which most of the words, then most often, stand within reach."""
    reach = LONG - _BEFORE
    best, at = (0, 0), 0
    for index, (begin, _, _) in enumerate(hits):
        near = [number for b, e, number in hits[index : index + 12] if e <= begin + reach]
        if (len(set(near)), len(near)) > best:
            best, at = (len(set(near)), len(near)), index
    return at


def _start(text: str, hit: int) -> int:
    """The beginning of the sentence when it is near, else of a word."""
    if hit <= _BEFORE:
        return 0
    before = text[hit - _BEFORE : hit]
    ends = [match.end() for match in _SENTENCE.finditer(before)]
    if ends:
        return hit - _BEFORE + ends[-1]
    space = before.find(" ")
    return hit - _BEFORE + space + 1 if space >= 0 else hit


def _stop(text: str, start: int) -> int:
    stop = start + LONG
    if stop >= len(text):
        return len(text)
    space = text.rfind(" ", start + LONG // 2, stop)
    return space if space > 0 else stop
