"""Changes: when the frequency of visits changed, found in the visits themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from summitry import _core
from summitry.frames import Frame, Table
from summitry.frames.arguments import real_number, whole_number, word_of
from summitry.frames.dates import day_of, iso, to_dates
from summitry.measure.counts import stack
from summitry.measure.dyads import Dyads
from summitry.measure.qualify import verdicts_of
from summitry.measure.selection import account_of, matching
from summitry.measure.unclear import DAYS_A_YEAR, READINGS, asked_readings
from summitry.output.progress import watched

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from summitry.output.progress import Progress

Method: TypeAlias = Literal["blocks", "single"]

MOST_SIMULATIONS = 10_000_000
"""How many simulations may be asked for."""


def regimes(
    visits: Frame,
    *,
    through: Any,
    since: Any,
    method: Method = "blocks",
    false_positive: float = 0.05,
    simulations: int = 999,
    seed: int = 0,
    direction: tuple[str, str] | None = None,
    where: Mapping[str, Any] | None = None,
    unclear: Literal["exclude", "include", "both"] = "exclude",
    date: str = "date",
    progress: Progress = None,
) -> Frame:
    """
    Divide the observation where the frequency of visits changed.

    The result is a table of eras: `era_frequency` takes it as it is, so that eras found
    in the data stand beside the leaders'. If the frequency never plainly changed there
    is one regime.

    Parameters
    ----------
    visits : frame of n rows
        With ``date``; with ``origin`` and ``destination`` if `direction` is given. If
        `qualify` has written ``qualifies``, it is heeded.
    through, since : date
        Last and first day observed, both inclusive. Silence at either end counts.
    method : {"blocks", "single"}
        Any number of changes (Bayesian blocks), or one at most.
    false_positive : float, default 0.05
        How often a frequency that never changed may be divided.
    simulations : int, default 999
        Draws by which that is calibrated.
    seed : int, default 0
        Seed of the draws.
    direction : (origin, destination), optional
        Only visits of this direction.
    where : mapping of column to value or list of values, optional
        Only visits with these values, such as ``{"summit": True}``.
    unclear : {"exclude", "include", "both"}
        What to do with visits of which it is unclear whether they qualify; ``"both"``
        gives both readings as two rules.
    date : str, default "date"
        The column that dates a visit.
    progress : callable or False, optional
        Called with the simulations done and the simulations in all. Without it
        a bar shows them where the work is long and somebody watches; False shows none.

    Returns
    -------
    frame of one row a regime, the kind that was given
        ``rule`` (the method, and the reading if there are two); ``era``, such as
        "regime 1: 1953-07-27 to 1958-02-28"; ``start`` and ``end`` (exclusive);
        ``days``, ``count`` and ``frequency`` (visits a year); ``p``, the probability
        that a constant frequency would be divided as readily; ``false_positive``,
        ``penalty``, ``simulations``, ``seed`` and ``generator``; ``reading``; and what
        became of every row of `visits`, as in `visit_gaps`.

    Raises
    ------
    RangeError
        If `false_positive` is not between 0 and 1, or there are too few `simulations`
        for it.
    CategoryError, ColumnError, InputError, TenureError
        As for `visit_gaps`.

    Notes
    -----
    The partition maximizes the sum of ``n ln(n / T)`` over its blocks less a penalty
    for each; a block ends midway between two visit days, the first begins and the last
    ends with the observation. With ``method="single"`` a change lies just before or
    just after a visit day, and a silent part is allowed. As many visits as there are,
    thrown evenly on the observation, are divided at most as often as asked: the penalty
    is a quantile of the smallest one under which they are not. Visits that come in
    clusters for other reasons are divided more often. Complexity is O(n^2) at worst.

    References
    ----------
    Scargle, Norris, Jackson and Chiang (2013), Astrophys. J. 764, 167.
    Killick, Fearnhead and Eckley (2012), J. Am. Stat. Assoc. 107, 1590, for pruning.

    Examples
    --------
    >>> import summitry
    >>> visits = {
    ...     "date": [
    ...         f"{year}-0{month}-15"
    ...         for year in (1990, 1991, 1992)
    ...         for month in range(1, 9)
    ...     ]
    ...     + ["1997-05-01"]
    ... }
    >>> found = summitry.regimes(visits, since="1990-01-01", through="1999-12-31")
    >>> found[["era", "count", "frequency", "p"]].round(3)
                                      era  count  frequency      p
    0  regime 1: 1990-01-01 to 1992-07-30     23      8.918  0.001
    1  regime 2: 1992-07-31 to 1999-12-31      2      0.270  0.001
    """
    word_of(method, "phase_method", "method")
    readings = asked_readings(unclear)
    options: dict[str, Any] = {
        "method": method,
        "false_positive": real_number(false_positive, "false_positive"),
        "simulations": whole_number(
            simulations, "simulations", lowest=1, highest=MOST_SIMULATIONS
        ),
        "seed": whole_number(seed, "seed", lowest=0, highest=2**63 - 1),
    }
    table = Table(visits, "visits")
    first, last = day_of(since, "since"), day_of(through, "through")
    days, asked = table.days(date), matching(table, where or {})
    if direction is not None:
        asked &= Dyads(table).heading(direction)
    observed = (days >= first) & (days <= last)
    verdicts = verdicts_of(table)
    parts = []
    with watched(progress, "finding regimes") as tick:
        for reading in readings:
            account, used = account_of(asked, observed, verdicts, reading)
            own = days[used]
            found = _core.regimes_of_days(
                own, since=first, through=last, progress=tick, **options
            )
            rule = method if unclear != "both" else f"{method}, {READINGS[reading]}"
            columns = _eras(found["starts"], last + 1, own)
            constant = {
                "p": found["p"],
                "false_positive": options["false_positive"],
                "penalty": found["penalty"],
                "simulations": simulations,
                "seed": seed,
            }
            n = len(columns["era"])
            parts.append(
                {"rule": [rule] * n}
                | columns
                | {name: np.full(n, value) for name, value in constant.items()}
                | {"generator": ["pcg64"] * n, "reading": [READINGS[reading]] * n}
                | {name: np.full(n, number) for name, number in account.items()}
            )
    return table.build(stack(parts))


def _eras(
    starts: npt.NDArray[np.int64], end: int, days: npt.NDArray[np.int64]
) -> dict[str, Any]:
    """Name and count the regimes that start on these days."""
    ends = np.append(starts[1:], end)
    labels = [
        f"regime {number}: {iso(first)} to {iso(after - 1)}"
        for number, (first, after) in enumerate(zip(starts, ends, strict=True), start=1)
    ]
    counts = np.diff(np.searchsorted(np.sort(days), np.append(starts, end)))
    return {
        "era": labels,
        "start": to_dates(starts),
        "end": to_dates(ends),
        "days": ends - starts,
        "count": counts.astype(np.int64),
        "frequency": counts / ((ends - starts) / DAYS_A_YEAR),
    }
