"""Inviting to a talk: how, where, who, and one to ten times on the hospital's clock."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications import agendas, clock
from applications.interviews import MOST, Proposal
from applications.models import Application, Interview, Slot
from core import zones
from hospitals.models import Seat
from hospitals.roles import Right

MINUTES = (15, 20, 30, 45, 60, 90, 120)
FIRST = 4  # rows that stand open; the others are behind "More times"


def _date() -> forms.DateField:
    return forms.DateField(
        label=_("Day"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Write the day like 2026-12-11")},
    )


def _time() -> forms.TimeField:
    return forms.TimeField(
        label=_("Time"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": _("Write the time like 14:30")},
    )


class InterviewForm(forms.Form):
    """`proposal` is what it asks for, once it is valid."""

    how = forms.ChoiceField(
        label=_("How do you talk?"),
        choices=Interview.How.choices,
        widget=forms.RadioSelect,
        initial=Interview.How.VIDEO,
        error_messages={"required": _("Choose how you talk"), "invalid_choice": _("Choose how you talk")},
    )
    where = forms.CharField(
        label=_("Where?"),
        max_length=300,
        help_text=_("The link, the number that you call, or the address with the room."),
        error_messages={"required": _("Say where: a link, a number or an address")},
    )
    minutes = forms.TypedChoiceField(label=_("How long?"), coerce=int, initial=45)
    again = forms.TypedMultipleChoiceField(
        label=_("Times that you offer to others for this opening"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The first who picks a time gets it."),
    )
    people = forms.TypedMultipleChoiceField(
        label=_("Who takes part?"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The candidate reads their names. They get the calendar invitation."),
    )
    words = forms.CharField(
        label=_("A message to the candidate"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What you want to talk about, and how to prepare. Do not name patients."),
    )

    def __init__(
        self, data: Any, *, application: Application, by: User, interview: Interview | None = None
    ) -> None:
        super().__init__(data)
        self.application, self.interview = application, interview
        self.zone = application.posting.hospital.zone
        for i in range(MOST):
            self.fields[f"day_{i}"], self.fields[f"time_{i}"] = _date(), _time()
        minutes: Any = self.fields["minutes"]
        minutes.choices = [(n, gettext("%d minutes") % n) for n in MINUTES]
        self._offer_known_slots()
        self._offer_people(by)
        if interview is not None:
            self.initial = {
                "how": interview.how,
                "where": interview.where,
                "minutes": interview.minutes,
                "words": interview.words,
                "people": [person.pk for person in interview.people.all()],
                "again": [slot.pk for slot in interview.offered.all()],
            }

    def _offer_known_slots(self) -> None:
        free = Slot.objects.filter(posting=self.application.posting, starts_at__gt=timezone.now())
        free = free.filter(taken_by=None, interviews__isnull=False).distinct().order_by("starts_at")[:20]
        self.known = {slot.pk: slot for slot in free}
        again: Any = self.fields["again"]
        again.choices = [
            (pk, f"{clock.day(s.starts_at, self.zone)}, {clock.time(s.starts_at, self.zone)}")
            for pk, s in self.known.items()
        ]

    def _offer_people(self, by: User) -> None:
        seats = Seat.objects.with_right(Right.SEE_APPLICATIONS).filter(
            hospital=self.application.posting.hospital, user__is_active=True
        )
        seats = seats.exclude(user=self.application.candidate).select_related("user")
        self.team = {seat.user_id: seat.user for seat in seats.order_by("user__name", "pk")}
        people: Any = self.fields["people"]
        people.choices = [(pk, str(user)) for pk, user in self.team.items()]
        people.initial = [by.pk]

    # ── For the template ─────────────────────────────────────────────────────────────────────────────
    def _rows(self, some: range) -> list[tuple[BoundField, BoundField]]:
        return [(self[f"day_{i}"], self[f"time_{i}"]) for i in some]

    @property
    def first_rows(self) -> list[tuple[BoundField, BoundField]]:
        return self._rows(range(FIRST))

    @property
    def more_rows(self) -> list[tuple[BoundField, BoundField]]:
        return self._rows(range(FIRST, MOST))

    @property
    def zone_name(self) -> str:
        return zones.zone_name(self.zone)

    # ── Reading it ───────────────────────────────────────────────────────────────────────────────────
    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.fields_of = {self.known[pk].starts_at: "again" for pk in data.get("again", ())}
        for i in range(MOST):
            self._read_row(i, data.get(f"day_{i}"), data.get(f"time_{i}"))
        self.moments = sorted(self.fields_of)
        self._refuse_collisions(data)
        if not self.moments and not any(name.startswith(("day_", "time_")) for name in self.errors):
            self.add_error("day_0", gettext("Offer at least one time"))
        if len(self.moments) > MOST:
            self.add_error("day_0", gettext("Offer ten times at most"))
        return data

    def _read_row(self, i: int, day: date | None, clock_time: time | None) -> None:
        if f"day_{i}" in self.errors or f"time_{i}" in self.errors:
            return
        if day is None and clock_time is None:
            return
        if day is None or clock_time is None:
            missing = ("day", gettext("Add the day")) if day is None else ("time", gettext("Add the time"))
            self.add_error(f"{missing[0]}_{i}", missing[1])
            return
        try:
            moment = zones.moment(datetime.combine(day, clock_time), self.zone)
        except (zones.NoSuchTime, zones.TwiceThatTime):
            self.add_error(
                f"time_{i}", gettext("The clock changes that night. Choose a time some hours later.")
            )
        except (OverflowError, ValueError):
            self.add_error(f"day_{i}", gettext("Choose a day in the next twelve months"))
        else:
            days = (day - timezone.localdate(timezone=self.zone)).days
            if moment <= timezone.now() or days > 366:
                self.add_error(f"day_{i}", gettext("Choose a day in the next twelve months"))
            self.fields_of.setdefault(moment, f"time_{i}")

    def _refuse_collisions(self, data: dict[str, Any]) -> None:
        """Who takes part cannot be in two talks at once; and two times of one offer may not run into each other."""
        people, minutes = data.get("people"), data.get("minutes")
        if not minutes:
            return
        for first, second in agendas.overlapping(self.moments, minutes):
            self._refuse_pair(first, second, minutes)
        if not people:
            return
        found = agendas.collisions(people, self.moments, minutes, apart_from=self.interview)
        for moment, busy in found.items():
            names = ", ".join(sorted(str(self.team[pk]) for pk in busy))
            when = f"{clock.day(moment, self.zone)}, {clock.time(moment, self.zone)}"
            words = gettext(
                "%(names)s: in another interview then (%(when)s). Choose another time or other people."
            )
            self.add_error(self.fields_of[moment], words % {"names": names, "when": when})

    def _refuse_pair(self, first: datetime, second: datetime, minutes: int) -> None:
        """Beside the one that was typed, the later one when both were."""
        names = [self.fields_of[second], self.fields_of[first]]
        words = gettext(
            "%(first)s and %(second)s overlap: the talk takes %(minutes)d minutes. Leave more time between them."
        )
        times = {"first": clock.time(first, self.zone), "second": clock.time(second, self.zone)}
        self.add_error(min(names, key=lambda name: name == "again"), words % {**times, "minutes": minutes})

    @property
    def proposal(self) -> Proposal:
        data = self.cleaned_data
        return Proposal(
            how=data["how"],
            where=data["where"],
            minutes=data["minutes"],
            moments=self.moments,
            words=data["words"],
            people=[self.team[pk] for pk in data["people"]],
        )


class CancelForm(forms.Form):
    """Calling something off is told with words."""

    words = forms.CharField(
        label=_("Your message"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The candidate reads this. Say why, and what happens next."),
        error_messages={"required": _("Write a few words: nobody likes to be left guessing")},
    )
