"""Taking in a release of wage figures."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from pay.models import Release, Row
from pay.wages import COLUMNS, Wage

_OF_ROW = [name for name in COLUMNS if name not in ("source", "period")]


@transaction.atomic
def keep(wages: Iterable[Wage], *, at: datetime | None = None) -> dict[str, int]:
    """Write each release that the rows belong to, anew if it is there. Returns {"oews 2025-05": rows}.

    All or nothing: rows come from a reader that stops at the first bad line.
    """
    done: dict[str, int] = {}
    ordered = sorted(wages, key=lambda wage: (wage.source, wage.period))
    for (source, period), rows in groupby(ordered, key=lambda wage: (wage.source, wage.period)):
        Release.objects.filter(source=source, period=period).delete()
        release = Release.objects.create(source=source, period=period, imported_at=at or timezone.now())
        made = Row.objects.bulk_create(
            [Row(release=release, **{name: getattr(wage, name) for name in _OF_ROW}) for wage in rows],
            batch_size=1000,
        )
        done[str(release)] = len(made)
    return done
