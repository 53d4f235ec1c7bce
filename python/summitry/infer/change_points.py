"""The one place where counts by period changed most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.exceptions import RangeError
from summitry.frames import Frame, Table
from summitry.frames.arguments import whole_number
from summitry.infer.phases import MOST_SIMULATIONS
from summitry.output.progress import watched

if TYPE_CHECKING:
    from summitry.output.progress import Progress


def change_point(
    periods: Frame,
    *,
    count: str = "count",
    exposure: str | None = None,
    simulations: int = 9_999,
    seed: int = 0,
    progress: Progress = None,
) -> Frame:
    """
    Find the one place where counts by period changed most.

    Parameters
    ----------
    periods : frame of n rows
        One row a period, in the order of time.
    count : str, default "count"
        Column of counts.
    exposure : str, optional
        Column of exposure, such as ``days``; without it all periods are equally long.
    simulations : int, default 9999
        Draws for the probability.
    seed : int, default 0
        Seed of the draws.
    progress : callable or False, optional
        Called with the simulations done and the simulations in all. Without it
        a bar shows them where the work is long and somebody watches; False shows none.

    Returns
    -------
    frame of one row, the kind that was given
        ``position``, the number of periods before the change (missing if none divides
        the counts better than they are); ``count_before``, ``count_after``,
        ``exposure_before``, ``exposure_after``, ``frequency_before`` and
        ``frequency_after`` (by unit of exposure); ``likelihood_ratio``; ``p``, the
        probability of one as large if the frequency never changed; ``simulations``,
        ``seed`` and ``generator``.

    Raises
    ------
    ColumnError
        If a column is missing or not numeric, or counts are not whole numbers.
    RangeError
        If a count or an exposure is negative.
    InputError
        If a period without exposure has a count.
    LimitError
        If counts and simulations are so many that the draws would never end.

    Notes
    -----
    Maximizes ``a ln(a/S) + (n-a) ln((n-a)/(T-S))``, where ``0 ln 0`` is 0: a change
    into silence is found where it is. The likelihood ratio is twice the gain over no
    change; its p comes from n events thrown on the periods by exposure, and is never 0.

    References
    ----------
    Worsley (1986), Biometrika 73, 91-104.

    Examples
    --------
    >>> import summitry
    >>> found = summitry.change_point({"count": [3, 5, 4, 6, 0, 0, 0, 0]})
    >>> found[["position", "count_before", "count_after", "likelihood_ratio"]].round(3)
       position  count_before  count_after  likelihood_ratio
    0         4            18            0            24.953
    """
    table = Table(periods, "periods")
    counts = table.integers(count)
    exposures = np.ones(len(table)) if exposure is None else table.floats(exposure)
    negative = np.flatnonzero(counts < 0)
    if negative.size:
        raise RangeError(
            f"periods row {negative[0]}: '{count}' is {counts[negative[0]]}, below 0",
            code="out_of_range",
            column=count,
            rows=negative,
            n_bad=negative.size,
        )
    with watched(progress, "finding the change") as tick:
        place, ratio, p = _core.change_point(
            counts.astype(np.uint64),
            exposures,
            simulations=whole_number(
                simulations, "simulations", lowest=1, highest=MOST_SIMULATIONS
            ),
            seed=whole_number(seed, "seed", lowest=0, highest=2**63 - 1),
            progress=tick,
        )
    cut = 0 if place is None else place
    columns: dict[str, Any] = {
        "position": np.ma.array([cut], mask=[place is None]),
    }
    for side, part in (("before", slice(cut)), ("after", slice(cut, None))):
        columns[f"count_{side}"] = counts[part].sum(keepdims=True)
        columns[f"exposure_{side}"] = exposures[part].sum(keepdims=True)
    for side in ("before", "after"):
        years = columns[f"exposure_{side}"]
        columns[f"frequency_{side}"] = np.divide(
            columns[f"count_{side}"], years, out=np.full(1, np.nan), where=years > 0
        )
    return table.build(
        columns
        | {"likelihood_ratio": np.array([ratio]), "p": np.array([p])}
        | {"simulations": np.array([simulations]), "seed": np.array([seed])}
        | {"generator": ["pcg64"]}
    )
