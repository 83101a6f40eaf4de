"""The official directory: read a file of it into rows, and find a hospital in it however it was typed.

report = import_file(path)
found = find("Sesttle Childrens")
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from itertools import islice
from operator import add
from pathlib import Path

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from core.text import normalise
from hospitals.directory_file import Bad, Facts, read
from hospitals.models import DirectoryEntry, Hospital

BATCH = 1000
ENOUGH_ALIKE = 0.45  # of pg_trgm's word similarity: two wrong letters in "seattle childrens" give about 0.6
MOST_WORDS = 8
LONGEST = 100  # characters of a question that are read


@dataclass(slots=True)
class Report:
    """What an import did. `bad` are the rows that were left out."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    bad: list[Bad] = field(default_factory=list)


def import_file(
    path: Path,
    *,
    complete: bool = False,
    at: datetime | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Report:
    """Bring the directory in line with a file. Raises BrokenFile, and then nothing is imported.

    A second run over the same file writes nothing. `complete=True` says that the file is the whole directory of its
    country: what it no longer lists is marked as gone, unless rows were bad (one of them may be the missing one).
    """
    at, rows, report = at or timezone.now(), read(path), Report()
    good = [row for row in rows if isinstance(row, Facts)]
    report.bad = [row for row in rows if isinstance(row, Bad)]
    done = 0
    for batch in _in_batches(good, BATCH):
        _bring_in(batch, at, report)
        done += len(batch)
        progress(done, len(good))
    if complete and good and not report.bad:
        here = DirectoryEntry.objects.filter(country=good[0].country, gone_at=None)
        report.gone = here.exclude(code__in=[row.code for row in good]).update(gone_at=at)
    if report.added or report.changed:
        with connection.cursor() as cursor:
            # Without fresh statistics and a tidy index the search reads the whole table (0.4 against 40 ms).
            cursor.execute("SELECT gin_clean_pending_list('directory_words')")
            cursor.execute("ANALYZE hospitals_directoryentry")
    return report


def _in_batches(rows: Iterable[Facts], size: int) -> Iterator[list[Facts]]:
    left = iter(rows)
    while batch := list(islice(left, size)):
        yield batch


def _bring_in(batch: list[Facts], at: datetime, report: Report) -> None:
    """One transaction: compare with what is there, write only what differs."""
    columns = sorted({"words", *batch[0].values})
    with transaction.atomic():
        known = {
            entry.code: entry
            for entry in DirectoryEntry.objects.select_for_update().filter(
                country=batch[0].country, code__in=[row.code for row in batch]
            )
        }
        to_write = []
        for row in batch:
            values = {**row.values, "words": words_of(row)}
            entry = known.get(row.code)
            if entry is None:
                report.added += 1
            elif entry.gone_at is None and all(
                getattr(entry, name) == value for name, value in values.items()
            ):
                report.unchanged += 1
                continue
            else:
                report.changed += 1
            to_write.append(DirectoryEntry(country=row.country, code=row.code, imported_at=at, **values))
        DirectoryEntry.objects.bulk_create(
            to_write,
            update_conflicts=True,
            unique_fields=["country", "code"],
            update_fields=[*columns, "imported_at", "gone_at"],
        )


def words_of(row: Facts) -> str:
    """What people type: name, city, postcode, code. An apostrophe separates nothing ("childrens")."""
    values = row.values
    return _plain(f"{values['name']} {values['city']} {values['postcode']} {row.code}")


def _plain(text: str) -> str:
    return normalise(text.replace("'", "").replace("’", ""))


# ── Finding ──────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Found:
    """An entry, and the verified hospital of this board that it is, if there is one."""

    entry: DirectoryEntry
    on_board: Hospital | None


def find(q: str, limit: int = 10) -> list[Found]:
    """Entries that are meant by `q`, best first: the exact code or ZIP before names and cities that look alike."""
    asked = _plain(q.replace("\x00", ""))[:LONGEST]
    if len(asked) < 2:
        return []
    with transaction.atomic():
        # The threshold is what lets the GIN index answer; it holds for this transaction only.
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(ENOUGH_ALIKE)]
            )
        exact = list(_with_hospital(_exactly(asked))[:limit])
        # All words, else the whole as one (it forgives a word too many or a short one: "mt sinai").
        entries = exact or list(_with_hospital(_alike(asked.split()[:MOST_WORDS]))[:limit])
        entries = entries or list(_with_hospital(_alike([asked]))[:limit])
    return [Found(entry, next(iter(entry.verified), None)) for entry in entries]  # type: ignore[attr-defined]


def _exactly(asked: str) -> QuerySet[DirectoryEntry]:
    rows = DirectoryEntry.objects.filter(gone_at=None).order_by("name")
    one_word = asked.replace("-", "")
    if not one_word.isalnum() or not any(c.isdigit() for c in one_word):
        return rows.none()
    return rows.filter(Q(code__iexact=one_word) | Q(postcode=asked[:5] if len(one_word) in {5, 9} else asked))


def _alike(words: list[str]) -> QuerySet[DirectoryEntry]:
    """Every word must look like one of the entry's words; the closest together come first."""
    rows = DirectoryEntry.objects.filter(gone_at=None)
    for word in words:
        rows = rows.filter(words__trigram_word_similar=word)
    near = [TrigramWordSimilarity(word, "words") for word in words]
    return rows.annotate(alike=reduce(add, near)).order_by("-alike", "name", "pk")


def _with_hospital(rows: QuerySet[DirectoryEntry]) -> QuerySet[DirectoryEntry]:
    verified = Hospital.objects.filter(status=Hospital.Status.VERIFIED)
    return rows.prefetch_related(Prefetch("hospitals", queryset=verified, to_attr="verified"))
