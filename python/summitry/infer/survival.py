"""Lags that may not have ended: summaries and curves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from summitry import _core
from summitry.frames import Frame, Table
from summitry.frames.arguments import real_number, word_of
from summitry.frames.at_rows import values_at
from summitry.frames.categories import constant, repeated, texts_of
from summitry.frames.same_kind import same_kind
from summitry.infer.durations import read_waits
from summitry.infer.summary_ends import with_ends
from summitry.output.format import many

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

Limits: TypeAlias = Literal["log-log", "log", "plain"]
MeanLimits: TypeAlias = Literal["logit-t", "normal"]

_WHOLE_UP_TO = 2.0**53
"""Times up to here are whole numbers of days without loss."""
_MANY = 100
"""Answers from which on normal limits of a mean come near their level."""

_COUNTS = ("time", "at_risk", "events", "censored")


@same_kind
def lag_summary(
    lags: Frame,
    *,
    group_by: str | Sequence[str] | None = None,
    tau: float | None = None,
    level: float = 0.95,
    interval: Limits = "log-log",
    mean_interval: MeanLimits = "logit-t",
    entry: str | None = None,
) -> Frame:
    """
    How long the answers took: median and restricted mean, censored lags included.

    The mean of the answered lags alone stands beside them as ``complete_case_mean``. It
    is too short whenever a lag is censored, because it forgets the ones still waiting.

    Parameters
    ----------
    lags : frame of n rows
        What `response_lags` returned, or any table with ``lag`` (days) and ``observed``
        (False where the lag is censored), or with ``lag_lower`` and ``lag_upper`` for
        lags that are known to a range of days.
    group_by : str or sequence of str, optional
        Columns that form groups. A column ``reading``, where there is one, always does.
    tau : float, optional
        The mean is restricted to this many days. By default it is each group's
        shortest censored lag of at least a day, or the longest lag if there is none;
        give it when groups are compared.
    level : float, default 0.95
        Confidence of the limits.
    interval : {"log-log", "log", "plain"}
        Scale on which the limits of the curve, and so of the median, are symmetric.
    mean_interval : {"logit-t", "normal"}
        Limits of the restricted mean: with a t quantile and symmetric in the logit of
        the mean over tau, which is right for few answers; or the usual ones, the mean
        and so many standard errors, which then cover too little.
    entry : str, optional
        Column of the days after the shock at which it came under observation (left
        truncation); it is at risk from that day on, that day included.

    Returns
    -------
    frame of one row a group, the kind that was given
        ``n`` lags, of them ``observed`` and ``censored``; ``left_out`` shocks without a
        lag; how many lags are of ``duplicate_shocks``, which repeat another row or its
        id and count like any other (missing where `lags` does not say), and how many
        are ``vague``; ``complete_case_mean``; ``median`` with
        limits; ``restricted_mean`` with standard error and limits; each of the three
        also as ``_least`` and ``_greatest`` over all that vague lags may be, the same
        number where none is vague, but of a median where the curve stays at one half
        the days from which and to which it does, the greatest null where nothing ends
        its stay; the ``tau`` of the restricted mean, and ``extrapolated`` where that is
        beyond the shortest censored lag, so that some were not followed so long;
        ``constant_rate_mean`` with limits, the mean if answers come at a constant rate;
        a ``message`` where there is something to say; ``estimator``, ``interval``,
        ``mean_interval`` and ``level``. What does not exist is null.

    Raises
    ------
    ColumnError
        If a column is missing or not a number.
    MissingValueError
        If a lag is missing although the shock's status says it has one.
    RangeError
        If a lag is negative, an entry is after its lag, or `level` or `tau` is out of
        range.
    InputError
        If `interval` or `mean_interval` is none of those listed.

    Notes
    -----
    Kaplan-Meier with Greenwood's variance. Where the curve is exactly one half over an
    interval the median is the middle of it, as in R; that it may be any day of it is
    said by ``median_least`` and ``median_greatest``. The variance of the restricted
    mean is Klein and Moeschberger's; it is null where no end leaves anybody waiting.
    Its default limits have one degree of freedom fewer than answers, and are null for
    fewer than two; docs/coverage.md shows what both kinds of limits cover. At a
    constant rate the mean is the time at risk over the answers, with chi-square limits.

    Vague lags: every combination of what their blocks may be is summarized, as far as
    it can be least or greatest; beyond 16,384 combinations all lags are taken at their
    least and at their greatest, and the message says so. Limits are then the widest of
    all combinations; the standard error and the mean at a constant rate, which have no
    least and greatest, are null.

    References
    ----------
    Kaplan and Meier (1958), J. Am. Stat. Assoc. 53, 457.
    Klein and Moeschberger (2003), Survival Analysis, 2nd ed., 4.2 to 4.6.
    Brookmeyer and Crowley (1982), Biometrics 38, 29, for the limits of the median.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> tests = pd.DataFrame(
    ...     {"lag": [114, 99, 146, 187], "observed": [True, True, True, False]}
    ... )
    >>> columns = ["n", "censored", "complete_case_mean", "median", "restricted_mean"]
    >>> summitry.lag_summary(tests)[columns].round(1)
       n  censored  complete_case_mean  median  restricted_mean
    0  4         1               119.7   130.0            136.5
    """
    word_of(interval, "limits", "interval")
    word_of(mean_interval, "mean_limits", "mean_interval")
    table = Table(lags, "lags")
    data = read_waits(table, group_by, entry)
    found: dict[str, Any] = {
        **_core.survival_summary(
            (*data[:4], data.n_groups),
            tau=None if tau is None else real_number(tau, "tau"),
            level=real_number(level, "level"),
            limits=interval,
            mean_limits=mean_interval,
        )
    }
    n, observed = found["n"].astype(np.int64), found["observed"].astype(np.int64)
    vague, doubled = data.vague_groups(), data.duplicates()
    found = with_ends(found, data, tau=tau, level=level, how=(interval, mean_interval))
    attained = found.pop("attained")
    rough = (mean_interval == "normal") & (observed < _MANY)
    about = {"vague": vague, "attained": attained, "too_low": rough}
    about["doubled"] = np.ma.filled(doubled, 0)
    messages = _messages(found | about, n - observed)
    del found["n"], found["observed"], found["emptied_early"]
    method = {
        "estimator": "Kaplan-Meier",
        "interval": interval,
        "mean_interval": mean_interval,
    }
    every = np.arange(data.n_groups)
    return table.build(
        {name: values_at(values, every) for name, values in data.keys.items()}
        | {"n": n, "observed": observed, "censored": n - observed}
        | {"left_out": data.left_out, "duplicate_shocks": doubled, "vague": vague}
        | found
        | {"message": texts_of(messages)}
        | {name: constant(word, data.n_groups) for name, word in method.items()}
        | {"level": np.full(data.n_groups, level)}
    )


@same_kind
def lag_curve(
    lags: Frame,
    *,
    group_by: str | Sequence[str] | None = None,
    level: float = 0.95,
    interval: Limits = "log-log",
    entry: str | None = None,
) -> Frame:
    """
    The share of shocks still without an answer, day by day.

    Parameters
    ----------
    lags : frame of n rows
        As for `lag_summary`.
    group_by : str or sequence of str, optional
        Columns that form groups, one curve each.
    level : float, default 0.95
        Confidence of the pointwise limits.
    interval : {"log-log", "log", "plain"}
        Scale on which the limits are symmetric.
    entry : str, optional
        Column of the days after the shock at which it came under observation.

    Returns
    -------
    frame of one row a group and distinct lag, the kind that was given
        ``time``; how many were ``at_risk`` just before it; ``events`` and ``censored``
        on it; the share still waiting after it, ``survival``, with ``se``, ``lower``
        and ``upper`` (null once nobody is waiting); ``interval`` and ``level``. Before
        the first row the share is 1. Vague lags stand at the first day that everything
        may have been; how many they are is said in ``vague``, and `turnbull_curve`
        draws them as what they are.

    Raises
    ------
    ColumnError, MissingValueError, RangeError, InputError
        As for `lag_summary`.

    References
    ----------
    Kaplan and Meier (1958), J. Am. Stat. Assoc. 53, 457.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> tests = pd.DataFrame(
    ...     {"lag": [114, 99, 146, 187], "observed": [True, True, True, False]}
    ... )
    >>> columns = ["time", "at_risk", "events", "censored", "survival"]
    >>> summitry.lag_curve(tests)[columns]
       time  at_risk  events  censored  survival
    0    99        4       1         0      0.75
    1   114        3       1         0      0.50
    2   146        2       1         0      0.25
    3   187        1       0         1      0.25
    """
    word_of(interval, "limits", "interval")
    table = Table(lags, "lags")
    data = read_waits(table, group_by, entry)
    found: dict[str, Any] = {
        **_core.survival_curve(
            (*data[:4], data.n_groups),
            level=real_number(level, "level"),
            limits=interval,
        )
    }
    group = found.pop("group")
    time = found["time"]
    if np.array_equal(time, np.floor(time)) and (time < _WHOLE_UP_TO).all():
        found["time"] = found["time"].astype(np.int64)
    found |= {name: found[name].astype(np.int64) for name in _COUNTS[1:]}
    keys = {name: values_at(values, group) for name, values in data.keys.items()}
    method = {
        "interval": constant(interval, len(group)),
        "level": repeated(float(level), len(group)),
    }
    vague = data.vague_groups()
    marked = {"vague": vague[group]} if vague.any() else {}
    return table.build(keys | found | marked | method)


def _messages(
    found: dict[str, npt.NDArray[Any]], censored: npt.NDArray[np.int64]
) -> list[str | None]:
    """What a reader of each group's row has to know."""
    return [
        "; ".join(_remarks({name: column[row] for name, column in found.items()}, left))
        or None
        for row, left in enumerate(censored.tolist())
    ]


def _remarks(group: dict[str, Any], censored: int) -> list[str]:
    if group["n"] == 0:
        return ["no lags"]
    remarks = []
    if np.isnan(group["median"]):
        remarks.append(f"median not reached; {censored} censored")
    remarks += _on_duplicates(group["doubled"], group["n"])
    if group["extrapolated"]:
        remarks.append(
            f"the mean is restricted to {many(format(group['tau'], 'g'), 'day')}, to which not every lag "
            "was followed"
        )
    if not np.isnan(group["emptied_early"]):
        remarks.append(
            "nobody under observation was waiting after "
            f"{many(format(group['emptied_early'], 'g'), 'day')}, although others came under observation later: the curve stays at 0"
        )
    if group["vague"]:
        are = "is" if group["vague"] == 1 else "are"
        remarks.append(
            f"{group['vague']} of {many(group['n'], 'lag')} {are} known to a range of days: a mean "
            "and a median have a least and a greatest value; single numbers take every "
            "date at its first day; a standard error and the mean at a constant rate are "
            "left out, which would be those of the first days"
        )
    if not group["attained"]:
        remarks.append("not every one of their days was gone through: outer bounds")
    if group["too_low"]:
        remarks.append(
            f"normal limits of a mean cover too little below {_MANY} answers; logit-t "
            "keeps its level"
        )
    return remarks


def _on_duplicates(number: int, lags: int) -> list[str]:
    if not number:
        return []
    are, of = ("is", "a shock that repeats")
    if number > 1:
        are, of = ("are", "shocks that repeat")
    counted = f"another row of the shocks or its id, and {are} counted like any other"
    return [f"{number} of {many(lags, 'lag')} {are} of {of} {counted}"]
