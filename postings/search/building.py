"""Making a segment of openings: their words numbered, their facts as bits and columns."""

from array import array
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.regions import US_STATES
from core.stemming import stem
from core.text import normalise
from postings.search import bits
from postings.search.inverted import CHUNK, Inverter
from postings.search.segment import COUNTED, TERM_BITS, Row, Segment
from postings.search.source import DUTIES, Source
from postings.search.terms import BREAK, LONGEST, spread

_PAUSE = 0  # the number of BREAK: no word, and nobody's neighbour
_COLUMNS = {
    "ids": "q", "publish": "q", "closes": "q", "starts": "i", "hospital": "q", "annual": "d", "changed": "q",
}  # fmt: skip
_KINDS: dict[str, Any] = {"annual": np.float64, "starts": np.int32}  # others are int64
_CURRENCIES = ("", "USD", "EUR")


class _Numbers(dict[str, int]):
    """Word as written → number of its stem in one language; of any other language, of the word itself."""

    def __init__(self, terms: dict[str, int], language: str) -> None:
        super().__init__()
        self._terms, self._language = terms, language

    def __missing__(self, word: str) -> int:
        if word == BREAK:
            return _PAUSE
        term = stem(word, self._language) if self._language else word
        number = self[word] = self._terms.setdefault(term[:LONGEST], len(self._terms) + 1)
        return number


class _Stream:
    """Numbers of words, document after document, on their way into inverted lists."""

    def __init__(self) -> None:
        self.numbers, self.lengths = array("I"), array("I")

    def add(self, numbers: list[int]) -> None:
        self.numbers.extend(numbers)
        self.lengths.append(len(numbers))

    def drain(self) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        """(numbers, document of each, counted from 0), and empties itself."""
        numbers = np.array(self.numbers, np.uint64)
        docs = np.repeat(np.arange(len(self.lengths), dtype=np.uint64), np.array(self.lengths, np.int64))
        self.numbers, self.lengths = array("I"), array("I")
        return numbers, docs


class Builder:
    """Takes openings newest first, then gives the segment."""

    def __init__(self) -> None:
        self._n = self._inverted = 0
        self._names: dict[tuple[str, str], list[int]] = {}
        self._terms: dict[str, int] = {}
        self._by_language = {language: _Numbers(self._terms, language) for language in ("en", "nl", "")}
        self._streams = {zone: _Stream() for zone in ("title", "named", "all")}
        self._lists = {zone: Inverter() for zone in ("title", "named", "all", "pairs")}
        self._columns: dict[str, array[Any]] = {name: array(code) for name, code in _COLUMNS.items()}
        self._currency, self._shares = bytearray(), bytearray()
        self._places: dict[str, array[Any]] = {
            name: array(code) for name, code in {"doc": "I", "lat": "d", "lon": "d"}.items()
        }
        self._rows: dict[Row, array[int]] = {}

    def add(self, one: Source) -> None:
        columns = self._columns
        columns["ids"].append(one.id)
        columns["publish"].append(one.publish)
        columns["closes"].append(one.closes)
        columns["starts"].append(one.starts)
        columns["changed"].append(one.changed)
        columns["hospital"].append(one.hospital)
        columns["annual"].append(-1.0 if one.annual_max is None else one.annual_max)
        self._currency.append(_CURRENCIES.index(one.currency))
        self._shares.extend(one.duties)
        for country, region, lat, lon, *_ in one.places:
            self._mark("country", country)
            self._mark("region", f"{country}:{normalise(region)}")
            if lat is not None and lon is not None:
                for name, value in (("doc", self._n), ("lat", lat), ("lon", lon)):
                    self._places[name].append(value)
        self._facts(one)
        self._words(one)
        self._n += 1
        if self._n - self._inverted == CHUNK:
            self._invert()

    def _mark(self, facet: str, value: object) -> None:
        row = self._rows.setdefault((facet, str(value)), array("I"))
        if not row or row[-1] != self._n:
            row.append(self._n)

    def _facts(self, one: Source) -> None:
        mark = self._mark
        for facet, value in (
            ("engagement", one.engagement), ("mode", one.mode), ("experience", one.experience),
            ("education", one.education), ("lang", one.language), ("kind", one.kind), ("family", one.family),
            ("currency", one.currency),
        ):  # fmt: skip
            mark(facet, value)
        for hours in ("full_time", "part_time"):
            if one.hours in (hours, "either"):
                mark("hours", hours)
        if one.unpaid:
            mark("unpaid", 1)
        if one.responsive:
            mark("responsive", 1)
        for skill in one.required:
            mark("required", skill)
        for facet, values in (
            ("skill", {*one.required, *one.nice}),
            ("channel", one.channels),
            ("law", one.laws),
        ):
            for value in values:
                mark(facet, value)
        for country in one.remote:
            mark("country", country)
            mark("remote_in", country)
        for duty, share in zip(DUTIES, one.duties, strict=True):
            if share:
                mark("duty", duty)

    def _words(self, one: Source) -> None:
        title_text, _, body_text = one.words.partition("\n")
        number = self._by_language[one.language].__getitem__
        title = list(map(number, title_text.split()))
        named: list[int] = []
        for name in (one.hospital_name, *(_place_name(*place) for place in one.places)):
            for language in ("", one.language):
                named += (*self._name(name, language), _PAUSE)
        self._streams["title"].add(title)
        self._streams["named"].add(named)
        self._streams["all"].add([*title, _PAUSE, *named, *map(number, body_text.split())])

    def _name(self, name: str, language: str) -> list[int]:
        """A name is found as it is written and by its stems."""
        known = self._names.get((name, language))
        if known is None:
            numbers = self._by_language[language]
            known = self._names[name, language] = [numbers[w] for w in spread(name).split()]
        return known

    def _invert(self) -> None:
        for zone, stream in self._streams.items():
            numbers, docs = stream.drain()
            if zone == "all" and len(numbers):
                first, second = numbers[:-1], numbers[1:]
                near = (first != _PAUSE) & (second != _PAUSE) & (docs[:-1] == docs[1:])
                pairs = (first[near] << np.uint64(TERM_BITS)) | second[near]
                self._lists["pairs"].add(pairs, docs[:-1][near], self._inverted)
            word = numbers != _PAUSE
            self._lists[zone].add(numbers[word], docs[word], self._inverted)
        self._inverted = self._n

    def finish(self) -> Segment:
        self._invert()
        n = self._n
        columns: dict[str, NDArray[Any]] = {
            name: np.array(values, _KINDS.get(name, np.int64)) for name, values in self._columns.items()
        }
        columns["currency"] = np.frombuffer(bytes(self._currency), np.uint8)
        columns["shares"] = np.ascontiguousarray(
            np.frombuffer(bytes(self._shares), np.uint8).reshape(n, len(DUTIES)).T
        )
        _order(columns)
        _place(columns, self._places)
        rows = sorted(self._rows, key=lambda row: (row[0] not in COUNTED, row))
        matrix = np.zeros((len(rows), bits.width(n)), np.uint64)
        for at, row in enumerate(rows):
            matrix[at] = bits.of_docs(np.array(self._rows[row], np.int64), n)
        terms = np.array([term.encode() for term in self._terms] or [b""], np.bytes_)
        numbers = np.array(list(self._terms.values()) or [0], np.uint32)
        order = np.argsort(terms)
        written = {word for words in self._by_language.values() for word in words}
        return Segment(
            n=n,
            columns=columns,
            rows={row: at for at, row in enumerate(rows)},
            matrix=matrix,
            counted=sum(row[0] in COUNTED for row in rows),
            lists={zone: inverter.finish(n) for zone, inverter in self._lists.items()},
            terms=terms[order],
            term_numbers=numbers[order],
            written=np.sort(np.array([word.encode() for word in written] or [b""], np.bytes_)),
        )


def _place_name(country: str, region: str, lat: float, lon: float, city: str, postcode: str) -> str:
    """City, region in full ("PR" is public relations) and postcode."""
    return f"{city} {US_STATES.get(region, '') if country == 'US' else region} {postcode}"


def _order(columns: dict[str, NDArray[Any]]) -> None:
    """The orders that a page may be sorted by, and the way from an id to its document."""
    newest = np.arange(len(columns["ids"]))
    columns["newest_first"] = -columns["publish"]
    columns["by_id"] = np.argsort(columns["ids"]).astype(np.int32)
    columns["ids_sorted"] = columns["ids"][columns["by_id"]]
    columns["by_closing"] = np.lexsort((newest, columns["closes"])).astype(np.int32)
    columns["closes_sorted"] = columns["closes"][columns["by_closing"]]
    for code, currency in enumerate(_CURRENCIES[1:], start=1):
        # Currencies are never converted: those in the reader's come first, then the other one, then without pay.
        rank = np.where(columns["annual"] < 0, 2, np.where(columns["currency"] == code, 0, 1))
        by_pay = np.lexsort((newest, -columns["annual"], rank))
        columns[f"by_pay_{currency}"] = by_pay.astype(np.int32)
        columns[f"pay_rank_{currency}"] = rank.astype(np.uint8)


def _place(columns: dict[str, NDArray[Any]], places: dict[str, "array[Any]"]) -> None:
    """Points sorted by latitude, so that a circle reads only its own band."""
    lat = np.array(places["lat"], np.float64)
    order = np.argsort(lat)
    columns["place_lat"] = lat[order]
    columns["place_lon"] = np.array(places["lon"], np.float64)[order]
    columns["place_doc"] = np.array(places["doc"], np.int64)[order]


def build(openings: Iterable[Source]) -> Segment:
    """A segment of a few openings, in any order."""
    builder = Builder()
    for one in sorted(openings, key=lambda s: (-s.publish, -s.id)):
        builder.add(one)
    return builder.finish()
