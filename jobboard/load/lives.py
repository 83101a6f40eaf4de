"""Where made openings are in their life, with the dates that the constraints ask for: about 85 in 100 are live."""

from typing import NamedTuple

import numpy as np

from core.models import Use
from core.vocabulary import vocabulary
from jobboard.load.copying import NULL
from postings.models import Outcome

DAY = 86_400
_LIVES = ("live", "expired", "closed", "scheduled", "draft", "in_review", "returned", "rejected", "removed")
_SHARES = np.cumsum([0.85, 0.05, 0.05, 0.015, 0.013, 0.007, 0.005, 0.005, 0.005])
_STATUS = np.array(["published", "published", "closed", "published", *_LIVES[4:]])
_LIVE, _EXPIRED, _CLOSED, _SCHEDULED, _DRAFT, _IN_REVIEW, _RETURNED, _REJECTED, _REMOVED = range(len(_LIVES))


class Lives(NamedTuple):
    columns: dict[str, list[str]]
    is_draft: np.ndarray


def ages(rng: np.random.Generator, start: int, count: int, total: int, *, days: int = 730) -> np.ndarray:
    """Days since postings `start` … of `total` were published: the later ones are younger, half of all are younger
    than four months."""
    position = (np.arange(start, start + count) + rng.random(count)) / total
    return 0.1 + (days - 1) * (1 - position) ** 2.5


def lives(rng: np.random.Generator, age: np.ndarray, at: int) -> Lives:
    """`age` in days; `at` in seconds of the epoch."""
    count = len(age)
    life = np.minimum(np.searchsorted(_SHARES, rng.random(count)), len(_LIVES) - 1)
    age = np.where(np.isin(life, (_EXPIRED, _CLOSED)), np.maximum(age, 3), age)
    first = at - (age * DAY).astype(np.int64)
    ahead = (rng.integers(2, 90, count) * DAY).astype(np.int64)
    publish = np.where(life == _SCHEDULED, at + (rng.integers(2, 20, count) * DAY), first)
    ended = first + (age * DAY * rng.uniform(0.3, 0.95, count)).astype(np.int64)
    closes = np.where(life == _EXPIRED, ended, np.where(life == _SCHEDULED, publish + ahead, at + ahead))
    closes = np.where(life == _CLOSED, ended + ahead, closes)
    decided = np.minimum(first + DAY // 3, at)
    online = np.isin(life, (_LIVE, _EXPIRED, _CLOSED, _SCHEDULED, _REMOVED))
    told = np.isin(life, (_RETURNED, _REJECTED, _REMOVED))
    reasons = np.array([f"{{{reason.slug}}}" for reason in vocabulary().reasons(Use.OPENING)])
    outcomes = np.array([outcome.value for outcome in Outcome])
    starts = (closes + rng.integers(14, 90, count) * DAY).astype("datetime64[s]").astype("datetime64[D]")
    columns = {
        "status": _STATUS[life].tolist(),
        "created_at": _times(np.full(count, True), first - 2 * DAY),
        "changed_at": _times(np.full(count, True), first),
        "submitted_at": _times(life != _DRAFT, first - DAY // 2),
        "publish_at": _times(online, publish),
        "published_at": _times(online, np.minimum(first, publish)),
        "closes_at": _times(np.full(count, True), closes),
        "closed_at": _times(life == _CLOSED, ended),
        "returned_at": _times(life == _RETURNED, decided),
        "rejected_at": _times(life == _REJECTED, decided),
        "removed_at": _times(life == _REMOVED, decided),
        "outcome": np.where(life == _CLOSED, outcomes[rng.integers(0, len(outcomes), count)], "").tolist(),
        "decision_reasons": np.where(told, reasons[rng.integers(0, len(reasons), count)], "{}").tolist(),
        "starts_on": np.where(rng.random(count) < 0.4, starts.astype(str), NULL).tolist(),
    }
    return Lives(columns, life == _DRAFT)


def _times(which: np.ndarray, seconds: np.ndarray) -> list[str]:
    text = np.char.add(np.datetime_as_string(seconds.astype("datetime64[s]")), "+00")
    return np.where(which, text, NULL).tolist()
