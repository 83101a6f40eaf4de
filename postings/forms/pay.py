"""What the work pays, and the lengths of contracts and internships."""

from django import forms
from django.utils.translation import gettext_lazy as _

from postings.forms.amount import AmountField
from postings.forms.fields import day, number, pick, text
from postings.models.choices import Currency, OwnedAfter


class PayPart(forms.Form):
    pay_min = AmountField(label=_("Pay from"))
    pay_max = AmountField(label=_("Pay to"), help_text=_("Leave it empty when there is one amount."))
    pay_currency = pick(_("Currency"), Currency.choices)
    pay_period = pick(_("Per"), [])
    unpaid = forms.BooleanField(label=_("This internship is unpaid"), required=False)
    pay_scale = text(_("Pay scale"), 30, hint=_("For example FWG 55. Leave it empty where there is none."))
    pay_note = text(
        _("What else do you offer?"), 600, rows=3, hint=_("For example travel costs, courses, equipment")
    )

    def _check_pay(self) -> None:
        """One amount is a range from itself to itself; the order and the exclusions are the database's too."""
        data = self.cleaned_data
        low, high = data.get("pay_min"), data.get("pay_max")
        if high is None and "pay_max" not in self.errors:
            data["pay_max"] = high = low
        if low is not None and high is not None and high < low:
            self.add_error("pay_max", _("Make it the same as the lowest pay, or more."))
        if data.get("unpaid") and data.get("engagement") != "internship":
            self.add_error("unpaid", _("Only an internship can be unpaid."))
        elif data.get("unpaid") and (low is not None or high is not None):
            self.add_error("unpaid", _("Give the pay, or tick unpaid: not both."))


class LengthPart(forms.Form):
    starts_on = day(_("Start date"))
    ends_on = day(_("End date"))
    contract_months = number(_("How many months does the contract last?"), 1, 120)
    contract_extension = text(_("Chance of longer"), 200)
    owned_after = pick(
        _("Whose are the accounts and the work afterwards?"),
        [("", _("Not chosen")), *OwnedAfter.choices],
        hint=_("Accounts, posts, pictures and videos. Saying it now avoids a quarrel later."),
    )
    owned_after_note = text(_("What else about accounts and work?"), 300)
    internship_weeks = number(_("How many weeks does the internship last?"), 1, 104)
    learning_goals = text(_("What the intern learns"), 1500, rows=4)
    supervisor = text(
        _("Who guides the intern"), 120, hint=_("For example: Ines Calder, head of communications")
    )
    travel_paid = forms.BooleanField(label=_("We pay the travel costs"), required=False)
    school_credit = forms.BooleanField(label=_("It can count for a school or a study"), required=False)

    def _check_dates(self) -> None:
        start, end = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("Choose an end date after the start date."))
