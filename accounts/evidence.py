"""What backs a skill, and whom somebody has taught: kept, copied into a snapshot, and said in words.

    backings(rows, today)            # [Backing(...)] of a snapshot's or a profile's evidence
    taught(row)                      # "Physicians: workshop, groups of 12, 2025"

Words are made when they are read, so that what has expired since it was sent says so.
"""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Evidence, Profile, Training, WorkSample
from core.vocabulary import vocabulary

MOST_PER_SKILL = 6
MOST_TRAININGS = 20

_SAID = {
    Evidence.Kind.TRAINING: gettext_lazy("training completed, %(issuer)s, %(month)s"),
    Evidence.Kind.CERTIFICATE: gettext_lazy("certificate, %(issuer)s, %(month)s"),
    Evidence.Kind.REFERENCE: gettext_lazy("reference, %(issuer)s, %(month)s"),
}


@dataclass(frozen=True, slots=True)
class Backing:
    """One piece of evidence for a reader. `sample` is the id of a work sample, `pk` of the evidence (0 in a snapshot)."""

    title: str
    words: str
    expired: bool = False
    sample: int = 0
    pk: int = 0


def last_day(day: date) -> date:
    """Of its month: "valid until 2027-01" includes January."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def backing(row: Mapping[str, Any], today: date) -> Backing:
    """In words, from the shape of a snapshot (`as_sent`)."""
    kind, ends = str(row.get("kind")), parse_date(str(row.get("expires_on") or ""))
    said = _SAID.get(Evidence.Kind(kind)) if kind in Evidence.Kind.values else None
    facts = {"issuer": row.get("issuer") or "", "month": _month(row.get("on"))}
    words = [str(said) % facts if said else _("work sample")]
    expired = ends is not None and ends < today
    if ends:
        until = _("expired %(month)s") if expired else _("valid until %(month)s")
        words.append(until % {"month": _month(ends)})
    return Backing(
        str(row.get("title") or ""),
        ", ".join(words),
        expired,
        int(row.get("sample") or 0),
        int(row.get("pk") or 0),
    )


def as_sent(one: Evidence) -> dict[str, Any]:
    """For a snapshot: days as text, the sample by its id, with its title."""
    return {
        "kind": one.kind,
        "title": one.sample.title if one.sample else one.title,
        "issuer": one.issuer,
        "on": one.on.isoformat() if one.on else "",
        "expires_on": one.expires_on.isoformat() if one.expires_on else "",
        "sample": one.sample_id,
    }


def sent_with(profile: Profile) -> dict[str, list[dict[str, Any]]]:
    """The evidence of a profile by the slug of its skill, without samples that nobody may see now."""
    words = vocabulary().skills
    found: dict[str, list[dict[str, Any]]] = {}
    for one in profile.evidences.select_related("sample"):
        if one.sample is None or one.sample.status == WorkSample.Status.SHOWN:
            found.setdefault(words[one.skill_id].slug, []).append(as_sent(one))
    return found


def trainings_sent(profile: Profile) -> list[dict[str, Any]]:
    """[{audience, format, group_size, year, what}], the newest first."""
    rows = profile.trainings.values("audience", "format", "group_size", "year", "what")
    return [dict(row) for row in rows]


def samples_sent(profile: Profile) -> list[dict[str, Any]]:
    """[{id, title, channel (slug), url, did, result, pictures (how many)}] of those that may be seen."""
    words = vocabulary().channels
    return [
        {
            "id": one.pk,
            "title": one.title,
            "channel": words[one.channel_id].slug if one.channel_id else "",
            "url": one.url,
            "did": one.did,
            "result": one.result,
            "pictures": len(one.pictures.all()),
        }
        for one in profile.samples.shown().prefetch_related("pictures")
    ]


def taught(row: Mapping[str, Any]) -> str:
    """A training in one line: "Physicians: workshop, groups of 12, 2025"."""
    audiences: dict[Any, Any] = dict(Training.Audience.choices)
    formats: dict[Any, Any] = dict(Training.Format.choices)
    how = str(formats.get(row.get("format"), row.get("format") or "")).lower()
    size = int(row.get("group_size") or 0)
    group = ngettext("one person at a time", "groups of %(n)s", size) % {"n": size} if size else ""
    rest = ", ".join(part for part in (how, group, str(row.get("year") or "")) if part)
    return _("%(whom)s: %(rest)s") % {
        "whom": audiences.get(row.get("audience"), row.get("audience") or ""),
        "rest": rest,
    }


def of_skills(profile: Profile, today: date) -> list[dict[str, Any]]:
    """The chosen skills in the vocabulary's order, each with its level and what backs it. Two queries."""
    words = vocabulary().skills
    backed: dict[int, list[Backing]] = {}
    for one in profile.evidences.select_related("sample"):
        backed.setdefault(one.skill_id, []).append(backing(as_sent(one) | {"pk": one.pk}, today))
    held = {s.skill_id: s.get_level_display() for s in profile.skills.all()}
    known = [words[pk] for pk in {*held, *backed} if pk in words]
    known.sort(key=lambda s: (s.group.position, s.position))
    return [{"skill": s, "level": held.get(s.pk, ""), "backed": backed.get(s.pk, [])} for s in known]


def _month(day: Any) -> str:
    """ "March 2026", of a date or of its text."""
    known = day if isinstance(day, date) else parse_date(str(day or ""))
    return date_format(known, "F Y") if known else ""
