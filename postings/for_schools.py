"""The page for schools: every internship that is online, unpaid ones too, by country, state or province.

A landing page (postings/landing.py) with a table that prints, turned over like the pages of a search.
"""

from dataclasses import dataclass, replace

from django.utils.translation import gettext, ngettext

from postings import landing, moments, presentation
from postings.landing import Landing
from postings.landing_links import Link, Links
from postings.models import Posting
from postings.search import Search, census
from postings.search.census import Some
from postings.search.facets import figure
from postings.search.finding import Found
from postings.search.page import ResultsPage
from postings.templatetags.openings import pay_text

ALL = (("engagement", "internship"), ("unpaid", "1"))


def landing_of(country: str = "", region: str = "") -> Landing | None:
    """The page of all of them, or of a place; None for a place that nobody knows."""
    if not country:
        return Landing("schools", (), "", ALL)
    place = landing.region(country, region) if region else landing.country(country)
    return replace(place, about="schools", pairs=(*ALL, *place.pairs)) if place else None


class Internships(ResultsPage):
    """One page of them, with what a row shows. The address of the next one says nothing of the filters. `sort`: newest
    first; "start": the first to begin comes first, those without a date last."""

    per_page = 40

    def __init__(self, search: Search, page: str, after: str, before: str, sort: str) -> None:
        self.by_start = sort == "start"
        super().__init__(search, page, after, before)

    @property
    def base(self) -> str:
        return "?sort=start&" if self.by_start else "?"

    @property
    def _found(self) -> Found:
        return replace(super()._found, sort="start") if self.by_start else super()._found

    @property
    def rows(self) -> list["Row"]:
        return [row(posting) for posting in Posting.objects.live().for_rows().in_order_of(self.ids)]


@dataclass(frozen=True, slots=True)
class Row:
    posting: Posting
    place: str
    starts: str
    weeks: str
    hours: str
    pay: str
    extras: list[str]
    closes: str


def row(posting: Posting) -> Row:
    weeks = posting.internship_weeks or 0
    extras = [
        gettext("Travel costs are paid") if posting.travel_paid else "",
        gettext("It can count for a school or a study") if posting.school_credit else "",
    ]
    return Row(
        posting,
        " · ".join(filter(None, [presentation.place(posting), presentation.mode(posting)])),
        presentation.short_date(posting.starts_on) if posting.starts_on else gettext("By agreement"),
        ngettext("%d week", "%d weeks", weeks) % weeks,
        presentation.hours(posting),
        pay_text(posting),
        [extra for extra in extras if extra],
        moments.closing_day(posting),
    )


def sentences(page: Landing, found: census.Facts) -> list[str]:
    """True numbers only."""
    if not found.openings:
        return [gettext("There is no internship online here now. New ones are added through the year.")]
    internships = ngettext("%(n)s internship", "%(n)s internships", found.openings) % {"n": figure(found.openings)}  # fmt: skip
    hospitals = ngettext("%(n)s hospital", "%(n)s hospitals", found.hospitals) % {
        "n": figure(found.hospitals)
    }
    told = [gettext("Now online: %(openings)s at %(hospitals)s.") % {"openings": internships, "hospitals": hospitals}]  # fmt: skip
    unpaid = found.openings - found.with_pay
    if unpaid:
        text = ngettext(
            "%(n)s of them is unpaid and says so.", "%(n)s of them are unpaid and say so.", unpaid
        )
        told.append(text % {"n": figure(unpaid)})
    else:
        told.append(ngettext("It pays an allowance.", "All of them pay an allowance.", found.openings))
    return [*told, gettext("Remote work is not counted here.")] if page.spot else told


def _counted(everything: list[Some]) -> list[list[tuple[Landing, int]]]:
    """For each country its page and those of its states or provinces, with what each finds."""
    in_country = census.tally(everything, "country")
    in_region = census.tally(census.not_remote(everything), "region")
    found = []
    for country in landing.all_countries():
        code = country.words[0]
        pages = [(landing_of(code), in_country.get(code.upper(), 0))]
        for region in landing.regions(code):
            if region.spot:
                n = in_region.get(census.region_row(region.spot.country, region.spot.region), 0)
                pages.append((landing_of(*region.words), n))
        found.append([(page, n) for page, n in pages if page and n])
    return found


def places(everything: list[Some]) -> list[Links]:
    """Ways to the internships of one country, state or province; each number is what the click finds."""
    groups = [[Link(page.name, page.url, n) for page, n in pages] for pages in _counted(everything)]
    return [Links(links[0].text, links) for links in groups if links]


def worth_listing() -> list[Landing]:
    """The pages that search engines may keep: see landing.THIN."""
    every = landing_of()
    assert every
    some = census.of(every.search().found().parts)
    if census.facts(some).openings < landing.THIN:
        return []
    return [every, *(page for pages in _counted(some) for page, n in pages if n >= landing.THIN)]
