"""The search in applications: which words each one is found by, and what a search asks for.

Words are cut to their stems in English and Dutch, because a letter is written in either (core/stemming.py), and stored
as they are: PostgreSQL compares, it does not stem. Two sets are kept. `words` holds the name, the profile, the letter
and the CV. `nameless` holds the letter without what names the person, for readers who may not know yet who it is: a
search for a name must not tell whose row it is.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import BooleanField, F, Func, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django_tasks import task

from applications import blind
from applications.models import Application, SearchText
from core.cvtext import text_of
from core.jobs import every
from core.stemming import forms, words

MOST_WORDS = 12  # of one search
TRIES = 3  # of a CV that nobody can read
BATCH = 200  # applications that one run of the job reads
_STORE = """INSERT INTO applications_searchtext (application_id, cv_text, cv_read_at, tries, words, nameless)
            VALUES (%s, %s, %s, %s, array_to_tsvector(%s::text[]), array_to_tsvector(%s::text[]))
            ON CONFLICT (application_id) DO UPDATE SET cv_text = EXCLUDED.cv_text, cv_read_at = EXCLUDED.cv_read_at,
            tries = EXCLUDED.tries, words = EXCLUDED.words, nameless = EXCLUDED.nameless"""


# ── What an application is found by ──────────────────────────────────────────────────────────────────
def index(application: Application) -> None:
    """Store the words of an application that was sent. Its CV is read by the worker soon after the commit."""
    _store(application, cv_text="", read=application.cv_id is None, tries=0)
    if application.cv_id is not None:
        read_cvs.enqueue()


@task()
def read_cvs() -> None:
    """Reads the CVs of what was sent since, and whatever stands without its words. Safe to run twice."""
    unread = Q(search_text=None) | Q(search_text__cv_read_at=None, search_text__tries__lt=TRIES)
    ids = (
        Application.objects.sent().filter(unread, erased_at=None).order_by("pk").values_list("pk", flat=True)
    )
    for pk in list(ids[:BATCH]):
        read_cv(pk)


every(timedelta(minutes=10), read_cvs)


def read_cv(pk: int) -> None:
    """The CV's words beside the others. A CV that cannot be read is tried TRIES times, then left."""
    application = Application.objects.select_related("cv").filter(pk=pk).first()
    if application is None:
        return
    text: str | None = ""
    if application.cv is not None:
        try:
            with application.cv.file.open("rb") as file:
                text = text_of(file.read(), application.cv.kind)
        except OSError:  # the store is away, or the file is gone
            text = None
    before = SearchText.objects.filter(pk=pk).values_list("tries", flat=True).first() or 0
    with transaction.atomic():
        found = Application.objects.select_for_update(of=("self",)).filter(pk=pk, erased_at=None)
        if (application := found.first()) is not None:  # as it is now: reading takes a while
            _store(application, cv_text=text or "", read=text is not None, tries=before + 1)


def _store(application: Application, *, cv_text: str, read: bool, tries: int) -> None:
    known = application.snapshot
    names = {*words(str(known.get("name", ""))), *words(str(known.get("email", "")))}
    names |= {*words(str(known.get("phone", ""))), *words(application.candidate.email)}
    names |= {*words(str((known.get("place") or {}).get("city", "")))}
    names |= {word for link in known.get("links") or [] for word in words(str(link.get("url", "")))}
    texts = [application.letter, *_answers(application)]
    whole = [*texts, cv_text, *(str(known.get(part, "")) for part in ("name", "email", "headline", "about"))]
    bare = [blind.without_name(text, application, word=" ") for text in texts]
    nameless = {form for word in _words(bare) if word not in names for form in forms(word, "en", "nl")}
    with connection.cursor() as cursor:
        cursor.execute(
            _STORE,
            [
                application.pk,
                cv_text,
                timezone.now() if read else None,
                tries,
                sorted({form for word in _words(whole) for form in forms(word, "en", "nl")}),
                sorted(nameless),
            ],
        )


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in words(text)}


def _answers(application: Application) -> list[str]:
    """What was written in answer to the opening's questions."""
    return [row["answer"] for row in application.answers if isinstance(row["answer"], str)]


# ── What a search asks for ───────────────────────────────────────────────────────────────────────────
def asking(text: str) -> str:
    """The tsquery: every word must be there, as written, as its stem, or as the beginning of a word."""
    asked = words(text)[:MOST_WORDS]
    return " & ".join(f"({_any_form(word)})" for word in asked)


def _any_form(word: str) -> str:
    exact = [f"'{form}'" for form in forms(word, "en", "nl")]
    return " | ".join([*exact, f"'{word}':*"] if len(word) > 2 else exact)


def having_words(found: QuerySet[Any], text: str, *, hidden: Q) -> QuerySet[Any]:
    """Those of `found` with all words of `text`. Of `hidden` ones only what does not name the person is searched."""
    query = asking(text)
    if not query:
        return found
    return found.filter(
        ~hidden & Q(_holds("search_text__words", query)) | hidden & Q(_holds("search_text__nameless", query))
    )


def _holds(column: str, query: str) -> Func:
    wanted = RawSQL("%s::tsquery", [query])  # letters and digits in quotes only: see core.stemming.words
    return Func(
        F(column), wanted, template="(%(expressions)s)", arg_joiner=" @@ ", output_field=BooleanField()
    )
