"""A work sample's life. Its words and pictures never change; what is wrong with it is said in a report.

            quarantine (whoever may see it, by a report)
   shown ───────────────────────────────────────────────▶ quarantined ── remove (moderator) ──▶ removed
     ▲                release (moderator)                    │
     └───────────────────────────────────────────────────────┘          its owner may erase it at any time

In quarantine and after removal only its owner and moderators see it; a hospital reads that it is being checked or gone,
whatever its snapshot holds (applications/samples.py). A moderator decides in the case of its reports (moderation/cases.py),
and that writes every letter.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Profile, SamplePicture, SampleReport, User, WorkSample
from core.redrawn import Page
from core.uploads import settle
from core.workflow import Arrow, Life

MOST = 12
# What upper floors do with a report: called with it inside the transaction.
when_reported: list[Callable[[SampleReport], None]] = []
# Every text that somebody has declared to, by its version; the last one is asked now. Never edit one, add one.
DECLARATIONS = {
    1: gettext_lazy("No patient can be recognised in it, and everyone who can be seen or heard has agreed."),
}
VERSION = max(DECLARATIONS)


def _whoever_sees(by: User, sample: WorkSample) -> bool:
    """The right to see it is asked where it is shown."""
    return True


def _moderator(by: User, sample: WorkSample) -> bool:
    """Nobody judges their own work."""
    return by.is_moderator and sample.profile.user_id != by.pk


LIFE = Life(
    WorkSample,
    [
        Arrow("quarantine", ("shown",), "quarantined", _whoever_sees, stamp="quarantined_at"),
        Arrow("release", ("quarantined",), "shown", _moderator),
        Arrow("remove", ("quarantined",), "removed", _moderator),
    ],
)


def add(
    profile: Profile, facts: dict[str, Any], pages: Sequence[Page], *, at: datetime | None = None
) -> WorkSample:
    """Keep a sample that its owner declared free of patients. The disk holds its pictures before the row commits."""
    at = at or timezone.now()
    with transaction.atomic():
        Profile.objects.select_for_update().get(pk=profile.pk)  # two at once must not pass the limit together
        if profile.samples.count() >= MOST:
            raise ValidationError(
                _("You keep %(limit)s samples already. Remove one first.") % {"limit": MOST}, code="too_many"
            )
        sample = WorkSample.objects.create(
            profile=profile, declared_at=at, declared_version=VERSION, added_at=at, **facts
        )
        _store(sample, pages)
    return sample


def _store(sample: WorkSample, pages: Sequence[Page]) -> None:
    stored: list[SamplePicture] = []
    try:
        for number, page in enumerate(pages, 1):
            picture = SamplePicture(
                sample=sample, number=number, kind=page.kind, width=page.width, height=page.height
            )
            stored.append(picture)
            picture.file.save(f"{number}", ContentFile(page.content), save=False)
            settle(picture.file)
            picture.save()
    except BaseException:
        for picture in stored:
            picture.file.delete(save=False)
        raise


def erase(sample: WorkSample) -> None:
    """Its owner takes it away: the row, its pictures, and evidence that leans on it."""
    with transaction.atomic():
        _forget_pictures(sample)
        sample.delete()


def _forget_pictures(sample: WorkSample) -> None:
    files = [picture.file for picture in sample.pictures.all()]
    sample.pictures.all().delete()
    for file in files:
        transaction.on_commit(partial(file.storage.delete, file.name or ""))


def report(
    sample: WorkSample, *, by: User, reason: str, words: str = "", at: datetime | None = None
) -> SampleReport:
    """Out of sight at once. Raises WrongState where somebody was first. The reporter's words stay out of the trail."""
    with LIFE.move(sample, "quarantine", by=by, at=at, reasons=[reason]) as move:
        told = SampleReport.objects.create(sample=move.row, reason=reason, words=words, by=by, at=move.at)
        for tell in when_reported:
            tell(told)
    return told


def release(sample: WorkSample, *, by: User, at: datetime | None = None) -> None:
    """Nothing is wrong with it: it is seen again."""
    with LIFE.move(sample, "release", by=by, at=at) as move:
        move.row.quarantined_at = None


def remove(sample: WorkSample, *, by: User, reason: str, at: datetime | None = None) -> None:
    """Its pictures are erased."""
    with LIFE.move(sample, "remove", by=by, at=at, reasons=[reason]) as move:
        _forget_pictures(move.row)
