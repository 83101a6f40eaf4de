"""Letters between a hospital and a candidate about one application.

    send(application, by=recruiter, words="When could you start?")
    send(application, by=candidate, words="In May.", attachments=[(file, checked)])

Who decides at the hospital writes for it; everybody who may read the application reads along. The other side gets a mail
with the words in it.

While the application runs, both may write. After its end the hospital may write for CLOSING; the candidate may answer in
that time once the hospital has written after the end. At most PER_DAY messages a side, application and 24 hours.

A message is not the answer that the hospital promised: the promise asks whether somebody goes on (a shortlist, an
invitation, a no), so a message neither sets `first_answer_at` nor stops a reminder. "We got your letter" would
otherwise keep every promise.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from applications import blind
from applications.mails import messages as letters
from applications.models import ACTIVE, Application, Attachment, Message, Stage
from applications.refusals import Refused
from applications.rights import decides, is_candidate
from core import audit
from core.uploads import Checked, display_name, settle
from core.workflow import NotAllowed

CLOSING = timedelta(days=28)
PER_DAY = {True: 20, False: 10}  # by the hospital, by the candidate
MOST_FILES = 3
Files = Iterable[tuple[File, Checked]]
ERASED = gettext_lazy("This application is erased. Nothing is written to it any more.")


def send(
    application: Application, *, by: User, words: str, attachments: Files = (), at: datetime | None = None
) -> Message:
    """Write to the other side. Raises NotAllowed for who belongs to neither, Refused with words for what must wait."""
    by_hospital, at = not is_candidate(by, application), at or timezone.now()
    if by_hospital and not decides(by, application):
        raise NotAllowed("send")
    with transaction.atomic():
        # Locked, so that nobody writes past an end, and two at once do not pass the limit together.
        locked = Application.objects.select_for_update(of=("self",), no_key=True)
        row = locked.select_related("posting__hospital", "candidate").get(pk=application.pk)
        if refusal := why_not(row, by_hospital=by_hospital, at=at):
            raise Refused(refusal)
        _refuse_flood(row, by_hospital, at)
        message = Message.objects.create(
            application=row, by_hospital=by_hospital, author=by, words=words.strip(), at=at
        )
        for file, checked in attachments:
            _keep(message, file, checked)
        audit.record(row, "message", by=by, at=at, data={"message": message.pk})
        (letters.to_the_candidate if by_hospital else letters.to_the_hospital)(row, message)
    return message


def why_not(application: Application, *, by_hospital: bool, at: datetime) -> str | Promise:
    """Why this side cannot write now, in words for the page; "" when it can."""
    if application.status == Stage.DRAFT:
        return _("This application has not been sent.")
    if application.erased_at is not None:
        return ERASED
    status = application.status if by_hospital else application.shown_status
    ended = application.decided_at if by_hospital else application.told_at
    if status in ACTIVE or ended is None:
        return ""
    if at >= ended + CLOSING:
        return _("This application ended more than 28 days ago, so nobody can write here any more.")
    if by_hospital or application.messages.filter(by_hospital=True, at__gte=ended).exists():
        return ""
    return _("This application has ended. When the hospital writes to you, you can answer here.")


def _refuse_flood(application: Application, by_hospital: bool, at: datetime) -> None:
    since = at - timedelta(days=1)
    written = application.messages.filter(by_hospital=by_hospital, at__gt=since).count()
    if written >= PER_DAY[by_hospital]:
        raise Refused(
            _("You sent %(n)s messages here within 24 hours. Wait a while before you write again.")
            % {"n": written}
        )


def _keep(message: Message, file: File, checked: Checked) -> None:
    """The disk holds the file before its row commits; what a rollback leaves behind is swept by a job."""
    name = display_name(file.name or "", checked.kind)
    kept = Attachment(message=message, name=name, kind=checked.kind, size=checked.size, sha256=checked.sha256)
    file.seek(0)
    kept.file.save(name, file, save=False)
    settle(kept.file)
    kept.save()


def read(application: Application, *, by_hospital: bool, at: datetime | None = None) -> int:
    """This side has read what the other one wrote. Returns how many messages were new."""
    new = application.messages.filter(by_hospital=not by_hospital, read_at=None)
    return new.update(read_at=at or timezone.now())


def shown(application: Application, *, to_hospital: bool) -> list[Message]:
    """All of them, the oldest first, with files and authors, ready to show to that side; `words` are that side's to read."""
    rows = application.messages.in_order().select_related("author").prefetch_related("attachments")
    found = list(rows)
    for message in found:
        message.application = application
        if message.hidden_at:
            message.words = _("This message was reported. Nobody reads it until a moderator has looked.")
        elif to_hospital:
            message.words = blind.masked(message.words, application)
        else:
            message.words = blind.addressed(message.words, application)
    return found


def unread(applications: Iterable[Application], *, by_hospital: bool) -> set[int]:
    """The ids of those in which the other side wrote something that this side has not marked as read."""
    new: Any = Message.objects.filter(by_hospital=not by_hospital, read_at=None)
    return set(
        new.filter(application__in=[a.pk for a in applications]).values_list("application_id", flat=True)
    )
