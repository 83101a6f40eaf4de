"""The applications of a Finding as columns of cards, one a stage."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import gettext as _

from applications.finding import Finding, stage_names
from applications.models import ACTIVE, Application, Stage
from applications.pipeline import LIFE
from applications.rows import Row, row_of

ANYONE = 2**62  # stands in an address for the number of an application
CARDS = 12  # that a column shows before it says how many more there are


@dataclass
class Column:
    """`more` cards are not shown; `rows` are (row, moves)."""

    stage: str
    name: str
    n: int
    empty: str
    query: str  # of the list that shows all of it
    rows: list[tuple[Row, list["Step"]]] = field(default_factory=list)

    @property
    def more(self) -> int:
        return self.n - len(self.rows)


@dataclass(frozen=True)
class Step:
    """One thing that a card's menu offers: a button that moves it (`verb`), or a page that asks for more (`url`)."""

    label: str
    to: str  # the column that a card is dropped on for it
    verb: str = ""
    url: str = ""

    def of(self, application: Application) -> "Step":
        """Of one card."""
        return (
            replace(self, url=self.url.replace(f"/{ANYONE}/", f"/{application.pk}/", 1)) if self.url else self
        )


def columns(finding: Finding) -> list[Column]:
    """The columns in the order of the stages. One query for all cards."""
    names = stage_names()
    ways = {
        Stage.SUBMITTED: _("Who applies appears here."),
        Stage.OFFERED: _("Nobody here yet. Make an offer with the menu on a card, or drag the card here."),
    }
    usual = _("Nobody here yet. Move someone with the menu on their card, or drag the card here.")
    found = {
        stage.value: Column(
            stage.value,
            names[stage.value],
            finding.count(stage.value),
            ways.get(stage, usual),
            finding.query(stage=stage.value),
        )
        for stage in ACTIVE
    }
    place = Window(RowNumber(), partition_by=F("status"), order_by=[F("submitted_at").asc(), F("id").asc()])
    cards: Any = finding.at_any_stage.filter(status__in=ACTIVE).annotate(place=place).filter(place__lte=CARDS)
    menus = {stage.value: menu(stage.value, finding) for stage in ACTIVE}
    for application in finding.rows(cards.defer("letter").order_by("submitted_at", "id")):
        steps = [one.of(application) for one in menus[application.status]]
        found[application.status].rows.append((row_of(application), steps))
    return list(found.values())


# verb → the address of the page that asks what the move needs to know; the others are one click
PAGES = {
    "invite": "applications:interview",
    "offer": "applications:offer",
    "hire": "applications:hiring",
    "reject": "applications:rejection",
}


def menu(status: str, finding: Finding) -> list[Step]:
    """What a decider may do with a card at that stage, whoever looks: the page shows it to deciders only. The same for
    all of them but the address, so it is made once."""
    labels = {
        "read": _("Start reading"),
        "shortlist": _("Put on the shortlist"),
        "invite": _("Invite to an interview"),
        "offer": _("Make an offer"),
        "hire": _("Hired"),
        "reject": _("Not chosen"),
    }
    kept = finding.query()
    steps = []
    for verb, label in labels.items():
        arrow = LIFE.arrows[verb]
        if status in arrow.sources:
            url = _page(verb, finding, kept) if verb in PAGES else ""
            steps.append(Step(str(label), str(arrow.target), "" if url else verb, url))
    return steps


def _page(verb: str, finding: Finding, kept: str) -> str:
    there = reverse(PAGES[verb], args=[finding.hospital.slug, ANYONE])
    return f"{there}?{kept}" if kept else there


def verbs_of_one_click() -> dict[str, Any]:
    """The moves that a card makes by itself."""
    return {verb: LIFE.arrows[verb] for verb in ("read", "shortlist")}
