"""People with a running application hear that the pay, the hours or the place of their opening changed."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from applications.mails.candidate import to_candidate
from applications.models import Application
from core import rounds
from core.mail import in_language_of
from core.said import said as _
from postings import mails_of_changes
from postings.material import TOLD, codes
from postings.models import Posting, Revision

ROUND = "changed.applicants"


def tell(revision: Revision, what: list[str], at: datetime) -> None:
    """Runs in the transaction in which the change went online."""
    if set(what) & set(TOLD):
        # Not `at`: whoever sent theirs while this waited for the opening had read it as it was.
        rounds.begin(ROUND, revision.pk, at=timezone.now())


def register() -> None:
    rounds.register(ROUND, whom=_running, tell=_told)


def _running(revision: int, at: datetime) -> QuerySet[Application]:
    """Who applied before it. The change stands: it cannot be undone when one of them has to be told
    (applications/undoing.py)."""
    rows = Application.objects.filter(posting__revisions=revision, posting__status=Posting.Status.PUBLISHED)
    rows = rows.filter(submitted_at__lte=at)
    return rows.running(timezone.now()).select_related("candidate", "posting__hospital")


def _told(application: Application, revision: int) -> None:
    change = Revision.objects.select_related("posting__hospital").get(pk=revision)
    told = [code for code in codes(change.changes) if code in TOLD]
    with in_language_of(application.candidate):
        to_candidate(
            application,
            "application_posting_changed",
            _("“%(title)s” at %(hospital)s changed"),
            [
                _(
                    "%(hospital)s changed the opening “%(title)s” for which you applied. This is different now:"
                ),
                _(
                    "Your application stays as you sent it. Does it not suit you any more? You can withdraw it."
                ),
            ],
            facts=mails_of_changes.facts(change, told),
        )
