"""What a landing page tells: counted facts in sentences."""

from datetime import UTC, datetime

from django.utils.translation import get_language, gettext, ngettext

from core import gazetteer
from core.gazetteer import Spot
from core.vocabulary import vocabulary
from postings import landing
from postings.landing import Landing
from postings.presentation import long_date
from postings.search import census
from postings.search.facets import figure

MOST_SKILLS = 3


def sentences(page: Landing, found: census.Facts) -> list[str]:
    """True numbers only; a sentence without a number to tell is left out."""
    if not found.openings:
        return [gettext("There is nothing online here now. New openings are added every week.")]
    openings = ngettext("%(n)s opening", "%(n)s openings", found.openings) % {"n": figure(found.openings)}
    hospitals = ngettext("%(n)s hospital", "%(n)s hospitals", found.hospitals) % {
        "n": figure(found.hospitals)
    }
    told = [
        gettext("Now online: %(openings)s at %(hospitals)s.") % {"openings": openings, "hospitals": hospitals}
    ]
    if page.is_place and page.spot:
        told.append(_where(page, page.spot))
    if page.words == ("internship",):
        told.append(gettext("Unpaid internships are not counted here."))
    told += [_pay(found), _skills(page, found)]
    if found.newest is not None:
        day = long_date(datetime.fromtimestamp(found.newest / 1_000_000, UTC))
        told.append(gettext("The newest came online on %(date)s.") % {"date": day})
    return [sentence for sentence in told if sentence]


def _where(page: Landing, spot: Spot) -> str:
    if page.about == "region":
        return gettext("Remote work is not counted here.")
    reach = gazetteer.distance_text(landing.km(spot), spot.country, get_language() or "en")
    return gettext("That is within %(distance)s; remote work is not counted here.") % {"distance": reach}


def _pay(found: census.Facts) -> str:
    n, total = found.with_pay, found.openings
    if n == total:
        return ngettext("It says what it pays.", "All of them say what they pay.", total)
    if not n:
        return ngettext("It does not say what it pays.", "None of them says what it pays.", total)
    return ngettext("%(n)s of them says what it pays.", "%(n)s of them say what they pay.", n) % {
        "n": figure(n)
    }


def _skills(page: Landing, found: census.Facts) -> str:
    own = page.words[0] if page.about == "skill" else ""
    known = vocabulary().skills
    names = [known[pk].name for pk, _ in found.skills if pk in known and known[pk].slug != own][:MOST_SKILLS]
    if not names:
        return ""
    listed = gettext("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]} if names[1:] else names[0]  # fmt: skip
    told = gettext("They also often ask for: %(skills)s.") if own else gettext("Asked for most: %(skills)s.")
    return told % {"skills": listed}
