"""What is asked of the web server: for each page an endless line of addresses, none of them twice."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any
from urllib.parse import urlencode

LIST, FEED, JSON = "/openings/", "/openings/feed.atom", "/openings/feed.json"
# Every posting closes within 90 days, so these filters find everything, and no cache has seen them.
EVERYTHING = range(91, 366)


@dataclass(frozen=True)
class Page:
    """`promise` is the key of its line in promises.py, "" for what is only compared with."""

    name: str
    promise: str
    reader: str = ""  # who is signed in; "" for a visitor
    unchanged: bool = False  # asked again with If-None-Match
    anew: bool = False  # the web process forgets the rows that it drew before (postings/cards.py)
    optional: bool = False  # left out, with a line that says so, where it does not exist

    @property
    def kind(self) -> str:
        """What is asked, whoever asks."""
        return self.name.removesuffix(as_read_by(self.reader)).removesuffix(UNCHANGED).removesuffix(ANEW)

    @property
    def floor(self) -> str:
        """The page that it is compared with: as the same reader gets it."""
        return FLOOR + as_read_by(self.reader)


def as_read_by(reader: str) -> str:
    """The end of a page's name."""
    return f", {reader}" if reader else ""


FLOOR, UNCHANGED, ANEW, CANDIDATE = "floor page", ", unchanged", ", drawn anew", "candidate"
ANY_LIST = Page("list, pages 1 to 10", "list")  # for throughput: enough addresses for a thousand a second
LISTS = [
    Page("list, as it is", "list"),
    Page("list, first page", "list"),
    Page("list, page 50", "list"),
    Page("common word", "words"),
    Page("medium word", "words"),
    Page("rare word", "words"),
    Page("phrase", "words"),
    Page("engagement + 2 skills", "facets"),
    Page("words + filters + place", "place"),
]
PAGES = [
    Page(FLOOR, ""),
    Page(FLOOR + as_read_by(CANDIDATE), "", CANDIDATE),
    *LISTS,
    *(Page(page.name + as_read_by(CANDIDATE), page.promise, CANDIDATE) for page in LISTS),
    *(
        Page(page.name + ANEW, page.promise, anew=True)
        for page in LISTS
        if page.promise in ("list", "facets")
    ),
    Page("one opening", "opening"),
    Page("one opening" + ANEW, "opening", anew=True),
    Page("Atom feed", "feed"),
    Page("JSON feed", "feed", optional=True),
    Page("one opening" + UNCHANGED, "unchanged", unchanged=True),
    Page("Atom feed" + UNCHANGED, "unchanged", unchanged=True),
]


DESKS = [
    Page(f"{FLOOR}, owner", "", "owner"),
    Page(f"{FLOOR}, moderator", "", "moderator"),
    Page("workspace list of 200 applications, owner", "applications", "owner"),
    Page("moderation queue of 5,000, moderator", "desk", "moderator"),
    Page("moderation queue, page 100, moderator", "desk", "moderator"),
    Page("moderation queue, filtered, moderator", "desk", "moderator"),
    Page("trail of 1,000,000 events, moderator", "desk", "moderator"),
]
WORKSPACE = [
    Page(f"{FLOOR}, owner", "", "owner"),
    Page("applications, list, owner", "applications", "owner"),
    Page("applications, words and skills, owner", "applications", "owner"),
    Page("applications, board, owner", "applications", "owner"),
    Page("one application, owner", "", "owner"),
]


def chosen(words: str) -> list[Page]:
    """The pages whose names hold one of these words, with the floor; all when there are none."""
    wanted = [word.strip() for word in words.split(",") if word.strip()]
    if not wanted:
        return PAGES
    return [p for p in PAGES if p.kind == FLOOR or any(word in p.name for word in wanted)]


def addresses(page: Page, sample: dict[str, Any], seed: int = 0) -> Iterator[str]:
    """Endless. The same seed gives the same addresses; another seed an order of its own."""
    mixed = random.Random(f"{page.name} {seed}")  # noqa: S311  # no secret
    pool = [(path, asked) for path, asked in sample.get("pools", {}).get(page.kind, [])]
    pool = pool or _pool(page.kind, sample)
    mixed.shuffle(pool)
    if not pool:
        return
    varied = mixed.sample(EVERYTHING, len(EVERYTHING))
    for turn in count():
        address, asked = pool[turn % len(pool)]
        if asked.get("closing_in") == 0:
            asked = asked | {"closing_in": varied[turn % len(varied)]}
        elif turn >= len(pool) and address == LIST and asked:
            asked = asked | {"closing_in": varied[(turn // len(pool)) % len(varied)]}
        yield address + (f"?{urlencode(asked, doseq=True)}" if asked else "")


FLOOR_ADDRESS = "/bench/floor"
Asked = tuple[str, dict[str, Any]]


def _pool(kind: str, sample: dict[str, Any]) -> list[Asked]:
    """The address and its parameters; `closing_in` stands for a filter that changes with every request."""
    skills = [[a, b] for i, a in enumerate(sample["skills"]) for b in sample["skills"][i + 1 :]]
    pools: dict[str, list[Asked]] = {
        FLOOR: [(FLOOR_ADDRESS, {"before": moment}) for moment in sample["moments"]],
        "list, as it is": [(LIST, {})],
        "list, first page": [(LIST, {"closing_in": 0})],
        "list, page 50": [(LIST, {"closing_in": 0, "page": 50})],
        ANY_LIST.name: [(LIST, {"closing_in": n, "page": page}) for n in EVERYTHING for page in range(1, 11)],
        "common word": _words(sample["common"]),
        "medium word": _words(sample["medium"]),
        "rare word": _words(sample["rare"]),
        "phrase": _words([f'"{phrase}"' for phrase in sample["phrases"]]),
        "engagement + 2 skills": [
            (LIST, {"engagement": kind, "skill": pair, "match": ("any", "all")[i % 2]})
            for i, pair in enumerate(skills)
            for kind in sample["engagements"]
        ],
        "words + filters + place": [(LIST, asked) for asked in sample["placed"]],
        "one opening": [(address, {}) for address in sample["openings"]],
        "Atom feed": [(FEED, {"skill": pair}) for pair in skills],
        "JSON feed": [(JSON, {"skill": pair}) for pair in skills],
    }
    return pools[kind]


def _words(words: list[str]) -> list[Asked]:
    return [(LIST, {"q": word}) for word in words]
