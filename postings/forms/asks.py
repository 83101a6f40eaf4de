"""What the work consists of, and what it asks."""

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from core.vocabulary import vocabulary
from postings.forms.fields import number, pick, several
from postings.models.choices import Audience, Duty, Law


def _share(duty: Duty) -> forms.IntegerField:
    """Named and explained by the vocabulary of the moment."""
    named = lazy(lambda: duty.label, str)()
    told = lazy(lambda: vocabulary().duty(duty.value).explanation, str)()
    return number(named, 0, 100, suffix="%", hint=told)


class DutiesPart(forms.Form):
    """Eight shares of the time, and whom the teaching is for. An empty box is 0."""

    duty_running_channels = _share(Duty.RUNNING_CHANNELS)
    duty_campaigns = _share(Duty.CAMPAIGNS)
    duty_crisis = _share(Duty.CRISIS)
    duty_community_health = _share(Duty.COMMUNITY_HEALTH)
    duty_training = _share(Duty.TRAINING)
    duty_policy = _share(Duty.POLICY)
    duty_speaking = _share(Duty.SPEAKING)
    duty_measuring = _share(Duty.MEASURING)
    training_for = several(_("Whom does this person train?"), Audience.choices)

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
