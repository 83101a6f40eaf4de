"""What a profile has already, and when a suggestion says the same with other words."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.db.models import prefetch_related_objects

from accounts.importing.suggestion import Suggestion
from accounts.models import Profile, User
from accounts.places import place_in_words
from accounts.profiles import profile_of
from accounts.snapshots import channel
from core.text import normalise
from core.vocabulary import vocabulary


def bare(text: str) -> str:
    """Without case, accents and marks: "B.A. Communication," and "BA communication" are one."""
    return re.sub(r"[\W_]+", "", normalise(text))


@dataclass(slots=True)
class Held:
    name: str
    profile: Profile
    keys: set[tuple[Any, ...]] = field(default_factory=set)

    def has(self, one: Suggestion) -> bool:
        return (one.kind, *self.key(one)) in self.keys

    def now(self, kind: str) -> str:
        """What stands there, in words; "" when nothing does."""
        p = self.profile
        if kind == "place":
            return (
                place_in_words({"city": p.city, "region": p.region, "country": p.country}) if p.city else ""
            )
        return str(getattr(p, kind))

    def key(self, one: Suggestion) -> tuple[Any, ...]:
        """What two of a kind have in common when they are the same."""
        v = one.values
        match one.kind:
            case "experience":
                return (bare(v["role"]), bare(v["organisation"]), v["began_on"][:4])
            case "education":
                return (bare(v["title"]), bare(v["school"]))
            case "evidence":
                return (bare(v["title"]), bare(v["issuer"]))
            case "skill":
                return (v["skill"],)
            case "language":
                return (v["code"],)
            case "channel":
                return (v["channel"], v["handle"].lower().removeprefix("@"))
            case "link":
                return (re.sub(r"^https?://(www\.)?|/+$", "", v["url"].lower()),)
            case "place":
                return (bare(v["city"]), v["country"])
            case "phone":
                return (re.sub(r"\D", "", v["phone"])[-9:],)
            case kind:
                return (bare(v[kind]),)


def held_by(user: User) -> Held:
    """Nine queries, however much there is."""
    profile = profile_of(user)
    prefetch_related_objects([profile], "links", "skills", "languages", "experiences", "educations", "evidences", "channels")  # fmt: skip
    words = vocabulary()
    held = Held(user.name, profile)
    said = [Suggestion(kind, {kind: getattr(profile, kind)}) for kind in ("headline", "about", "phone")]
    said.append(Suggestion("place", {"city": profile.city, "country": profile.country}))
    said += [Suggestion("link", {"url": link.url}) for link in profile.links.all()]
    said += [Suggestion("skill", {"skill": words.skills[s.skill_id].slug}) for s in profile.skills.all()]
    said += [Suggestion("language", {"code": row.code}) for row in profile.languages.all()]
    said += [
        Suggestion("experience", {"role": r.role, "organisation": r.organisation, "began_on": r.began_on.isoformat()})
        for r in profile.experiences.all()
    ]  # fmt: skip
    said += [
        Suggestion("education", {"title": r.title, "school": r.school}) for r in profile.educations.all()
    ]
    said += [Suggestion("evidence", {"title": r.title, "issuer": r.issuer}) for r in profile.evidences.all()]
    said += [
        Suggestion("channel", {"channel": words.channels[r.channel_id].slug, "handle": r.handle})
        for r in profile.channels.all()
    ]
    # an address that is in the profile as a channel is no new link
    said += [Suggestion("link", {"url": channel(row)["url"]}) for row in profile.channels.all()]
    held.keys = {(one.kind, *held.key(one)) for one in said}
    held.keys -= {(kind, "") for kind in ("headline", "about", "phone")} | {("place", "", "")}
    return held
