"""The smallest change of the weights that overturns a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry import _core
from summitry.frames.arguments import known_name
from summitry.output.progress import watched
from summitry.robustness.free_weights import free_weights, starting_weights, weighable

if TYPE_CHECKING:
    from summitry.claims.findings import Finding
    from summitry.frames import Frame
    from summitry.output.progress import Progress
    from summitry.robustness.free_weights import Factors, Ranges


def nearest_scheme(
    tally: Frame,
    finding: Finding,
    *,
    weights: Ranges,
    scheme: Factors | None = None,
    distance: str = "factor",
    unclear: str = "exclude",
    progress: Progress = None,
) -> Frame:
    """
    The smallest change of the weights that overturns a finding.

    Parameters
    ----------
    tally : frame
        Of one list of eras, from `era_tally`.
    finding : Finding
        What is said of the eras.
    weights : mapping of column to mapping of category to (float, float)
        The weights that may change, and how far.
    scheme : Scheme or mapping, optional
        The weights from which the change is measured; those of the tally without it.
    distance : {"factor", "amount"}
        How the change is measured: by the largest factor by which any weight changes
        (2 and 1/2 are equally far from 1), or by the largest amount.
    unclear, progress
        As for `rank_acceptability`.

    Returns
    -------
    frame, the kind that was given
        One row for each free weight: ``weight``, ``start``, ``low``, ``high``,
        ``nearest`` (where the finding is about to fail), ``distance`` (of the whole
        change; 1, or 0 by amount, where it fails already) and ``tied`` (the eras that
        are level there). ``nearest`` and ``distance`` are null where no admissible
        scheme overturns the finding.

    Raises
    ------
    CategoryError
        If the tally has no such era or category.
    RangeError
        If a weight starts outside its range, or a factor is asked for and a range
        reaches down to 0.
    InputError
        If the tally does not determine the finding.

    Notes
    -----
    All schemes within a distance form a box. The difference of two weighted counts is
    linear in each weight taken alone, so it is least at a corner of the box, and the
    smallest box with a failing corner is found by bisection to the last digit.

    Examples
    --------
    >>> import summitry
    >>> tally = {
    ...     "era": ["A", "A", "B", "B"],
    ...     "years": [5.0, 5.0, 4.0, 4.0],
    ...     "summit": [True, False, True, False],
    ...     "weight": [3.0, 1.0, 3.0, 1.0],
    ...     "count": [0, 9, 3, 2],
    ... }
    >>> leads = summitry.Finding.highest("B")
    >>> ranges = {"summit": {True: (1, 5), False: (0.5, 2)}}
    >>> found = summitry.nearest_scheme(tally, leads, weights=ranges)
    >>> found[["weight", "start", "nearest", "distance"]].round(3)
             weight  start  nearest  distance
    0   summit=true    3.0    2.280     1.316
    1  summit=false    1.0    1.316     1.316
    """
    known_name(distance, ("factor", "amount"), "distance")
    standings = weighable(tally, finding, unclear)
    names, free = free_weights(standings, weights, scheme)
    start = starting_weights(standings, weights, scheme)
    with watched(progress, "searching the nearest scheme") as tick:
        found = _core.nearest_scheme(
            standings.tally,
            free,
            start,
            standings.argument(finding),
            distance=distance,
            progress=tick,
        )
    nearest, far, level = found or (np.full(start.size, np.nan), np.nan, None)
    tied = " = ".join(standings.eras[era] for era in level) if level else None
    bounds = np.array(free[2], dtype=float)
    return standings.table.build(
        {
            "weight": names,
            "start": start,
            "low": bounds[:, 0],
            "high": bounds[:, 1],
            "nearest": nearest,
            "distance": np.full(start.size, far),
            "tied": [tied] * start.size,
        }
    )
