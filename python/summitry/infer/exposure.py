"""Years of exposure in a table of one's own: durations, or an error with the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.exceptions import LimitError, RangeError, SummitryError

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.frames import Table

_LEAST, _MOST = 1e-100, 1e100
"""Beyond these, squares and sums of counts by years leave the range of doubles."""


def exposure_in(table: Table) -> npt.NDArray[np.float64]:
    """
    Return the years of exposure of each row.

    Raises
    ------
    RangeError
        If one is missing, negative or infinite. Taken for no exposure its row would
        drop out in silence; added up, it would lessen the years of others.
    """
    years = table.floats("years")
    _refuse(
        ~(np.isfinite(years) & (years >= 0)),
        years,
        f"{table.name} row {{row}}: {{years}} is not a duration of at least 0 years",
        (RangeError, "bad_duration"),
    )
    return years


def usual_exposure_in(table: Table) -> npt.NDArray[np.float64]:
    """
    Return the years of exposure of each row, of which squares can be added up.

    Raises
    ------
    RangeError
        As for `exposure_in`.
    LimitError
        If one is too short or too long for that.
    """
    years = exposure_in(table)
    _refuse(
        (years > 0) & ((years < _LEAST) | (years > _MOST)),
        years,
        f"{table.name} row {{row}}: {{years}} years of exposure are too few or too many "
        "to compute with",
        (LimitError, "overflow"),
    )
    return years


def _refuse(
    odd: npt.NDArray[np.bool_],
    years: npt.NDArray[np.float64],
    told: str,
    kind: tuple[type[SummitryError], str],
) -> None:
    rows = np.flatnonzero(odd)
    if rows.size:
        error, code = kind
        raise error(
            told.format(row=rows[0], years=f"{years[rows[0]]:g}".replace("nan", "NaN")),
            code=code,
            column="years",
            rows=rows[:10],
            n_bad=rows.size,
        )
