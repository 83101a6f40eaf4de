"""An application is erased: everything personal goes, the row and its counts stay.

By its candidate's wish (the account is erased: accounts/erasing.py) or because its time is over (retention.py). What goes
is read from the registry (personal.py): every table that hangs on an application and is not said to stay.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from accounts import files, naming, privacy
from accounts.models import Document, User
from applications import mails
from applications.models import Application, Arrival, Batch, Export, PoolConsent, Stage
from applications.models.choices import ErasedWhy
from core import audit
from core.models import OutgoingMail
from hospitals.models import Invitation, Notice

HANGS_ON_IT = "application__candidate"
# What upper floors keep of it: called inside the transaction with the application, before its rows go. They register in
# their AppConfig.ready().
when_erased: list[Callable[[Application], None]] = []


def erase(application: Application, *, why: str, at: datetime) -> bool:
    """False when it is erased already, or was never sent. Files go with the commit."""
    with transaction.atomic():
        row = Application.objects.select_for_update(of=("self",), no_key=True).get(pk=application.pk)
        if row.erased_at is not None or row.status == Stage.DRAFT:
            return False
        _forget_around(row)
        for forget in when_erased:
            forget(row)
        for table in privacy.tables():
            if table.erased == privacy.Erased.DELETED and table.of.endswith(HANGS_ON_IT):
                path = table.of.removesuffix("__candidate")
                files.delete_rows(table.rows_model._base_manager.filter(**{path: row.pk}))
        cv = row.cv
        Application.objects.filter(pk=row.pk).update(
            **privacy.table("applications.Application").blank, erased_at=at, erased_why=why
        )
        if cv is not None:
            _let_go(cv)
        audit.record(row, "erased", by=None, at=at, data={"why": why})
    application.refresh_from_db()
    return True


def _forget_around(row: Application) -> None:
    """What names the candidate without hanging on the application: letters, notices, files that a hospital waits for."""
    about = mails.about(row)
    OutgoingMail.objects.filter(about=about).delete()
    Notice.objects.filter(about=about).delete()
    PoolConsent.objects.filter(application=row).delete()
    taken = Export.objects.filter(posting_id=row.posting_id).exclude(status=Export.Status.GONE)
    for export in taken.select_for_update(of=("self",)):  # one that is being written names its file then
        if name := export.file.name:
            transaction.on_commit(lambda name=name: default_storage.delete(name))  # type: ignore[misc]
    taken.update(status=Export.Status.GONE, file="")


def _let_go(cv: Document) -> None:
    """A CV that is off the profile was kept for its applications only."""
    if cv.removed_at is not None and not Application.objects.filter(cv=cv).exists():
        files.delete_document(cv)


# ── A person ─────────────────────────────────────────────────────────────────────────────────────────
def erase_all(user: User, at: datetime) -> None:
    """Everything that this person sent or began."""
    mine = Application.objects.by_candidate(user)
    mine.filter(status=Stage.DRAFT).delete()
    for application in mine.sent().select_related("posting"):
        erase(application, why=ErasedWhy.WISH, at=at)
    mine.filter(erased_why=ErasedWhy.PERIOD).update(erased_why=ErasedWhy.WISH)
    for address in naming.mailboxes(user):
        Arrival.objects.filter(email__iexact=address).delete()
        Invitation.objects.filter(email__iexact=address).delete()
    _cut_out_of_batches(user, mine)


def _cut_out_of_batches(user: User, mine: Any) -> None:
    """A decision about many may quote a name; its words stay for the others."""
    told = Batch.objects.filter(Q(items__application__in=mine) | Q(words__icontains=user.email)).distinct()
    for batch in told:
        cut = naming.cut_out(batch.words, naming.strings_of(user))
        if cut != batch.words:
            Batch.objects.filter(pk=batch.pk).update(words=cut)
