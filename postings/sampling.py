"""Which openings of trusted hospitals a moderator reads after they went online.

The first one since a hospital is trusted always; of the others a share (settings.SAMPLE_SHARE), drawn by a keyed hash of
the opening and its version: the same for whoever computes it here, and not to be foreseen by the hospital. What was
drawn is kept as a SpotCheck in the transaction of publishing, and the event says whether. What becomes of it:
moderation/sampling.py.
"""

from datetime import datetime

from django.conf import settings
from django.utils.crypto import salted_hmac

from hospitals.models import Hospital
from postings.models import Posting, Revision, SpotCheck
from postings.models.spot_check import Drawn


def is_trusted(hospital_id: int) -> bool:
    """Whether its openings go online at once, now: locked, so that trust that is taken meanwhile counts. Call it in the
    transaction of publishing."""
    trusted = Hospital.objects.trustworthy().filter(pk=hospital_id, trusted=True)
    return trusted.select_for_update(no_key=True).values_list("pk", flat=True).first() is not None


def draw(posting: Posting, *, revision: Revision | None = None, at: datetime) -> str:
    """Keep a spot check if this one is drawn. Returns why ("first", "share"), or "" when it is not."""
    why = _why(posting, revision)
    if why:
        waiting = SpotCheck.objects.filter(posting=posting, revision=revision, status="waiting")
        if not waiting.exists():
            SpotCheck.objects.create(posting=posting, revision=revision, why=why, drawn_at=at)
    return why


def _why(posting: Posting, revision: Revision | None) -> str:
    if revision is None and _is_first(posting):
        return Drawn.FIRST.value
    row = f"change:{revision.pk}" if revision else f"opening:{posting.pk}"
    return Drawn.SHARE.value if lot(f"{row}:{posting.version}") < settings.SAMPLE_SHARE else ""


def lot(name: str) -> float:
    """A number from 0 to 1 that only this board can know."""
    digest = salted_hmac("postings.sampling", name, algorithm="sha256").digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def _is_first(posting: Posting) -> bool:
    since = Hospital.objects.values_list("trusted_at", flat=True).get(pk=posting.hospital_id)
    drawn = SpotCheck.objects.filter(posting__hospital=posting.hospital_id, revision=None)
    return not (drawn.filter(drawn_at__gte=since) if since else drawn).exists()
