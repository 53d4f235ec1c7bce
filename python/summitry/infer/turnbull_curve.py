"""The share of shocks still without an answer, where lags are known to a range."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.frames import Frame, Table
from summitry.frames.at_rows import values_at
from summitry.frames.categories import constant
from summitry.frames.same_kind import same_kind
from summitry.infer.durations import read_waits
from summitry.output.progress import watched

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from summitry.output.progress import Progress


@same_kind
def turnbull_curve(
    lags: Frame,
    *,
    group_by: str | Sequence[str] | None = None,
    progress: Progress = None,
) -> Frame:
    """
    The share of shocks still without an answer, as a band where lags are vague.

    The alternative to `lag_curve` for lags that are known to a range of days. Where in
    an interval its share lies is not known: the curve falls from ``before`` to
    ``after`` somewhere in it.

    Parameters
    ----------
    lags : frame of n rows
        As for `lag_summary`: what `response_lags` returned, or ``lag_lower`` and
        ``lag_upper`` (missing: longer than the lower one).
    group_by : str or sequence of str, optional
        Columns that form groups, one curve each.
    progress : callable or False, optional
        Called with the rounds done and the rounds in all. Without it
        a bar shows them where the work is long and somebody watches; False shows none.

    Returns
    -------
    frame of one row a group and innermost interval, the kind that was given
        ``lag_lower`` and ``lag_upper``, its first and last day (the last is null where
        nothing bounds it); the ``mass`` in it; the share still waiting ``before`` it
        and ``after`` it; ``estimator``. Between two intervals the share stays.

    Raises
    ------
    ColumnError, MissingValueError, RangeError
        As for `lag_summary`.

    Notes
    -----
    A lag that was still running after c days is from c + 1 on. Each lag is taken for
    itself, also where two share a visit. Only intervals that begin with a left end and
    end with a right one, with no other left end in between, can have a mass. The masses
    are found by EM until none moves by more than 1e-13; one that EM only creeps to 0
    with is taken out, if its gradient is then at most 1. They need not be the only ones
    that make the lags likeliest.

    References
    ----------
    Turnbull (1976), J. R. Stat. Soc. B 38, 290. Gentleman and Geyer (1994), Biometrika
    81, 618.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> lags = pd.DataFrame({"lag_lower": [5, 9, 9, 19], "lag_upper": [5, 9, 9, None]})
    >>> columns = ["lag_lower", "lag_upper", "mass", "after"]
    >>> summitry.turnbull_curve(lags)[columns]
       lag_lower  lag_upper  mass  after
    0          5          5  0.25   0.75
    1          9          9  0.50   0.25
    2         20       <NA>  0.25   0.00
    """
    table = Table(lags, "lags")
    data = read_waits(table, group_by, None)
    (lower, seen), (upper, bounded) = data.ends.lower, data.ends.upper
    with watched(progress, "finding the shares of lags") as tick:
        found = _core.turnbull_masses(
            np.where(seen, lower, lower + 1),
            np.where(bounded, upper, np.inf),
            data.group,
            data.n_groups,
            progress=tick,
        )
    group, mass = found["group"], found["mass"]
    after = _after(group, mass)
    is_first = np.append(True, group[1:] != group[:-1])[: len(group)]
    endless = np.isinf(found["upper"])
    days: dict[str, Any] = {
        "lag_lower": found["lower"],
        "lag_upper": np.ma.array(np.where(endless, 0, found["upper"]), mask=endless),
    }
    whole = {*found["lower"] % 1, *np.where(endless, 0, found["upper"]) % 1} <= {0.0}
    if whole:
        days = {name: values.astype(np.int64) for name, values in days.items()}
    keys = {name: values_at(values, group) for name, values in data.keys.items()}
    return table.build(
        keys
        | days
        | {
            "mass": mass,
            "before": np.where(is_first, 1.0, np.append(1.0, after)[: len(group)]),
            "after": after,
            "estimator": constant("Turnbull", len(group)),
        }
    )


def _after(
    group: npt.NDArray[np.uint32], mass: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Add up the masses of the later intervals of each group, from the last one."""
    later = np.append(np.cumsum(mass[::-1])[::-1], 0.0)
    ends = np.searchsorted(group, group, side="right")
    return np.asarray(np.clip(later[1:] - later[ends], 0.0, 1.0))
