"""Finding what is new for each alert whose hour has come.

Each hundred alerts are one transaction: they are locked, what they found is written down (`Told`), their letters are
put into the outbox and their next hour is set, all or nothing. A worker that dies leaves them as they were; two workers
never hold the same alert; a second run finds nothing due.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Min, Q
from django.db.models.functions import Coalesce, Greatest

from alerts import mails
from alerts.hours import next_due
from alerts.models import Alert, Rhythm, Told
from alerts.words import means_its_reader, unsaid
from core.models import OutgoingMail
from postings import undoing
from postings.models import Posting
from postings.reading import NOBODY, readers_of
from postings.search import Search
from postings.search.matching import Few

AT_ONCE = 100  # alerts in a transaction
AGAIN = timedelta(days=1)  # looked at twice: what was frozen for a while after it came online


def run_due(at: datetime) -> int:
    """Mail what is new to those whose hour has come. Returns how many letters were written."""
    return sum(_run(rhythm, at) for rhythm in Rhythm)


def _run(rhythm: Rhythm, at: datetime) -> int:
    due = Alert.objects.due(at).filter(rhythm=rhythm)
    ids = list(due.order_by("due_at", "id").values_list("pk", flat=True))
    if not ids:
        return 0
    since = due.aggregate(
        since=Min(Greatest(F("active_at"), Coalesce(F("looked_at"), F("active_at")) - AGAIN))
    )["since"]
    came = _came(since, at)
    few, rows, letters = Few(came), mails.Rows(at), 0
    for n in range(0, len(ids), AT_ONCE):
        letters += _hundred(ids[n : n + AT_ONCE], few, rows, came, at)
    return letters


def _came(since: datetime | None, at: datetime) -> dict[int, datetime]:
    """When each opening came online that did so after `since` and is live. One that a moderator may still undo waits: a
    mail cannot be taken back. `since` reaches back a day, so none is missed."""
    if since is None:
        return {}
    sure = Posting.objects.live(at).filter(Q(published_at=None) | Q(published_at__lte=at - undoing.hold()))
    rows = sure.filter(publish_at__gt=since).values_list("pk", "publish_at")
    return {pk: came for pk, came in rows if came is not None}


def _hundred(ids: Sequence[int], few: Few, rows: mails.Rows, came: dict[int, datetime], at: datetime) -> int:
    with transaction.atomic():
        alerts = list(
            Alert.objects.due(at)
            .filter(pk__in=ids)
            .select_related("user")
            .select_for_update(of=("self",), skip_locked=True)
        )
        readers = readers_of({one.user_id for one in alerts if one.user_id and means_its_reader(one)})
        searches = {
            one.pk: few.search(one.query, language=one.language, reader=readers.get(one.user_id or 0, NOBODY))
            for one in alerts
        }
        new = _untold({one.pk: _new(one, searches[one.pk], came) for one in alerts})
        _tell([(pk, posting) for pk, found in new.items() for posting in found], at)
        rows.read({posting for found in new.values() for posting in found})
        letters = []
        for alert in alerts:
            letters.append(mails.found(alert, searches[alert.pk], new.get(alert.pk, ()), rows, at=at))
        written = OutgoingMail.objects.bulk_create(letter for letter in letters if letter)
        _set_hours(alerts, at)
    return len(written)


def _tell(pairs: list[tuple[int, int]], at: datetime) -> None:
    """Write the pairs down: one statement, for there may be thousands. A pair that is there already is an error."""
    if not pairs:
        return
    alerts, postings = zip(*pairs, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO alerts_told (alert_id, posting_id, at)"
            " SELECT alert, posting, %s FROM unnest(%s::bigint[], %s::bigint[]) AS pair (alert, posting)",
            [at, list(alerts), list(postings)],
        )


def _set_hours(alerts: list[Alert], at: datetime) -> None:
    """When each is due next, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE alerts_alert SET looked_at = %s, due_at = next.at"
            " FROM unnest(%s::bigint[], %s::timestamptz[]) AS next (id, at) WHERE alerts_alert.id = next.id",
            [at, [alert.pk for alert in alerts], [next_due(alert, after=at) for alert in alerts]],
        )


def _new(alert: Alert, search: Search, came: dict[int, datetime]) -> list[int]:
    """What its search finds among those that came online since it was switched on."""
    if unsaid(alert, search):
        return []
    found = search.found()
    ids = found.ids(0, found.total) if found.total else []
    return [pk for pk in ids if alert.active_at and came[pk] > alert.active_at]


def _untold(found: dict[int, list[int]]) -> dict[int, list[int]]:
    """Without what an earlier letter of the same alert named; only those with something left."""
    told: dict[int, set[int]] = defaultdict(set)
    for alert, posting in Told.objects.filter(alert__in=[pk for pk, new in found.items() if new]).values_list(
        "alert_id", "posting_id"
    ):
        told[alert].add(posting)
    left = {pk: [one for one in new if one not in told[pk]] for pk, new in found.items()}
    return {pk: new for pk, new in left.items() if new}
