"""Which official occupation a job is compared with: by what the job does, not by its title.

Official statistics know no "social media manager". The rule, in the order in which it is asked:

  leads people or a budget, and the work is marketing   11-2021  Marketing Managers
  leads people or a budget                              11-2032  Public Relations Managers, with 27-3031 under it
  makes content first of all                            27-3043  Writers and Authors
  everything else                                       27-3031  Public Relations Specialists, then 13-1161

Codes: US Standard Occupational Classification 2018. The Netherlands: groups of the Dutch classification BRC 2014; only
medians of broad groups are published, so the comparison is coarser there, and the page says so.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SPECIALIST, CONTENT, LEAD, MARKETING_LEAD = "specialist", "content", "lead", "marketing_lead"


@dataclass(frozen=True, slots=True)
class Role:
    """`us` and `nl`: the occupations to compare with, the first one first."""

    slug: str
    name: Promise
    why: Promise
    us: tuple[str, ...]
    nl: tuple[str, ...]

    def occupations(self, country: str) -> tuple[str, ...]:
        return self.nl if country == "NL" else self.us


ROLES = {
    role.slug: role
    for role in (
        Role(
            SPECIALIST,
            _("Runs channels, leads nobody"),
            _("The work is with the public and the press, and nobody reports to this person. Official statistics count such work under public relations; the marketing specialists are shown as a second view."),
            ("27-3031", "13-1161"),
            ("0311",),
        ),
        Role(
            CONTENT,
            _("Makes texts, video and pictures first of all"),
            _("Making content comes first in this work. Official statistics count such work with writers; the public relations specialists are shown as a second view."),
            ("27-3043", "27-3031"),
            ("02", "0311"),
        ),
        Role(
            LEAD,
            _("Leads people or a budget"),
            _("This person leads others or answers for a budget. Official statistics count such work under public relations managers; the specialists are shown below, because many teams are small."),
            ("11-2032", "27-3031"),
            ("BRC-05-AC", "0311"),
        ),
        Role(
            MARKETING_LEAD,
            _("Leads marketing"),
            _("This person leads marketing. Official statistics count such work under marketing managers."),
            ("11-2021", "13-1161"),
            ("BRC-05-AC", "0311"),
        ),
    )
}  # fmt: skip

OCCUPATIONS: dict[str, Promise] = {
    "27-3031": _("Public relations specialists"),
    "13-1161": _("Market research analysts and marketing specialists"),
    "27-3043": _("Writers and authors"),
    "11-2032": _("Public relations managers"),
    "11-2021": _("Marketing managers"),
    "11-2011": _("Advertising and promotions managers"),
    "11-2033": _("Fundraising managers"),
    "11-2030": _("Public relations and fundraising managers"),
    "27-3041": _("Editors"),
    "27-3042": _("Technical writers"),
    "27-3099": _("Media and communication workers, all other"),
    "15-1255": _("Web and digital interface designers"),
    "27-1024": _("Graphic designers"),
    "27-4032": _("Film and video editors"),
    "13-1131": _("Fundraisers"),
    "0311": _("Marketing, PR and sales advisers"),
    "0221": _("Graphic and product designers"),
    "02": _("Creative and language occupations"),
    "021": _("Authors and artists"),
    "05": _("Managers"),
    "BRC-05-AC": _("Administrative and commercial managers"),
    "10": _("Health and welfare occupations"),
    "T": _("All employees"),
}


def occupation_name(code: str) -> str:
    return str(OCCUPATIONS.get(code, code))


def role_of(*, leads: bool, family: str) -> Role:
    """`family`: the slug of the sort of role in the vocabulary, or ""."""
    if leads:
        return ROLES[MARKETING_LEAD if family in {"digital-marketing", "marketing-manager"} else LEAD]
    return ROLES[CONTENT if family == "content-creator" else SPECIALIST]
