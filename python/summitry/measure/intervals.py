"""Counts by cell and class as frequencies, with limits and ranks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, overload

import numpy as np

from summitry import _core
from summitry.exceptions import InputError
from summitry.frames.arguments import word_of
from summitry.frames.array_column import ArrayColumn
from summitry.frames.asked_columns import Later, together
from summitry.frames.categories import constant
from summitry.measure.years import DISPERSED, allowed_for

if TYPE_CHECKING:
    import numpy.typing as npt

    Counts = npt.NDArray[np.uint64]
    Rows = npt.NDArray[np.int64]
    Reals = npt.NDArray[np.float64]


LIMITS = ("lower", "upper")

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


@overload
def weighted_word(interval: str) -> str: ...
@overload
def weighted_word(interval: str | None) -> str | None: ...
def weighted_word(interval: str | None) -> str | None:
    """
    Return the interval of weighted frequencies that goes with an unweighted one.

    Examples
    --------
    >>> weighted_word("garwood")
    'fay_feuer'
    """
    if interval is None:
        return None
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


class ClassCounts(NamedTuple):
    """
    The counts of the classes that occur in each cell, where there are very many.

    Attributes
    ----------
    ends : (n_cells,) int64
        Where the classes of each cell end.
    classes : (n,) uint32
        The classes, ascending within a cell.
    counts : (n,) uint64
        Visits.
    """

    ends: npt.NDArray[np.int64]
    classes: npt.NDArray[np.uint32]
    counts: Counts


def unweighted_columns(
    counts: Counts,
    years: Reals,
    ends: Rows,
    *,
    interval: str | None,
    level: float,
    varying: dict[str, Any] | None = None,
    threads: int | None = None,
) -> dict[str, Any]:
    """
    Return count and frequency of each cell; limits and rank are made when asked for.

    Parameters
    ----------
    counts : (n_cells,) uint64
        Visits.
    years : (n_cells,) float64
        Exposure.
    ends : (n_lists,) int64
        Where each list of eras ends: its cells are ranked against each other.
    interval : str or None
        Method of the limits; None for none.
    level : float
        Their confidence.
    varying : dict of column to (n_cells,) float64, optional
        How years vary, for the intervals that allow for it; without it nothing does.
    threads : int, optional
        How many to use.
    """
    columns: dict[str, Any] = {
        # Visits are fewer than would need the last bit.
        "count": np.ascontiguousarray(counts).view(np.int64),
        "frequency": Later(lambda: _per_year(counts, years)),
    }
    if interval is not None:
        word_of(interval, "interval")
        columns |= together(
            LIMITS,
            lambda: _core.poisson_interval(
                counts,
                years,
                level=level,
                interval=interval,
                excess=allowed_for(varying or {}, interval, years.size),
                threads=threads,
            ),
        )
    columns["rank"] = Later(
        lambda: _ranks(counts[:, None], np.ones(1), years, ends, counts, threads)
    )
    return columns


def weighted_columns(
    counts: Counts | ClassCounts,
    weights: Reals,
    years: Reals,
    ends: Rows,
    *,
    interval: str | None,
    level: float,
    varying: dict[str, Any] | None = None,
    threads: int | None = None,
    limited: bool = True,
) -> dict[str, Any]:
    """
    Return the weighted frequency of each cell, and what is made of it when asked for.

    Parameters
    ----------
    counts : (n_cells, n_classes) uint64, or the classes that occur
        Visits.
    weights : (n_classes,) float64
        Weight of each class.
    years, ends, interval, level, varying, threads
        As for `unweighted_columns`.
    limited : bool
        Whether limits will be asked for: they are found with all the others.
    """
    excess = None
    if interval is not None:
        word_of(interval, "weighted_interval")
        if limited:
            excess = allowed_for(varying or {}, interval, years.size)

    def weighed() -> dict[str, Any]:
        found = _core.weighted_interval(
            counts,
            weights,
            years,
            level=level,
            interval=interval if limited else None,
            excess=excess,
            threads=threads,
        )
        return {
            "weighted_count": found["count"],
            **{f"weighted_{end}": of for end, of in (found["limits"] or {}).items()},
            "weighted_variance": found["variance"],
        }

    limits = [] if interval is None else [f"weighted_{end}" for end in LIMITS]
    found = together(["weighted_count", *limits, "weighted_variance"], weighed)
    amounts = found["weighted_count"].made
    columns: dict[str, Any] = {
        "weighted_count": found.pop("weighted_count"),
        "weighted_frequency": Later(lambda: _per_year(amounts(), years)),
        **found,
        "largest_weight": Later(lambda: _per_year(weights.max(), years)),
        "weighted_rank": Later(
            lambda: _ranks(counts, weights, years, ends, amounts(), threads)
        ),
    }
    if interval is not None:
        columns["weighted_interval"] = constant(interval, years.size)
    return columns


def _per_year(amounts: Any, years: Reals) -> Reals:
    """Return amounts over exposures, NaN where nothing was observed."""
    found = np.full(years.shape, np.nan)
    np.divide(amounts, years, out=found, where=years > 0)
    return found


def _ranks(
    counts: Counts | ClassCounts,
    weights: Reals,
    years: Reals,
    ends: Rows,
    amounts: npt.NDArray[Any],
    threads: int | None,
) -> ArrayColumn:
    """
    Rank within each list, 1 the lowest; equal frequencies share the lower rank.

    1 visit in 388 days and 7 in 2,716 are equal, and so are their ranks: weighted
    counts, in the last decimal of the weights, are compared over quarters of days,
    which are whole for every exposure in days or years. Where one is not, or weights
    are too many orders of magnitude apart, rounding is told from a difference instead.
    """
    ranks = _core.ranks_of_fractions(counts, weights, years, ends=ends, threads=threads)
    if ranks is None:
        ranks = _core.ranks_of_reals(amounts.astype(np.float64), years, ends=ends)
    return ArrayColumn(ranks, ~(years > 0))
