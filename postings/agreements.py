"""What an internship or a contract promises, as the facts block of its own on the page of an opening."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from postings import presentation
from postings.models import Posting

Line = tuple[
    str | Promise, str, str
]  # name, value, and in whose words: the opening's language, or "" for the reader's


def lines(posting: Posting, pay: presentation.Pay) -> list[Line]:
    """Nothing for an employee; what was not said is left out."""
    own = {"internship": _internship, "contract": _contract}.get(posting.engagement_id)
    return [line for line in own(posting, pay) if line[1]] if own else []


def _internship(posting: Posting, pay: presentation.Pay) -> list[Line]:
    weeks, words = posting.internship_weeks, posting.language
    return [
        (_("Allowance"), _money(pay), ""),
        (_("Length"), ngettext("%d week", "%d weeks", weeks) % weeks if weeks else "", ""),
        (_("Hours"), presentation.hours(posting), ""),
        (_("Start"), presentation.long_date(posting.starts_on) if posting.starts_on else "", ""),
        (_("What you learn"), posting.learning_goals, words),
        (_("Who guides you"), posting.supervisor, words),
        (_("Travel costs"), _("Paid by the hospital") if posting.travel_paid else _("Not paid"), ""),
        (_("School credit"), _("It can count for a school or a study") if posting.school_credit else "", ""),
    ]


def _contract(posting: Posting, pay: presentation.Pay) -> list[Line]:
    months, words = posting.contract_months, posting.language
    owned = str(posting.get_owned_after_display()) if posting.owned_after else ""
    return [
        (_("Rate"), _money(pay), ""),
        (_("Length"), ngettext("%d month", "%d months", months) % months if months else "", ""),
        (_("Start"), presentation.long_date(posting.starts_on) if posting.starts_on else "", ""),
        (_("End"), presentation.long_date(posting.ends_on) if posting.ends_on else "", ""),
        (_("Chance of longer"), posting.contract_extension, words),
        (_("Accounts and work afterwards"), owned, ""),
        (_("More on accounts and work"), posting.owned_after_note, words),
    ]


def _money(pay: presentation.Pay) -> str:
    return _("Unpaid") if pay.unpaid else f"{pay.range} {pay.period}".strip() if pay.range else ""
