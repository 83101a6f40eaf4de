"""The same text elsewhere on the board: a rejected opening, or another hospital's. The database finds few (by the index of
postings/fingerprints.py); those are compared word group by word group."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from moderation.hints.catalogue import WEIGHTS
from moderation.hints.hint import Hint, words
from postings import fingerprints
from postings.models import Posting

ALIKE = 0.6  # share of word groups; what the database is asked for lies a little lower, because it estimates
_LOWER = 0.1
LONGEST = 240  # characters shown of what both say


def twins(posting: Posting) -> Iterator[Hint]:
    """Three queries at most."""
    asked = {"least": ALIKE - _LOWER}
    refused = fingerprints.near(posting, statuses=fingerprints.REFUSED, own=True, **asked)
    others = fingerprints.near(posting, statuses=fingerprints.SHOWN, own=False, **asked)
    if not refused and not others:
        return
    rows = Posting.objects.select_related("hospital").only("title", "description", "status", "hospital__name")
    texts = rows.in_bulk([*refused, *others])
    for code, found in (("like_rejected", refused), ("like_other", others)):
        alike = [(fingerprints.alike(posting.description, texts[pk].description), pk) for pk in found]
        share, pk = max(alike, default=(0.0, 0))
        if share >= ALIKE:
            yield _hint(code, posting, texts[pk], share)


def _hint(code: str, posting: Posting, other: Posting, share: float) -> Hint:
    text = posting.description
    start, end = fingerprints.longest_shared(text, other.description)
    names = {
        "percent": min(99, round(share * 100)) if text != other.description else 100,
        "title": other.title,
        "hospital": other.hospital.name,
    }
    said = (
        _("%(percent)s%% of it is the same as in an opening that was refused or removed: %(title)s, %(hospital)s.")
        if code == "like_rejected"
        else _("%(percent)s%% of it is the same as in another hospital’s opening: %(title)s, %(hospital)s.")
    )  # fmt: skip
    found = (words("description", text, start, min(end, start + LONGEST)),)
    return Hint(code, said % names, WEIGHTS[code], found, address=reverse("moderation:opening", args=[other.pk]))  # fmt: skip
