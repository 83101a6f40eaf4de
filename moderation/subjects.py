"""What can be reported, each in its own words: who may see it, whose it is, and what takes it out of sight or away.

Everything here drives the subject's own life; nothing of a status is decided in this file, and nobody is told: the letters
of the case say it (moderation/mails_of_cases.py).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Q
from django.urls import reverse

from accounts import samples
from accounts.models import SampleReport, User, WorkSample
from applications import hidden
from applications.models import Message
from core.mail import cancel
from core.workflow import WrongState
from hospitals import notices, verification
from hospitals.access import has_right
from hospitals.models import Hospital
from hospitals.roles import Right
from mentoring import safety
from mentoring.models import Report as PersonReport
from mentoring.naming import name_of
from moderation.models import Case
from postings import freezing, lifecycle
from postings.models import Posting
from postings.models.choices import Status

if TYPE_CHECKING:
    from django.db.models import Model

Kind = Case.Kind
SAMPLE_REASONS = {"patient_data": "patient", "not_theirs": "not_theirs"}


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that may be reported. `hospital` or `owner` answers for it."""

    kind: str
    pk: int
    title: str
    text: str
    hospital: Hospital | None
    owner: User | None
    url: str = ""
    row: Any = None


# ── Found by who reports ─────────────────────────────────────────────────────────────────────────────
def find(kind: str, pk: int, *, by: Any) -> Subject | None:
    """The thing, when this reader can see it."""
    ask = {Kind.OPENING: _opening, Kind.HOSPITAL: _hospital, Kind.MESSAGE: _message}.get(kind)  # type: ignore[call-overload]
    return ask(pk, by) if ask else None


def is_own(subject: Subject, by: Any) -> bool:
    """Nobody reports what they answer for themselves."""
    if not by.is_authenticated:
        return False
    if subject.owner is not None:
        return bool(subject.owner.pk == by.pk)
    return subject.hospital is not None and has_right(by, subject.hospital.pk, Right.SEE_WORKSPACE)


def _opening(pk: int, by: Any) -> Subject | None:
    row = Posting.objects.readable().select_related("hospital").filter(pk=pk).first()
    return of_opening(row) if row else None


def of_opening(row: Posting) -> Subject:
    text = "\n\n".join(part for part in (row.description, row.pay_note, row.learning_goals) if part)
    return Subject(
        Kind.OPENING, row.pk, row.title, text, row.hospital, None, row.get_absolute_url(), row
    )  # fmt: skip


def _hospital(pk: int, by: Any) -> Subject | None:
    row = Hospital.objects.filter(pk=pk, status=Hospital.Status.VERIFIED, frozen_at=None).first()
    return of_hospital(row) if row else None


def of_hospital(row: Hospital) -> Subject:
    text = "\n\n".join(part for part in (row.place, row.website, row.about_en, row.about_nl) if part)
    url = reverse("hospitals:page", args=[row.slug])
    return Subject(Kind.HOSPITAL, row.pk, row.name, text, row, None, url, row)


def _message(pk: int, by: Any) -> Subject | None:
    """Only what the other side wrote, and only for the two sides."""
    rows = Message.objects.select_related("application__posting__hospital", "application__candidate")
    row = rows.filter(pk=pk, hidden_at=None).first() if by.is_authenticated else None
    if row is None or row.application.erased_at is not None:
        return None
    if row.by_hospital:
        reads = row.application.candidate_id == by.pk
    else:
        reads = has_right(by, row.application.posting.hospital_id, Right.SEE_APPLICATIONS)
    return of_message(row) if reads else None


def of_message(row: Message) -> Subject:
    application = row.application
    title = application.posting.title
    if row.by_hospital:
        url = application.get_absolute_url()
        return Subject(
            Kind.MESSAGE, row.pk, title, row.words, application.posting.hospital, None, url, row
        )  # fmt: skip
    url = reverse("applications:workspace_detail", args=[application.posting.hospital.slug, application.pk])
    return Subject(Kind.MESSAGE, row.pk, title, row.words, None, application.candidate, url, row)


def of_sample(row: WorkSample) -> Subject:
    text = "\n\n".join(part for part in (row.did, row.result, row.url) if part)
    return Subject(Kind.SAMPLE, row.pk, row.title, text, None, row.profile.user, "", row)


def of_person(row: User) -> Subject:
    mentor = getattr(row, "mentor", None)
    return Subject(Kind.MENTOR, row.pk, name_of(row), getattr(mentor, "about", ""), None, row, "", row)


# ── Found by what a case says ────────────────────────────────────────────────────────────────────────
_ROWS: dict[str, Callable[[int], Any]] = {
    Kind.OPENING: lambda pk: Posting.objects.select_related("hospital").filter(pk=pk).first(),
    Kind.HOSPITAL: lambda pk: Hospital.objects.filter(pk=pk).first(),
    Kind.MESSAGE: lambda pk: (
        Message.objects.select_related("application__posting__hospital").filter(pk=pk).first()
    ),
    Kind.SAMPLE: lambda pk: WorkSample.objects.select_related("profile__user").filter(pk=pk).first(),
    Kind.MENTOR: lambda pk: User.objects.filter(pk=pk).first(),
}
_SUBJECTS: dict[str, Callable[[Any], Subject]] = {
    Kind.OPENING: of_opening,
    Kind.HOSPITAL: of_hospital,
    Kind.MESSAGE: of_message,
    Kind.SAMPLE: of_sample,
    Kind.MENTOR: of_person,
}


def now(case: Case) -> Subject | None:
    """The thing as it is now; None when it is gone."""
    if case.kind == Kind.SAMPLE and connection.in_atomic_block:
        # A report of a sample locks the sample and then the case; whoever decides does so in the same order.
        list(WorkSample.objects.select_for_update().filter(pk=case.subject_id).values_list("pk"))
    row: Model | None = _ROWS[case.kind](case.subject_id)
    return _SUBJECTS[case.kind](row) if row is not None else None


def hospital_of(case: Case) -> Hospital | None:
    """Whose moderators have no say: the one that answers for it, or to which somebody wrote the message."""
    if case.hospital is not None or case.kind != Kind.MESSAGE:
        return case.hospital
    message = _ROWS[Kind.MESSAGE](case.subject_id)
    return message.application.posting.hospital if message else None


def is_out_of_sight(subject: Subject) -> bool:
    row = subject.row
    return bool(
        {
            Kind.OPENING: lambda: row.frozen_at or row.status == Status.REMOVED,
            Kind.HOSPITAL: lambda: row.frozen_at,
            Kind.MESSAGE: lambda: row.hidden_at,
            Kind.SAMPLE: lambda: row.status != WorkSample.Status.SHOWN,
            Kind.MENTOR: lambda: row.mentoring_reports.filter(status=PersonReport.Status.BARRED).exists(),
        }[Kind(subject.kind)]()
    )


# ── What happens to it ───────────────────────────────────────────────────────────────────────────────
def hold(subject: Subject, *, by: Any, at: datetime) -> bool:
    """Out of sight until somebody decides. Whether it is so by this: mentors are not, a moderator bars them."""
    try:
        if subject.kind == Kind.OPENING:
            freezing.freeze(subject.row, by=by, at=at)
        elif subject.kind == Kind.HOSPITAL:
            verification.freeze(subject.row, by=by, words="", at=at, quietly=True)
        elif subject.kind == Kind.MESSAGE:
            hidden.hide(subject.row, by=by, at=at)
        else:
            return False
    except WrongState:  # it is out of sight already
        return False
    return True


def release(case: Case, subject: Subject, *, by: User, at: datetime) -> None:
    """What this case put in its way is taken back. What is not out of sight, or is so for another reason, stays as it is:
    a hospital that a moderator stopped, a bar of another report, what was reported anew since."""
    row = subject.row
    anew = Case.objects.filter(kind=case.kind, subject_id=case.subject_id, pk__gt=case.pk)
    if subject.kind == Kind.MENTOR:
        later = anew.order_by("pk").first()
        told = PersonReport.objects.filter(about=row, **({"at__lt": later.opened_at} if later else {}))
        for report in told.filter(status=PersonReport.Status.OPEN):
            safety.dismiss(report, by=by, at=at)
        for report in told.filter(status=PersonReport.Status.BARRED, at__gte=case.opened_at):
            safety.lift(report, by=by, at=at)
        return
    stays = Q(held_at__isnull=False, decided_at=None) | Q(outcome=Case.Outcome.REMOVED)
    stopped = subject.kind == Kind.HOSPITAL and row.frozen_at not in (case.held_at, case.decided_at)
    if stopped or anew.filter(stays).exclude(granted=True).exists():
        return
    try:
        if subject.kind == Kind.OPENING:
            freezing.unfreeze(row, by=by, at=at)
        elif subject.kind == Kind.HOSPITAL:
            verification.unfreeze(row, by=by, words="", at=at, quietly=True)
        elif subject.kind == Kind.MESSAGE:
            hidden.reveal(row, by=by, at=at)
        else:
            samples.release(row, by=by, at=at)
    except WrongState:
        pass


def remove(subject: Subject, *, by: User, reasons: list[str], words: str, at: datetime) -> None:
    """It goes, along its own life. Raises WrongState when its life does not allow that any more."""
    row = subject.row
    if subject.kind == Kind.OPENING:
        if row.status == Status.REMOVED:  # on its own page, before anybody came to the case
            return
        lifecycle.remove(row, by=by, reasons=reasons, words=words, at=at)
        cancel(f"postings.posting:{row.pk}", kind="posting_removed")  # the letter about the case says it
        notices.forget(f"postings.posting:{row.pk}", since=at)
    elif subject.kind == Kind.HOSPITAL:
        if row.frozen_at is None:
            verification.freeze(row, by=by, words=words, at=at, quietly=True)
    elif subject.kind == Kind.MESSAGE:
        if row.hidden_at is None:
            hidden.hide(row, by=by, at=at)
    elif subject.kind == Kind.SAMPLE:
        _remove_sample(row, by=by, reasons=reasons, at=at)
    else:
        for report in PersonReport.objects.filter(about=row, status=PersonReport.Status.OPEN):
            safety.bar(report, by=by, at=at)


def _remove_sample(row: WorkSample, *, by: User, reasons: list[str], at: datetime) -> None:
    reason = next((SAMPLE_REASONS[code] for code in reasons if code in SAMPLE_REASONS), "other")
    if row.status != WorkSample.Status.REMOVED:
        samples.remove(row, by=by, reason=SampleReport.Reason(reason), at=at)
