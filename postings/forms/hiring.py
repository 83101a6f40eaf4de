"""When an opening is online, how many people it wants, and what it promises. Days and times go by the hospital's clock."""

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.zones import NoSuchTime, TwiceThatTime, moment, zone_name
from postings.completeness import latest_closing
from postings.forms.fields import day, number

if TYPE_CHECKING:
    from postings.models import Posting

OPENS, CLOSES = time(9, 0), time(23, 59)


def clock(label: Any) -> forms.TimeField:
    """A time of day; the browser's own box, or typed as people write it: 23:59, 9.30, 5 pm."""
    formats = ["%H:%M", "%H:%M:%S", "%H.%M", "%H%M", "%I:%M %p", "%I:%M%p", "%I %p", "%I%p"]
    return forms.TimeField(
        label=label,
        required=False,
        input_formats=formats,
        error_messages={"invalid": _("Write a time such as 09:00 or 23:59.")},
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "input", "type": "time"}),
    )


class MomentForm(forms.Form):
    """Reads a day and a time as one moment of a hospital's clock."""

    zone: ZoneInfo

    def _by_clock_of(self, zone: ZoneInfo, *names: str) -> None:
        """The labels of these time fields name the zone."""
        self.zone = zone
        for name in names:
            self.fields[name].label = gettext("%(label)s, %(zone)s") % {
                "label": self.fields[name].label,
                "zone": zone_name(zone),
            }

    def _moment(self, on: str, at: str, usual: time, stored: datetime | None = None) -> datetime | None:
        """What the two fields say; `stored` itself where they still say it. Adds the error when no clock shows it."""
        chosen: date | None = self.cleaned_data.get(on)
        if chosen is None or on in self.errors or at in self.errors:
            return None
        wall = datetime.combine(chosen, self.cleaned_data.get(at) or usual)
        if stored and _shown(stored, self.zone) == wall:
            return stored
        try:
            return moment(wall, self.zone)
        except NoSuchTime:
            self.add_error(at, _("The clock jumps over this time that night. Choose another time."))
        except TwiceThatTime:
            self.add_error(
                at, _("The clock shows this time twice that night. Choose an earlier or a later one.")
            )
        return None


class HiringPart(MomentForm):
    publish_on = day(_("Online from"), hint=_("Leave it empty to be online as soon as it is checked."))
    publish_time = clock(_("Online at"))
    closes_on = day(_("Closes on"), hint=_("At most 90 days ahead."))
    closes_time = clock(_("Closes at"))
    positions = number(_("How many people do you look for?"), 1, 20)
    applications_max = number(
        _("Close after this number of applications"),
        1,
        1000,
        hint=_(
            "Empty: no limit. People see the limit and how many places are left. Withdrawn ones count too."
        ),
    )
    respond_by_days = number(
        _("You answer every applicant within"), 1, 60, suffix=_("days"), hint=_("People see this promise.")
    )
    blind = forms.BooleanField(
        label=_("Names are hidden until shortlisting"),
        required=False,
        help_text=_(
            "Name, contact details and the CV as a file stay hidden from your team until you put someone on the"
            " shortlist or invite them. This cannot change once somebody has applied."
        ),
    )
    moments: tuple[datetime | None, datetime | None]
    locked: frozenset[str] = frozenset()

    def _lock_blind(self, posting: "Posting") -> None:
        """What people applied under stays: nobody's name comes out, and nobody's is taken back."""
        applied = posting.pk is not None and posting.applications.exclude(status="draft").exists()
        self.fields["blind"].disabled = applied
        self.locked = frozenset({"blind"}) if applied else frozenset()

    def _check_closing(self, posting: "Posting") -> None:
        """Puts when it is online and when it closes into `moments`."""
        closes = self._moment("closes_on", "closes_time", CLOSES, posting.closes_at)
        starts = self._moment("publish_on", "publish_time", OPENS, posting.publish_at)
        self.moments = (starts, closes)
        now = timezone.now()
        if closes and closes != posting.closes_at:
            if closes <= now:
                self.add_error("closes_on", _("Choose a later day."))
            elif closes > latest_closing(now, self.zone):
                self.add_error("closes_on", _("Choose a closing date at most 90 days from now."))
        if starts and starts != posting.publish_at:
            today = now.astimezone(self.zone).date()
            if self.cleaned_data["publish_on"] < today:
                self.add_error("publish_on", _("Choose a later day."))
            elif starts > latest_closing(now, self.zone):
                self.add_error("publish_on", _("Choose a day at most 90 days from now."))
        if closes and starts and starts >= closes and "publish_on" not in self.errors:
            self.add_error("publish_on", _("Choose a day before the closing date."))

    def _put_hiring(self, posting: "Posting", answers: dict[str, Any]) -> None:
        """Writes the answers on the posting; what is wrong leaves it as it was."""
        starts, closes = self.moments
        if not {"publish_on", "publish_time"} & set(self.errors):
            posting.publish_at = starts
        if not {"closes_on", "closes_time"} & set(self.errors):
            posting.closes_at = closes
        posting.positions = answers["positions"] or 1
        posting.blind = bool(answers["blind"])
        posting.applications_max = answers["applications_max"]


def hiring_initial(posting: "Posting") -> dict[str, Any]:
    """What stands in the boxes of HiringPart."""
    zone = posting.hospital.zone
    closes, starts = _shown(posting.closes_at, zone), _shown(posting.publish_at, zone)
    return {
        "closes_on": closes.date() if closes else None,
        "closes_time": closes.time() if closes else CLOSES,
        "publish_on": starts.date() if starts else None,
        "publish_time": starts.time() if starts else OPENS,
        "positions": posting.positions,
        "blind": posting.blind,
        "applications_max": posting.applications_max,
    }


def _shown(at: datetime | None, zone: ZoneInfo) -> datetime | None:
    """What the clock there shows at that moment, to the minute, without its zone."""
    return at.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0) if at else None
