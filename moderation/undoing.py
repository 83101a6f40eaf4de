"""Why a decision about an opening cannot be undone: it followed from a report, whose people were told."""

from django.utils.translation import gettext as _

from core.models import Event
from moderation.models import Case
from postings.models import Posting


def objection(posting: Posting, decision: Event) -> str:
    cases = Case.objects.filter(kind="opening", subject_id=posting.pk)
    if cases.filter(decided_at__gte=decision.at).exists():
        return _("It followed from a report, whose reporter and owner were told.")
    return ""
