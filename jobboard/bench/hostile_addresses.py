"""Addresses that nobody honest types: for every public page anything at all in any parameter. Seeded."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_from_bytes

LONGEST = 60_000  # characters of an address; HTTP servers refuse longer ones themselves
SEARCH = ["/openings/", "/nl/openings/", "/openings/feed.atom", "/openings/feed.json", "/nl/openings/feed.atom"]  # fmt: skip
OTHERS = [
    "/", "/nl/", "/openings/browse/", "/openings/compare/", "/hospitals/", "/nl/hospitals/", "/hospitals/start/", "/pay/", "/nl/pay/",
    "/pay/figures.csv", "/mentors/", "/talks/", "/guide/", "/alerts/new/", "/accounts/login/", "/accounts/signup/", "/sitemap.xml",
    "/sitemap-openings.xml", "/sitemap-landings.xml", "/sitemap-hospitals.xml", "/robots.txt", "/me/", "/me/saved/", "/moderation/",
]  # fmt: skip
ABOVE = [
    "/openings/skills/{}/", "/openings/kinds/{}/", "/openings/hospitals/{}/", "/openings/places/us/{}/", "/openings/places/us/wa/{}/",
    "/openings/places/{}/", "/nl/openings/places/nl/utrecht/{}/", "/openings/filters/{}/", "/hospitals/{}/", "/talks/{}/", "/guide/{}/",
    "/about/{}/", "/openings/outcomes/{}/", "/alerts/{}/", "/sitemap-{}.xml", "/logos/{}.webp", "/{}/", "/openings/{}/x/",
    "/openings/{}/{}/", "/mentors/{}/", "/static/{}",
]  # fmt: skip
LAST_PARTS = (
    "skill kind hospital_kind employee internship acute-care university wa utrecht seattle rochester 0 1 2147483648 9999999999999999999999 "
    "hipaa html channel duty more education writing-for-the-web openings robots"
).split()
FILTERS = (
    "q near km engagement hours skill match fit duty duty_min pay_min currency floor nopay unpaid mode channel experience education country "
    "law lang hospital kind responsive posted_in closing_in sort"
).split()
NAMES = [
    *FILTERS,
    *"page after before open all some id add more role period area occupation p next source from stop view".split(),
]
# What a filter knows, so that some of it reaches the search.
KNOWN = {
    "sort": ["newest", "closing", "pay", "distance", "relevance"], "engagement": ["employee", "contract", "internship"], "match": ["all"],
    "near": ["Seattle", "PR", "98405", "Utrecht", "MN", "3511AA", "Portland", "St. Louis, MO", "’s-Hertogenbosch"], "km": ["1", "40", "1000"],
    "mode": ["remote", "hybrid"], "country": ["US", "NL"], "lang": ["en", "nl"], "unpaid": ["1"], "pay_min": ["1", "55k"], "nopay": ["1"],
    "page": ["2", "50", "51", "5000"], "posted_in": ["365"], "closing_in": ["1", "365"], "duty": ["crisis", "training"], "duty_min": ["1"],
}  # fmt: skip
PIECES = [
    '"', "'", "“", "”", "„", "(", ")", "[", "]", "{", "}", "*", ":*", "!", "&", "|", "-", "--", "OR", "AND", "NOT", "\\", "/", "%", "_", "<b>",
    "${7*7}", "{{7*7}}", "..", ";", "#", "^(a+)+$", "(?:x|x)*", "[a-z]{1,99}", ".*", "\u202e", "\u0301", "🏥", "ß", "ﬁ", "İ", "\ufeff", "\u2028",
]  # fmt: skip
ODD = [
    b"", b"%", b"%zz", b"\x00", b"a\x00b", b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80", b"' OR 1=1 --", b"1e400", b"NaN",
    b"-1", b"0", b"9" * 19, b"9" * 5000, b"-" * 3000, b'"' * 2999, b"(" * 3000, b"a OR " * 900, b"-a " * 900, b"0x10", b"1_0", b"+1", b"1.5",
    b"2026-02-30", b"0001-01-01", b"9999-12-31T25:61:61Z", b"1,000,000,000,000", b"\xd9\xa3", b"null", b"true", b"[]", b"../../etc/passwd",
    b"javascript:alert(1)", b"//evil.example/", b"\r\nSet-Cookie: a=b", b"a" * 40 + b"!", "e\u0301".encode() * 900, "ﷺ".encode() * 400,
]  # fmt: skip
HEADERS: list[dict[str, str]] = [
    {}, {}, {}, {"HX-Request": "true"}, {"HX-Request": "true", "HX-Boosted": "true"}, {"Accept-Language": "nl;q=NaN,*;q=9e999"},
    {"Accept-Language": "x" * 4000}, {"If-None-Match": '"' * 500}, {"If-Modified-Since": "Thu, 99 Foo 99999 99:99:99 GMT"},
    {"Accept-Encoding": "br;q=-1,gzip;q=NaN"}, {"Range": "bytes=-1-9999999999999"}, {"Accept": "*/*;" * 300},
    {"Content-Type": "text/plain; charset=utf-16"}, {"Content-Type": "a/b; charset*=utf-8''hex"}, {"Cookie": 'compare="1.2.x.' + "9" * 400 + '"; session=' + "%00" * 40},
    {"X-Forwarded-For": "1.2.3.4, ::::"}, {"Host": "evil.example"},
]  # fmt: skip


@dataclass
class Hostile:
    """Addresses and headers in an order that `seed` decides. `sample`: what the database holds (jobboard.bench.sample)."""

    seed: str
    sample: dict[str, Any]
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311  # no secret

    def requests(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Endless: (address, headers)."""
        while True:
            path, query = self._path(), self._query()
            if self.chance.random() < 0.02:  # as no browser sends it: bytes as they are
                query = "".join(chr(self.chance.randrange(256)) for _ in range(60)).replace("\n", "")
            yield (f"{path}?{query}" if query else path)[:LONGEST], self.chance.choice(HEADERS)

    # ── The path ─────────────────────────────────────────────────────────────────────────────────────
    def _path(self) -> str:
        luck, pick = self.chance.random(), self.chance.choice
        if luck < 0.5:
            return pick(SEARCH)
        if luck < 0.58:
            return f"/openings/filters/{pick([*FILTERS, 'more', 'where'])}/"
        if luck < 0.66:
            return str(pick(self.sample["openings"])) + pick(["", "", "application/", "report/", "x", "../"])
        if luck < 0.82:
            parts = [*LAST_PARTS, *self.sample["skills"]]
            told = pick(parts) if self.chance.random() < 0.6 else quote_from_bytes(self._value("q")[:3000])
            return pick(ABOVE).replace("{}", told)
        return pick(OTHERS)

    # ── The parameters ───────────────────────────────────────────────────────────────────────────────
    def _query(self) -> str:
        names = [self._name() for _ in range(self.chance.choice([0, 1, 1, 2, 2, 3, 4, 6]))]
        pairs = [(name, self._value(name)) for name in names]
        if pairs and self.chance.random() < 0.06:  # one of them very often
            name = pairs[0][0]
            pairs += [(name, self._value(name)[:40]) for _ in range(self.chance.choice([60, 400, 999, 1500]))]
        joint = "&" if self.chance.random() < 0.97 else self.chance.choice(["&&", ";", "&=&", "&amp;"])
        return joint.join(f"{name}={quote_from_bytes(value)}" for name, value in pairs)

    def _name(self) -> str:
        luck = self.chance.random()
        if luck < 0.3:
            return "q"
        if luck < 0.93:
            return self.chance.choice(NAMES)
        return quote_from_bytes(self.chance.randbytes(self.chance.choice([0, 3, 400])))

    def _value(self, name: str) -> bytes:
        makers: list[Callable[[str], bytes]] = [
            self._known, self._known, self._known, self._bytes, self._letters, self._nested, self._words, self._huge, self._number,
        ]  # fmt: skip
        return self.chance.choice(makers)(name) if self.chance.random() < 0.85 else self.chance.choice(ODD)

    def _known(self, name: str) -> bytes:
        """What the filter takes, perhaps with something behind it."""
        sample = self.sample
        told = KNOWN.get(name) or (sample["skills"] if name == "skill" else sample["common"] + sample["rare"])
        end = self.chance.choice(["", "", "", "*", "'", "\u0301", " OR", "x"])
        return f"{self.chance.choice(told or ['1'])}{end}".encode()

    def _bytes(self, _: str) -> bytes:
        return self.chance.randbytes(self.chance.choice([1, 8, 60, 300]))

    def _letters(self, _: str) -> bytes:
        """Of every script, unassigned ones and halves of pairs too."""
        points = (self.chance.randrange(1, 0x110000) for _ in range(self.chance.choice([1, 4, 40, 400])))
        return "".join(map(chr, points)).encode("utf-8", "surrogatepass")

    def _nested(self, _: str) -> bytes:
        """Quotes in brackets in quotes, and what other systems take for patterns or commands."""
        words = [*PIECES, *PIECES, *self.sample["common"][:20]]
        spaced = self.chance.choice(["", " "])
        return spaced.join(self.chance.choice(words) for _ in range(self.chance.choice([2, 9, 80]))).encode()

    def _words(self, _: str) -> bytes:
        """Many words of the board, phrases, exclusions, beginnings, typing errors: all that costs a search most."""
        known = [*self.sample["common"], *self.sample["medium"], *self.sample["rare"]]
        many = self.chance.choice([2, 6, 24, 300, 10_000])
        return " ".join(self._twisted(self.chance.choice(known or ["a"])) for _ in range(many)).encode()[
            :30_000
        ]

    def _twisted(self, word: str) -> str:
        cut = self.chance.randrange(1, len(word) + 1)
        swapped = word[:cut] + word[cut : cut + 1] * 2 + word[cut + 1 :]
        return self.chance.choice(
            [word, word, f'"{word}', f"-{word}", f"{word} OR", word[:3], swapped, word[::-1]]
        )

    def _huge(self, _: str) -> bytes:
        one = self.chance.choice(["a", "9", " ", "é", "-", '"', "a ", "%", "🏥", "ab-", "x\u0301"])
        return (one * self.chance.choice([300, 2000, 18_000])).encode()[:18_000]

    def _number(self, _: str) -> bytes:
        sign = self.chance.choice(["", "-", "+", "$", "€ "])
        number = self.chance.choice(
            [self.chance.randrange(10**4), self.chance.randrange(10**30), self.chance.random() * 10**9]
        )
        return f"{sign}{number}{self.chance.choice(['', '', 'k', 'e9', ',00', '.'])}".encode()
