"""What the words of a search are compared with: one weighted tsvector per posting, and one tsquery per search.

The vector is written position by position, so that a word and its stem share a place and "phrases" work in both.
A: title, role, skills, hospital. B: place, channels, kind of work. C: the texts.
"""

import re
from collections.abc import Iterable, Iterator

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Func, QuerySet, Value

from core.models.vocabulary import Word
from core.stemming import forms, words
from core.vocabulary import vocabulary
from postings.models import Posting

LAST_POSITION = 16_383  # PostgreSQL stores no higher one
MOST_WORDS = 24  # of one search; the rest is ignored
GAP = 8  # between two fields: no phrase runs from one into the next
BOTH = ("en", "nl")
# Left out of a search (not of a phrase): nobody who writes "jobs in Tacoma" asks for the word "in".
SMALL_WORDS = frozenset(
    words(
        "a an and are as at be by for from in is of on or the to with aan als bij dat de den der die een en het ik in "
        "is je met naar of om op te tot uit van voor wij ze zijn"
    )
)


class _Vector(Func):
    """A tsvector written by us, as PostgreSQL prints one."""

    template = "%(expressions)s::tsvector"
    output_field = SearchVectorField()


def index(posting: Posting) -> None:
    """Write the words under which `posting` is found. Call it after every save that changes what a reader sees."""
    Posting.objects.filter(pk=posting.pk).update(search=_Vector(Value(vector(posting))))


def index_all(postings: QuerySet[Posting]) -> int:
    """The same for many (a hospital was renamed, a skill got a synonym). Returns how many."""
    count = 0
    for posting in postings.select_related("hospital", "engagement", "family").prefetch_related("places"):
        index(posting)
        count += 1
    return count


def vector(posting: Posting) -> str:
    """The tsvector literal of a posting."""
    places: dict[str, set[str]] = {}
    position = 1
    for weight, text, languages in _fields(posting):
        for word in words(text):
            for form in forms(word, *languages):
                places.setdefault(form, set()).add(f"{min(position, LAST_POSITION)}{weight}")
            position += 1
        position += GAP
    return " ".join(f"'{form}':{','.join(sorted(at))}" for form, at in places.items())


def _fields(posting: Posting) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """(weight, text, languages to stem it in) of everything that is searched."""
    own, known = (posting.language,), vocabulary()
    yield "A", posting.title, own
    yield "A", posting.hospital.name, BOTH
    if posting.family_id:
        yield from _named(
            "A", [known.families[posting.family_id]] if posting.family_id in known.families else []
        )
    yield from _named("A", known.skills_named([*posting.required_skills, *posting.nice_skills]))
    for place in posting.places.all():
        yield "B", f"{place.city} {place.words}", ()
    yield from _named("B", known.channels_named(posting.channels))
    yield from _named(
        "B", [known.engagements[posting.engagement_id]] if posting.engagement_id in known.engagements else []
    )
    yield "B", " ".join(posting.laws), ()
    for text in (posting.description, posting.learning_goals, posting.pay_note, posting.mode_note):
        yield "C", text, own


def _named(weight: str, entries: Iterable[Word]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for entry in entries:
        yield weight, f"{entry.name_en} {' '.join(entry.synonyms_en)}", ("en",)
        yield weight, f"{entry.name_nl} {' '.join(entry.synonyms_nl)}", ("nl",)


# ── A visitor's words ────────────────────────────────────────────────────────────────────────────────
_PART = re.compile(r'(-?)(?:["“”„]([^"“”„]*)["“”„]?|([^\s"“”„]+))')


def query(text: str) -> str:
    """A tsquery for what a visitor typed; "" when there is no word in it. Never an error, whatever the text.

    Words all count; OR between two words asks for one of them; "a phrase" keeps its order; -word leaves out. Each word
    is looked for as typed and as its English and Dutch stem, as a posting may be in either language.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    left, joined = MOST_WORDS, False
    parts = [match.groups(default="") for match in _PART.finditer(text[:2000])]
    small_too = not any(w not in SMALL_WORDS for _, phrase, word in parts for w in words(phrase or word))
    for minus, phrase, word in parts:
        if word in ("OR", "|") and not minus:
            joined = bool(wanted)
            continue
        found = words(phrase or word)[:left]
        if not phrase and not small_too and len(found) == 1 and found[0] in SMALL_WORDS:
            continue
        if not found:
            continue
        left -= len(found)
        asked = _in_order(found)
        if minus:
            unwanted.append(f"!{asked}")
        elif joined:
            wanted[-1] = f"({wanted[-1]} | {asked})"
        else:
            wanted.append(asked)
        joined = False
    return " & ".join([*wanted, *unwanted])


def _in_order(found: list[str]) -> str:
    """One word, or several that follow each other."""
    return (
        "(" + " <-> ".join(f"({' | '.join(_quoted(f) for f in forms(word, *BOTH))})" for word in found) + ")"
    )


def _quoted(form: str) -> str:
    return "'" + form.replace("'", "''").replace("\\", "\\\\") + "'"
