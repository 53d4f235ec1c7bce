"""The years of eras, counted: how much they vary, and what intervals then allow for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.frames.categories import Categories

if TYPE_CHECKING:
    import numpy.typing as npt

    Counts = npt.NDArray[np.uint64]
    Rows = npt.NDArray[np.int64]
    Reals = npt.NDArray[np.float64]

DISPERSED = {"dispersed": "excess", "dispersed_years": "excess_years"}
"""The methods that allow for years that vary, and the column that each reads."""


VARYING = ("dispersion", "dispersion_df", "alpha", "rho", "excess", "excess_years")
"""The columns that say how years vary."""


def varying_columns(
    counts: Counts,
    years: Reals,
    of_era: Rows,
    ends: Rows,
    *,
    threads: int | None = None,
) -> dict[str, Reals]:
    """
    Return how the years of eras vary, as columns of a table of lists of eras.

    Parameters
    ----------
    counts, years : (n_years,) uint64 and float64
        Visits and exposure of each year, those of one era in order.
    of_era : (n_years,) int64
        Which row of the table each is of.
    ends : (n_lists,) int64
        Where the eras of each list end.
    threads : int, optional
        How many to use.
    """
    found = _core.dispersion(counts, years, of_era, ends=ends, threads=threads)
    sizes = np.diff(ends, prepend=0)
    of_list = (
        *(found["dispersion"], found["degrees_of_freedom"]),
        *(found["alpha"], found["rho"]),
    )
    columns = [np.repeat(values, sizes) for values in of_list]
    columns += [found["excess"], found["excess_years"]]
    return dict(zip(VARYING, columns, strict=True))


def words_where_told(
    found: dict[str, Any], words: dict[str, str]
) -> dict[str, Categories]:
    """
    Return the method of each row: that of independent visits where nothing is known.

    Parameters
    ----------
    found : dict
        Columns of `varying_columns`, or none of them.
    words : dict of column to str
        What `interval` and `weighted_interval` are for years of which it is known how
        they vary.
    """
    if "dispersion" not in found:
        return {}
    untold = np.isnan(found["dispersion"]).astype(np.int64)
    plain = {"interval": "garwood", "weighted_interval": "fay_feuer"}
    return {
        name: Categories(untold, [word, plain[name]])
        for name, word in words.items()
        if word in DISPERSED
    }


def summed(years: _core._EraTally, of_year: Rows) -> _core._EraTally:
    """
    Return the counts of eras, from those of their years.

    Parameters
    ----------
    years : counts by group, year and class
        As the core gives them.
    of_year : (n_years,) int64
        Which era each year is of, ascending; none is without one.
    """
    first = np.flatnonzero(np.diff(of_year, prepend=-1))
    qualify, unclear = (
        np.add.reduceat(years[name], first, axis=1) for name in ("qualify", "unclear")
    )
    return {**years, "qualify": qualify, "unclear": unclear}


def allowed_for(columns: dict[str, Any], method: str, n_rows: int) -> _core._Excesses:
    """
    Return what a method allows for, from the columns of a table of frequencies.

    Where the table does not know how years vary, nothing.

    Examples
    --------
    >>> allowed_for({}, "dispersed", 2)["excess"]
    array([0., 0.])
    """
    name = DISPERSED.get(method)
    if name is None or name not in columns:
        return {"excess": np.zeros(n_rows), "degrees_of_freedom": np.zeros(n_rows)}
    return {
        "excess": np.nan_to_num(columns[name]),
        "degrees_of_freedom": np.nan_to_num(columns["dispersion_df"]),
    }


def at(allowed: _core._Excesses, rows: Rows) -> _core._Excesses:
    """Return what is allowed for at some rows."""
    return {
        "excess": allowed["excess"][rows],
        "degrees_of_freedom": allowed["degrees_of_freedom"][rows],
    }
