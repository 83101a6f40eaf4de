"""What stands around an application: talks, offers, being found, and what hospitals keep for themselves. See personal.py."""

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts import privacy
from accounts.privacy import Erased, Sort, keep, nobody
from applications.models import Application

FOUND, TALKS = _("Being found by hospitals"), _("Interviews and offers")
HOSPITALS_OWN = "it is what the hospital wrote for itself; ask the hospital for it"


def register() -> None:
    _talks()
    _found()
    _hospitals_own()


def opening_of(row: Any) -> dict[str, Any]:
    """For the copy: which opening, of whom."""
    application = row if isinstance(row, Application) else row.application
    return {"opening": application.posting.title, "hospital": application.posting.hospital.name}


def _talks() -> None:
    talk = partial(
        keep, what=TALKS, seen_by=privacy.HOSPITAL, period=privacy.WITH_APPLICATION, page="applications:mine"
    )
    talk(
        "applications.Interview",
        of="application__candidate",
        purpose="a talk that was proposed or agreed",
        fields={
            Sort.LINK: "application proposed_by people offered",
            Sort.APPLICATION: "status uid sequence how where minutes zone candidate_zone words candidate_words",
            Sort.TIME: "proposed_at settled_at reminded_at",
        },
        withheld="proposed_by people offered",
        also=lambda row: {**opening_of(row), "starts_at": row.starts_at},
    )
    talk(
        "applications.Interview_offered",
        of="interview__application__candidate",
        purpose="times that were offered for a talk",
        fields={Sort.LINK: "interview slot"},
        left_out="times of the hospital; the one that was picked stands with its talk",
    )
    talk(
        "applications.Interview_people",
        of="interview__application__candidate",
        purpose="who of the team is there",
        fields={Sort.LINK: "interview user"},
        left_out="people of the hospital",
    )
    talk(
        "applications.Offer",
        of="application__candidate",
        purpose="the terms that a hospital offers",
        fields={
            Sort.LINK: "application made_by",
            Sort.APPLICATION: "version pay pay_currency pay_period hours starts_on words stage_before",
            Sort.TIME: "answer_by made_at reminded_at accepted_at ended_at",
        },
        withheld="made_by",
        also=opening_of,
    )


def _found() -> None:
    found = partial(keep, of="candidate", what=FOUND)
    found(
        "applications.HiddenFrom",
        purpose="hospitals that shall not find somebody",
        fields={Sort.LINK: "candidate hospital entry", Sort.WISH: "name words", Sort.TIME: "added_at"},
    )
    found(
        "applications.Looked",
        purpose="which hospital looked at a profile on which day",
        fields={Sort.LINK: "hospital candidate", Sort.TIME: "day"},
        page="accounts:privacy_seen",
        also=lambda row: {"hospital": row.hospital.name},
    )
    found(
        "applications.Invited",
        purpose="an invitation to apply",
        fields={
            Sort.LINK: "posting candidate by",
            Sort.MESSAGE: "words status",
            Sort.TIME: "sent_at expires_at ended_at",
        },
        seen_by=_("You and the hospital that invited you"),
        withheld="by",
        also=lambda row: {"opening": row.posting.title, "hospital": row.posting.hospital.name},
    )


def _hospitals_own() -> None:
    own = partial(
        keep,
        of="application__candidate",
        what=_("What hospitals wrote for themselves"),
        seen_by=privacy.TEAM,
        period=privacy.WITH_APPLICATION,
        left_out=HOSPITALS_OWN,
    )
    own(
        "applications.Note",
        purpose="what a team writes down about an application",
        fields={Sort.LINK: "application author mentioned", Sort.WORK: "words", Sort.TIME: "at edited_at"},
    )
    own(
        "applications.Rating",
        purpose="what one reader found of one skill",
        fields={Sort.LINK: "application reader skill", Sort.WORK: "score", Sort.TIME: "at"},
    )
    own(
        "applications.BatchItem",
        purpose="that an application was part of one decision about many",
        fields={Sort.LINK: "batch application", Sort.WORK: "state why"},
        erased=Erased.STAYS,
    )
    keep(
        "applications.Batch",
        of="",
        what=_("What hospitals wrote for themselves"),
        purpose="one decision about many applications, with the words that were written to them",
        fields={Sort.WORK: "by words"},
        seen_by=privacy.TEAM,
        period=privacy.WITH_HOSPITAL,
        erased=Erased.REDACTED,
        left_out=HOSPITALS_OWN,
    )
    keep(
        "applications.Export",
        of="",
        what=_("Files that hospitals take along"),
        purpose="a ZIP of what was sent to an opening; gone at once when one of them is erased",
        fields={Sort.WORK: "asked_by", Sort.FILE: "file"},
        seen_by=_("The person of the team who asked for it"),
        period=_("24 hours"),
        erased=Erased.STAYS,
        left_out=HOSPITALS_OWN,
    )
    nobody("applications.Export", fields="language", why="a code")
    nobody(
        "applications.CannedText", fields="name text_en text_nl changed_by", why="a hospital's texts for all"
    )
    nobody(
        "applications.SavedView", fields="name query owner", why="a hospital's searches; no names are in it"
    )
    nobody("applications.Slot", why="a time of a team")
