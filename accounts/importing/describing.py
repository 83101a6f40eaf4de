"""Offers in the reader's words, in groups."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import sent
from accounts.importing.held import bare
from accounts.importing.offering import HELD, Offer
from accounts.languages import language_name
from accounts.models import Evidence
from accounts.places import place_in_words
from accounts.sent import Line
from core.vocabulary import vocabulary

_GROUPS: list[tuple[str, Promise, str]] = [
    ("you", gettext_lazy("About you"), "name headline about phone place"),
    ("experience", gettext_lazy("Work experience"), "experience"),
    ("education", gettext_lazy("Education"), "education"),
    ("skills", gettext_lazy("Skills"), "skill"),
    ("evidence", gettext_lazy("Trainings and certificates"), "evidence"),
    ("languages", gettext_lazy("Languages"), "language"),
    ("channels", gettext_lazy("Channels and links"), "channel link"),
]
_LABELS = {
    "name": gettext_lazy("Your name"),
    "headline": gettext_lazy("In one line"),
    "about": gettext_lazy("About you"),
    "phone": gettext_lazy("Telephone"),
    "place": gettext_lazy("Where you live"),
}


@dataclass(frozen=True, slots=True)
class Row:
    offer: Offer
    label: Any
    line: Line
    notes: list[str]
    because: str  # the words of the file, where they say it in another way


@dataclass(frozen=True, slots=True)
class Group:
    slug: str
    title: Any
    rows: list[Row] = field(default_factory=list)  # to choose from
    held: list[Row] = field(default_factory=list)  # what the profile has already


def groups(offers: list[Offer]) -> list[Group]:
    """Those that say something."""
    made = []
    for slug, title, kinds in _GROUPS:
        rows = [_row(offer) for offer in offers if offer.one.kind in kinds.split()]
        if rows:
            fresh = [row for row in rows if row.offer.state != HELD]
            made.append(Group(slug, title, fresh, [row for row in rows if row.offer.state == HELD]))
    return made


def _row(offer: Offer) -> Row:
    one, notes = offer.one, []
    if offer.now:
        notes.append(
            _("Now in your profile: “%(now)s”. Tick this to replace it.") % {"now": _short(offer.now)}
        )
    if one.values.get("years_only"):
        notes.append(_("The file gives only years. Check the months afterwards."))
    if one.kind == "experience" and not one.values["organisation"]:
        notes.append(_("We are not sure where this was."))
    line = line_of(one.kind, one.values)
    same = bare(one.because) in {bare(line.head), bare(line.text)}
    return Row(offer, _LABELS.get(one.kind, ""), line, notes, "" if same else one.because)


def line_of(kind: str, v: dict[str, Any]) -> Line:
    match kind:
        case "place":
            return Line(place_in_words(v))
        case "about":
            return Line("", "", v["about"])
        case "experience":
            return sent.experience_line(v)
        case "education":
            return sent.education_line(v)
        case "skill":
            known = vocabulary().skill(v["skill"])
            return Line(known.name if known else v["skill"])
        case "language":
            return sent.language_line(v) if v["level"] else Line(language_name(v["code"]))
        case "channel":
            return sent.channel_line(v)
        case "link":
            return Line(v["label"], v["url"] if v["label"] not in v["url"] else "")
        case "evidence":
            known = vocabulary().skill(v["skill"])
            kinds = dict(Evidence.Kind.choices)
            about = [str(kinds[v["kind"]]), v["issuer"], sent.month(v["on"])]
            backs = _("Backs your skill: %(skill)s") % {"skill": known.name if known else v["skill"]}
            return Line(v["title"], " · ".join(about), backs)
        case _:
            return Line(v[kind])


def _short(text: str) -> str:
    return text if len(text) <= 120 else text[:119].rstrip() + "…"
