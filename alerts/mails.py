"""Every letter about an alert, one function each. Each ends with a way to stop it that needs no sign-in."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from alerts import links
from alerts.models import Alert, Rhythm
from alerts.words import in_words, search_in_words
from core.mail import Letter, in_language_of, queue, written
from core.models import OutgoingMail
from core.zones import day
from hospitals.models import Hospital
from postings import presentation
from postings.models import Posting
from postings.search import Search
from postings.templatetags.openings import pay_text

PER_HOSPITAL = 3  # openings of one hospital in one mail; of the others it says how many there are
PER_MAIL = 20


def _send(alert: Alert, letter: Letter, kind: str) -> OutgoingMail:
    return queue(letter, kind=kind, to=alert.user, address=alert.address, about=_about(alert))


def _about(alert: Alert) -> str:
    return f"alerts.alert:{alert.pk}"


def confirm(alert: Alert) -> OutgoingMail:
    """To somebody without an account: is this address yours, and do you want this?"""
    with in_language_of(alert.language):
        letter = Letter(
            subject=_("Confirm your alert"),
            paragraphs=[
                _("You asked us to mail you new openings. Confirm it once, then we start."),
                _("Did you not ask for this? Then do nothing: in a week we forget your address."),
            ],
            facts=[(_("Search"), in_words(alert)), (_("How often"), when_in_words(alert))],
            button=(_("Confirm this alert"), links.page(alert)),
            why=_("You get this because somebody filled in this address at an alert."),
        )
        return _send(alert, letter, "alert_confirm")


def known(alert: Alert) -> OutgoingMail:
    """To somebody without an account who asks for what they have already."""
    with in_language_of(alert.language):
        letter = Letter(
            subject=_("You have this alert already"),
            paragraphs=[
                _(
                    "You asked us to mail you new openings of this search. On its page you see whether it is on, change or stop it."
                )
            ],
            facts=[(_("Search"), in_words(alert)), (_("How often"), when_in_words(alert))],
            button=(_("See this alert"), links.page(alert)),
            why=_("You get this because somebody filled in this address at an alert."),
        )
        return _send(alert, letter, "alert_known")


def asked_lately(address: str, at: datetime) -> int:
    """How many such letters were written to an address within a day."""
    kinds = ["alert_confirm", "alert_known"]
    return OutgoingMail.objects.filter(
        kind__in=kinds, to__iexact=address, created_at__gt=at - timedelta(days=1)
    ).count()


@dataclass(frozen=True)
class Rows:
    """Openings as lines of a mail. Many alerts name the same ones: each is read once in a run, and its line is written
    once for each language."""

    at: datetime
    _openings: dict[int, Posting] = field(default_factory=dict)
    _lines: dict[tuple[int, str], tuple[str, str]] = field(default_factory=dict)

    def read(self, ids: Iterable[int]) -> None:
        """Have these at hand; what is not live any more is left out from now on."""
        wanted = set(ids)
        live = (
            set(Posting.objects.live().filter(pk__in=wanted).values_list("pk", flat=True))
            if wanted
            else set()
        )
        for gone in wanted - live:
            self._openings.pop(gone, None)
        if new := live - self._openings.keys():
            self._openings.update(Posting.objects.live(self.at).for_cards().in_bulk(new))

    def of(self, ids: Iterable[int]) -> list[Posting]:
        """Those that are still there, in this order."""
        return [self._openings[pk] for pk in ids if pk in self._openings]

    def line(self, posting: Posting) -> tuple[str, str]:
        """(words, path), in the active language."""
        key = (posting.pk, get_language() or "")
        if key not in self._lines:
            self._lines[key] = (_row(posting), f"{posting.get_absolute_url()}?from=alert")
        return self._lines[key]


def found(
    alert: Alert, search: Search, ids: Sequence[int], rows: Rows, *, at: datetime
) -> OutgoingMail | None:
    """The new openings of one alert, newest first, at most PER_HOSPITAL of one hospital: written, not stored yet.
    None when none of them is left."""
    openings = rows.of(ids)
    if not openings:
        return None
    shown: list[Posting] = []
    per_hospital: Counter[int] = Counter()
    for posting in openings:
        per_hospital[posting.hospital_id] += 1
        if per_hospital[posting.hospital_id] <= PER_HOSPITAL and len(shown) < PER_MAIL:
            shown.append(posting)
    n, more = len(openings), len(openings) - len(shown)
    with in_language_of(alert.language):
        subject = ngettext("%(n)s new opening: %(search)s", "%(n)s new openings: %(search)s", n)
        after = ngettext(
            "%(n)s more is on the page of this search.", "%(n)s more are on the page of this search.", more
        )
        letter = Letter(
            subject=subject % {"n": n, "search": search_in_words(search)},
            paragraphs=[],
            sections=[
                (_("New openings"), [rows.line(posting) for posting in shown]),
                (_("Was this right?"), _questions(alert, at)),
            ],
            button=(_("See them all"), alert.search_url),
            after=[after % {"n": more}] if more else [],
            why=_("You get this because you keep this search as an alert: %(when)s.")
            % {"when": when_in_words(alert)},
            unsubscribe=links.stop(alert),
        )
        return written(letter, kind="alert_found", to=alert.user, address=alert.address, about=_about(alert))


def talks_given(alert: Alert, hospital: Hospital) -> OutgoingMail:
    """A hospital that this alert follows gives times for talks: written, not stored yet."""
    with in_language_of(alert.language):
        return _of_followed(
            alert,
            hospital,
            "alert_talks",
            subject=_("%(hospital)s has time for a talk") % {"hospital": hospital.name},
            paragraphs=[_("Somebody of the team tells you how the work is. It is no job interview.")],
            button=(_("See the times"), reverse("mentoring:hospital_talks", args=[hospital.slug])),
        )


def mentor_joins(alert: Alert, hospital: Hospital) -> OutgoingMail:
    """Somebody of its team became a mentor. The letter names nobody: the page knows who may see whom."""
    with in_language_of(alert.language):
        return _of_followed(
            alert,
            hospital,
            "alert_mentor",
            subject=_("A mentor works at %(hospital)s") % {"hospital": hospital.name},
            paragraphs=[_("Somebody of the team helps people into this work now. Ask with a goal and a few questions.")],
            button=(_("See who it is"), reverse("hospitals:page", args=[hospital.slug]) + "#mentors-here"),
        )  # fmt: skip


def _of_followed(alert: Alert, hospital: Hospital, kind: str, **words: Any) -> OutgoingMail:
    letter = Letter(
        **words,
        after=[_("We tell you of talks and mentors once a week at most.")],
        why=_("You get this because you follow %(hospital)s.") % {"hospital": hospital.name},
        unsubscribe=links.stop(alert),
    )
    return written(letter, kind=kind, to=alert.user, address=alert.address, about=_about(alert))


def _questions(alert: Alert, at: datetime) -> list[tuple[str, str]]:
    stamp = at.timestamp()
    return [
        (_("Yes, this is what I look for"), links.answer(alert, stamp, right=True)),
        (_("No, this is something else"), links.answer(alert, stamp, right=False)),
        (_("Change, pause or stop this alert"), links.page(alert)),
    ]


def keep(alert: Alert, *, until: datetime) -> OutgoingMail:
    """Once a year: is it still wanted?"""
    with in_language_of(alert.language):
        letter = Letter(
            subject=_("Do you still want this alert?"),
            paragraphs=[
                _(
                    "You have kept this search for a year. Say that you want to keep it, else it stops on %(day)s."
                )
                % {"day": day(until, alert.zone)}
            ],
            facts=[(_("Search"), in_words(alert)), (_("How often"), when_in_words(alert))],
            button=(_("Keep this alert"), links.page(alert)),
            why=_("We ask once a year, so that nobody gets mail that they no longer want."),
            unsubscribe=links.stop(alert),
        )
        return _send(alert, letter, "alert_keep")


def when_in_words(alert: Alert) -> str:
    """ "every day at 07:00", "every Monday at 07:00"."""
    if alert.rhythm == Rhythm.DAILY:
        return _("every day at %(hour)s") % {"hour": alert.hour_text}
    return _("every %(day)s at %(hour)s") % {"day": alert.get_weekday_display(), "hour": alert.hour_text}


def _row(posting: Posting) -> str:
    """One opening in one line."""
    card = presentation.card(posting)
    parts = [posting.hospital.name, card["place"], pay_text(posting) or _("Pay not given")]
    return f"{posting.title}: " + " · ".join(part for part in parts if part)
