"""Where one can go from a landing page, each link with what its click finds; and which pages search engines may keep."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext

from core.gazetteer import Spot
from core.models import KnownPlace
from core.placenames import CITY, key
from core.vocabulary import vocabulary
from hospitals.models import Hospital
from postings import landing
from postings.landing import Landing
from postings.search import Search, census
from postings.search.addresses import page_of
from postings.search.census import Some
from postings.search.facets import figure
from postings.search.query import Views

MOST_LINKS = 12
MOST_CITIES = 24


@dataclass(frozen=True)
class Link:
    text: str
    url: str
    n: int

    @property
    def told(self) -> str:
        return figure(self.n)


@dataclass(frozen=True)
class Links:
    heading: str
    links: list[Link]


# ── Ways on ──────────────────────────────────────────────────────────────────────────────────────────
def ways(page: Landing, search: Search, found: census.Facts, views: Views) -> list[Links]:
    """Narrower, then beside it. Each number is what the click finds."""
    groups = [_narrower(page, search)]
    everything = census.of(Search("", views=views).found().parts)
    if page.about == "skill":
        asked = [known for pk, _ in found.skills if (known := vocabulary().skills.get(pk))]
        beside = [s for word in asked if (s := landing.skill(word.slug)) and s.url != page.url][:MOST_LINKS]
        groups.append(Links(gettext("Asked together with it"), by_count(everything, beside, keep_order=True)))
    elif page.about == "kind":
        groups.append(
            Links(gettext("Other kinds of work"), by_count(everything, landing.all_kinds(), but=page))
        )
    elif page.about == "hospital_kind":
        others = by_count(everything, landing.all_hospital_kinds(), but=page)
        groups.append(Links(gettext("Other kinds of hospital"), others))
    else:
        groups += _places(page, everything)
    return [group for group in groups if group.links]


def _narrower(page: Landing, search: Search) -> Links:
    facet = "mode" if page.about == "kind" else "engagement"
    counts = search.found().counts[facet]
    links = [
        Link(str(text), page_of([*search.pairs, (facet, value)]), counts[value])
        for value, text in search.fields[facet].choices
        if counts.get(value)
    ]
    return Links(gettext("Narrow it down"), links if len(links) > 1 else [])


def _places(page: Landing, everything: list[Some]) -> list[Links]:
    code = page.words[0]
    if page.about == "country":
        return [Links(_regions_of(code), by_count(everything, list(landing.regions(code))))]
    assert page.spot
    here = cities(everything, page.spot.country, page.spot.region)
    near = sorted(landing.regions(code), key=lambda one: _away(page, one))
    beside = by_count(everything, near, but=page, keep_order=True)[: MOST_LINKS // 2]
    in_region = [link for link in here if link.url != page.url]
    if page.about == "region":
        return [
            Links(gettext("Cities"), in_region),
            Links(gettext("States nearby") if code == "us" else gettext("Provinces nearby"), beside),
        ]
    return [Links(gettext("Other cities"), in_region[:MOST_LINKS])]


def _regions_of(code: str) -> str:
    return gettext("States") if code == "us" else gettext("Provinces")


def _away(page: Landing, other: Landing) -> float:
    """Near enough for an order: degrees, those of longitude narrower."""
    if not page.spot or not other.spot:
        return 0.0
    return (page.spot.lat - other.spot.lat) ** 2 + (0.7 * (page.spot.lon - other.spot.lon)) ** 2


# ── Counting links ───────────────────────────────────────────────────────────────────────────────────
def by_count(everything: list[Some], pages: list[Landing], *, but: Landing | None = None, keep_order: bool = False) -> list[Link]:  # fmt: skip
    """Links to these pages with what each finds; those that find nothing are left out."""
    counts = {about: _counts(everything, about) for about in {page.about for page in pages}}
    links = [
        Link(page.name, page.url, n)
        for page in pages
        if (n := counts[page.about].get(_value(page), 0)) and (but is None or page.url != but.url)
    ]
    return links if keep_order else sorted(links, key=lambda link: (-link.n, link.text))


def _counts(everything: list[Some], about: str) -> dict[str, int]:
    if about == "skill":
        known = vocabulary().skills
        return {
            known[int(pk)].slug: n for pk, n in census.tally(everything, "skill").items() if int(pk) in known
        }
    if about == "region":
        return census.tally(census.not_remote(everything), "region")
    return census.tally(everything, {"kind": "engagement", "hospital_kind": "kind"}.get(about, about))


def _value(page: Landing) -> str:
    """The page's row in the index."""
    if page.about == "region" and page.spot:
        return census.region_row(page.spot.country, page.spot.region)
    return page.pairs[0][1]


def cities(everything: list[Some], country: str, region: str) -> list[Link]:
    """Cities whose hospitals hire, those with most openings first, each with what its page finds."""
    hiring = census.openings_by_hospital()
    rows = Hospital.objects.filter(country=country, region=region).values_list("pk", "city")
    most = Counter[str]()
    for pk, name in rows:
        if pk in hiring:
            most[key(name)] += hiring[pk]
    keys = [name for name, _ in most.most_common(MOST_CITIES)]
    spots = spots_of(country, region, keys)
    numbers = census.around(census.not_remote(everything), spots, landing.KM[country])
    found = [
        Link(spot.name, landing.city_of(spot).url, n) for spot, n in zip(spots, numbers, strict=True) if n
    ]
    return sorted(found, key=lambda link: (-link.n, link.text))


def spots_of(country: str, region: str, keys: list[str]) -> list[Spot]:
    rows = KnownPlace.objects.filter(kind=CITY, country=country, region=region, key__in=keys).order_by(
        "-population"
    )
    found: dict[str, Spot] = {}
    for row in rows:
        found.setdefault(row.name, _spot(row))
    return list(found.values())


# ── All of them, for the sitemap ─────────────────────────────────────────────────────────────────────
def worth_listing() -> list[Landing]:
    """The pages that search engines may keep: none with fewer openings than landing.THIN."""
    everything = census.of(Search("").found().parts)
    skills = [
        page
        for word in vocabulary().skills.values()
        if not word.merged_into_id and (page := landing.skill(word.slug))
    ]
    places = [page for one in landing.all_countries() for page in (one, *landing.regions(one.words[0]))]
    pages = [*skills, *landing.all_kinds(), *landing.all_hospital_kinds(), *places]
    counts = {about: _counts(everything, about) for about in {page.about for page in pages}}
    kept = [page for page in pages if counts[page.about].get(_value(page), 0) >= landing.THIN]
    return kept + _cities_worth_listing(everything)


def _cities_worth_listing(everything: list[Some]) -> list[Landing]:
    """Cities whose own hospitals have that many: their suburbs' pages would say the same."""
    hiring = census.openings_by_hospital()
    rows = Hospital.objects.filter(pk__in=list(hiring)).values_list("pk", "country", "region", "city")
    sums = Counter[tuple[str, str, str]]()
    for pk, country, region, name in rows:
        sums[country, region, key(name)] += hiring[pk]
    wanted = {place for place, n in sums.items() if n >= landing.THIN}
    known = KnownPlace.objects.filter(kind=CITY, key__in={name for _, _, name in wanted}).order_by(
        "population"
    )
    spots = {
        (row.country, row.region, row.name): _spot(row)
        for row in known
        if (row.country, row.region, row.key) in wanted
    }
    here, found = census.not_remote(everything), []
    for country in landing.KM:
        own = [spot for spot in spots.values() if spot.country == country]
        numbers = census.around(here, own, landing.KM[country])
        found += [landing.city_of(s) for s, n in zip(own, numbers, strict=True) if n >= landing.THIN]
    return found


def _spot(row: KnownPlace) -> Spot:
    return Spot(CITY, row.name, row.region, row.country, row.lat, row.lon, row.population)
