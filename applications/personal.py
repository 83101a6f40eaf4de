"""What this floor keeps of a person: see accounts/privacy.py. How it goes: erasing.py, retention.py."""

from functools import partial
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import privacy
from accounts.models import User
from accounts.privacy import Erased, Sort, keep, nobody
from applications import closing, erasing, personal_around, retention, sightings
from applications.models import UNANSWERED, Application, still_runs
from applications.personal_around import opening_of

APPLICATIONS, MESSAGES = _("Your applications"), _("Messages with hospitals")
CLOCK = _("28 days after the end for Dutch hospitals, else a year; longer only if you agreed")


def register() -> None:
    _applications()
    _letters()
    personal_around.register()
    privacy.what_closing_does.append(closing.what_closing_does)
    privacy.when_closed.append(closing.withdraw_all)
    privacy.before_erasure.append(erasing.erase_all)
    privacy.sightings.extend([sightings.of_applications, sightings.of_the_profile])
    privacy.consents.append(sightings.consents)
    privacy.periods.append(retention.periods)
    privacy.of_others.append(_is_anothers)
    privacy.also_called.append(_as_sent)


def _as_sent(user: User) -> list[str]:
    """By the name and the mailbox that stand in what they sent: both may have changed since."""
    sent = Application.objects.by_candidate(user).sent().values_list("snapshot__name", "snapshot__email")
    return [str(said) for row in sent for said in row if said]


def _is_anothers(mail: Any) -> bool:
    """A letter to a team about an application."""
    kind, _colon, pk = mail.about.partition(":")
    found = Application.objects.filter(pk=int(pk)) if kind == Application._meta.label_lower else None
    return found is not None and not found.filter(candidate=mail.user_id).exists()


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
        withheld="stage_before source",  # only the hospital sees these two
        page="applications:mine",
        also=opening_of,
        known=_known,
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
        also=opening_of,
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
        left_out="the stage stands in the application; a rejection that was undone was never said",
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
        told=lambda now: Q(given_at__isnull=False) | ~still_runs(now, "application__"),
    )
    _files()


def _known(row: Application) -> dict[str, Any]:
    """A rejection that waits is not in the copy, nor ever the reason that a hospital keeps to itself."""
    if row.is_untold:
        answered = None if row.shown_status in UNANSWERED else row.first_answer_at
        blank = {"rejection_reason": "", "rejection_message": "", "rejection_shared": True}
        return {"status": row.shown_status, "decided_at": None, "first_answer_at": answered, **blank}
    return {} if row.rejection_shared else {"rejection_reason": ""}


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
            Sort.TIME: "at read_at hidden_at",
        },
        seen_by=privacy.HOSPITAL,
        period=privacy.WITH_APPLICATION,
        withheld="author read_at",  # who of a team wrote, and when they read, is theirs
        also=opening_of,
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
