"""A JSON Resume (jsonresume.org, schema 1.0.0) as suggestions.

    found = suggestions_of(content)      # raises ValidationError with one sentence for the person

Everything in it may be missing and anything may be there beside; what the schema names must have its type.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.importing import contact, tongues
from accounts.importing.refused import is_refused, said_without
from accounts.importing.skills import named_in, slug_named
from accounts.importing.studies import level_of, named_level
from accounts.importing.suggestion import Suggestion, because, cut
from accounts.overclaims import overclaim
from accounts.places import COUNTRIES
from core import gazetteer
from core.handles import NotAProfile, parse_own
from core.vocabulary import vocabulary

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 12
MAX_ITEMS = 200  # of one list
MAX_LETTERS = 20_000  # of one text
_DATE = re.compile(r"(19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?(?:T.*)?", re.DOTALL)
_LEVELS = {"strong": "master|advanced|expert|i can teach|strong|gevorderd", "learning": "beginner|novice|basic|learning|i am learning"}  # fmt: skip


class _Bad(Exception):
    def __init__(self, where: str, why: str) -> None:
        self.where, self.why = where, why


def suggestions_of(content: bytes) -> list[Suggestion]:
    if len(content) > MAX_BYTES:
        raise ValidationError(_("This file is larger than 1 MB. A JSON Resume is only text: leave pictures out."), code="too_large")  # fmt: skip
    try:
        data = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise ValidationError(_("This is not a JSON file. Export your JSON Resume again and choose it here."), code="not_json") from error  # fmt: skip
    try:
        _bounded(data, 0)
        resume = _Node("", data, dict)
        if not any(
            key in data for key in ("basics", "work", "education", "skills", "languages", "volunteer")
        ):
            raise ValidationError(_("This JSON file is no JSON Resume. Its parts have names such as “basics” and “work”."), code="no_resume")  # fmt: skip
        return list(_all(resume))
    except _Bad as bad:
        words = _("In this JSON Resume, “%(where)s” should be %(why)s. Correct it and choose the file again.")
        raise ValidationError(words % {"where": bad.where[:120], "why": bad.why}, code="shape") from bad


def _no_number(name: str) -> None:
    raise ValueError(name)


def _bounded(node: Any, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise ValidationError(_("This JSON file is nested too deeply for a JSON Resume."), code="too_deep")
    inside = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    if len(inside) > MAX_ITEMS:
        raise ValidationError(_("A list in this JSON file is longer than %(most)s. Shorten it and choose the file again.") % {"most": MAX_ITEMS}, code="too_many")  # fmt: skip
    for one in inside:
        _bounded(one, depth + 1)


class _Node:
    """An object of the file that knows where it is, so that an error can say so."""

    def __init__(self, where: str, data: Any, wanted: type) -> None:
        if not isinstance(data, wanted):
            raise _Bad(where or _("the file"), _("a group in { }") if wanted is dict else _("a list in [ ]"))
        self.where = where
        self.data: Any = data

    def text(self, *names: str) -> str:
        for name in names:
            said = self.data.get(name)
            if said is None or said == "":
                continue
            if isinstance(said, bool) or not isinstance(said, str | int | float):
                raise _Bad(f"{self.where}.{name}".lstrip("."), _("text"))
            return _clean(str(said))
        return ""

    def texts(self, name: str) -> list[str]:
        said = self.data.get(name) or []
        _Node(f"{self.where}.{name}", said, list)
        if not all(isinstance(one, str | int | float) for one in said):
            raise _Bad(f"{self.where}.{name}", _("a list of texts"))
        return [_clean(str(one)) for one in said]

    def group(self, name: str) -> "_Node":
        return _Node(f"{self.where}.{name}".lstrip("."), self.data.get(name) or {}, dict)

    def rows(self, name: str) -> list["_Node"]:
        where = f"{self.where}.{name}".lstrip(".")
        said = _Node(where, self.data.get(name) or [], list).data
        return [_Node(f"{where}[{n}]", row, dict) for n, row in enumerate(said)]

    def day(self, name: str) -> date | None:
        said = self.text(name)
        if not said:
            return None
        if not _DATE.fullmatch(said):
            raise _Bad(f"{self.where}.{name}", _("a date such as 2019-03"))
        return date(int(said[:4]), int(said[5:7] or 1), 1)


def _clean(text: str) -> str:
    """No NUL and no half of a letter: neither can be stored."""
    text = text.replace("\x00", " ").encode("utf-8", "ignore").decode()
    return text[:MAX_LETTERS].strip()


def _all(resume: _Node) -> Iterator[Suggestion]:
    basics = resume.group("basics")
    yield from _basics(basics)
    for part in ("work", "volunteer"):
        yield from _jobs(resume.rows(part))
    yield from _studies(resume.rows("education"))
    seen: set[str] = set()
    for row in resume.rows("skills"):
        for told in (row.text("name"), *row.texts("keywords")):
            if (slug := slug_named(told)) and slug not in seen:
                seen.add(slug)
                yield Suggestion("skill", {"skill": slug, "level": _level(row.text("level"))}, because(told))
    yield from _proofs(resume.rows("certificates"))
    lines = [f"{row.text('language')}: {row.text('fluency')}" for row in resume.rows("languages")]
    yield from tongues.languages(lines)
    yield from _links(basics)


def _basics(basics: _Node) -> Iterator[Suggestion]:
    if name := basics.text("name"):
        yield Suggestion("name", {"name": cut(name, 120)}, because(name))
    if (label := basics.text("label")) and not is_refused(label):
        yield Suggestion("headline", {"headline": cut(label, 120)}, because(label))
    if summary := "\n".join(filter(None, map(said_without, basics.text("summary").split("\n")))):
        yield Suggestion("about", {"about": cut(summary, 2000)}, because(summary))
    if phone := basics.text("phone"):
        yield from contact.phone([f"Phone: {phone}"], [])
    where = basics.group("location")
    city, region, country = where.text("city"), where.text("region"), where.text("countryCode").upper()
    if city:
        spots = gazetteer.find(f"{city}, {region or country}" if region or country else city)
        if len(spots) == 1 and spots[0].kind == "city" and not spots[0].guessed:
            city, region, country = spots[0].name, spots[0].region, spots[0].country
        values = {"city": cut(city, 80), "region": cut(region, 40), "country": country if country in COUNTRIES else ""}  # fmt: skip
        yield Suggestion("place", values, because(city, region, country))


def _jobs(rows: list[_Node]) -> Iterator[Suggestion]:
    for row in rows:
        began, ended, role = row.day("startDate"), row.day("endDate"), row.text("position")
        organisation = row.text("name", "organization", "company")
        told = [row.text("summary"), *(f"• {one}" for one in row.texts("highlights"))]
        if not role or began is None or (ended is not None and ended < began):
            continue
        what = "\n".join(filter(None, (said_without(line) for text in told for line in text.split("\n"))))
        values = {
            "role": cut(role, 120),
            "organisation": cut(organisation, 120),
            "began_on": began.isoformat(),
            "ended_on": ended.isoformat() if ended else None,
            "what": cut(what, 1500),
            "years_only": len(row.text("startDate")) == 4,
        }
        yield Suggestion("experience", values, because(role, organisation))


def _studies(rows: list[_Node]) -> Iterator[Suggestion]:
    for row in rows:
        kind, area, ended = row.text("studyType"), row.text("area"), row.day("endDate")
        level = named_level(kind)
        title = area if level and area else " ".join(filter(None, (kind, area)))
        school = row.text("institution")
        if title or school:
            values = {
                "level": level or level_of(f"{kind} {area}"),
                "title": cut(title or school, 120),
                "school": cut(school if title else "", 120),
                "ended_in": ended.year if ended else None,
            }
            yield Suggestion("education", values, because(kind, area, school))


def _proofs(rows: list[_Node]) -> Iterator[Suggestion]:
    for row in rows:
        title, issuer, on = row.text("name"), row.text("issuer"), row.day("date")
        skill = named_in(title)
        if (
            title
            and issuer
            and on
            and on <= date.today()
            and skill
            and not overclaim(title)
            and not overclaim(issuer)
        ):
            values = {"skill": skill, "kind": "certificate", "title": cut(title, 120), "issuer": cut(issuer, 120), "on": on.isoformat()}  # fmt: skip
            yield Suggestion("evidence", values, because(title, issuer))


def _level(said: str) -> str:
    return next((level for level, words in _LEVELS.items() if re.search(words, said, re.IGNORECASE)), "working")  # fmt: skip


def _handle(channel: str, url: str) -> str:
    try:
        return parse_own(channel, url).handle
    except NotAProfile:
        return ""


def _links(basics: _Node) -> Iterator[Suggestion]:
    rows = [(row.text("network"), row.text("username"), row.text("url")) for row in basics.rows("profiles")]
    for network, username, url in [*rows, ("", "", basics.text("url"))]:
        lines = [url] if url else [f"{network}: @{username.removeprefix('@')}"] if username else []
        known = next((c.slug for c in vocabulary().channels.values() if network and network in (c.name_en, c.name_nl)), "")  # fmt: skip
        if known and url and (handle := _handle(known, url)):
            yield Suggestion("channel", {"channel": known, "handle": handle}, because(network, url))
            continue
        for one in contact.channels_and_links(lines, []):
            named = network and one.kind == "link"
            yield Suggestion(one.kind, {**one.values, "label": cut(network, 60)} if named else one.values, because(network, username, url))  # fmt: skip
