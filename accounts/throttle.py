"""How often somebody may try a password: counted before the password is hashed, exactly, by all processes together.

A cache cannot count exactly under parallel tries (read, add one, write back); one SQL statement under the row's
lock can. Keys are keyed hashes, so the table holds no addresses.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import Tries

WINDOW = timedelta(minutes=5)
PER_ACCOUNT = 10
PER_NETWORK = 20  # a hospital's people share one address

# Inserts the first try, or adds one to those inside the window while there are fewer than the limit.
_TAKE = """
INSERT INTO accounts_tries AS t (key, at, last_at) VALUES (%(key)s, ARRAY[clock_timestamp()], clock_timestamp())
ON CONFLICT (key) DO UPDATE SET
    at = array_append(ARRAY(SELECT h FROM unnest(t.at) h WHERE h > clock_timestamp() - make_interval(secs => %(window)s)), clock_timestamp()),
    last_at = clock_timestamp()
WHERE (SELECT count(*) FROM unnest(t.at) h WHERE h > clock_timestamp() - make_interval(secs => %(window)s)) < %(limit)s
RETURNING at[cardinality(at)]
"""


@dataclass(frozen=True, slots=True)
class Try:
    """One counted try. `forgive` takes it back: a password that was right does not count."""

    taken: tuple[tuple[str, datetime], ...]

    def forgive(self) -> None:
        with connection.cursor() as cursor:
            for key, stamp in self.taken:
                cursor.execute(
                    "UPDATE accounts_tries SET at = array_remove(at, %s) WHERE key = %s", [stamp, key]
                )


def take(*, email: str, network: str) -> Try | None:
    """Count one try for the account and for the network. None when either has none left."""
    taken: list[tuple[str, datetime]] = []
    for key, limit in ((account_key(email), PER_ACCOUNT), (_key("network", network), PER_NETWORK)):
        stamp = _take(key, limit)
        if stamp is None:
            Try(
                tuple(taken)
            ).forgive()  # a try that is refused for the network does not count for the account
            return None
        taken.append((key, stamp))
    return Try(tuple(taken))


def may(what: str, who: str, *, limit: int) -> bool:
    """Count one `what` of `who`, unless there were `limit` in the last five minutes: then no."""
    return _take(_key(what, who), limit) is not None


def forget(email: str) -> None:
    """After a proof that needs no password (a mailed code, a new password): the account may try again."""
    Tries.objects.filter(pk=account_key(email)).delete()


def sweep() -> None:
    """Drop what no longer counts."""
    Tries.objects.filter(last_at__lt=timezone.now() - 2 * WINDOW).delete()


def account_key(email: str) -> str:
    """One key for one mailbox: letter case and a +tag do not make another."""
    local, _, domain = email.strip().lower().rpartition("@")
    return _key("account", f"{local.partition('+')[0]}@{domain}")


def _key(kind: str, value: str) -> str:
    return salted_hmac(f"accounts.throttle.{kind}", value, algorithm="sha256").hexdigest()


def _take(key: str, limit: int) -> datetime | None:
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, {"key": key, "window": WINDOW.total_seconds(), "limit": limit})
        row = cursor.fetchone()
    return row[0] if row else None
