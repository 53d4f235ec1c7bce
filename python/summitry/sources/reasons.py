"""Why each row was not read, as arrays of texts: None where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

Reasons = Any
"""An array of objects, a text or None for each row."""


def no_reasons(n_rows: int) -> Reasons:
    """Return none for every row."""
    return np.full(n_rows, None, dtype=object)


def has_reason(reasons: Reasons) -> npt.NDArray[np.bool_]:
    """
    Return where there is one.

    Examples
    --------
    >>> has_reason(reasons_of({1: "no date"}, 2))
    array([False,  True])
    """
    return np.asarray(reasons != np.array(None), dtype=bool)


def reasons_of(said: dict[int, str], n_rows: int) -> Reasons:
    """Return reasons that are given by position."""
    made = no_reasons(n_rows)
    made[list(said)] = list(said.values())
    return made


def reason_where(rows: npt.NDArray[np.bool_], text: str) -> Reasons:
    """Return one reason for some rows."""
    made = no_reasons(rows.size)
    made[rows] = text
    return made


def only_where(rows: npt.NDArray[np.bool_], reasons: Reasons) -> Reasons:
    """Return the reasons of some rows, and none for the others."""
    made = no_reasons(rows.size)
    made[rows] = reasons[rows]
    return made


def both_reasons(reasons: Reasons, more: Reasons) -> Reasons:
    """
    Return reasons with further ones behind them.

    Examples
    --------
    >>> both_reasons(reasons_of({0: "a"}, 2), reasons_of({0: "b", 1: "c"}, 2)).tolist()
    ['a; b', 'c']
    """
    first, second = has_reason(reasons), has_reason(more)
    made = only_where(first, reasons)
    made[second] = more[second]
    both = first & second
    made[both] = reasons[both] + "; " + more[both]
    return made
