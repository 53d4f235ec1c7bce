"""Counts by cell and class as frequencies, with limits and ranks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.exceptions import InputError
from summitry.frames.arguments import word_of

if TYPE_CHECKING:
    import numpy.typing as npt

    Counts = npt.NDArray[np.uint64]
    Reals = npt.NDArray[np.float64]


_WEIGHTED = {"garwood": "fay_feuer", "midp": "midp"}
"""The interval of weighted frequencies that is each of these at equal weights."""


def weighted_word(interval: str) -> str:
    """
    Return the interval of weighted frequencies that goes with an unweighted one.

    Examples
    --------
    >>> weighted_word("garwood")
    'fay_feuer'
    """
    word_of(interval, "interval")
    if interval not in _WEIGHTED:
        listed = " or ".join(f"'{word}'" for word in _WEIGHTED)
        raise InputError(
            f"interval is '{interval}', which weighted frequencies do not have",
            code="unknown_choice",
            column="interval",
            hint=f"take {listed}, or leave the scheme out",
        )
    return _WEIGHTED[interval]


def unweighted_columns(
    counts: Counts, years: Reals, shape: tuple[int, int], *, interval: str, level: float
) -> dict[str, Any]:
    """
    Return count, frequency, limits and rank of each cell.

    Parameters
    ----------
    counts : (n_cells,) uint64
        Visits.
    years : (n_cells,) float64
        Exposure.
    shape : (n_lists, n_eras)
        How the cells are ranked: the eras of one list against each other.
    interval : str
        Method of the limits.
    level : float
        Their confidence.
    """
    word_of(interval, "interval")
    frequency = np.divide(
        counts, years, out=np.full(years.shape, np.nan), where=years > 0
    )
    limits = _core.poisson_interval(counts, years, level=level, interval=interval)
    return {
        "count": counts.astype(np.int64),
        "frequency": frequency,
        **limits,
        "rank": _ranks(frequency.reshape(shape)),
    }


def weighted_columns(
    counts: Counts,
    weights: Reals,
    years: Reals,
    shape: tuple[int, int],
    *,
    interval: str,
    level: float,
) -> dict[str, Any]:
    """
    Return the weighted frequency of each cell, with what is made of it.

    Parameters
    ----------
    counts : (n_cells, n_classes) uint64
        Visits.
    weights : (n_classes,) float64
        Weight of each class.
    years, shape, interval, level
        As for `unweighted_columns`.
    """
    word_of(interval, "weighted_interval")
    found = _core.weighted_interval(
        counts, weights, years, level=level, interval=interval
    )
    frequency = found["frequency"]
    return {
        "weighted_count": found["count"],
        "weighted_frequency": frequency,
        "weighted_lower": found["lower"],
        "weighted_upper": found["upper"],
        "weighted_variance": found["variance"],
        "largest_weight": found["largest_weight"],
        "weighted_rank": _ranks(frequency.reshape(shape)),
        "weighted_interval": [interval] * frequency.size,
    }


def _ranks(frequency: Reals) -> np.ma.MaskedArray[Any, Any]:
    """Rank within each list, 1 the lowest; none where there is no frequency."""
    lower = frequency[:, None, :] < frequency[:, :, None]
    ranks = 1 + lower.sum(axis=2)
    return np.ma.array(ranks.ravel(), mask=np.isnan(frequency).ravel())
