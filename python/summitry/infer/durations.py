"""Waiting times read from a table: how long, whether answered, in which group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.exceptions import InputError, MissingValueError, RangeError
from summitry.frames import Table, refuse_unknown
from summitry.frames.arguments import several_texts
from summitry.infer.lag_ends import LagEnds, read_ends

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

_WITHOUT_LAG = (
    "shock_after_end",
    "shock_before_start",
    "left_out",
    "outside_coverage",
    "unvisited_pair",
    "outside_existence",
    "other_dyad",
)
_OBSERVED = ("false", "true", "0", "1")


class Waits(NamedTuple):
    """Waiting times, and which group each belongs to."""

    durations: npt.NDArray[np.float64]
    observed: npt.NDArray[np.bool_]
    entry: npt.NDArray[np.float64] | None
    group: npt.NDArray[np.uint32]
    keys: dict[str, list[Any]]
    n_groups: int
    left_out: npt.NDArray[np.int64]
    ends: LagEnds
    doubled: npt.NDArray[np.bool_] | None

    def duplicates(self) -> npt.NDArray[np.int64]:
        """How many lags of each group are of a shock that repeats another one."""
        if self.doubled is None:
            none = np.zeros(self.n_groups, dtype=np.int64)
            return np.ma.array(none, mask=True)
        return np.bincount(self.group[self.doubled], minlength=self.n_groups)

    def vague_groups(self) -> npt.NDArray[np.int64]:
        """How many lags of each group are not one number."""
        own = self.group[self.ends.vague]
        return np.bincount(own, minlength=self.n_groups)


def read_waits(
    table: Table, group_by: str | Sequence[str] | None, entry: str | None
) -> Waits:
    """
    Read the lags of a table, and group them by columns.

    Raises
    ------
    MissingValueError
        If a lag is missing although no status says why.
    RangeError
        If a lag or an entry is negative, or an entry is after its lag.
    InputError
        If a lag that is known to a range of days came under observation late.
    """
    given = () if group_by is None else group_by
    names = several_texts(given, "group_by", "group_by='era'")
    if table.has("reading") and "reading" not in names:
        names.insert(0, "reading")
    group, first = _groups(table, names)
    values = {name: table.values(name) for name in names}
    keys = {name: [column[row] for row in first] for name, column in values.items()}
    n_groups = len(first) if names else 1
    ranged = not table.has("lag") and table.has("lag_lower") and table.has("lag_upper")
    lag = table.floats("lag_lower" if ranged else "lag")
    out = _without_lag(table, lag)
    seen = _observed(table, out, ranged=ranged)
    ends = read_ends(table, lag, seen)
    if entry is not None and (ends.vague & ~out).any():
        raise InputError(
            "a lag that is known to a range of days cannot come under observation late",
            code="vague_entry",
            column=entry,
            hint="leave out the rows of which 'vague' is true, or `entry`",
        )
    return Waits(
        lag[~out],
        seen[~out],
        None if entry is None else _entries(table, entry, lag, out)[~out],
        group[~out],
        keys,
        n_groups,
        np.bincount(group[out], minlength=n_groups),
        ends.at(np.flatnonzero(~out)),
        _doubled(table, out),
    )


def _doubled(table: Table, out: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_] | None:
    """Which lags are of a shock that repeats another one; None if nothing says so."""
    if not table.has("duplicate_shock"):
        return None
    codes = table.categories("duplicate_shock").coded(("true",))[~out]
    return np.asarray(codes >= 0)


def _observed(
    table: Table, out: npt.NDArray[np.bool_], *, ranged: bool
) -> npt.NDArray[np.bool_]:
    """Whether each lag was seen to its end; of a bare range, whether it has one."""
    if ranged and not table.has("observed"):
        return np.asarray(~np.isnan(table.floats("lag_upper")))
    observed = table.categories("observed")
    seen = np.where(out, 0, observed.coded(_OBSERVED))
    if (seen < 0).any():
        refuse_unknown(table, "observed", observed, seen, _OBSERVED, "observed")
    return np.asarray(seen % 2 == 1)


def _without_lag(table: Table, lag: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Where a shock has no lag; a lag may be missing nowhere else, nor be negative."""
    out = np.zeros(len(table), dtype=bool)
    if table.has("status"):
        status = table.categories("status")
        out = np.isin(status.coded(_WITHOUT_LAG), range(len(_WITHOUT_LAG)))
    missing = np.flatnonzero(np.isnan(lag) & ~out)
    if missing.size:
        raise MissingValueError(
            f"{table.name} row {missing[0]}: lag is missing, and no status says why",
            code="missing_lag",
            column="lag",
            rows=missing,
            n_bad=missing.size,
            hint="drop the row, or give the status 'shock_after_end' or "
            "'shock_before_start'",
        )
    _refuse(table, "lag", lag, ~out & ~(np.isfinite(lag) & (lag >= 0)))
    return out


def _entries(
    table: Table,
    column: str,
    lag: npt.NDArray[np.float64],
    out: npt.NDArray[np.bool_],
) -> npt.NDArray[np.float64]:
    """Days at which each shock came under observation, none after its lag."""
    entry = table.floats(column)
    _refuse(table, column, entry, ~out & ~(np.isfinite(entry) & (entry >= 0)))
    late = np.flatnonzero(~out & (entry > lag))
    if late.size:
        raise RangeError(
            f"{table.name} row {late[0]}: '{column}' is {entry[late[0]]:g}, after the "
            f"lag of {lag[late[0]]:g}",
            code="entry_after_end",
            column=column,
            rows=late,
            n_bad=late.size,
        )
    return entry


def _refuse(
    table: Table,
    column: str,
    values: npt.NDArray[np.float64],
    bad: npt.NDArray[np.bool_],
) -> None:
    rows = np.flatnonzero(bad)
    if rows.size:
        raise RangeError(
            f"{table.name} row {rows[0]}: '{column}' is {values[rows[0]]:g}, not a "
            "number of days of at least 0",
            code="bad_duration",
            column=column,
            rows=rows,
            n_bad=rows.size,
        )


def _groups(
    table: Table, names: Sequence[str]
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]:
    """Return each row's group, by first appearance, and each group's first row."""
    codes = np.zeros(len(table), dtype=np.int64)
    for name in names:
        found = table.categories(name)
        codes = codes * (len(found.labels) + 1) + found.codes + 1
        codes = np.unique(codes, return_inverse=True)[1].astype(np.int64)
    _, first, sorted_codes = np.unique(codes, return_index=True, return_inverse=True)
    order = np.argsort(first)
    place = np.empty(len(order), dtype=np.uint32)
    place[order] = np.arange(len(order), dtype=np.uint32)
    return place[sorted_codes], first[order].astype(np.int64)
