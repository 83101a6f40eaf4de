"""What the work consists of, what it asks, and how hiring goes."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from postings.completeness import LONGEST_DAYS
from postings.forms.fields import day, number, pick, several
from postings.models.choices import Duty, Law


def _share(duty: Duty) -> forms.IntegerField:
    return number(duty.label, 0, 100, suffix="%")


class DutiesPart(forms.Form):
    """Eight shares of the time. An empty box is 0."""

    duty_running_channels = _share(Duty.RUNNING_CHANNELS)
    duty_campaigns = _share(Duty.CAMPAIGNS)
    duty_crisis = _share(Duty.CRISIS)
    duty_community_health = _share(Duty.COMMUNITY_HEALTH)
    duty_training = _share(Duty.TRAINING)
    duty_policy = _share(Duty.POLICY)
    duty_speaking = _share(Duty.SPEAKING)
    duty_measuring = _share(Duty.MEASURING)

    def duty_fields(self) -> list[Any]:
        return [self[f"duty_{duty.value}"] for duty in Duty]

    def duty_total(self) -> int:
        """The sum of what stands in the boxes now, for the running total."""
        typed = [str(field.value() or "0").strip() for field in self.duty_fields()]
        return sum(int(t) for t in typed if t.isascii() and t.isdigit() and len(t) < 4)

    def _check_duties(self) -> None:
        total = sum(self.cleaned_data.get(f"duty_{duty.value}") or 0 for duty in Duty)
        if total > 100:
            text = _("Together the tasks take %(total)s% of the time. Make it 100% or less.")
            self.add_error("duty_running_channels", str(text).replace("%(total)s%", f"{total}%"))


class AsksPart(forms.Form):
    education = pick(_("Education"), [])
    education_or_equal = forms.BooleanField(label=_("Or work that shows the same"), required=False)
    experience = pick(_("Experience"), [])
    laws = several(_("Privacy laws the person works with"), Law.choices)


class HiringPart(forms.Form):
    publish_on = day(_("Online from"), hint=_("Leave it empty to be online as soon as it is checked."))
    closes_on = day(_("Closes on"), hint=_("At most 90 days ahead. It closes at the end of that day (UTC)."))
    respond_by_days = number(
        _("You answer every applicant within"), 1, 60, suffix=_("days"), hint=_("People see this promise.")
    )

    def _check_closing(self) -> None:
        closes, starts = self.cleaned_data.get("closes_on"), self.cleaned_data.get("publish_on")
        today = timezone.localdate()
        if closes and closes != self.initial.get("closes_on"):
            if closes <= today:
                self.add_error("closes_on", _("Choose a day after today."))
            elif closes > today + timedelta(days=LONGEST_DAYS):
                self.add_error("closes_on", _("Choose a closing date at most 90 days from now."))
        if closes and starts and starts > closes:
            self.add_error("publish_on", _("Choose a day before the closing date."))


def end_of(chosen: date | None) -> datetime | None:
    """The last second of that day."""
    return None if chosen is None else timezone.make_aware(datetime.combine(chosen, time(23, 59, 59)))


def start_of(chosen: date | None) -> datetime | None:
    return None if chosen is None else timezone.make_aware(datetime.combine(chosen, time(0, 0)))
