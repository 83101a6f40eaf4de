"""Why a moderator's decision about an opening cannot be undone any more: candidates know of it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from applications.models import ACTIVE, Application, Invited, Stage
from core.models import Event
from postings.material import TOLD
from postings.models import Posting


def objection(posting: Posting, decision: Event) -> str:
    """Words for the moderator; "" when nobody outside the hospital knows."""
    rows = Application.objects.filter(posting=posting)
    if decision.verb == "publish":
        return _("Somebody has applied since.") if rows.filter(submitted_at__gte=decision.at).exists() else ""
    if decision.verb == "remove" and decision.before == "published":
        told = rows.filter(_open(decision.at) | Q(status=Stage.DRAFT)).exists()
        invited = Invited.objects.filter(posting=posting, ended_at__gte=decision.at).exists()
        return _("People who applied were told that it ended.") if told or invited else ""
    if decision.verb == "apply" and set(posting.revised_what) & set(TOLD):
        return (
            _("People who applied were told of the change.")
            if rows.filter(_open(decision.at)).exists()
            else ""
        )
    return ""


def _open(at: datetime) -> Q:
    return Q(status__in=ACTIVE) | Q(
        status=Stage.REJECTED, decided_at__gt=at - timedelta(hours=settings.REJECTION_UNDO_HOURS)
    )
