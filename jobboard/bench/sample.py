"""What is in a database that is to be measured, as JSON: words by how often they occur, skills, places, openings.

python -m jobboard.bench.sample, with DATABASE_URL. It also makes the candidate who is signed in while pages are measured.
"""

import json
import os
import random
from collections import Counter
from itertools import pairwise
from math import ceil
from typing import Any
from urllib.parse import urlencode

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobboard.settings")

SAMPLE = 1500  # postings that are read
COMMON, MEDIUM = (0.35, 1.0), (0.03, 0.12)  # share of the texts that hold the word
CANDIDATE = "candidate@bench.example"
MOST = 400  # of each kind
PER_PAGE = 20


def main() -> None:
    """Prints the sample."""
    import django

    django.setup()
    print(json.dumps(draw()))


def draw() -> dict[str, Any]:
    """Seeded by the postings' ids: the same database gives the same sample."""
    from postings.models import Posting

    live = Posting.objects.live()
    ids = list(live.order_by("id").values_list("id", flat=True))
    chosen = random.Random(1).sample(ids, min(SAMPLE, len(ids)))  # noqa: S311  # no secret
    postings = list(Posting.objects.filter(pk__in=chosen).order_by("id").prefetch_related("places"))
    known = _words(postings, of_all=len(ids) / max(1, len(postings)))
    cities = _most(place.city for posting in postings for place in posting.places.all()[:1])
    return {
        "live": len(ids),
        "total": Posting.objects.count(),
        "cookies": {"candidate": cookie_of(_candidate())},
        "openings": [posting.get_absolute_url() for posting in postings],
        # The newer half: further back most have closed, and the floor page would walk past them.
        "moments": sorted(int(p.publish_at.timestamp()) for p in postings if p.publish_at)[
            len(postings) // 2 :
        ],
        "skills": _skills(postings),
        "engagements": _most(posting.engagement_id for posting in postings),
        **known,
        "placed": _placed(
            [*known["common"], *known["medium"]],
            cities[:20],
            _most(posting.mode for posting in postings),
            _most(posting.engagement_id for posting in postings),
        ),
    }


def _most(values: Any) -> list[str]:
    return [value for value, _ in Counter(values).most_common(MOST)]


def _skills(postings: list[Any]) -> list[str]:
    """The sixty that are asked for most."""
    from core.vocabulary import vocabulary

    counted = Counter(skill for posting in postings for skill in posting.required_skills)
    known = vocabulary().skills
    return [known[pk].slug for pk, _ in counted.most_common(60) if pk in known]


def _words(postings: list[Any], *, of_all: float) -> dict[str, list[str]]:
    """`of_all`: how many live openings each one that is read stands for. A rare word is one that just fills a page, or
    sizes would be compared by how many rows they show."""
    from core.stemming import words

    texts = [words(p.description) for p in postings if p.language == "en"]
    seen = Counter(word for text in texts for word in set(text) if word.isalpha() and len(word) > 4)
    pairs = Counter(
        f"{a} {b}"
        for text in texts
        for a, b in {*pairwise(text)}
        if min(len(a), len(b)) > 3 and (a + b).isalpha()
    )

    def between(least: float, most: float) -> list[str]:
        found = [word for word, n in seen.items() if least <= n / max(1, len(texts)) <= most]
        return sorted(found, key=lambda word: (-seen[word], word))[:MOST]

    fills_a_page = max(1, ceil(1.5 * PER_PAGE / (of_all or 1)))
    rare = sorted(word for word, n in seen.items() if n == fills_a_page)
    return {
        "common": between(*COMMON),
        "medium": between(*MEDIUM),
        "rare": random.Random(2).sample(rare, min(MOST, len(rare))),  # noqa: S311
        "phrases": [pair for pair, n in pairs.most_common(MOST) if n > 1],
    }


def _placed(words: list[str], cities: list[str], modes: list[str], kinds: list[str]) -> list[dict[str, Any]]:
    """Searches for a word near a place with other filters. Each fills a page, or sizes would be compared by how many
    rows they show; on a small board that takes a wider circle."""
    from django.http import QueryDict

    from postings.search import Search, counts_of

    mixed = random.Random(3)  # noqa: S311
    found: list[dict[str, Any]] = []
    for km in (50, 100, 250):
        drawn = [
            {
                "q": mixed.choice(words),
                "mode": sorted(mixed.sample(modes, min(2, len(modes)))),
                "near": mixed.choice(cities),
                "km": km,
                "engagement": mixed.choice(kinds),
            }
            for _ in range(2 * MOST if words and cities else 0)
        ]
        searches = [Search(QueryDict(urlencode(one, doseq=True)), language="en") for one in drawn]
        found += [one for one, n in zip(drawn, counts_of(searches), strict=True) if n >= PER_PAGE]
        if len(found) >= MOST:
            break
    return found[:MOST]


def _candidate() -> Any:
    """With eight skills."""
    from allauth.account.models import EmailAddress

    from accounts.models import Profile, ProfileSkill, User
    from core.vocabulary import vocabulary

    user, made = User.objects.get_or_create(
        email=CANDIDATE, defaults={"name": "Bench Candidate", "looks_for_work": True}
    )
    if made:
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
        profile = Profile.objects.get_or_create(user=user)[0]
        ProfileSkill.objects.bulk_create(
            ProfileSkill(profile=profile, skill=skill) for skill in [*vocabulary().skills.values()][:8]
        )
    return user


def cookie_of(user: Any) -> str:
    """The Cookie header of somebody who has just signed in."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


if __name__ == "__main__":
    main()
