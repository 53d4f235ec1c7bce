"""How many visits several lists miss: Chapman's estimate, and log-linear models."""

from __future__ import annotations

from itertools import combinations
from math import exp, log, sqrt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Pair = tuple[int, int]
    Reals = npt.NDArray[np.float64]

ENOUGH = 7
"""Visits in more than one list from which Chapman's bias is below 5 %."""
_WHOLE_SEARCH = 4
"""Lists up to which every set of pairs is fitted; of more the best is added in turn."""
_TURNS = 100
_NEAR = 1e-10
_FAR = 20.0
"""A coefficient beyond this runs off to infinity: the model is not estimable."""


class Estimate(NamedTuple):
    """How many visits there were, and by which model."""

    total: float
    variance: float
    pairs: tuple[Pair, ...]


def chapman(first: int, second: int, both: int) -> Estimate:
    """
    Estimate a total from two lists that are independent of each other.

    Examples
    --------
    >>> found = chapman(120, 90, 70)
    >>> round(found.total, 6), round(found.variance**0.5, 6)
    (154.084507, 5.507935)
    """
    ones, others = first + 1, second + 1
    total = ones * others / (both + 1) - 1
    spread = ones * others * (first - both) * (second - both)
    return Estimate(total, spread / ((both + 1) ** 2 * (both + 2)), ())


def log_linear(counts: Reals, n_lists: int) -> Estimate | None:
    """
    Estimate a total by the log-linear model with the least AIC; None if none fits.

    Parameters
    ----------
    counts : array of 2**n_lists - 1
        Visits by capture history: bit k of the place + 1 is list k.
    n_lists : int
        At least three.
    """
    histories = np.arange(1, 2**n_lists)
    listed = ((histories[:, None] >> np.arange(n_lists)) & 1).astype(np.float64)
    pairs = list(combinations(range(n_lists), 2))
    if n_lists <= _WHOLE_SEARCH:
        # The model of all pairs of three lists is saturated, and may be the best.
        tried = [
            chosen
            for size in range(len(pairs) + 1)
            for chosen in combinations(pairs, size)
        ]
        fits = [_fit(counts, listed, chosen) for chosen in tried]
        return _best(fits)
    return _stepwise(counts, listed, pairs)


Fit = tuple[float, Estimate]


def _best(fits: Sequence[Fit | None]) -> Estimate | None:
    found = [fit for fit in fits if fit is not None]
    return min(found, key=lambda fit: fit[0])[1] if found else None


def _stepwise(counts: Reals, listed: Reals, pairs: list[Pair]) -> Estimate | None:
    """Add the pair that lowers the AIC most, as long as one does."""
    best = _fit(counts, listed, ())
    while best is not None:
        known = best[1].pairs
        fits = [
            _fit(counts, listed, (*known, pair)) for pair in pairs if pair not in known
        ]
        better = [fit for fit in fits if fit is not None and fit[0] < best[0]]
        if not better:
            break
        best = min(better, key=lambda fit: fit[0])
    return None if best is None else best[1]


def _fit(counts: Reals, listed: Reals, pairs: tuple[Pair, ...]) -> Fit | None:
    """Fit one Poisson model by Newton steps; None if it has no finite maximum."""
    both = [listed[:, one] * listed[:, other] for one, other in pairs]
    design = np.column_stack([np.ones(counts.size), listed, *both])
    if design.shape[1] > counts.size:
        return None
    mean = counts + 0.5
    beta = np.full(design.shape[1], np.inf)
    for _ in range(_TURNS):
        known = beta
        working = np.log(mean) + (counts - mean) / mean
        information = design.T @ (design * mean[:, None])
        try:
            beta = np.linalg.solve(information, design.T @ (mean * working))
        except np.linalg.LinAlgError:
            return None
        if not np.abs(beta).max() < _FAR:
            return None
        mean = np.exp(design @ beta)
        if np.abs(beta - known).max() < _NEAR:
            break
    else:
        return None
    information = design.T @ (design * mean[:, None])
    try:
        covariance = np.linalg.inv(information)
    except np.linalg.LinAlgError:
        return None
    missed = exp(beta[0])
    variance = missed + missed**2 * covariance[0, 0]
    likelihood = float((counts * np.log(mean) - mean).sum())
    aic = -2 * likelihood + 2 * design.shape[1]
    return aic, Estimate(float(counts.sum()) + missed, float(variance), pairs)


def limits(found: Estimate, seen: int, quantile: float) -> tuple[float, float]:
    """
    Return log-normal limits of a total, which are never below what was seen.

    Examples
    --------
    >>> lower, upper = limits(chapman(120, 90, 70), 140, 1.959964)
    >>> round(lower, 3), round(upper, 3)
    (146.724, 169.502)
    """
    missed = found.total - seen
    if missed <= 0 or found.variance <= 0:
        return float(seen), max(float(seen), found.total)
    factor = exp(quantile * sqrt(log(1 + found.variance / missed**2)))
    return seen + missed / factor, seen + missed * factor
