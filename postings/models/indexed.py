"""What the search index of each process reads: one narrow row for each opening, stamped when anything it shows changed.

Triggers stamp the row (migration 0002) in the transaction of the change itself, whoever writes it: an opening, its
places, its hospital's name, freeze or verification. A process that remembers the oldest transaction that was running
when it read last (`pg_snapshot_xmin`) asks for the rows stamped since then, and so misses none and is never late.
"""

from typing import Any

from django.db import models


class Xid8Field(models.Field[str, str]):
    """A transaction's number. Written by triggers only."""

    def db_type(self, connection: Any) -> str:
        return "xid8"


class Indexed(models.Model):
    """Outlives its opening, so that every process learns that it is gone: no foreign key."""

    posting_id = models.BigIntegerField(primary_key=True)
    words = models.TextField(default="", help_text="what postings.search.terms.entry() writes")
    changed = Xid8Field()

    class Meta:
        indexes = [models.Index(fields=["changed"], name="indexed_changed")]
