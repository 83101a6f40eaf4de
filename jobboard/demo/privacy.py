"""What time does in the demo: one application has had its year and is erased; the hospital still sees that it was there."""

from datetime import datetime

from applications import erasing
from applications.models import Application
from applications.models.choices import ErasedWhy


def load_privacy(now: datetime) -> None:
    """The one that ended first. Its candidate reads on the page of the application what became of it."""
    ended = Application.objects.filter(decided_at__isnull=False, erased_at=None).order_by("decided_at", "pk")
    first = ended.exclude(candidate__email="candidate@demo.example").first()
    if first is not None:
        erasing.erase(first, why=ErasedWhy.PERIOD, at=now)
