"""Which ranks an era takes over all admissible weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry import _core
from summitry.frames.arguments import known_name, whole_number
from summitry.frames.categories import constant, texts_of
from summitry.frames.same_kind import same_kind
from summitry.output.progress import watched
from summitry.robustness.era_tally import read_tally
from summitry.robustness.free_weights import free_weights

if TYPE_CHECKING:
    from summitry.frames import Frame
    from summitry.frames.word_types import Treatment
    from summitry.output.progress import Progress
    from summitry.robustness.free_weights import Factors, Ranges

_MOST_DRAWS = 10**9
_LARGEST_SEED = 2**64 - 1

GENERATOR = "pcg64"
"""The generator of random numbers, named in results."""


@same_kind
def rank_acceptability(
    tally: Frame,
    *,
    vary: Ranges,
    scheme: Factors | None = None,
    spread: str = "uniform",
    draws: int = 20_000,
    seed: int = 0,
    unclear: Treatment = "exclude",
    progress: Progress = None,
) -> Frame:
    """
    The share of the admissible weights that puts each era at each rank.

    Parameters
    ----------
    tally : frame
        Of one list of eras, from `era_tally`.
    vary : mapping of column to mapping of category to (float, float)
        The free weights and their bounds: a scheme with ranges in place of numbers.
    scheme, unclear
        As for `break_even`.
    spread : {"uniform", "log_uniform"}
        Whether every weight of a range, or every ratio, is as likely as any other.
    draws : int, default 20000
        Schemes drawn where several weights are free; for one it is exact.
    seed : int, default 0
        Of the random numbers.
    progress : callable or False, optional
        Called with the draws done and the draws in all. Without it
        a bar shows them where the work is long and somebody watches; False shows none.

    Returns
    -------
    frame, the kind that was given
        One row for each era and rank: ``era``, ``rank`` (1 is lowest), ``share``,
        ``error`` (the Monte Carlo standard error; 0 where exact), ``method`` ("exact"
        or "pcg64"), ``draws`` and ``seed``. A tie shares its ranks equally. An era
        without exposure has the share 0 at every rank.

    Raises
    ------
    CategoryError
        If the tally has no such category.
    RangeError
        If a range leaves no room or has no end.
    LimitError
        If there are more than 4,096 eras.

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
    ...         "weight": [1.0, 1.0, 1.0, 1.0],
    ...         "count": [0, 9, 3, 2],
    ...     }
    ... )
    >>> ranges = {"summit": {True: (1, 5)}}
    >>> shares = summitry.rank_acceptability(tally, vary=ranges)
    >>> shares[["era", "rank", "share"]].round(4)
      era  rank   share
    0   A     1  0.8167
    1   A     2  0.1833
    2   B     1  0.1833
    3   B     2  0.8167
    """
    known_name(spread, ("uniform", "log_uniform"), "spread")
    draws = whole_number(draws, "draws", lowest=1, highest=_MOST_DRAWS)
    seed = whole_number(seed, "seed", lowest=0, highest=_LARGEST_SEED)
    counted = read_tally(tally, unclear=unclear)
    names, free = free_weights(counted, vary, scheme)
    drawn = draws if len(names) > 1 else None
    with watched(progress, "drawing weights") as tick:
        shares, errors = _core.rank_acceptability(
            counted.tally, free, spread=spread, draws=drawn, seed=seed, progress=tick
        )
    n_eras = len(counted.eras)
    cells = n_eras * n_eras
    simulated = {
        "draws": np.ma.array(np.full(cells, draws), mask=drawn is None),
        "seed": np.ma.array(np.full(cells, seed), mask=drawn is None),
    }
    return counted.table.build(
        {
            "era": texts_of(counted.eras).take(np.repeat(np.arange(n_eras), n_eras)),
            "rank": np.tile(np.arange(1, n_eras + 1), n_eras),
            "share": shares.ravel(),
            "error": errors.ravel(),
            "method": constant("exact" if drawn is None else GENERATOR, cells),
        }
        | simulated
    )
