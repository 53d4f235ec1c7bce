"""Whether groups of shocks were answered equally fast."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.frames import Frame, Table
from summitry.frames.same_kind import same_kind
from summitry.infer.durations import Waits, read_waits

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt


@same_kind
def compare_lags(
    lags: Frame, *, group_by: str | Sequence[str], entry: str | None = None
) -> Frame:
    """
    Whether groups of shocks were answered equally fast: the log-rank test.

    Parameters
    ----------
    lags : frame of n rows
        As for `lag_summary`.
    group_by : str or sequence of str
        Columns that form the groups. Where there is a column ``reading``, the test is
        made for each reading by itself.
    entry : str, optional
        Column of the days after the shock at which it came under observation.

    Returns
    -------
    frame of one row a group, the kind that was given
        ``n``, ``left_out``, how many of the n are of ``duplicate_shocks`` (as for
        `lag_summary`), answers ``observed`` and ``expected`` if all groups waited
        alike; then the test, the same on every row of it: ``chi2``, ``df``, ``p``, a
        ``message`` where nothing could be compared (p is then 1), and ``test``. If some
        lags are known to a range of days, how many are ``vague``, and the p with all
        of them at their least, ``p_least_lags``, and at their greatest,
        ``p_greatest_lags``; the others take every date at its first day.

    Raises
    ------
    ColumnError, MissingValueError, RangeError
        As for `lag_summary`.

    Notes
    -----
    The degrees of freedom are the rank of the covariance: one fewer than the groups,
    and less where groups were never waiting at the same time. The p of vague lags at
    both ends are no bounds: lags between them may give another.

    References
    ----------
    Mantel (1966), Cancer Chemother. Rep. 50, 163.
    Klein and Moeschberger (2003), Survival Analysis, 2nd ed., 7.3.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> lags = pd.DataFrame(
    ...     {
    ...         "lag": [3, 5, 7, 2, 18, 16, 2, 9, 16],
    ...         "observed": [True] * 8 + [False],
    ...         "kind": ["test"] * 3 + ["death"] * 6,
    ...     }
    ... )
    >>> columns = ["kind", "observed", "expected", "p"]
    >>> summitry.compare_lags(lags, group_by="kind")[columns].round(3)
        kind  observed  expected      p
    0   test         3     1.629  0.174
    1  death         5     6.371  0.174
    """
    table = Table(lags, "lags")
    data = read_waits(table, group_by, entry)
    found = _tests(data, (data.durations, data.observed))
    vague = data.vague_groups()
    if vague.any():
        found = {"vague": vague} | found
        found["p_least_lags"] = _tests(data, data.ends.lower)["p"]
        found["p_greatest_lags"] = _tests(data, data.ends.upper)["p"]
    idle = np.where(found["df"] > 0, "", "nothing to compare: one group, or no answers")
    return table.build(
        data.keys
        | {"n": np.bincount(data.group, minlength=data.n_groups)}
        | {"left_out": data.left_out, "duplicate_shocks": data.duplicates()}
        | found
        | {"message": [text or None for text in idle.tolist()]}
        | {"test": ["log-rank"] * data.n_groups}
    )


def _tests(
    data: Waits, lags: tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]
) -> dict[str, npt.NDArray[Any]]:
    """One test for each reading, its outcome on the row of every group."""
    readings = np.array(data.keys.get("reading", [""] * data.n_groups), dtype=object)
    found = {
        "observed": np.zeros(data.n_groups, dtype=np.int64),
        "expected": np.zeros(data.n_groups),
        "chi2": np.zeros(data.n_groups),
        "df": np.zeros(data.n_groups, dtype=np.int64),
        "p": np.ones(data.n_groups),
    }
    for reading in dict.fromkeys(readings.tolist()):
        groups = np.flatnonzero(readings == reading)
        rows = np.isin(data.group, groups)
        waits = (
            lags[0][rows],
            lags[1][rows],
            None if data.entry is None else data.entry[rows],
            np.searchsorted(groups, data.group[rows]).astype(np.uint32),
            len(groups),
        )
        test: dict[str, Any] = {**_core.log_rank(waits)}
        for name, values in found.items():
            values[groups] = test[name]
    return found
