"""Openings that people save: kept, taken away, and what their readers are told of them."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _t

from accounts.models import User
from alerts import mails_saved as mails
from alerts.models import Bookmark
from core import rounds
from core.models import Event
from postings.models import Posting
from postings.models.choices import Status

ENDED, LIMIT = "ended.savers", "limit.savers"  # rounds of letters (core/rounds.py)
MOST = 300
SOON = timedelta(days=3)  # before the closing date


class TooMany(Exception):
    """This person has saved as many openings as a list can be of use with."""


def save(posting: Posting, *, by: User) -> Bookmark:
    """Keep it. Twice is once. Raises TooMany."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        kept = Bookmark.objects.filter(user=by, posting=posting).first()
        if kept is None and Bookmark.objects.filter(user=by).count() >= MOST:
            raise TooMany
        return kept or Bookmark.objects.create(user=by, posting=posting)


def remove(posting: Posting, *, by: User) -> None:
    Bookmark.objects.filter(user=by, posting=posting).delete()


def remind(at: datetime) -> int:
    """One letter to each who saved openings that close soon and has not applied. Returns how many letters; a second
    run reminds nobody again."""
    closing = Posting.objects.live(at).filter(closes_at__lte=at + SOON)
    due = Bookmark.objects.filter(posting__in=closing, reminded_at=None).exclude(_applied())
    per_person: dict[int, list[int]] = defaultdict(list)
    for user, pk in due.order_by("posting__closes_at").values_list("user_id", "pk"):
        per_person[user].append(pk)
    return sum(_remind(pks, at) for pks in per_person.values())


def _remind(pks: list[int], at: datetime) -> bool:
    with transaction.atomic():
        kept = list(
            Bookmark.objects.filter(pk__in=pks, reminded_at=None)
            .select_related("user", "posting__hospital")
            .select_for_update(of=("self",), skip_locked=True)
            .order_by("posting__closes_at")
        )
        if kept:
            mails.closes_soon(kept[0].user, [one.posting for one in kept])
            Bookmark.objects.filter(pk__in=[one.pk for one in kept]).update(reminded_at=at)
    return bool(kept)


def _kept_by_others(posting: Posting) -> QuerySet[Bookmark]:
    """Of those who are not told as applicants already: who has a draft is."""
    return _keepers().filter(posting=posting)


def _keepers() -> QuerySet[Bookmark]:
    return Bookmark.objects.exclude(has_begun()).select_related("user", "posting__hospital")


def has_begun() -> Exists:
    """Of a bookmark: its owner has a draft or an application for the opening."""
    return Exists(Posting.objects.filter(pk=OuterRef("posting"), applications__candidate=OuterRef("user")))


def _applied() -> Exists:
    """Who has sent an application hears of the opening as an applicant. (A neighbour's table, read by its name.)"""
    sent = Posting.objects.filter(
        pk=OuterRef("posting"),
        applications__candidate=OuterRef("user"),
        applications__submitted_at__isnull=False,
    )
    return Exists(sent)


def tell_of_closing(posting: Posting, at: datetime, by: Any) -> None:
    """An opening was closed or removed: those who saved it hear of it, with the outcome."""
    rounds.begin(ENDED, posting.pk, at=at)


def objection(posting: Posting, decision: Event) -> str:
    """Why a removal cannot be undone: who saved the opening has a mail that it ended."""
    if decision.verb == "remove" and decision.before == "published" and _kept_by_others(posting).exists():
        return _t("People who saved it were told that it ended.")
    return ""


def tell_of_limit(posting: Posting) -> None:
    """It is full, or takes applications again: those who saved it and have not applied hear of it."""
    rounds.begin(LIMIT, posting.pk, at=timezone.now())


def register() -> None:
    rounds.register(ENDED, whom=_of_ended, tell=lambda kept, _: mails.ended(kept.user, kept.posting))
    rounds.register(LIMIT, whom=_of_limited, tell=_limit_moved)


def _of_ended(posting: int, at: datetime) -> QuerySet[Bookmark]:
    return _keepers().filter(posting=posting).exclude(posting__status=Status.PUBLISHED)


def _of_limited(posting: int, at: datetime) -> QuerySet[Bookmark]:
    return _keepers().filter(posting=posting, posting__status=Status.PUBLISHED)


def _limit_moved(kept: Bookmark, posting: int) -> None:
    mails.limit_moved(kept.user, kept.posting, is_full=kept.posting.places_left == 0)
