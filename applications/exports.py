"""Applications as files: a table, and a ZIP of everything sent to one opening.

Whoever takes an application along leaves a line in its trail, and the candidate sees the day. What a hospital may not
know of a blind application (applications/blind.py) stands in no file.
"""

import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from applications import blind, matching, seeing
from applications.models import Application, Export, RejectionReason
from core import audit
from core.uploads import display_name
from hospitals.models import Hospital
from postings.models import Posting

GIVEN_UP = timedelta(minutes=30)  # three tries of the worker are over by then
KEPT = timedelta(hours=24)


def table(found: Any) -> Iterator[Iterable[Any]]:
    """A line of names, then one line an application. Streams: memory does not grow with the rows."""
    yield [
        _("Number"), _("Name"), _("Email"), _("Phone"), _("City"), _("Opening"), _("Stage"), _("Sent"),
        _("Answer promised by"), _("First answer"), _("Ended"), _("Reason"), _("Skills you need"), _("of"),
    ]  # fmt: skip
    for application in found.iterator(chunk_size=200):
        told, met = application.told, matching.required_met(application)
        zone = application.posting.hospital.zone
        yield [
            application.pk,
            application.candidate_name,
            told.get("email"),
            told.get("phone"),
            (told.get("place") or {}).get("city"),
            application.posting.title,
            application.get_status_display(),
            *(
                _day(moment, zone)
                for moment in (
                    application.submitted_at,
                    application.respond_by,
                    application.first_answer_at,
                    application.decided_at,
                )
            ),
            RejectionReason(application.rejection_reason).label if application.rejection_reason else "",
            sum(met),
            len(met),
        ]


def _day(moment: datetime | None, zone: Any) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d}" if moment else ""


def log(applications: Iterable[Application], *, by: User, how: str, at: datetime | None = None) -> None:
    """One line in each trail: "csv", "pdf" or "zip"."""
    taken = list(applications)
    with transaction.atomic():
        seeing.see_all([application.pk for application in taken], at=at)
        audit.record_all(taken, "exported", by=by, at=at, data={"how": how})


# ── The ZIP ──────────────────────────────────────────────────────────────────────────────────────────
def ask(
    posting: Posting, *, hospital: Hospital, by: User, language: str, at: datetime | None = None
) -> Export:
    """Queue it for the worker. A second request within minutes finds the first one."""
    from applications.tasks import build_export  # that file runs what is below

    at = at or timezone.now()
    with transaction.atomic():
        Posting.objects.hold(posting.pk)
        again = Export.objects.filter(
            posting=posting,
            asked_by=by,
            status=Export.Status.WAITING,
            asked_at__gt=at - timedelta(minutes=30),
        ).first()
        if again is not None:
            return again
        export = Export.objects.create(
            hospital=hospital,
            posting=posting,
            asked_by=by,
            asked_at=at,
            language=language,
            total=_inside(posting, hospital, by).count(),
            expires_at=at + KEPT,
        )
        build_export.enqueue(export.pk)
    return export


def _inside(posting: Posting, hospital: Hospital, reader: User) -> Any:
    return Application.objects.readable_at(hospital, reader).filter(posting=posting)


def build(export_id: int) -> None:
    """Write the file. Run again after a crash it begins anew; a file that is ready is left alone."""
    export = Export.objects.select_related("hospital", "posting", "asked_by").get(pk=export_id)
    if export.status != Export.Status.WAITING:
        return
    found = _inside(export.posting, export.hospital, export.asked_by)
    found = found.select_related("posting__hospital", "candidate", "cv").order_by("submitted_at", "id")
    seeing.see_all(found.filter(seen_at=None).values_list("pk", flat=True))  # before it is read
    taken: list[Application] = []
    with override(export.language), tempfile.TemporaryFile() as scratch:
        with zipfile.ZipFile(scratch, "w", zipfile.ZIP_DEFLATED) as archive:
            for place, application in enumerate(found.iterator(chunk_size=50), 1):
                _put(archive, application, place)
                taken.append(Application(pk=application.pk, posting=export.posting))
                Export.objects.filter(pk=export.pk).update(done=place)
        size = scratch.tell()
        scratch.seek(0)
        with transaction.atomic():
            row = Export.objects.select_for_update(of=("self",)).get(pk=export.pk)
            if row.status != Export.Status.WAITING:
                return
            row.file.save("applications.zip", File(scratch), save=False)
            row.status, row.size, row.total, row.done = Export.Status.READY, size, len(taken), len(taken)
            row.save()
            log(taken, by=export.asked_by, how="zip")


def _put(archive: zipfile.ZipFile, application: Application, place: int) -> None:
    """A folder with a safe name, the application as PDF, and the CV as it was sent unless the name is hidden."""
    from applications.printing import application_pdf  # 20 MB that few processes need

    folder = f"{place:03d}-{slugify(application.candidate_name)[:60] or 'application'}"
    archive.writestr(f"{folder}/{_('application')}.pdf", application_pdf(application))
    if application.cv is None or blind.is_blind(application):
        return
    try:
        with application.cv.file.open("rb") as stream:
            content = stream.read()
    except OSError:
        archive.writestr(f"{folder}/{_('CV is missing')}.txt", _("The file is gone from our store."))
        return
    stem = slugify(display_name(application.cv.name, application.cv.kind).rsplit(".", 1)[0])[:60] or "cv"
    archive.writestr(f"{folder}/{stem}.{application.cv.kind}", content)


def fetch(export: Export, *, by: User, at: datetime | None = None) -> Export | None:
    """Use the link up. None when it was used, is not ready, is too old or belongs to somebody else."""
    at = at or timezone.now()
    used = Export.objects.filter(
        pk=export.pk, asked_by=by, status=Export.Status.READY, expires_at__gt=at
    ).update(status=Export.Status.FETCHED, fetched_at=at)
    if not used:
        return None
    export.refresh_from_db()
    return export


def clean(at: datetime) -> int:
    """Delete the files that were fetched or are too old, and say of those that could not be made that they failed.
    Returns how many were deleted."""
    waiting = Export.objects.filter(status=Export.Status.WAITING, asked_at__lte=at - GIVEN_UP)
    waiting.update(status=Export.Status.FAILED)
    fetched = Export.objects.filter(status=Export.Status.FETCHED, fetched_at__lte=at - timedelta(minutes=10))
    old = Export.objects.filter(expires_at__lte=at).exclude(status=Export.Status.GONE)
    rows = list((fetched | old).distinct())
    for export in rows:
        if export.file:
            export.file.delete(save=False)
        Export.objects.filter(pk=export.pk).update(status=Export.Status.GONE, file="")
    return len(rows)
