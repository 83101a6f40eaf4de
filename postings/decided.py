"""The text of an opening as it was decided on, kept with each decision, and what differs from it now."""

from datetime import datetime
from typing import Any

from postings import material, writing
from postings.models import Decided, Posting


def content_of(posting: Posting) -> dict[str, Any]:
    """Everything that it says to readers, as JSON holds it."""
    return material.plain(posting, writing.content_columns()) | {material.PLACES: places_of(posting)}


def places_of(posting: Posting) -> list[dict[str, str]]:
    return [{part: getattr(p, part) for part in material.PLACE_PARTS} for p in posting.places.all()]


def keep(posting: Posting, verb: str, *, at: datetime) -> None:
    """Call it in the transaction of the decision."""
    Decided.objects.create(posting=posting, verb=verb, at=at, content=content_of(posting))


def last(posting: Posting) -> Decided | None:
    return Decided.objects.filter(posting=posting).order_by("-id").first()


def differences(posting: Posting, kept: Decided) -> list[material.Change]:
    """What reads differently from then, in the reader's language, remarks beside the material facts too."""
    now = content_of(posting)
    changed = {name: value for name, value in now.items() if kept.content.get(name, value) != value}
    return material.compare(posting, kept.content, changed)
