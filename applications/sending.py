"""How an application begins, and how it is sent. Its life: applications/pipeline.py."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Document, User
from applications import answers as answering
from applications import caps, consents, cvpictures, draft, inviting, mails, receipts, wording
from applications.models import Application, ConsentKind, Stage
from applications.pipeline import LIFE, works_at
from applications.refusals import Refused, Unanswered
from core.workflow import WrongState
from postings import limits, seen
from postings.models import Posting, Source


def start(posting: Posting, candidate: User, *, source: str = Source.DIRECT) -> Application:
    """The candidate's application for this opening: the one that is there, else a new draft that keeps where they
    found it. Two calls make one."""
    if works_at(candidate, posting):
        raise Refused(_("You are in the team of this hospital, so you cannot apply here."))
    new = {"source": Source.INVITED if inviting.of_candidate(candidate, posting) else source}
    return Application.objects.get_or_create(posting=posting, candidate=candidate, defaults=new)[0]


def keep_draft(
    application: Application,
    *,
    by: User,
    cv: Document | None = None,
    letter: str | None = None,
    answers: list[dict[str, Any]] | None = None,
) -> None:
    """Write what was filled in. Raises WrongState when it has been sent meanwhile: what was sent never changes."""
    changes: dict[str, Any] = {"changed_at": timezone.now()}
    changes |= {"cv": cv} if cv is not None else {}
    changes |= {"letter": letter} if letter is not None else {}
    changes |= {"answers": answers} if answers is not None else {}
    draft = Application.objects.by_candidate(by).filter(pk=application.pk, status=Stage.DRAFT)
    if not draft.update(**changes):
        application.refresh_from_db()
        raise WrongState(application, "keep_draft", application.status)
    application.refresh_from_db()


def submit(
    application: Application,
    *,
    by: User,
    allowed: Collection[str] = (ConsentKind.PROCESSING,),
    at: datetime | None = None,
) -> Application:
    """Send it with what the candidate allows (ConsentKind): once, to an opening that is live at this moment. A second
    click finds it sent and changes nothing.

    The opening stays locked until the commit, so that it cannot close between the question and the answer, and so
    that an opening with a limit takes exactly as many as it says; the candidate, so that the caps are exact.
    Raises Refused with words when it cannot be sent.
    """
    with transaction.atomic():
        posting = Posting.objects.select_for_update(no_key=True, of=("self",)).get(pk=application.posting_id)
        application.refresh_from_db()
        if application.status != Stage.DRAFT and by.pk == application.candidate_id:
            return application
        if not Posting.objects.live().filter(pk=posting.pk).exists():
            if posting.places_left == 0:
                raise Refused(
                    _(
                        "This opening has as many applications as it takes. Yours was not sent. Your draft is kept."
                    )
                )
            raise Refused(_("This opening has closed, so it takes no more applications. Your draft is kept."))
        if ConsentKind.PROCESSING not in allowed:
            raise Refused(_("Allow the hospital to read your application first."))
        if application.cv_id is None:
            raise Refused(_("Choose a CV first."))
        if works_at(by, posting):
            raise Refused(_("You are in the team of this hospital, so you cannot apply here."))
        caps.lock(by)
        if why_not := caps.count(by, at=at).why_not:
            raise Refused(why_not)
        if answering.mend(posting, application):
            raise Unanswered(_("Answer the questions of the hospital first."))
        with LIFE.move(application, "submit", by=by, at=at) as move:
            move.row.snapshot, move.row.answers = (
                draft.as_sent(application, by),
                answering.frozen(posting, application),
            )
            move.row.typed = {}
            move.row.respond_by = move.at + timedelta(days=posting.respond_by_days)
            move.row.number = 1 + (posting.applications.aggregate(n=Max("number"))["n"] or 0)
            consents.give(move.row, allowed, at=move.at)
            receipts.send(move.row)
            mails.new_application(move.row)
            wording.index(move.row)
            cvpictures.ask()
            inviting.accept_with(move.row, by=by, at=move.at)
        seen.count_application(posting.pk, application.source, at=move.at)
        limits.take_application(posting, at=move.at)
    return application
