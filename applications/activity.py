"""What the team's log says of applications: for which opening, never whose (hospitals/activity.py shows it).

The page behind the link decides what may be seen there; a log that outlives an erasure names no candidate.
"""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications.models import ACTIVE, Application, Invited
from hospitals.activity import Sentences, Sort, tell_of
from hospitals.models import Hospital
from hospitals.roles import Right

_SAID: Sentences = {
    "submit": _("{who} applied for {what}"),
    "change": _("{who} changed the application for {what}, before anyone opened it"),
    "read": _("{who} began to read an application for {what}"),
    "cv_opened": _("{who} opened the CV of an application for {what}"),
    "sample_opened": _("{who} opened a work sample of an application for {what}"),
    "shortlist": _("{who} put an application for {what} on the shortlist"),
    "invite": _("{who} invited someone to an interview for {what}"),
    "offer": _("{who} made an offer for {what}"),
    "change_offer": _("{who} changed an offer for {what}"),
    "accept": _("{who} accepted the offer for {what}"),
    "hire": _("{who} hired someone for {what}"),
    "reject": _("{who} chose not to go on with an application for {what}"),
    "withdraw": _("{who} withdrew the application for {what}"),
    "decline": _("{who} declined the offer for {what}"),
    "no_answer": _("{who} closed an application for {what} that got no answer"),
    "hide_message": _("{who} took a message about {what} out of sight"),
    "reveal_message": _("{who} let a message about {what} be read again"),
    "nudge": _("{who} reminded the team of an application for {what}"),
    "consent_revoked": _("{who} took a permission back for {what}"),
    "consent_given": _("{who} gave a permission for {what}"),
    "exported": _("{who} exported an application for {what}"),
    **{f"undo_to_{stage.value}": _("{who} took back a rejection for {what}") for stage in ACTIVE},
    "take_back_to_shortlisted": _("{who} took back an offer for {what}"),
    "take_back_to_interview": _("{who} took back an offer for {what}"),
}

_INVITED: Sentences = {
    "invite_to_apply": _("{who} invited someone to apply for {what}"),
    "accept": _("{who} applied after an invitation for {what}"),
    "decline": _("{who} declined an invitation to apply for {what}"),
    "expire": _("{who} ended an invitation for {what} that got no answer"),
    "withdraw": _("{who} ended an invitation for {what}, which takes no more applications"),
}


def _named(hospital: Hospital, ids: set[int]) -> dict[int, tuple[str, str]]:
    rows = Application.objects.sent().filter(posting__hospital=hospital, pk__in=ids)
    return {
        pk: (title, reverse("applications:workspace_detail", args=[hospital.slug, pk]))
        for pk, title in rows.values_list("pk", "posting__title")
    }


def _invited(hospital: Hospital, ids: set[int]) -> dict[int, tuple[str, str]]:
    rows = Invited.objects.of(hospital).filter(pk__in=ids).values_list("pk", "posting__title")
    return {pk: (title, reverse("candidates:invitations", args=[hospital.slug])) for pk, title in rows}


def register() -> None:
    tell_of(
        "applications.application",
        Sort(_("Applications"), Right.SEE_APPLICATIONS, _SAID, _named, _("an opening that is gone")),
    )
    tell_of(
        "applications.invited",
        Sort(
            _("Invitations to apply"), Right.SEE_CANDIDATES, _INVITED, _invited, _("an opening that is gone")
        ),
    )
