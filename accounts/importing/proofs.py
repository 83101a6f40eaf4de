"""Trainings and certificates, as evidence of a skill. Without a skill of the vocabulary there is nothing to back."""

import re
from collections.abc import Iterator
from datetime import date

from accounts.importing.dates import moment
from accounts.importing.entries import BULLET
from accounts.importing.refused import without_refused
from accounts.importing.skills import named_in
from accounts.importing.suggestion import Suggestion, because, cut
from accounts.overclaims import overclaim

_EDGE = " \t,;:|()[]–—-·•."
_CERTIFICATE = re.compile(r"certifi|licen[sc]e|diploma|\bcip[pmt]\b|gecertificeerd", re.IGNORECASE)
_SPLIT = re.compile(
    r"\s*[\t|·;,]\s*|\s+[–—-]{1,3}\s+|\s*\((?=[^)]{3,}\))|\)\s*|\s+(?:by|from|door|bij|at|van)\s+(?=[A-Z])"
)


def proofs(lines: list[str]) -> Iterator[Suggestion]:
    """A line each; needs a title about a skill, an issuer and a month or year. "HIPAA certified" is not taken over."""
    seen: set[str] = set()
    for line in _whole(without_refused(lines)):
        when = moment(line)
        if when is None or when.began > date.today():  # a month is enough
            continue
        rest = line[: when.start].rstrip(" (") + "\t" + line[when.end :].lstrip(" )")
        # where stronger marks part the line, its commas belong to a name
        split = re.compile(r"\s*[\t|·]\s*") if re.search(r"[|·]", rest) else _SPLIT
        pieces = [p.strip(_EDGE) for p in split.split(rest) if p.strip(_EDGE)]
        title, issuer = (*pieces, "", "")[:2]
        skill = named_in(title) or named_in(rest)
        if not (title and issuer and skill) or overclaim(title) or overclaim(issuer) or title.lower() in seen:
            continue
        seen.add(title.lower())
        values = {
            "skill": skill,
            "kind": "certificate" if _CERTIFICATE.search(line) else "training",
            "title": cut(title, 120),
            "issuer": cut(issuer, 120),
            "on": when.began.isoformat(),
        }
        yield Suggestion("evidence", values, because(line))


def _whole(lines: list[str]) -> list[str]:
    """Lines without their bullets; one without a date takes the next when that one has the date."""
    bare = [BULLET.sub("", line).strip() for line in lines]
    found: list[str] = []
    i = 0
    while i < len(bare):
        line, under = bare[i], bare[i + 1] if i + 1 < len(bare) else ""
        if (line and moment(line) is None and under and moment(under) is not None) or (
            line
            and moment(line) is not None
            and not line[len(line) - 1 :].islower()
            and _alone(line)
            and under
        ):
            line, i = f"{line}\t{under}", i + 1
        if line:
            found.append(line)
        i += 1
    return found


def _alone(line: str) -> bool:
    """A date with nothing beside it."""
    when = moment(line)
    return when is not None and not (line[: when.start] + line[when.end :]).strip(_EDGE)
