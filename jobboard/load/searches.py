"""Searches as people keep them for an alert: query strings for measuring how fast new openings find their readers."""

from random import Random
from urllib.parse import urlencode

Pairs = list[tuple[str, str]]

_SKILLS = (
    "social-media-management content-creation public-relations hipaa gdpr video-production html photography seo"
    " crisis-communication plain-language staff-training community-management analytics-reporting paid-social"
).split()
_PLACES = (
    "Seattle, WA|Chicago, IL|New York, NY|Houston, TX|Tacoma, WA|Boston, MA|Denver, CO|Phoenix, AZ|Atlanta, GA|Utrecht|"
    "Amsterdam|Rotterdam|Groningen|Eindhoven|Nijmegen|Maastricht|98105|60611|3511|WA|TX|Noord-Holland|Gelderland"
).split("|")
_WORDS = (
    "social media manager|communications|content creator|video|podcast|crisis|newsroom|children's hospital|"
    '"social media"|"plain language"|socialmediamanager|communicatieadviseur|redacteur|woordvoerder|'
    "vaccination|cancer center|patient stories|storytelling|diabetes -intern|webcare OR community|stage communicatie"
).split("|")
_CHANNELS = "facebook instagram linkedin youtube tiktok x newsletter podcast".split()
_WEIGHTS = {
    "skill": 45,
    "near": 40,
    "engagement": 45,
    "q": 35,
    "country": 25,
    "pay_min": 20,
    "mode": 20,
    "lang": 15,
    "hours": 15,
    "experience": 12,
    "education": 6,
    "channel": 8,
    "law": 6,
    "unpaid": 3,
}


def saved_searches(n: int, seed: int) -> list[str]:
    """`n` query strings: names in order, no defaults, as `postings.search.canonical` writes them but for the ids of
    a board. Popular ones come more than once, as with people. The same seed gives the same list."""
    random = Random(f"searches {seed}")  # noqa: S311 seeded on purpose
    return [_one(random) for _ in range(n)]


def _one(random: Random) -> str:
    pairs: Pairs = []
    while not pairs:
        for name, percent in _WEIGHTS.items():
            if random.random() * 100 < percent * 0.8:
                pairs += _asked(name, random)
    return urlencode(sorted(pairs))


def _asked(name: str, random: Random) -> Pairs:
    if name == "skill":
        skills = set(
            random.choices(_SKILLS, weights=range(len(_SKILLS) + 2, 2, -1), k=random.choice((1, 1, 1, 2, 3)))
        )
        match = [("match", "all")] if len(skills) > 1 and random.random() < 0.4 else []
        return [*(("skill", skill) for skill in skills), *match]
    if name == "near":
        place = random.choices(_PLACES, weights=[1 / (i + 2) for i in range(len(_PLACES))])[0]
        distance = [("km", str(random.choice((10, 25, 50, 80, 160))))] if random.random() < 0.6 else []
        return [("near", place), *distance]
    if name == "pay_min":
        currency = random.choice((None, None, "EUR"))
        least = random.choice((40_000, 50_000, 60_000, 75_000, 90_000))
        return [("pay_min", str(least)), *([("currency", currency)] if currency else [])]
    if name == "q":
        return [("q", random.choice(_WORDS))]
    return [(name, random.choice(_CHOICES[name]))]


_CHOICES = {
    "engagement": ("employee", "employee", "contract", "internship"),
    "country": ("US", "US", "NL"),
    "mode": ("remote", "remote", "hybrid", "on_site"),
    "lang": ("en", "nl", "nl"),
    "hours": ("full_time", "part_time"),
    "experience": ("entry", "junior", "mid", "senior"),
    "education": ("bachelor", "vocational", "associate"),
    "channel": _CHANNELS,
    "law": ("hipaa", "avg"),
    "unpaid": ("1",),
}
