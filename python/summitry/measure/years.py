"""The years of eras, counted: how much they vary, and what intervals then allow for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core

if TYPE_CHECKING:
    import numpy.typing as npt

    Counts = npt.NDArray[np.uint64]
    Rows = npt.NDArray[np.int64]
    Reals = npt.NDArray[np.float64]

DISPERSED = {"dispersed": "excess", "dispersed_years": "excess_years"}
"""The methods that allow for years that vary, and the column that each reads."""


def varying_columns(
    counts: Counts, years: Reals, slots: Rows, shape: tuple[int, int]
) -> dict[str, Reals]:
    """
    Return how the years of eras vary, as columns of a table of groups by eras.

    Parameters
    ----------
    counts, years : (n_years,) uint64 and float64
        Visits and exposure of each year, those of one era in order.
    slots : (n_years,) int64
        Which row of the table each is of.
    shape : (n_groups, n_eras)
        How many groups and eras there are.
    """
    n_groups, n_eras = shape
    found = _core.dispersion(counts, years, slots, n_groups=n_groups, n_eras=n_eras)
    of_group = {
        "dispersion": found["dispersion"],
        "dispersion_df": found["degrees_of_freedom"],
        "alpha": found["alpha"],
        "rho": found["rho"],
    }
    columns = {name: np.repeat(values, n_eras) for name, values in of_group.items()}
    columns["excess"] = found["excess"].ravel()
    columns["excess_years"] = found["excess_years"].ravel()
    return columns


def words_where_told(
    found: dict[str, Any], words: dict[str, str]
) -> dict[str, list[str]]:
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
    untold = np.isnan(found["dispersion"]).tolist()
    plain = {"interval": "garwood", "weighted_interval": "fay_feuer"}
    return {
        name: [plain[name] if one else word for one in untold]
        for name, word in words.items()
        if word in DISPERSED
    }


def summed(counted: _core._EraTally, whole_of: Rows, n_wholes: int) -> _core._EraTally:
    """
    Return the counts of wholes, from those of their parts.

    The parts are years and the wholes their eras, or stretches of eras and the eras.

    Parameters
    ----------
    counted : counts by group, part and class
        As the core gives them.
    whole_of : (n_parts,) int64
        Which whole each part is of.
    n_wholes : int
        How many there are.
    """

    def over_parts(counts: Counts) -> Counts:
        whole = np.zeros((n_wholes, counts.shape[0], counts.shape[2]), np.uint64)
        np.add.at(whole, whole_of, counts.transpose(1, 0, 2))
        return np.ascontiguousarray(whole.transpose(1, 0, 2))

    return {
        "qualify": over_parts(counted["qualify"]),
        "unclear": over_parts(counted["unclear"]),
        "account": counted["account"],
    }


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
