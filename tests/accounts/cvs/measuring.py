"""How much of a CV is found, and how much of what is found stands in it."""

import re

from accounts.importing.reading import suggestions
from accounts.importing.suggestion import Suggestion
from core.cvlines import lines_of
from tests.accounts.cvs.people import Case, Fact


def found_in(content: bytes, kind: str) -> list[Suggestion]:
    """By the way that an upload takes, through the child process."""
    page = lines_of(content, kind)
    assert page is not None, "the child gave up"
    return suggestions(page)


def facts(found: list[Suggestion]) -> set[Fact]:
    return {fact for one in found for fact in _facts(one)}


def _facts(one: Suggestion) -> list[Fact]:
    v = one.values
    match one.kind:
        case "phone":
            return [("phone", re.sub(r"\D", "", v["phone"]))]
        case "place":
            return [("place", f"{v['city']}/{v['region']}/{v['country']}")]
        case "experience":
            days = f"{v['began_on'][:7]} – {(v['ended_on'] or '')[:7]}".strip()
            return [("job", f"{v['role']} @ {v['organisation']}"), ("days", f"{v['role']} {days}")]
        case "education":
            ended = f"{v['title']} {v['ended_in'] or ''} {v['level']}".strip()
            return [("study", f"{v['title']} @ {v['school']}"), ("ended", ended)]
        case "language":
            return [("language", f"{v['code']} {v['level']}".strip())] if v["level"] else []
        case "evidence":
            return [("evidence", f"{v['title']} @ {v['issuer']} {v['on'][:7]} {v['skill']}")]
        case "channel":
            return [("channel", f"{v['channel']} {v['handle']}")]
        case "link":
            return [("link", v["url"].rstrip("/"))]
        case _:
            return [(one.kind, v[one.kind])]


def measured(case: Case) -> tuple[float, float, str]:
    """(recall, precision, what was missed and what was wrong). `about` counts by its first words."""
    wanted = case.expected()
    got = facts(found_in(case.make(), case.kind))
    starts = [value for kind, value in wanted if kind == "about"]
    got = {(k, next((s for s in starts if v.startswith(s)), v) if k == "about" else v) for k, v in got}
    hits = wanted & got
    told = f"missed {sorted(wanted - got)}\nwrong {sorted(got - wanted)}"
    return len(hits) / len(wanted), len(hits) / max(len(got), 1), told
