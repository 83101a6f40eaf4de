"""People with a running application hear that the pay, the hours or the place of their opening changed."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from applications.mails.candidate import to_candidate
from applications.models import ACTIVE, Application, Stage
from core.mail import in_language_of
from postings import mails_of_changes
from postings.material import TOLD
from postings.models import Revision


def tell(revision: Revision, codes: list[str], at: datetime) -> None:
    """Runs in the transaction in which the change went online."""
    told = [code for code in codes if code in TOLD]
    if not told:
        return
    undo = at - timedelta(hours=settings.REJECTION_UNDO_HOURS)  # who does not know of a "no" yet is running
    running = Q(status__in=ACTIVE) | Q(status=Stage.REJECTED, decided_at__gt=undo)
    mine = Application.objects.filter(running, posting=revision.posting_id).select_related("candidate")
    for application in mine.order_by("pk"):
        application.posting = revision.posting
        _opening_changed(application, revision, told)


def _opening_changed(application: Application, revision: Revision, told: list[str]) -> None:
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
            facts=mails_of_changes.facts(revision, told),
        )
