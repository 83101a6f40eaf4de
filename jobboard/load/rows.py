"""One batch of postings with their places and words, from a seed to rows in the database."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

import numpy as np

from core.vocabulary import vocabulary
from jobboard.load.copying import NULL, Table, as_text, quick
from jobboard.load.facts import Columns, Words, draw, known_words
from jobboard.load.hospitals import PLACE_FIELDS, Home
from jobboard.load.lives import ages
from jobboard.load.names import person
from jobboard.load.stock import Piece, piece, plain_piece
from jobboard.load.writing import Written, body_words, write
from postings.models import Indexed, Place, Posting

BATCH = 1000  # postings; a batch's rows depend on the seed, the total and its number alone
_DRAWN = (
    "family engagement hours hours_min hours_max mode remote_countries pay_min pay_max pay_currency pay_period unpaid"
    " required_skills nice_skills channels duty_running_channels duty_campaigns duty_crisis duty_community_health"
    " duty_training duty_policy duty_speaking duty_measuring education education_or_equal experience laws starts_on"
    " contract_months internship_weeks respond_by_days status created_at changed_at submitted_at publish_at published_at"
    " closes_at closed_at returned_at rejected_at removed_at outcome decision_reasons"
).split()
_random = Random(7)  # noqa: S311 names, not secrets
_SUPERVISORS = [as_text(person(_random)) for _ in range(500)]
_WRITTEN = "id hospital language title description description_html pay_note mode_note learning_goals supervisor".split()


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be made. `first_id` is the id of the first posting."""

    seed: int
    total: int
    first_id: int
    at: datetime
    homes: list[Home]

    @property
    def batches(self) -> int:
        return -(-self.total // BATCH)


class Maker:
    """Makes batches of a plan. It keeps the pieces of texts, so make one for each process."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.words: Words = known_words()
        self.titles = {language: _titles(language) for language in ("en", "nl")}
        self.postings = Table(Posting, [*_WRITTEN, *_DRAWN], at=plan.at)
        self.places = Table(Place, [*PLACE_FIELDS, "position"], at=plan.at)
        self.indexed = Table(Indexed, ["posting_id", "words", "changed"], at=plan.at)

    def store(self, number: int) -> int:
        """Make batch `number` and write it in one transaction. Returns how many postings it has."""
        postings, places, words = self.make(number)
        with quick() as (cursor, changed):
            self.indexed.write(cursor, [self.indexed.line([*row, changed]) for row in words])
            self.places.write(cursor, places)
            self.postings.write(cursor, postings)
        return len(postings)

    def make(self, number: int) -> tuple[list[str], list[str], list[list[str]]]:
        """(rows of postings, rows of places, [posting, words] for the index)."""
        plan = self.plan
        start = number * BATCH
        count = min(BATCH, plan.total - start)
        rng = np.random.default_rng([plan.seed, number])
        which = (
            (len(plan.homes) * rng.random(count) ** 1.6).astype(int).tolist()
        )  # some hire much more than others
        homes = [plan.homes[i] for i in which]
        is_us = np.array([home.country == "US" for home in homes])
        language = np.where(is_us | (rng.random(count) < 0.07), "en", "nl")
        when = ages(rng, start, count, plan.total)
        facts = draw(rng, self.words, is_us=is_us, when=when, at=int(plan.at.timestamp()))
        facts["supervisor"] = rng.integers(0, len(_SUPERVISORS), count).astype(str).tolist()
        texts = self._texts(rng, language, facts, homes, start)
        second = self._second_places(rng, homes)
        postings, places, words = [], [], []
        for i, (home, text) in enumerate(zip(homes, texts, strict=True)):
            pk = str(plan.first_id + start + i)
            values, body = _values(pk, home, str(language[i]), text, facts, i)
            postings.append(self.postings.line([*values, *(facts[name][i] for name in _DRAWN)]))
            places.append(self.places.line([pk, home.place, "0"]))
            if other := second[i]:
                places.append(self.places.line([pk, other.place, "1"]))
            words.append([pk, f"{text.title.words}\\n{body}"])
        return postings, places, words

    def _texts(
        self, rng: np.random.Generator, language: np.ndarray, facts: Columns, homes: list[Home], start: int
    ) -> list[Written]:
        """The texts, written language by language and put back in their order."""
        found: list[Written | None] = [None] * len(homes)
        year = self.plan.at.year
        for one in ("en", "nl"):
            rows = np.flatnonzero(language == one).tolist()
            picks = rng.random(len(rows)).tolist()
            known = self.titles[one]
            titles = [_skewed(known[facts["family"][i]], u) for i, u in zip(rows, picks, strict=True)]
            ranked = [facts["engagement"][i] != "internship" for i in rows]
            given = [
                {"hospital": homes[i].name, "city": homes[i].city, "number": _number(year, start + i)}
                for i in rows
            ]
            for i, text in zip(rows, write(one, rng, titles, given, ranked), strict=True):
                found[i] = text
        return [text for text in found if text]

    def _second_places(self, rng: np.random.Generator, homes: list[Home]) -> list[Home | None]:
        """One posting in twelve has a second place, in the same country."""
        others = rng.integers(0, len(self.plan.homes), len(homes)).tolist()
        wanted = (rng.random(len(homes)) < 1 / 12).tolist()
        return [
            other
            if want and (other := self.plan.homes[j]).country == home.country and other is not home
            else None
            for home, j, want in zip(homes, others, wanted, strict=True)
        ]


def _values(
    pk: str, home: Home, language: str, text: Written, facts: Columns, i: int
) -> tuple[list[str], str]:
    """The fields of _WRITTEN as COPY reads them, and the words of the texts."""
    is_intern = facts["engagement"][i] == "internship"
    goals = text.learning_goals if is_intern else None
    note = text.pay_note if facts["pay_max"][i] != NULL else None
    mode = text.mode_note if facts["mode"][i] == "hybrid" else None
    texts = [one.text if one else "" for one in (note, mode, goals)]
    long = text.description
    values = [
        pk,
        str(home.id),
        language,
        text.title.text,
        long.text.replace("\n", "\\n"),
        long.html.replace("\n", "\\n"),
        *texts,
        _SUPERVISORS[int(facts["supervisor"][i])] if is_intern else "",
    ]
    return values, body_words(long, goals, note, mode)


def _titles(language: str) -> dict[str, list[Piece]]:
    """For each family the titles it goes by, in the language, the usual one first."""
    return {
        str(family.pk): [
            piece(title)
            for title in (family.synonyms_en if language == "en" else family.synonyms_nl)
            or [family.name_in(language)]
        ]
        for family in vocabulary().families.values()
    }


def _skewed(rows: list[Piece], u: float) -> Piece:
    return rows[int(len(rows) * u * u)]


def _number(year: int, i: int) -> Piece:
    return plain_piece(f"{year}-{i:07d}")
