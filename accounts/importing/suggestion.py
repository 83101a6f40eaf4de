"""One thing that a file says and the profile could say too."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`because`: the words of the file. `sure`: False where the person should look first; it is not chosen for them.

    kind → values, ready for JSON:
    name {name} · headline {headline} · about {about} · phone {phone} · place {city, region, country}
    link {label, url} · channel {channel: slug, handle} · language {code, level: "" when not said}
    experience {role, organisation, began_on, ended_on: ISO days or None, what, years_only}
    education {level: slug or "", title, school, ended_in} · skill {skill: slug}
    evidence {skill: slug, kind: certificate or training, title, issuer, on}
    """

    kind: str
    values: dict[str, Any]
    because: str = ""
    sure: bool = True

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_json(cls, row: dict[str, Any]) -> "Suggestion":
        return cls(row["kind"], row["values"], row["because"], row["sure"])


KINDS = "name headline about phone place experience education skill evidence language channel link".split()
BECAUSE = 300  # letters of the file's words that are kept


def because(*lines: str) -> str:
    words = " ".join(" ".join(lines).replace("\t", " ").split()).removeprefix("• ")
    return words if len(words) <= BECAUSE else words[: BECAUSE - 1].rstrip() + "…"


def cut(text: str, most: int) -> str:
    """Whole words of a text, `most` letters at most."""
    text = text.strip()
    if len(text) <= most:
        return text
    short = text[: most - 1]
    return (short[: short.rfind(" ")] if " " in short[most // 2 :] else short).rstrip(" ,;:") + "…"
