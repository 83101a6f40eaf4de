"""What the team's log says of openings (hospitals/activity.py shows it)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hospitals.activity import Sentences, Sort, tell_of
from hospitals.models import Hospital
from hospitals.roles import Right
from postings.models import Posting, Revision
from postings.models.choices import Status

_OPENINGS: Sentences = {
    "created": _("{who} began the opening {what}"),
    "edited": _("{who} changed the opening {what}"),
    "submit": _("{who} sent the opening {what} to be checked"),
    "withdraw": _("{who} took the opening {what} back from the check"),
    "publish": _("{who} approved the opening {what}"),
    "return": _("{who} sent the opening {what} back"),
    "recall": _("{who} took the opening {what} offline to be mended"),
    "reject": _("{who} refused the opening {what}"),
    "plan": _("{who} planned the opening {what} for another moment"),
    "take_back": _("{who} took the opening {what} back before it went online"),
    "extend": _("{who} moved the closing date of the opening {what}"),
    "fill": _("{who} closed the opening {what} to new applications: it is full"),
    "close": _("{who} closed the opening {what}"),
    "relist": _("{who} placed the opening {what} anew"),
    "remove": _("{who} removed the opening {what}"),
    "freeze": _("{who} took the opening {what} out of sight"),
    "unfreeze": _("{who} let the opening {what} be seen again"),
    "discard": _("{who} deleted the draft {what}"),
    **{
        f"undo_to_{status}": _("{who} took back a decision about the opening {what}")
        for status in Status.values
    },
    "ask_hospital": _("{who} asked about the opening {what}"),
    "answer_moderators": _("{who} answered the moderators about the opening {what}"),
    "ask_outcome": _("{who} asked how the opening {what} ended"),
    "ask_outcome_again": _("{who} asked again how the opening {what} ended"),
}
_CHANGES: Sentences = {
    "propose": _("{who} proposed a change of the opening {what}"),
    "edit": _("{who} changed the proposal for the opening {what}"),
    "withdraw": _("{who} took back a change of the opening {what}"),
    "apply": _("{who} put a change of the opening {what} online"),
    "refuse": _("{who} refused a change of the opening {what}"),
    "undo_to_pending": _("{who} took back a decision about a change of the opening {what}"),
}


def _openings(hospital: Hospital, ids: set[int]) -> dict[int, tuple[str, str]]:
    rows = Posting.objects.filter(hospital=hospital, pk__in=ids).values_list("pk", "title")
    return {pk: (title, _page(hospital, pk)) for pk, title in rows}


def _changes(hospital: Hospital, ids: set[int]) -> dict[int, tuple[str, str]]:
    rows = Revision.objects.filter(posting__hospital=hospital, pk__in=ids)
    found = rows.values_list("pk", "posting_id", "posting__title")
    return {pk: (title, _page(hospital, posting)) for pk, posting, title in found}


def _page(hospital: Hospital, pk: int) -> str:
    return reverse("postings:workspace_detail", args=[hospital.slug, pk])


def register() -> None:
    gone = _("that is gone")
    tell_of("postings.posting", Sort(_("Openings"), Right.SEE_OPENINGS, _OPENINGS, _openings, gone))
    tell_of("postings.revision", Sort(_("Changes of openings"), Right.SEE_OPENINGS, _CHANGES, _changes, gone))
