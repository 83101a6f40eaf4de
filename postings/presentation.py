"""A posting in words, for a row and for its page: what templates show, in the reader's language, without a query."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from html import unescape
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import get_language, gettext, ngettext, override

from core.text import beginning_of
from core.vocabulary import vocabulary
from hospitals.models.kind import Country
from pay.annual import annual
from pay.writing import pay_range, period_text
from postings import duty_bar, fit, moments
from postings.models import Law, Place, Posting
from postings.reading import NOBODY, Reader

LAW_NAMES = {Law.HIPAA.value: "HIPAA", Law.AVG.value: "AVG / GDPR"}
CARD_SKILLS, CARD_SKILLS_BESIDE_TEXT = 5, 3
_HEADING = re.compile(r"<h([1-6])>.*?</h\1>", re.DOTALL)


@dataclass(frozen=True)
class Pay:
    range: str  # "$64,000–$78,000"; "" when unpaid or missing
    period: str  # "a year"
    annual: str  # the range as a year of full-time work, when it is given per another period
    unpaid: bool


def pay(posting: Posting, language: str) -> Pay:
    low, high, period, currency = (
        posting.pay_min,
        posting.pay_max,
        posting.pay_period_id,
        posting.pay_currency,
    )
    yearly = ""
    if high is not None and period and period != "year":
        year = [
            None if x is None else annual(x, period=period, currency=currency).quantize(Decimal(1))
            for x in (low, high)
        ]
        yearly = pay_range(year[0], year[1], currency, language)
    return Pay(
        pay_range(low, high, currency, language), period_text(period, language), yearly, posting.unpaid
    )


def kind(posting: Posting) -> str:
    """ "Full-time", "Contract, 9 months", "Internship, 20 weeks"."""
    engagement = vocabulary().engagements.get(posting.engagement_id)
    name = engagement.name if engagement else posting.engagement_id
    if posting.engagement_id == "contract" and posting.contract_months:
        return (
            f"{name}, {ngettext('%d month', '%d months', posting.contract_months) % posting.contract_months}"
        )
    if posting.engagement_id == "internship" and posting.internship_weeks:
        return (
            f"{name}, {ngettext('%d week', '%d weeks', posting.internship_weeks) % posting.internship_weeks}"
        )
    return name


def hours(posting: Posting) -> str:
    """ "Full-time, 36–40 hours a week"."""
    low, high = posting.hours_min, posting.hours_max
    name = posting.get_hours_display()
    if not (low or high):
        return name
    span = f"{low}–{high}" if low and high and low != high else str(low or high)
    return gettext("%(hours)s, %(span)s hours a week") % {"hours": name, "span": span}


def place(posting: Posting) -> str:
    """The first place, and how many more there are."""
    places = _places(posting)
    if not places:
        return gettext("Remote") if posting.mode == "remote" else ""
    first = _place(places[0])
    more = len(places) - 1
    return f"{first} {ngettext('and %d more place', 'and %d more places', more) % more}" if more else first


def _place(one: Place) -> str:
    return one.city if one.region in ("", one.city) else f"{one.city}, {one.region}"


def long_date(day: datetime | date) -> str:
    """ "Friday 11 December", the year only when it is another one."""
    if isinstance(day, datetime):
        day = timezone.localdate(day)
    return date_format(day, "l j F" if day.year == timezone.localdate().year else "l j F Y")


def short_date(day: datetime | date) -> str:
    if isinstance(day, datetime):
        day = timezone.localdate(day)
    return date_format(day, "j F" if day.year == timezone.localdate().year else "j F Y")


def card(posting: Posting, reader: Reader = NOBODY) -> dict[str, Any]:
    """What a row of a list shows (templates/postings/_job.html)."""
    known, language = vocabulary(), get_language() or "en"
    experience = known.experiences.get(posting.experience_id)
    words = {
        "kind": kind(posting),
        "hours": posting.get_hours_display(),
        "mode": mode(posting),
        "experience": experience.name_in(language) if experience else "",
        "place": place(posting),
        **card_skills(posting, reader, CARD_SKILLS),
        **fit.of(posting, reader),
        "posted": moments.days_ago(posting),
        "closes": moments.closing_day(posting),
        "pay": pay(posting, language),
        "lang": posting.language if posting.language != language else "",
    }
    facts = [
        moments.wanted(posting),
        words["kind"] if posting.engagement_id != "employee" else "",
        words["hours"],
        words["mode"],
    ]
    closes = gettext("Closes %(date)s") % {"date": words["closes"]} if words["closes"] else ""
    words["facts"] = " · ".join(filter(None, [*facts, words["experience"]]))
    words["when"] = " · ".join(filter(None, [words["posted"], closes]))
    return words


def card_skills(posting: Posting, reader: Reader, most: int) -> dict[str, Any]:
    """`skills`: (name, whether the reader has it) of the first ones; `more_skills`: how many others."""
    skills, language = vocabulary().skills_named(posting.required_skills), get_language() or "en"
    more = gettext("+%(n)s more") % {"n": len(skills) - most} if len(skills) > most else ""
    shown = [(skill.name_in(language), skill.pk in reader.skills) for skill in skills[:most]]
    return {"skills": shown, "more_skills": more}


def mode(posting: Posting) -> str:
    """ "Hybrid, 3 days on site"; remote work names the countries where one may live."""
    text = posting.get_mode_display()
    if posting.mode == "remote" and posting.remote_countries:
        lands = [str(Country(c).label) if c in Country.values else c for c in posting.remote_countries]
        text = gettext("Remote in %(countries)s") % {"countries": ", ".join(lands)}
    return f"{text}, {posting.mode_note}" if posting.mode_note else text


def opening(posting: Posting, language: str, reader: Reader = NOBODY) -> dict[str, Any]:
    """What templates/postings/_opening.html shows, in the reader's `language`, and how it fits the reader.

    Works for a posting in any state, saved or not, so that a preview shows what readers will see.
    """
    with override(language):
        known = vocabulary()
        match = fit.Fit(posting, reader)
        education = known.educations.get(posting.education_id)
        return {
            **card(posting, reader),
            "facts": _facts(posting, education.name if education else "", reader),
            "steps": _steps(posting),
            "required": match.required,
            "nice": fit.ticked(posting.nice_skills, reader),
            "have": match.have,
            "need": len(match.required),
            "missing": match.missing,
            "wishes": match.wishes,
            "channels": known.channels_named(posting.channels),
            "laws": [LAW_NAMES.get(law, law) for law in posting.laws],
            "duties": duty_bar.bar(posting),
            "first_90_days": _lines(posting.first_90_days),
            "published": short_date(posting.published_at) if posting.published_at else "",
        }


def _facts(posting: Posting, education: str, reader: Reader) -> list[tuple[str, str, str, str]]:
    """(icon, name, value, second line) for components/facts.html."""
    experience = vocabulary().experiences.get(posting.experience_id)
    if education and posting.education_or_equal and posting.education_id != "none":
        education = gettext("%(education)s, or work that shows the same") % {"education": education}
    when = [moments.days_left(posting)] if posting.closes_at and posting.is_live else []
    if posting.starts_on:
        when.append(gettext("Start: %(date)s") % {"date": long_date(posting.starts_on)})
    return [
        ("clock", gettext("Hours"), hours(posting), terms(posting)),
        (
            "pin",
            gettext("Place"),
            " · ".join(_place(p) for p in _places(posting)) or mode(posting),
            " · ".join(filter(None, [fit.away(posting, reader), mode(posting)])),
        ),
        ("user", gettext("Experience"), experience.name if experience else "", education),
        (
            "calendar",
            gettext("Apply by"),
            moments.closing(posting),
            ". ".join(when),
        ),
        ("mail", gettext("Applications"), moments.most(posting), moments.left(posting)),
        ("users", gettext("People"), moments.positions(posting), ""),
    ]


def _lines(text: str) -> list[str]:
    """One for each line that says something, without the marks of a list that somebody typed."""
    return [line for one in text.splitlines() if (line := one.strip().lstrip("-*•–").strip())]


def _places(posting: Posting) -> list[Place]:
    return list(posting.places.all()) if posting.pk else []


def _steps(posting: Posting) -> list[tuple[str, str, str]]:
    """How hiring goes, for components/line.html."""
    until = gettext("Until %(date)s") % {"date": moments.closing(posting)} if posting.closes_at else ""
    promise = ngettext("Within %d day.", "Within %d days.", posting.respond_by_days) % posting.respond_by_days
    after = gettext("If you hear nothing by then, we remind the hospital and tell you.")
    return [
        (gettext("You apply"), until, "on"),
        (gettext("First answer"), f"{promise} {after}", "on"),
        (gettext("Talk"), gettext("The hospital invites the people it wants to meet."), "on"),
        (gettext("Decision"), gettext("You always get an answer, and always the reason."), "done"),
    ]


def terms(posting: Posting) -> str:
    """The second line under the hours: permanent or for how long."""
    if posting.engagement_id != "employee":
        return kind(posting)
    return (
        gettext("Until %(date)s") % {"date": short_date(posting.ends_on)}
        if posting.ends_on
        else kind(posting)
    )


def summary(posting: Posting, length: int = 160) -> str:
    """The beginning of the description as one line of plain text, without its headings, which would run into the sentences."""
    beginning = (posting.description_html or posting.description)[: 8 * length]
    whole, open_tag, rest = beginning.rpartition("<")
    html = whole if open_tag and ">" not in rest else beginning
    plain = (" ".join(unescape(strip_tags(some)).split()) for some in (_HEADING.sub(" ", html), html))
    return beginning_of(next(filter(None, plain), ""), length)
