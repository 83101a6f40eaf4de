"""What a moderator may know of one person: what deciding needs, never the CV, the profile or what they want to earn."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import SampleReport, Suspension, User
from core import audit
from core.models import Event
from mentoring.models import Report
from moderation import cases


def find(asked: str) -> User | None:
    """By the whole mail address or the number of the account."""
    asked = asked.strip()
    if asked.isascii() and asked.isdigit() and len(asked) < 18:
        return User.objects.filter(pk=int(asked)).first()
    return User.objects.filter(email__iexact=asked).first() if "@" in asked else None


def look_at(person: User, *, by: User, at: datetime | None = None) -> None:
    """Whoever opens somebody's page at the desk leaves a line in the trail."""
    audit.record(person, "look_at", by=by, at=at)


@dataclass(frozen=True, slots=True)
class Reported:
    """One report about somebody; `page` is the desk's page of it."""

    at: datetime
    what: str | Promise
    reason: str | Promise
    state: str
    page: str
    pk: int


def reports_about(person: User) -> list[Reported]:
    """Newest first. Three queries, however many they are."""
    of_mentoring = Report.objects.filter(about=person)
    of_samples = SampleReport.objects.filter(sample__profile__user=person).select_related("sample")
    found = [
        Reported(
            one.at,
            _("Mentoring"),
            str(one.get_reason_display()),
            str(one.get_status_display()),
            "moderation:mentoring",
            one.pk,
        )
        for one in of_mentoring
    ] + [
        Reported(
            one.at,
            _("Work sample"),
            str(one.get_reason_display()),
            str(one.sample.get_status_display()),
            "moderation:sample",
            one.sample_id,
        )
        for one in of_samples
    ]
    # A sample's and a mentor's stand above, report by report.
    found += [
        Reported(
            one.opened_at,
            one.get_kind_display(),
            _("Reported"),
            str(one.get_status_display()),
            "moderation:case",
            one.pk,
        )
        for one in cases.of_person(person).exclude(kind__in=["sample", "mentor"])
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)[:50]


def events_about(person: User) -> Any:
    """What was done to the account and its suspensions; looks of colleagues too."""
    suspensions = list(Suspension.objects.filter(user=person).values_list("pk", flat=True))
    return Event.objects.filter(
        Q(subject_type="accounts.user", subject_id=person.pk)
        | Q(subject_type="accounts.suspension", subject_id__in=suspensions)
    ).newest_first()
