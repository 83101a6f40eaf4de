"""Everything of a posting but its texts, drawn for many at once. Values are texts as COPY reads them."""

from dataclasses import dataclass

import numpy as np

from core.vocabulary import vocabulary
from jobboard.load.copying import NULL
from jobboard.load.lives import lives
from jobboard.load.pay import pay
from postings.models.choices import Duty

Rng = np.random.Generator
Columns = dict[str, list[str]]

# What is asked for most; the other skills and channels follow in the order of the vocabulary.
_SKILLS = (
    "social-media-management content-creation public-relations hipaa written-communication analytics-reporting"
    " healthcare-knowledge content-strategy marketing community-management plain-language video-production html"
    " crisis-communication teamwork patient-privacy photography staff-training time-management graphic-design"
    " physician-social-coaching web-accessibility public-speaking"
).split()
_CHANNELS = "facebook instagram linkedin youtube website x newsletter tiktok blog threads bluesky".split()
_DUTY_WEIGHTS = (5, 3, 1.2, 2.5, 1.5, 0.6, 0.6, 2)


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary's keys and how much each is asked for (logarithms; skills for each country)."""

    skills: np.ndarray
    skill_weights: np.ndarray
    channels: np.ndarray
    channel_weights: np.ndarray
    families: list[tuple[int, str]]


def known_words() -> Words:
    known = vocabulary()
    skills = {s.slug: s.pk for s in known.skills.values() if not s.retired_at}
    us = list(dict.fromkeys([*_SKILLS, *skills]))
    nl = ["gdpr" if s == "hipaa" else "hipaa" if s == "gdpr" else s for s in us]
    slugs = [s for s in us if s in skills]
    channels = {c.slug: c.pk for c in known.channels.values() if not c.retired_at}
    often = [c for c in dict.fromkeys([*_CHANNELS, *channels]) if c in channels]
    return Words(
        np.array([skills[s] for s in slugs]),
        np.array([[-0.9 * np.log(order.index(s) + 2) for s in slugs] for order in (us, nl)]),
        np.array([channels[c] for c in often]),
        -1.1 * np.log(np.arange(2, len(often) + 2)),
        [
            (f.pk, f.slug)
            for f in sorted(known.families.values(), key=lambda f: f.position)
            if not f.retired_at
        ],
    )


def draw(rng: Rng, words: Words, *, is_us: np.ndarray, when: np.ndarray, at: int) -> Columns:
    """`when`: the age in days of each posting. `at`: now, in seconds of the epoch."""
    count = len(is_us)
    kind = _pick(rng, (70, 17, 13), count)  # employee, contract, internship
    family = np.minimum(_pick(rng, (22, 20, 13, 11, 7, 10, 6, 7, 4), count), len(words.families) - 1)
    family = np.where(kind == 2, len(words.families) - 1, family)  # the last one is the intern's
    experience = _pick(rng, (14, 24, 36, 19, 7), count)
    contract, intern = kind == 1, kind == 2
    columns: Columns = {"family": [str(words.families[i][0]) for i in family.tolist()]}
    columns["engagement"] = _named("employee contract internship", kind)
    columns["experience"] = _named("entry junior mid senior lead", np.where(intern, 0, experience))
    columns["education"] = _named(
        "none high_school vocational associate bachelor master doctorate",
        _pick(rng, (8, 8, 10, 12, 52, 9, 1), count),
    )
    columns["education_or_equal"] = _flags(rng.random(count) < 0.7)
    columns |= _week(rng, intern, is_us) | _where(rng, is_us) | _laws(rng, is_us) | _duties(rng, count)
    required = rng.integers(2, 7, count)
    both = _ranked(rng, words.skills, words.skill_weights[np.where(is_us, 0, 1)], count, 11)
    columns["required_skills"] = [_array(row[:n]) for row, n in zip(both, required.tolist(), strict=True)]
    nice = (required + rng.integers(0, 5, count)).tolist()
    columns["nice_skills"] = [_array(r[n:m]) for r, n, m in zip(both, required.tolist(), nice, strict=True)]
    channels = _ranked(rng, words.channels, words.channel_weights, count, 8)
    many = rng.integers(1, 8, count).tolist()
    columns["channels"] = [_array(row[:n]) for row, n in zip(channels, many, strict=True)]
    columns["contract_months"] = _where_text(contract, rng.choice([3, 4, 6, 6, 9, 12, 12, 18, 24], count))
    columns["internship_weeks"] = _where_text(intern, rng.choice([8, 10, 10, 12, 12, 16, 20, 26], count))
    columns["respond_by_days"] = rng.choice([5, 7, 10, 10, 10, 14, 14, 21, 30], count).astype(str).tolist()
    life = lives(rng, when, at)
    columns |= life.columns
    columns |= pay(rng, is_us=is_us, kind=kind, experience=experience, family=family, may_miss=life.is_draft)
    return columns


def _pick(rng: Rng, weights: tuple[float, ...], count: int) -> np.ndarray:
    edges = np.cumsum(np.array(weights) / sum(weights))
    return np.minimum(np.searchsorted(edges, rng.random(count)), len(weights) - 1)


def _named(names: str, which: np.ndarray) -> list[str]:
    return np.array(names.split())[which].tolist()


def _flags(which: np.ndarray) -> list[str]:
    return np.where(which, "t", "f").tolist()


def _where_text(which: np.ndarray, values: np.ndarray) -> list[str]:
    return np.where(which, values.astype(str), NULL).tolist()


def _array(values: list[int]) -> str:
    return "{" + ",".join(map(str, values)) + "}"


def _ranked(rng: Rng, keys: np.ndarray, weights: np.ndarray, count: int, most: int) -> list[list[int]]:
    """For each posting, `most` different keys, the heavier ones more often and earlier."""
    drawn = weights + rng.gumbel(size=(count, len(keys)))
    return keys[np.argsort(-drawn, axis=1)[:, :most]].tolist()


def _week(rng: Rng, intern: np.ndarray, is_us: np.ndarray) -> Columns:
    count = len(intern)
    which = _pick(rng, (62, 25, 13), count)
    full, least = np.where(is_us, 40, 36), rng.choice([8, 12, 16, 20, 24, 28, 32], count)
    low = np.where(which == 0, full, least)
    high = np.where(which == 1, np.minimum(low + rng.choice([0, 0, 4, 8], count), 34), full)
    no_low = (rng.random(count) < 0.15) & ~intern
    return {
        "hours": _named("full_time part_time either", which),
        "hours_min": _where_text(~no_low, low),
        "hours_max": high.astype(str).tolist(),
    }


def _where(rng: Rng, is_us: np.ndarray) -> Columns:
    mode = _pick(rng, (44, 39, 17), len(is_us))
    own = np.where(is_us, "{US}", "{NL}")
    countries = np.where(mode == 2, np.where(rng.random(len(is_us)) < 0.12, "{US,NL}", own), "{}")
    return {"mode": _named("on_site hybrid remote", mode), "remote_countries": countries.tolist()}


def _laws(rng: Rng, is_us: np.ndarray) -> Columns:
    own = np.where(is_us, "{hipaa}", "{avg}")
    u = rng.random(len(is_us))
    return {"laws": np.where(u < 0.7, own, np.where(u < 0.74, "{hipaa,avg}", "{}")).tolist()}


def _duties(rng: Rng, count: int) -> Columns:
    """Two to five duties in steps of 5 %, together at most 100 %; one in ten postings gives none."""
    weights = np.log(np.array(_DUTY_WEIGHTS)) + rng.gumbel(size=(count, len(_DUTY_WEIGHTS)))
    rank = np.argsort(np.argsort(-weights, axis=1), axis=1)
    share = rng.gamma(2.0, size=rank.shape) * (rank < rng.integers(2, 6, count)[:, None])
    steps = np.floor(20 * share / share.sum(axis=1, keepdims=True)).astype(int) * 5
    steps[rng.random(count) < 0.1] = 0
    return {f"duty_{duty.value}": steps[:, i].astype(str).tolist() for i, duty in enumerate(Duty)}
