"""What reports keep of a person: see accounts/privacy.py."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from accounts import naming, privacy
from accounts.privacy import Erased, Sort, keep, nobody
from applications import erasing
from applications.models import Application
from moderation import cases
from moderation.models import Case, Report

if TYPE_CHECKING:
    from accounts.models import User

REPORTS = _("Reports")


def register() -> None:
    keep(
        "moderation.Case",
        of="owner",
        what=REPORTS,
        purpose="what was reported of somebody's message, work sample or mentor page, what they said, what was decided",
        fields={
            Sort.LINK: "owner",
            Sort.MESSAGE: "title text question answer words appeal verdict",
            Sort.STATE: "kind status outcome reasons granted",
            Sort.WORK: "decided_by",
            Sort.TIME: "opened_at since held_at asked_at answered_at decided_at appealed_at closed_at",
        },
        seen_by=_("You and our moderators"),
        withheld="decided_by",
        named_in="title text question answer words appeal verdict",
        told=lambda now: cases.KNOWN,
        page="reports:my_cases",
    )
    keep(
        "moderation.Report",
        of="by",
        what=REPORTS,
        purpose="what somebody told the moderators, so that they can look and answer",
        fields={
            Sort.LINK: "case by",
            Sort.CONTACT: "email language",
            Sort.ACCESS: "network",
            Sort.MESSAGE: "words",
            Sort.STATE: "weight worth",
            Sort.TIME: "at confirmed_at",
        },
        seen_by=_("You and our moderators"),
        erased=Erased.BLANKED,
        blank={"by": None, "words": "", "email": "", "network": ""},
        withheld="network weight worth",
        named_in="words",
        also=lambda row: {"code": row.code},
    )
    nobody("moderation.Report", fields="code", why="a word of the moderators' list; it stays for counting")
    keep(
        "moderation.Claim",
        of="by",
        what=_("Work at the desk"),
        purpose="which moderator is on what waits, so that two do not read the same",
        fields={Sort.LINK: "by", Sort.STATE: "kind key", Sort.TIME: "since until"},
        seen_by=_("You and our moderators"),
        period=_("One day"),
    )
    nobody("moderation.Numbers", why="counts of a month; nobody is in them")
    nobody("moderation.Merge", why="which word of the vocabulary became which")
    keep(
        "moderation.Moved",
        of="",
        what=_("Words that were merged"),
        purpose="the rows that followed a merge of two words, so that it can be undone for a day",
        fields={Sort.STATE: "place before after"},
        seen_by=_("Nobody: only an undo reads it"),
        period=_("One day"),
        erased=Erased.STAYS,
        left_out="the same stands in the rows themselves",
    )
    nobody(
        "moderation.Case", fields="subject_id hospital", why="numbers of what was reported and of a hospital"
    )
    privacy.before_erasure.append(forget)
    erasing.when_erased.append(forget_messages)


def forget_messages(application: Application) -> None:
    """What the two sides wrote, and what was said of it in reports, goes with the application; the decision stays."""
    written = list(application.messages.values_list("pk", flat=True))
    told = Case.objects.filter(kind=Case.Kind.MESSAGE, subject_id__in=written)
    Report.objects.filter(case__in=told).update(words="")
    told.update(text="", answer="", appeal="")


def forget(user: "User", at: datetime) -> None:
    """Reports stay for counting, without who told them and what: as a member, and as a visitor under the same mailbox.
    Cases of what was theirs go with them."""
    Report.objects.filter(by=user).update(**privacy.table("moderation.Report").blank)
    for address in naming.mailboxes(user):
        Report.objects.filter(email__iexact=address).update(email="", words="", network="")
    Case.objects.filter(owner=user).delete()
