"""Changes: when the frequency of visits changed, found in the visits themselves."""

from __future__ import annotations

from math import isfinite, log
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from summitry import _core
from summitry._arguments import one_of, real_number, whole_number
from summitry._dates import day_of, iso, to_dates
from summitry._dyads import Dyads
from summitry._frames import Frame, Table
from summitry._selection import account_of, matching
from summitry.exceptions import InputError, RangeError
from summitry.tally import DAYS_A_YEAR, READINGS, asked_readings, stack
from summitry.visits import verdicts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy.typing as npt

Method: TypeAlias = Literal["blocks", "single"]

_MOST_SIMULATIONS = 10_000_000


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
    progress: Callable[[int, int], object] | None = None,
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
    progress : callable, optional
        Called with the simulations done and the simulations in all.

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
    one_of(method, "method", ("blocks", "single"))
    readings = asked_readings(unclear)
    options: dict[str, Any] = {
        "method": method,
        "false_positive": real_number(false_positive, "false_positive"),
        "simulations": whole_number(
            simulations, "simulations", lowest=1, highest=_MOST_SIMULATIONS
        ),
        "seed": whole_number(seed, "seed", lowest=0, highest=2**63 - 1),
        "progress": progress,
    }
    table = Table(visits, "visits")
    first, last = day_of(since, "since"), day_of(through, "through")
    days, asked = table.days(date), matching(table, where or {})
    if direction is not None:
        asked &= Dyads(table).heading(direction)
    observed = (days >= first) & (days <= last)
    verdicts = verdicts_of(table)
    parts = []
    for reading in readings:
        account, used = account_of(asked, observed, verdicts, reading)
        own = days[used]
        found = _core.regimes_of_days(own, since=first, through=last, **options)
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


def change_point(
    periods: Frame,
    *,
    count: str = "count",
    exposure: str | None = None,
    simulations: int = 9_999,
    seed: int = 0,
    progress: Callable[[int, int], object] | None = None,
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
    progress : callable, optional
        Called with the simulations done and the simulations in all.

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
    place, ratio, p = _core.change_point(
        counts.astype(np.uint64),
        exposures,
        simulations=whole_number(
            simulations, "simulations", lowest=1, highest=_MOST_SIMULATIONS
        ),
        seed=whole_number(seed, "seed", lowest=0, highest=2**63 - 1),
        progress=progress,
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


def bayesian_blocks(
    times: npt.ArrayLike,
    *,
    start: float | None = None,
    end: float | None = None,
    p0: float = 0.05,
    penalty: float | None = None,
    progress: Callable[[int, int], object] | None = None,
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
    progress : callable, optional
        Called with the cells done and the cells in all.

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
    return _core.block_edges(
        values,
        start=None if start is None else real_number(start, "start"),
        end=None if end is None else real_number(end, "end"),
        penalty=float(penalty),
        progress=progress,
    )
