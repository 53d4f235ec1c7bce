"""Counts by cell and class as frequencies, with limits and ranks."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.exceptions import InputError
from summitry.frames.arguments import word_of
from summitry.measure.years import DISPERSED, allowed_for

if TYPE_CHECKING:
    import numpy.typing as npt

    Counts = npt.NDArray[np.uint64]
    Reals = npt.NDArray[np.float64]


_QUARTERS_A_YEAR = 1461.0
"""Quarters of a day in a year of 365.25 days."""
_SLACK = 1e-12
"""Below this share of a frequency a difference is rounding."""

_WEIGHTED = {
    **{method: method for method in DISPERSED},
    "garwood": "fay_feuer",
    "midp": "midp",
}
"""The interval of weighted frequencies that is each of these at equal weights."""


def interval_for(method: str) -> str:
    """
    Return the interval of a frequency that goes with a way to compare two of them.

    Examples
    --------
    >>> interval_for("dispersed_years"), interval_for("central")
    ('dispersed_years', 'garwood')
    """
    return method if method in DISPERSED else "garwood"


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
    counts: Counts,
    years: Reals,
    shape: tuple[int, int],
    *,
    interval: str,
    level: float,
    varying: dict[str, Any] | None = None,
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
    varying : dict of column to (n_cells,) float64, optional
        How years vary, for the intervals that allow for it; without it nothing does.
    """
    word_of(interval, "interval")
    frequency = np.divide(
        counts, years, out=np.full(years.shape, np.nan), where=years > 0
    )
    limits = _core.poisson_interval(
        counts,
        years,
        level=level,
        interval=interval,
        excess=allowed_for(varying or {}, interval, years.size),
    )
    return {
        "count": counts.astype(np.int64),
        "frequency": frequency,
        **limits,
        "rank": _ranks(counts, years, shape),
    }


def weighted_columns(
    counts: Counts,
    weights: Reals,
    years: Reals,
    shape: tuple[int, int],
    *,
    interval: str,
    level: float,
    varying: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """
    Return the weighted frequency of each cell, with what is made of it.

    Parameters
    ----------
    counts : (n_cells, n_classes) uint64
        Visits.
    weights : (n_classes,) float64
        Weight of each class.
    years, shape, interval, level, varying
        As for `unweighted_columns`.
    """
    word_of(interval, "weighted_interval")
    found = _core.weighted_interval(
        counts,
        weights,
        years,
        level=level,
        interval=interval,
        excess=allowed_for(varying or {}, interval, years.size),
    )
    frequency = found["frequency"]
    return {
        "weighted_count": found["count"],
        "weighted_frequency": frequency,
        "weighted_lower": found["lower"],
        "weighted_upper": found["upper"],
        "weighted_variance": found["variance"],
        "largest_weight": found["largest_weight"],
        "weighted_rank": _ranks(_sums(counts, weights), years, shape),
        "weighted_interval": [interval] * frequency.size,
    }


def _sums(counts: Counts, weights: Reals) -> npt.NDArray[Any]:
    """The weighted count of each cell, in the last decimal of the weights, exactly."""
    decimals = [Decimal(repr(float(weight))).as_tuple() for weight in weights]
    places = -min([0, *(int(part.exponent) for part in decimals)])
    scaled = [int(Decimal(repr(float(weight))).scaleb(places)) for weight in weights]
    sums: npt.NDArray[Any] = counts.astype(object) @ np.array(scaled, dtype=object)
    return sums


def _ranks(
    amounts: npt.NDArray[Any], years: Reals, shape: tuple[int, int]
) -> np.ma.MaskedArray[Any, Any]:
    """
    Rank within each list, 1 the lowest; equal frequencies share the lower rank.

    1 visit in 388 days and 7 in 2,716 are equal, and so are their ranks: amounts are
    compared over quarters of days, which are whole for every exposure in days or years.
    """
    quarters = np.rint(np.where(years > 0, years, 0.0) * _QUARTERS_A_YEAR)
    if not np.allclose(quarters, years * _QUARTERS_A_YEAR, rtol=1e-9, equal_nan=True):
        return _ranks_of_reals(amounts.astype(float), years, shape)
    most = max(map(int, amounts), default=0) * int(quarters.max(initial=0))
    kind: Any = np.int64 if most < 2**62 else object
    amount = amounts.astype(kind).reshape(shape)
    exposure = quarters.astype(np.int64).astype(kind).reshape(shape)
    crossed = amount[:, None, :] * exposure[:, :, None]
    lower = crossed < amount[:, :, None] * exposure[:, None, :]
    ranks = 1 + lower.sum(axis=2).astype(np.int64)
    return np.ma.array(ranks.ravel(), mask=~(years > 0))


def _ranks_of_reals(
    amounts: Reals, years: Reals, shape: tuple[int, int]
) -> np.ma.MaskedArray[Any, Any]:
    """The same where the exposure is no whole number of quarters of days."""
    with np.errstate(divide="ignore", invalid="ignore"):
        frequency = np.where(years > 0, amounts / years, np.nan).reshape(shape)
    own = frequency[:, :, None]
    lower = frequency[:, None, :] < own - _SLACK * np.abs(own)
    return np.ma.array(1 + lower.sum(axis=2).ravel(), mask=~(years > 0))
