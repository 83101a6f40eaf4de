"""What an opening still lacks before it may be sent. The form, the preview and `submit` ask the same question."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from postings import questions
from postings.models import Posting

LONGEST_DAYS = 90


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to do: `field` is the form field to go to, or `url` the page; `text` says how to mend it."""

    field: str
    text: str | Promise
    url: str = ""


class NotComplete(Exception):
    """The opening cannot be sent or put online yet; `missing` says why, in words for the reader."""

    def __init__(self, missing: list[Missing]) -> None:
        super().__init__(", ".join(m.field for m in missing))
        self.missing = missing


def missing(posting: Posting, at: datetime | None = None) -> list[Missing]:
    """What must be mended, in the order of the form. Empty: it may be sent."""
    now = at or timezone.now()
    parts = (
        *(_what(posting), _dates(posting, now), _pay(posting), _skills(posting)),
        *(_kinds_of_work(posting), _questions(posting)),
    )
    return [gap for part in parts for gap in part]


def _questions(posting: Posting) -> Iterator[Missing]:
    """The builder refuses them too; what was written before its lists knew them comes from a library, a copy or a template."""
    for question in questions.of(posting):
        if question.asked is not None and question.asked.sure:
            url = reverse("postings:questions", args=[posting.hospital.slug, posting.pk])
            yield Missing("questions", f"“{question.text}” {question.asked.topic.reason}", url)


def latest_closing(at: datetime, zone: ZoneInfo) -> datetime:
    """The last moment at which an opening may close: the end of the ninetieth day after `at`, by that clock."""
    return (at.astimezone(zone) + timedelta(days=LONGEST_DAYS)).replace(
        hour=23, minute=59, second=59, microsecond=0
    )


def _what(posting: Posting) -> Iterator[Missing]:
    if not posting.title.strip():
        yield Missing("title", _("Give the opening a job title."))
    if not posting.description.strip():
        yield Missing("description", _("Describe the work."))
    if not posting.places.exists():
        yield Missing("city", _("Say in which city the work is done."))


def _dates(posting: Posting, now: datetime) -> Iterator[Missing]:
    if posting.closes_at is None:
        yield Missing("closes_on", _("Choose the day on which the opening closes."))
    elif posting.closes_at <= now:
        yield Missing("closes_on", _("The closing date has passed. Choose a later day."))
    elif posting.closes_at > latest_closing(now, posting.hospital.zone):
        yield Missing("closes_on", _("Choose a closing date at most 90 days from now."))
    if not 1 <= posting.respond_by_days <= 60:
        yield Missing("respond_by_days", _("Promise an answer within 1 to 60 days."))


def _pay(posting: Posting) -> Iterator[Missing]:
    if posting.unpaid or posting.pay_max is not None:
        return
    if posting.engagement_id == "internship":
        yield Missing("pay_min", _("Say what the internship pays, or tick that it is unpaid."))
    else:
        yield Missing("pay_min", _("Say what the work pays."))


def _skills(posting: Posting) -> Iterator[Missing]:
    if not posting.required_skills:
        yield Missing("skills", _("Choose at least one skill that people need."))


def _kinds_of_work(posting: Posting) -> Iterator[Missing]:
    if posting.engagement_id == "contract" and not posting.contract_months:
        yield Missing("contract_months", _("Say how many months the contract lasts."))
    if posting.engagement_id == "internship":
        if not posting.internship_weeks:
            yield Missing("internship_weeks", _("Say how many weeks the internship lasts."))
        if posting.hours_max is None:
            yield Missing("hours_max", _("Say how many hours a week the intern works."))
        if not posting.learning_goals.strip():
            yield Missing("learning_goals", _("Say what the intern learns."))
        if not posting.supervisor.strip():
            yield Missing("supervisor", _("Say who guides the intern."))
