"""Break-even weights: where a claim flips as weights are moved."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.frames.arguments import known_name
from summitry.output.progress import watched
from summitry.robustness.break_even_result import BreakEven
from summitry.robustness.free_weights import free_weights, starting_weights, weighable
from summitry.robustness.kind_types import breaking

if TYPE_CHECKING:
    from summitry.claims.claim import Claim
    from summitry.frames import Frame
    from summitry.frames.word_types import Treatment
    from summitry.output.progress import Progress
    from summitry.robustness.era_tally import EraTally
    from summitry.robustness.free_weights import Factors, Ranges


@breaking
def break_even(
    tally: Frame,
    claim: Claim,
    *,
    vary: Ranges,
    scheme: Factors | None = None,
    distance: str | None = None,
    unclear: Treatment = "exclude",
    progress: Progress = None,
) -> BreakEven:
    """
    The weights at which a claim on weighted frequencies flips.

    Parameters
    ----------
    tally : frame
        Of one list of eras, from `era_tally`: ``era``, ``years``, ``count``, the
        scheme's columns and ``weight``.
    claim : Claim
        What is said of the eras.
    vary : mapping of column to mapping of category to (float, float)
        The free weights and their ranges: a scheme with ranges in place of numbers. The
        upper end of a single range may be infinite.
    scheme : Scheme or mapping, optional
        The scheme of the tally. With it a free weight multiplies the weights of the
        other columns; without it the classes of the category weigh just that weight.
    distance : {"factor", "amount"}, optional
        How the smallest change that overturns the claim is measured: by the largest
        factor by which any weight changes (2 and 1/2 are equally far from 1), or by the
        largest amount. By default by factor if several weights are free; for one it is
        looked for only where this is given.
    unclear : {"exclude", "include"}
        What to do with visits of which it is unclear whether they qualify.
    progress : callable or False, optional
        As for `rank_acceptability`.

    Returns
    -------
    BreakEven
        For one free weight every flip, the share of the range that supports the claim
        and the stretches between the flips; the smallest change that overturns it.

    Raises
    ------
    CategoryError
        If the tally has no such era or category.
    InputError
        If the tally holds several lists of eras, or does not determine the claim.
    RangeError
        If a range leaves no room, a weight starts outside its range, or a factor is
        asked for and a range reaches down to 0.

    Notes
    -----
    Weighted frequencies are straight lines in one weight, so every flip is the crossing
    of two lines, or of a line and an end of the printed interval: exact, not searched.
    All schemes within a distance form a box. The difference of two weighted counts is
    linear in each weight taken alone, so it is least at a corner of the box, and the
    smallest box with a failing corner is found by bisection to the last digit. On a
    stretch where eras stay tied they share their places, and are in no order.

    References
    ----------
    Lahdelma, Hokkanen and Salminen (1998), SMAA, European Journal of Operational
    Research 106, 137-143.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> tally = pd.DataFrame(
    ...     {
    ...         "era": ["A", "A", "B", "B"],
    ...         "years": [5.0, 5.0, 4.0, 4.0],
    ...         "summit": [True, False, True, False],
    ...         "weight": [3.0, 1.0, 3.0, 1.0],
    ...         "count": [0, 9, 3, 2],
    ...     }
    ... )
    >>> leads = summitry.Claim.highest("A")
    >>> found = summitry.break_even(tally, leads, vary={"summit": {True: (1, 5)}})
    >>> found.flips, round(found.share, 4)
    ((1.7333333333333334,), 0.1833)
    >>> print(found)
    A has the highest frequency: flips at summit=true 1.733; true on 18.3% of 1 to 5
    lower  upper  holds  tied
    ──────────────────────────
     1.00   1.73  yes    A = B
     1.73   5.00  no     –
    >>> both = {"summit": {True: (1, 5), False: (0.5, 2)}}
    >>> found = summitry.break_even(tally, summitry.Claim.highest("B"), vary=both)
    >>> found.nearest[["weight", "start", "nearest", "distance"]].round(3)
             weight  start  nearest  distance
    0   summit=true    3.0    2.280     1.316
    1  summit=false    1.0    1.316     1.316
    """
    if distance is not None:
        known_name(distance, ("factor", "amount"), "distance")
    counted = weighable(tally, claim, unclear)
    return on_tally(
        counted, claim, vary=vary, scheme=scheme, distance=distance, progress=progress
    )


def on_tally(
    counted: EraTally,
    claim: Claim,
    *,
    vary: Ranges,
    scheme: Factors | None = None,
    distance: str | None = None,
    progress: Progress = None,
) -> BreakEven:
    """Return the same for a tally that is read already."""
    names, free = free_weights(counted, vary, scheme)
    bounds = tuple(free[2])
    one = len(names) == 1
    flips: tuple[float, ...] = ()
    share, stretches, nearest = None, None, None
    if one:
        found = _core.break_even(counted.tally, free, claim.core, counted.eras)
        flips = tuple(flip.weight for flip in found.flips)
        share, stretches = found.share, _stretches(counted, found)
    if distance is not None or not one:
        start = starting_weights(counted, vary, scheme)
        with watched(progress, "searching the nearest weights") as tick:
            change = _core.minimal_weights(
                counted.tally,
                free,
                start,
                claim.core,
                counted.eras,
                distance=distance or "factor",
                progress=tick,
            )
        nearest = _nearest(counted, names, bounds, start, change)
    ends = tuple((float(low), float(high)) for low, high in bounds)
    return BreakEven(claim, tuple(names), ends, flips, share, stretches, nearest)


def _stretches(counted: EraTally, found: _core.BreakEven) -> Frame:
    tied = [
        " = ".join(
            dict.fromkeys(counted.eras[era] for pair in flip.tied for era in pair)
        )
        for flip in found.flips
    ]
    parts = found.stretches
    return counted.table.build(
        {
            "lower": np.array([part.lower for part in parts]),
            "upper": np.array([part.upper for part in parts]),
            "holds": np.array([part.holds for part in parts], dtype=bool),
            "tied": [*(names or None for names in tied), None],
        }
    )


def _nearest(
    counted: EraTally,
    names: list[str],
    bounds: tuple[Any, ...],
    start: Any,
    change: _core.MinimalWeights | None,
) -> Frame:
    ends = np.array(bounds, dtype=float)
    none = change is None or not isfinite(change.distance)
    tied = None
    if change is not None and change.tied is not None:
        tied = " = ".join(counted.eras[era] for era in change.tied)
    return counted.table.build(
        {
            "weight": names,
            "start": start,
            "lower": ends[:, 0],
            "upper": ends[:, 1],
            "nearest": np.full(start.size, np.nan)
            if change is None
            else change.weights,
            "distance": np.full(
                start.size, np.nan if none or change is None else change.distance
            ),
            "tied": [tied] * start.size,
        }
    )
