"""The kept figures as tables in the reader's language: the page, the files and the monthly mail show the same ones."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.charts import BarChart, bar_chart, shares
from core.dates import short_date
from core.regions import NL_PROVINCES, US_STATES
from core.text import normalise
from core.vocabulary import vocabulary
from moderation import history_words
from moderation.done_words import done

MINUTE, HOUR, DAY = 60, 3600, 86_400
SHOWN = 15  # of long lists; the file has all that is kept
KINDS: dict[str, str | Promise] = {
    "opening": gettext_lazy("Openings"),
    "revision": gettext_lazy("Changes of openings"),
    "hospital": gettext_lazy("Hospitals"),
    "case": gettext_lazy("Reports"),
    "appeal": gettext_lazy("Appeals"),
}
_REGIONS = {f"US:{normalise(code)}": name for code, name in US_STATES.items()} | {
    f"NL:{normalise(name)}": name for name in NL_PROVINCES
}


@dataclass(frozen=True)
class Table:
    """`rows` begin with their name; `share` is the length of each row's bar, in per cent; `raw` is what a file holds
    where that differs (seconds instead of "2 hours")."""

    slug: str
    title: str
    head: list[str]
    rows: list[list[Any]]
    share: list[float] = field(default_factory=list)
    raw: list[list[Any]] = field(default_factory=list)
    chart: BarChart | None = None
    said: str = ""
    note: str = ""
    file_head: list[str] = field(default_factory=list)

    @property
    def shown(self) -> list[tuple[float | None, list[Any]]]:
        return [(self.share[n] if self.share else None, row) for n, row in enumerate(self.rows[:SHOWN])]

    @property
    def file_rows(self) -> list[list[Any]]:
        return [self.file_head or self.head, *(self.raw or self.rows)]

    @property
    def ends(self) -> tuple[str, str]:
        bars = self.chart.bars if self.chart else []
        return (bars[0].label, bars[-1].label) if bars else ("", "")


def tables(data: dict[str, Any]) -> list[Table]:
    """In the order of the page."""
    return [
        _waits(data), *(_weeks_of(wait, data) for wait in data["waits"] if wait["kind"] in ("opening", "hospital")),
        _decisions(data), _reasons(data), _answers(data), _sent(data), _hospitals(data), _new(data),
        _regions(data), _skills(data), _mail(data),
    ]  # fmt: skip


def duration(seconds: int | None) -> str:
    """ "40 minutes", "5 hours", "3 days": the two largest steps are enough to act on."""
    if seconds is None:
        return "–"
    if seconds < HOUR:
        n = max(1, round(seconds / MINUTE))
        return ngettext("%d minute", "%d minutes", n) % n
    if seconds < 2 * DAY:
        n = round(seconds / HOUR)
        return ngettext("%d hour", "%d hours", n) % n
    n = round(seconds / DAY)
    return ngettext("%d day", "%d days", n) % n


def share_of(part: int, whole: int) -> str:
    return f"{100 * part // whole}%" if whole else "–"


def kind_name(kind: str) -> str:
    return str(KINDS.get(kind, kind))


def _waits(data: dict[str, Any]) -> Table:
    head = [_("What waits"), _("Decided"), _("Half within"), _("Nine in ten within")]
    found = data["waits"]
    return Table(
        "waiting", _("How long people wait for us"), head,
        [[kind_name(w["kind"]), w["n"], duration(w["median"]), duration(w["p90"])] for w in found],
        raw=[[w["kind"], w["n"], w["median"], w["p90"]] for w in found],
        note=_("From being sent until a moderator’s decision. The file has seconds."),
    )  # fmt: skip


def _weeks_of(wait: dict[str, Any], data: dict[str, Any]) -> Table:
    """Each week's median, drawn in hours."""
    kind = wait["kind"]
    weeks = _every_week(
        [(week, (n, median, p90)) for week, n, median, p90 in wait["weeks"]], (0, None, None), data
    )
    title = _("Openings: the wait by week") if kind == "opening" else _("Hospitals: the wait by week")
    chart = bar_chart([(_day(week), round((median or 0) / HOUR)) for week, (_n, median, _p90) in weeks])
    return Table(
        f"waiting-{kind}", title, [_("Week from"), _("Decided"), _("Half within"), _("Nine in ten within")],
        [[_day(week), n, duration(median), duration(p90)] for week, (n, median, p90) in weeks],
        raw=[[week, n, median, p90] for week, (n, median, p90) in weeks],
        chart=chart, said=_("Half of them waited this many hours or less, week by week."),
        note=_("Hours until half of them were decided."),
    )  # fmt: skip


def _decisions(data: dict[str, Any]) -> Table:
    """One line for each decision about each kind; the file has them in columns."""
    found = data["decisions"]
    undone = sum(n for _kind, verb, n in found if verb.startswith("undo"))
    reports = data["reports"]
    note = [_("Decisions undone: %(n)s.") % {"n": undone}]
    if reports["decided"]:
        upheld = {"n": reports["decided"], "share": share_of(reports["upheld"], reports["decided"])}
        note.append(_("Reports decided: %(n)s. Of these, %(share)s were right.") % upheld)
    rows = [[f"{kind_name(kind)}: {done(verb)}", n] for kind, verb, n in found if not verb.startswith("undo")]
    head = [_("Decision"), _("How often")]
    return Table(
        "decisions", _("What was decided"), head, rows, share=shares([row[-1] for row in rows]), note=" ".join(note),
        raw=[list(row) for row in found], file_head=[_("What about"), *head],
    )  # fmt: skip


def _reasons(data: dict[str, Any]) -> Table:
    rows = [
        [f"{history_words.of_reason(reason)} ({kind_name(kind)}, {done(verb)})", n]
        for kind, verb, reason, n in data["reasons"]
    ]
    return Table(
        "reasons", _("Why"), [_("Reason"), _("How often")], rows, share=shares([row[-1] for row in rows]),
        raw=[[reason, kind, verb, n] for kind, verb, reason, n in data["reasons"]],
        file_head=[_("Reason"), _("What about"), _("Decision"), _("How often")],
    )  # fmt: skip


def _answers(data: dict[str, Any]) -> Table:
    facts = data["answers"]
    in_time = f"{facts['in_time']} ({share_of(facts['in_time'], facts['due'])})"
    return _facts("answers", _("How hospitals answer"), [
        ("sent", _("Applications sent"), facts["sent"]),
        ("due", _("Answer given or due"), facts["due"]),
        ("in_time", _("Answered within the promise"), facts["in_time"], in_time),
        ("median_seconds", _("Half answered within"), facts["median"], duration(facts["median"])),
        ("no_answer", _("Ended without an answer"), facts["silent"]),
        ("responsive_hospitals", _("Hospitals that answer nine in ten in time"), facts["responsive"]),
    ])  # fmt: skip


def _facts(slug: str, title: str, lines: list[tuple[Any, ...]]) -> Table:
    """Of each line: its name in the file, its words, the figure, and how people read that where it differs."""
    rows = [[words, shown[0] if shown else n] for _name, words, n, *shown in lines]
    raw = [[name, n] for name, _words, n, *_shown in lines]
    return Table(slug, title, [_("What"), _("How many")], rows, raw=raw)


def _sent(data: dict[str, Any]) -> Table:
    said = _("Applications sent in each week.")
    return _by_week("applications", _("Applications by week"), _("Applications"), said, data)


def _new(data: dict[str, Any]) -> Table:
    said = _("Hospitals that registered in each week.")
    return _by_week("new_hospitals", _("New hospitals by week"), _("Hospitals"), said, data)


def _hospitals(data: dict[str, Any]) -> Table:
    facts = data["hospitals"]
    return _facts("hospitals", _("Hospitals"), [
        ("new", _("Registered"), facts["new"]),
        ("verified", _("Verified"), facts["verified"]),
        ("all_verified", _("Verified, all in all"), facts["all_verified"]),
        ("frozen", _("Frozen now"), facts["frozen"]),
    ])  # fmt: skip


def _mail(data: dict[str, Any]) -> Table:
    facts = data["mail"]
    return _facts("mail", _("Mail"), [
        ("alerts", _("Alerts sent"), facts["alerts"]),
        ("sent", _("Letters sent, alerts included"), facts["sent"]),
        ("given_up", _("Given up"), facts["given_up"]),
        ("retried", _("Being tried again now"), facts["retried"]),
    ])  # fmt: skip


def _regions(data: dict[str, Any]) -> Table:
    rows = [[_REGIONS.get(value, value), n] for value, n in data["live"]["regions"]]
    title = _("Openings online by state and province")
    note = _("Online now: %(n)s. One that names several places counts in each.") % {
        "n": number_format(data["live"]["total"])
    }
    return _bars("regions", title, _("State or province"), rows, note)


def _skills(data: dict[str, Any]) -> Table:
    known = vocabulary().skills
    rows = [
        [known[int(value)].name if value.isdigit() and int(value) in known else value, n]
        for value, n in data["live"]["skills"]
    ]
    note = _("Needed or nice to have.")
    return _bars("skills", _("Openings online by skill"), _("Skill"), rows, note)


def _bars(slug: str, title: str, name: str, rows: list[list[Any]], note: str) -> Table:
    return Table(slug, title, [name, _("Openings")], rows, share=shares([row[-1] for row in rows]), note=note)


def _by_week(counted: str, title: str, name: str, said: str, data: dict[str, Any]) -> Table:
    weeks = _every_week([(week, n) for week, n in data[counted]], 0, data)
    shown = [[_day(week), n] for week, n in weeks]
    return Table(
        counted.replace("_", "-"), title, [_("Week from"), name], shown, raw=[[week, n] for week, n in weeks],
        chart=bar_chart([(day, n) for day, n in shown]) if weeks else None, said=said,
    )  # fmt: skip


def _every_week(rows: list[tuple[str, Any]], nothing: Any, data: dict[str, Any]) -> list[tuple[str, Any]]:
    """All weeks of the span: those in which nothing happened, too. None when nothing happened at all."""
    if not rows:
        return []
    known, day = dict(rows), datetime.fromisoformat(data["since"]).date()
    day -= timedelta(days=day.weekday())
    found = []
    while day < datetime.fromisoformat(data["until"]).date() or day.isoformat() in known:
        found.append((day.isoformat(), known.get(day.isoformat(), nothing)))
        day += timedelta(days=7)
    return found


def _day(week: str) -> str:
    return short_date(date.fromisoformat(week))
