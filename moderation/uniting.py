"""Two pages of one hospital become one: everything of the one follows to the other, in one transaction, for good.

    gone ──unite──▶ kept        the address of the one leads to the other; its number still reads in the trail

Order of locks, as everywhere (docs/architecture.md): its cases; its openings; both hospitals by number; then the one that
goes, alone, once whoever was writing something about it is through. What they wrote follows too; where that crosses, this
gives way and begins anew (moderation/patience.py). Who comes later finds its address leading on (hospitals/former.py).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alerts import keeping
from alerts.models import Alert
from core import audit
from core.workflow import NotAllowed
from hospitals import mails
from hospitals.models import FormerHospital, Hospital, Seat
from hospitals.verification import may_decide
from moderation.models import Case
from moderation.patience import patiently
from moderation.uniting_places import PLACES
from postings.models import Posting

if TYPE_CHECKING:
    from accounts.models import User

# Columns that the one which stays takes over where it says nothing itself.
_FACTS = (
    "entry_id",
    "about_en",
    "about_nl",
    "logo_key",
    "staff",
    "beds",
    "address",
    "postcode",
    "website",
    "web_domain",
)


class NotUnitable(Exception):
    """Why these two cannot become one now: `why`, in words for the moderator."""

    def __init__(self, why: str | Promise) -> None:
        super().__init__(str(why))
        self.why = why


@dataclass(frozen=True, slots=True)
class Preview:
    """What would follow: (what, how many); what has a twin there: (what, how many); titles that both offer."""

    follows: list[tuple[str | Promise, int]]
    twins: list[tuple[str | Promise, int]]
    titles: list[str]


def hindrance(gone: Hospital, kept: Hospital) -> str | Promise | None:
    """What stands in the way, in words."""
    if gone.pk == kept.pk:
        return _("Choose another hospital than this one.")
    if gone.country != kept.country:
        return _("They are in two countries.")
    if gone.frozen_at or kept.frozen_at:
        return _("One of them is stopped. Let it go on first, or leave it stopped.")
    if gone.is_verified and not kept.is_verified:
        return _("The one that goes is verified and the other is not. Merge them the other way round.")
    if Case.objects.filter(kind="hospital", subject_id=gone.pk).exclude(status="closed").exists():
        return _("A report about the one that goes is not closed. Decide about it first.")
    return None


def preview(gone: Hospital, kept: Hospital) -> Preview:
    counted = [(place.told, place.rows(gone.pk).count()) for place in PLACES]
    alerts = _alerts(gone).count()
    doubled = [(p.told, p.twins(gone.pk, kept.pk).count()) for p in PLACES if p.has_twins]
    return Preview(
        [(told, n) for told, n in [*counted, (_("Followers and alerts that name it"), alerts)] if n],
        [(told, n) for told, n in doubled if n],
        same_titles(gone, kept),
    )


def same_titles(gone: Hospital, kept: Hospital) -> list[str]:
    """Openings that are online at both under the same title: nothing is closed by itself."""
    live = Posting.objects.live()
    there = live.filter(hospital=kept).annotate(as_title=Lower("title")).values("as_title")
    rows = live.filter(hospital=gone).annotate(as_title=Lower("title")).filter(as_title__in=there)
    return list(rows.order_by("title").values_list("title", flat=True)[:20])


def unite(gone: Hospital, kept: Hospital, *, by: "User", words: str, at: datetime | None = None) -> Hospital:
    """Returns what they became. Raises NotUnitable, NotAllowed, Hospital.DoesNotExist (a colleague was first) or Busy."""
    at = at or timezone.now()
    return patiently(lambda: _unite(gone.pk, kept.pk, by, words, at))


def _unite(gone_id: int, kept_id: int, by: "User", words: str, at: datetime) -> Hospital:
    with (
        connection.cursor() as cursor
    ):  # a page's two seconds: 5,000 openings and their history take some more
        cursor.execute("SET LOCAL statement_timeout = 0")
    gone, kept = _locked(gone_id, kept_id)
    if not (may_decide(by, gone) and may_decide(by, kept)):
        raise NotAllowed("unite")
    if why := hindrance(gone, kept):
        raise NotUnitable(why)
    told = _people(gone, kept)
    titles = same_titles(gone, kept)
    moved = _follow(gone, kept, at)
    Hospital.objects.select_for_update(of=("self",)).get(pk=gone.pk)
    _follow(gone, kept, at)  # what was being written when this began
    _let_go(gone, kept, by, at)
    data = {"number": gone.pk, "name": gone.name, "address": gone.slug, "followed": moved, "titles": titles}
    audit.record(kept, "unite", by=by, at=at, words=words, data=data)
    mails.united(gone, kept, told, titles)
    return kept


def _locked(gone: int, kept: int) -> tuple[Hospital, Hospital]:
    for model in (Case, Posting):
        rows = model._default_manager.select_for_update(of=("self",)).filter(hospital=gone)
        list(rows.order_by("pk").values_list("pk"))
    locked = Hospital.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    found = {row.pk: row for row in locked.filter(pk__in=[gone, kept])}
    if len(found) < len({gone, kept}):
        raise Hospital.DoesNotExist
    return found[gone], found[kept]


def _follow(gone: Hospital, kept: Hospital, at: datetime) -> dict[str, int]:
    moved = {}
    for place in PLACES:
        if n := place.rows(gone.pk).count():
            moved[place.model] = n
            place.follow(gone.pk, kept.pk, at)
    Case.objects.filter(kind="hospital", subject_id=gone.pk).update(subject_id=kept.pk)
    for alert in _alerts(gone).select_for_update(of=("self",)).order_by("pk"):
        _rename_in(alert, gone.slug, kept.slug, at)
    return moved


def _alerts(gone: Hospital) -> QuerySet[Alert]:
    """Those that ask for this hospital, be it beside other things. Its slug ends where the parameter ends."""
    return Alert.objects.filter(query__regex=rf"(^|&)hospital={gone.slug}(&|$)")


def _rename_in(alert: Alert, old: str, new: str, at: datetime) -> None:
    pairs = [(k, new if (k, v) == ("hospital", old) else v) for k, v in parse_qsl(alert.query)]
    query = urlencode(pairs)
    if alert.status != Alert.Status.ENDED:
        mine = {"user": alert.user_id} if alert.user_id else {"email__iexact": alert.email}
        if Alert.objects.kept().filter(query=query, **mine).exists():
            keeping.stop(alert, by=None, at=at)
            return
    Alert.objects.filter(pk=alert.pk).update(query=query)


def _let_go(gone: Hospital, kept: Hospital, by: "User", at: datetime) -> None:
    """Its page ends; what the other does not say of itself, it takes over. The address is kept."""
    for name in _FACTS:
        if not getattr(kept, name):
            setattr(kept, name, getattr(gone, name))
    Hospital.objects.filter(pk=gone.pk).delete()
    FormerHospital.objects.create(number=gone.pk, slug=gone.slug, name=gone.name, hospital=kept, by=by, at=at)
    kept.save()


def _people(gone: Hospital, kept: Hospital) -> list[Any]:
    """Both teams, each person once."""
    seats = Seat.objects.held().filter(hospital__in=[gone, kept], user__is_active=True)
    people = {seat.user_id: seat.user for seat in seats.select_related("user").order_by("pk")}
    return list(people.values())
