"""What this floor keeps of a person: see accounts/privacy.py. How it goes: erasing.py, retention.py."""

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts import privacy
from accounts.privacy import Erased, Sort, keep, nobody
from applications import closing, erasing, retention, sightings
from applications.models import Application

APPLICATIONS, MESSAGES = _("Your applications"), _("Messages with hospitals")
FOUND, TALKS = _("Being found by hospitals"), _("Interviews and offers")
CLOCK = _("28 days after the end for Dutch hospitals, else a year; longer only if you agreed")
HOSPITALS_OWN = "it is what the hospital wrote for itself; ask the hospital for it"


def register() -> None:
    _applications()
    _letters()
    _talks()
    _found()
    _hospitals_own()
    privacy.what_closing_does.append(closing.what_closing_does)
    privacy.when_closed.append(closing.withdraw_all)
    privacy.before_erasure.append(erasing.erase_all)
    privacy.sightings.extend([sightings.of_applications, sightings.of_the_profile])
    privacy.consents.append(sightings.consents)
    privacy.periods.append(retention.periods)


def _opening(row: Any) -> dict[str, Any]:
    application = row if isinstance(row, Application) else row.application
    posting = application.posting
    return {"opening": posting.title, "hospital": posting.hospital.name}


def _applications() -> None:
    keep(
        "applications.Application",
        of="candidate",
        what=APPLICATIONS,
        purpose="what somebody sent to an opening, and what came of it",
        fields={
            Sort.LINK: "posting candidate cv",
            Sort.APPLICATION: "letter snapshot answers typed status stage_before source number rejection_reason"
            " rejection_message rejection_shared withdrawal_reason withdrawal_message erased_why",
            Sort.TIME: "started_at changed_at submitted_at respond_by first_answer_at decided_at warned_at nudged_at"
            " silence_seen_at named_at seen_at erasure_warned_at erased_at",
        },
        seen_by=privacy.HOSPITAL,
        period=CLOCK,
        erased=Erased.BLANKED,
        blank={
            "letter": "",
            "snapshot": {},
            "answers": [],
            "typed": {},
            "cv": None,
            "rejection_message": "",
            "withdrawal_message": "",
        },
        # Only the hospital sees these two: a reason that it keeps to itself, and where a waiting rejection came from.
        withheld="stage_before source",
        page="applications:mine",
        also=_opening,
    )
    part = partial(keep, of="application__candidate", what=APPLICATIONS, period=privacy.WITH_APPLICATION)
    part(
        "applications.Consent",
        purpose="what a candidate agreed to for one application",
        fields={
            Sort.LINK: "application",
            Sort.CONSENT: "kind text_version",
            Sort.TIME: "given_at revoked_at",
        },
        seen_by=privacy.HOSPITAL,
        also=_opening,
    )
    part(
        "applications.SearchText",
        purpose="the words of an application, so that its hospital can search",
        fields={Sort.LINK: "application", Sort.APPLICATION: "cv_text words nameless", Sort.TIME: "cv_read_at tries"},
        seen_by=privacy.TEAM,
        left_out="the same words stand in the letter and the CV",
    )  # fmt: skip
    keep(
        "applications.ApplicationHistory",
        of="candidate",
        what=APPLICATIONS,
        purpose="how the stage of an application changed",
        fields={
            Sort.LINK: "pgh_obj pgh_context posting candidate",
            Sort.APPLICATION: "status pgh_label",
            Sort.TIME: "pgh_created_at",
        },
        seen_by=privacy.BOARD,
        period=privacy.WITH_APPLICATION,
        erased=Erased.STAYS,
    )
    keep(
        "applications.PoolConsent",
        of="candidate",
        what=_("Hospitals that may keep in touch"),
        purpose="whether a hospital may write about new openings",
        fields={
            Sort.LINK: "hospital candidate application",
            Sort.CONSENT: "version",
            Sort.TIME: "asked_at given_at expires_at ended_at",
        },
        seen_by=privacy.HOSPITAL,
        period=_("A year, or until you take it back"),
    )
    _files()


def _files() -> None:
    drawn = partial(keep, what=_("Your CV files"), seen_by=_("You, and the hospitals you sent it to"))
    drawn(
        "applications.CVDrawing",
        of="document__owner",
        purpose="how far the drawing of a CV is",
        fields={Sort.LINK: "document", Sort.STATE: "tries pages", Sort.TIME: "drawn_at failed_at started_at"},
        left_out="it is about the machine",
    )
    drawn(
        "applications.CVPicture",
        of="document__owner",
        purpose="a page of a CV as a picture, so that the file itself need not be opened",
        fields={Sort.LINK: "document", Sort.FILE: "file number width height"},
        left_out="a drawing of the CV, which is in the copy",
    )
    keep(
        "applications.Arrival",
        of="",
        what=_("What you typed before you signed in"),
        purpose="an application of somebody who shows by a mailed code who they are",
        fields={
            Sort.CONTACT: "email",
            Sort.APPLICATION: "typed",
            Sort.FILE: "cv cv_name cv_kind cv_sha256",
            Sort.ACCESS: "code_hash",
        },
        seen_by=privacy.BOARD,
        period=_("24 hours"),
        left_out="it belongs to a browser, not to an account",
    )
    nobody("applications.Arrival", fields="language source", why="a code")


def _letters() -> None:
    keep(
        "applications.Message",
        of="application__candidate",
        what=MESSAGES,
        purpose="what a candidate and a hospital write to each other",
        fields={
            Sort.LINK: "application author",
            Sort.MESSAGE: "words by_hospital",
            Sort.TIME: "at read_at",
        },
        seen_by=privacy.HOSPITAL,
        period=privacy.WITH_APPLICATION,
        withheld="author read_at",  # who of a team wrote, and when they read, is theirs
        also=_opening,
    )
    keep(
        "applications.Attachment",
        of="message__application__candidate",
        what=MESSAGES,
        purpose="a file that goes along with a message",
        fields={Sort.LINK: "message", Sort.FILE: "file name kind size sha256"},
        seen_by=privacy.HOSPITAL,
        period=privacy.WITH_APPLICATION,
    )


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
        also=lambda row: {**_opening(row), "starts_at": row.starts_at},
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
        also=_opening,
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
