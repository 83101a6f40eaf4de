"""An offer: pay, hours, first day, last day to answer, words."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.models import Application, Offer
from applications.offers import Terms
from core.vocabulary import vocabulary
from postings.forms.amount import AmountField
from postings.models.choices import Currency

LONGEST = 60  # days to answer


def _day(label: Any, hint: Any, required: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": required, "invalid": _("Write the day like 2026-12-11")},
    )


class OfferForm(forms.Form):
    pay = AmountField(label=_("Pay"))
    pay_currency = forms.ChoiceField(label=_("Currency"), choices=Currency.choices)
    pay_period = forms.ChoiceField(label=_("Period"))
    hours = forms.DecimalField(
        label=_("Hours a week"),
        min_value=Decimal("0.5"),
        max_value=Decimal(80),
        max_digits=4,
        decimal_places=1,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={
            "required": _("Say how many hours a week"),
            "invalid": _("Write a number of hours, such as 36"),
            "min_value": _("Write a number of hours from 0.5 to 80"),
            "max_value": _("Write a number of hours from 0.5 to 80"),
            "max_digits": _("Write a number of hours from 0.5 to 80"),
            "max_decimal_places": _("Write a number of hours, such as 36 or 36.5"),
        },
    )
    starts_on = _day(_("First day"), "", _("Say when the work begins"))
    answer_by = _day(
        _("Answer by"),
        _("The candidate can answer until the end of this day. We remind them two days before."),
        _("Say until when the candidate can answer"),
    )
    words = forms.CharField(
        label=_("A message to the candidate"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What else belongs to the offer: leave, pension, training, where the work is."),
    )

    def __init__(self, data: Any, *, application: Application, offer: Offer | None = None) -> None:
        super().__init__(data)
        posting = application.posting
        self.zone = posting.hospital.zone
        period: Any = self.fields["pay_period"]
        period.choices = [(p.slug, p.name) for p in vocabulary().pay_periods.values()]
        today = timezone.localdate(timezone=self.zone)
        self.initial = {
            "pay_currency": posting.pay_currency or "USD",
            "pay_period": posting.pay_period_id or "year",
            "hours": posting.hours_max or posting.hours_min,
            "answer_by": today + timedelta(days=7),
        }
        if offer is not None:
            self.initial |= {
                name: getattr(offer, name) for name in ("pay", "pay_currency", "hours", "starts_on", "words")
            }
            whole = offer.hours == offer.hours.to_integral_value()
            self.initial["hours"] = int(offer.hours) if whole else offer.hours
            self.initial["pay_period"] = offer.pay_period_id
            self.initial["answer_by"] = offer.answer_by.astimezone(self.zone).date()
        self.today = today

    def clean_pay(self) -> Decimal:
        pay: Decimal | None = self.cleaned_data["pay"]
        if pay is None:
            raise forms.ValidationError(gettext("Say what you pay"))
        return pay

    def clean_answer_by(self) -> Any:
        day = self.cleaned_data["answer_by"]
        if day < self.today:
            raise forms.ValidationError(gettext("Choose a day in the future"))
        if (day - self.today).days > LONGEST:
            raise forms.ValidationError(gettext("Choose a day in the next two months"))
        return day

    def clean_starts_on(self) -> Any:
        day = self.cleaned_data["starts_on"]
        if not 0 <= (day - self.today).days <= 2 * 366:
            raise forms.ValidationError(gettext("Choose a day from today to two years ahead"))
        return day

    @property
    def terms(self) -> Terms:
        data = self.cleaned_data
        last = datetime.combine(data["answer_by"], time(23, 59), tzinfo=self.zone)
        return Terms(
            pay=data["pay"],
            pay_currency=data["pay_currency"],
            pay_period_id=data["pay_period"],
            hours=data["hours"],
            starts_on=data["starts_on"],
            answer_by=last,
            words=data["words"],
        )
