"""
Records of eras whose yearly rates vary, for the simulations beside this file.

The rate of a year is the frequency of its era times a factor of mean 1. Factors are
gamma with variance `alpha`, independent of each other or with correlated normal
scores.
"""

from __future__ import annotations

from collections import Counter
from math import erfc, sqrt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    Reals = npt.NDArray[np.float64]

CAMPAIGN_SHARE = 0.1
CAMPAIGN_FACTOR = 3.0


class Design(NamedTuple):
    """Eras one after the other: their years, and their visits a year."""

    years: tuple[int, ...]
    rates: tuple[float, ...]

    def __str__(self) -> str:
        """As the tables name it."""
        eras = Counter(zip(self.years, self.rates, strict=True))
        return ", ".join(
            f"{f'{n} eras of ' * (n > 1)}{years} at {rate:g}"
            for (years, rate), n in eras.items()
        )


class Setting(NamedTuple):
    """How the yearly rates vary."""

    alpha: float
    correlation: float = 0
    kind: str = ""

    @property
    def name(self) -> str:
        """How the table calls it."""
        if self.kind:
            return self.kind
        if self.correlation:
            return f"alpha {self.alpha:g}, correlation {self.correlation:g}"
        return f"alpha {self.alpha:g}"


OVER = "variance 1.5 times the mean"
SHORT = "alpha 0.29 in the last era only"
CAMPAIGNS = "one year in ten with three times the visits"


def gamma_of_score(alpha: float) -> Callable[[Reals], Reals]:
    """Return what makes normal scores gamma factors of mean 1 and variance `alpha`."""
    shape = 1 / alpha
    factors = np.linspace(0, 1 + 12 * sqrt(alpha), 400_001)[1:]
    density = np.exp((shape - 1) * np.log(factors) - shape * factors)
    below = np.cumsum(density)
    below = (below - density / 2) / below[-1]
    scores = np.linspace(-6, 6, 4_001)
    shares = np.array([erfc(-score / sqrt(2)) / 2 for score in scores.tolist()])
    table = np.interp(shares, below, factors)
    return lambda drawn: np.interp(drawn, scores, table)


def factors_of(
    random: np.random.Generator, records: int, design: Design, setting: Setting
) -> Reals:
    """Draw the factor of each year, of mean 1; a correlation runs through handovers."""
    n_years = sum(design.years)
    shape = (records, n_years)
    if setting.kind == CAMPAIGNS:
        campaigns = random.random(shape) < CAMPAIGN_SHARE
        mean_factor = 1 + CAMPAIGN_SHARE * (CAMPAIGN_FACTOR - 1)
        return np.where(campaigns, CAMPAIGN_FACTOR, 1.0) / mean_factor
    if setting.kind == OVER:
        alphas = 0.5 / np.repeat(design.rates, design.years)
        return random.gamma(1 / alphas, alphas, shape)
    if not setting.alpha:
        return np.ones(shape)
    if not setting.correlation:
        factors = random.gamma(1 / setting.alpha, setting.alpha, shape)
        if setting.kind == SHORT:
            factors[:, : n_years - design.years[-1]] = 1
        return factors
    scores = random.normal(size=shape)
    fresh = sqrt(1 - setting.correlation**2)
    for year in range(1, n_years):
        scores[:, year] *= fresh
        scores[:, year] += setting.correlation * scores[:, year - 1]
    return gamma_of_score(setting.alpha)(scores)
