"""What made openings pay: every period, dollars and euros, some "up to", some unpaid internships."""

import numpy as np

from jobboard.load.copying import NULL
from pay.annual import HOURS_A_YEAR, TIMES_A_YEAR

PERIODS = ("hour", "day", "week", "month", "year")
_STEPS = np.array([0.5, 5, 10, 50, 500])  # to which an amount of each period is rounded
_BY_EXPERIENCE = np.array([42_000, 50_000, 63_000, 83_000, 108_000])
_MANAGERS = 0, 6, 8  # the families of managers, in the vocabulary's order
# How often each period is used: [kind][country: US, NL]
_USED = np.cumsum(
    [
        [[0.33, 0.01, 0.02, 0.03, 0.61], [0.08, 0.01, 0.02, 0.77, 0.12]],
        [[0.55, 0.18, 0.1, 0.1, 0.07], [0.5, 0.2, 0.08, 0.2, 0.02]],
        [[0.66, 0.02, 0.17, 0.15, 0.0], [0.0, 0.0, 0.05, 0.95, 0.0]],
    ],
    axis=2,
)


def pay(
    rng: np.random.Generator,
    *,
    is_us: np.ndarray,
    kind: np.ndarray,
    experience: np.ndarray,
    family: np.ndarray,
    may_miss: np.ndarray,
) -> dict[str, list[str]]:
    count = len(is_us)
    land, intern = np.where(is_us, 0, 1), kind == 2
    period = (rng.random(count)[:, None] > _USED[kind, land]).sum(axis=1).clip(0, 4)
    year = _BY_EXPERIENCE[experience] * np.where(np.isin(family, _MANAGERS), 1.2, 1.0)
    year = year * np.where(is_us, 1.0, 0.72) * np.where(kind == 1, 1.15, 1.0)
    year = np.where(intern, np.where(is_us, 36_000, 7_200), year) * rng.lognormal(0, 0.13, count)
    factors = np.array([[HOURS_A_YEAR[c], *(TIMES_A_YEAR[p] for p in PERIODS[1:])] for c in ("USD", "EUR")])
    step = _STEPS[period]
    least = np.maximum(np.rint(year / factors[land, period] / step), 1) * step
    most = np.maximum(least, np.rint(least * rng.uniform(1.0, 1.4, count) / step) * step)
    unpaid = intern & (rng.random(count) < 0.28)
    none = unpaid | (may_miss & (rng.random(count) < 0.35))
    up_to = rng.random(count) < 0.06
    return {
        "pay_min": np.where(none | up_to, NULL, np.char.mod("%.2f", least)).tolist(),
        "pay_max": np.where(none, NULL, np.char.mod("%.2f", most)).tolist(),
        "pay_currency": np.where(none, "", np.where(is_us, "USD", "EUR")).tolist(),
        "pay_period": np.where(none, NULL, np.array(PERIODS)[period]).tolist(),
        "unpaid": np.where(unpaid, "t", "f").tolist(),
    }
