"""Bayesian blocks of event times in any unit."""

from __future__ import annotations

from math import isfinite, log
from typing import TYPE_CHECKING

import numpy as np

from summitry import _core
from summitry.exceptions import InputError, RangeError
from summitry.frames.arguments import real_number
from summitry.output.progress import watched

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.output.progress import Progress


def bayesian_blocks(
    times: npt.ArrayLike,
    *,
    start: float | None = None,
    end: float | None = None,
    p0: float = 0.05,
    penalty: float | None = None,
    progress: Progress = None,
) -> npt.NDArray[np.float64]:
    """
    Edges of the Bayesian blocks of event times in any unit.

    `regimes` does the same for dated visits, with a penalty whose false-positive rate
    is calibrated. This function is for times that are not days, and reproduces the
    conventions of other packages.

    Parameters
    ----------
    times : (n,) floats
        The events, in any order; equal times are one cell.
    start, end : float, optional
        When the observation began and ended. Without them it is taken to run from the
        first event to the last, and silence at its ends cannot be seen.
    p0 : float, default 0.05
        Enters Scargle's formula for the penalty. It is not the false-positive rate.
    penalty : float, optional
        The penalty itself, in place of `p0`.
    progress : callable or False, optional
        Called with the cells done and the cells in all. Without it
        a bar shows them where the work is long and somebody watches; False shows none.

    Returns
    -------
    (k + 1,) float64
        The edges of k blocks.

    Raises
    ------
    InputError
        If there is no event, or no time between the ends.
    RangeError
        If a time is not finite or outside the ends, `p0` not between 0 and 1,
        or the penalty not finite.

    References
    ----------
    Scargle, Norris, Jackson and Chiang (2013), Astrophys. J. 764, 167, equations 19
    and 21.

    Examples
    --------
    >>> import summitry
    >>> times = [
    ...     0.1,
    ...     0.4,
    ...     0.9,
    ...     1.3,
    ...     1.8,
    ...     2.2,
    ...     2.6,
    ...     3.1,
    ...     3.3,
    ...     3.9,
    ...     4.4,
    ...     4.6,
    ...     9,
    ...     14,
    ...     19.5,
    ... ]
    >>> summitry.bayesian_blocks(times)
    array([ 0.1,  4.5, 19.5])
    """
    try:
        values = np.ascontiguousarray(times, dtype=np.float64).ravel()
    except (TypeError, ValueError):
        raise InputError(
            "times are not numbers", code="not_numeric", column="times"
        ) from None
    if penalty is None:
        share = real_number(p0, "p0")
        if not 0 < share < 1:
            raise RangeError(
                f"p0 is {share}; give a number between 0 and 1, such as 0.05",
                code="out_of_range",
                column="p0",
            )
        distinct = max(np.unique(values).size, 1)
        penalty = 4 - log(73.53 * share * distinct**-0.478)
    if not isfinite(real_number(penalty, "penalty")):
        raise RangeError(
            f"penalty is {penalty}, not a finite number",
            code="out_of_range",
            column="penalty",
        )
    with watched(progress, "finding blocks") as tick:
        return _core.block_edges(
            values,
            start=None if start is None else real_number(start, "start"),
            end=None if end is None else real_number(end, "end"),
            penalty=float(penalty),
            progress=tick,
        )
