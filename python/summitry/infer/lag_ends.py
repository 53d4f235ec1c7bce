"""The least and the greatest that each lag of a table may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from summitry.exceptions import RangeError

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.frames import Table

    Reals = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

EXACT, FREE = -1, -2
"""The block of a lag that is one number, and of one that may be any of a range."""


class LagEnds(NamedTuple):
    """Both ends of each lag, and which lags go together."""

    lower: tuple[Reals, Flags]
    upper: tuple[Reals, Flags]
    block: npt.NDArray[np.int64]
    completions: list[str | None]

    @property
    def vague(self) -> Flags:
        """Whether each lag is more than one number."""
        return np.asarray(self.block != EXACT)

    def at(self, rows: npt.NDArray[np.int64]) -> LagEnds:
        """The lags at these positions."""
        return LagEnds(
            (self.lower[0][rows], self.lower[1][rows]),
            (self.upper[0][rows], self.upper[1][rows]),
            np.ascontiguousarray(self.block[rows]),
            [self.completions[row] for row in rows.tolist()],
        )


def read_ends(table: Table, lag: Reals, observed: Flags) -> LagEnds:
    """
    Read what `response_lags` says of lags that are not known to the day.

    A table may as well have ``lag_lower`` and ``lag_upper`` alone; an upper end that is
    missing means longer than the lower one.

    Raises
    ------
    RangeError
        If an end is negative, or the upper one is before the lower one.
    """
    exact = np.full(len(table), EXACT, dtype=np.int64)
    nothing: list[str | None] = [None] * len(table)
    if not (table.has("lag_lower") and table.has("lag_upper")):
        return LagEnds((lag, observed), (lag, observed), exact, nothing)
    lower, upper = table.floats("lag_lower"), table.floats("lag_upper")
    known = ~np.isnan(lower) & ~np.isnan(lag)
    lower = np.where(known, lower, lag)
    endless = known & np.isnan(upper)
    upper = np.where(known & ~endless, upper, np.where(endless, lower, lag))
    seen = [
        np.where(known, _flags(table, name, observed), observed)
        for name in ("lag_lower_observed", "lag_upper_observed")
    ]
    seen[1] &= ~endless
    vague = known & ((lower != upper) | (seen[0] != seen[1]))
    odd = np.flatnonzero(known & ~((lower >= 0) & (upper >= 0)))
    odd = odd if odd.size else np.flatnonzero(vague & seen[1] & (upper < lower))
    if odd.size:
        row = int(odd[0])
        raise RangeError(
            f"{table.name} row {row}: a lag of {lower[row]:g} to {upper[row]:g} days is "
            "none",
            code="bad_duration",
            column="lag_lower",
            rows=odd[:10],
            n_bad=odd.size,
        )
    block = np.where(vague, FREE, EXACT).astype(np.int64)
    completions = nothing
    if table.has("lag_block") and table.has("lag_completions"):
        numbers = table.floats("lag_block")
        together = known & ~np.isnan(numbers)
        block = np.where(together, np.nan_to_num(numbers), block).astype(np.int64)
        completions = [
            None if value is None else str(value)
            for value in table.values("lag_completions")
        ]
    return LagEnds((lower, seen[0]), (upper, seen[1]), block, completions)


def _flags(table: Table, column: str, otherwise: Flags) -> Flags:
    """Whether an end was observed; where nothing says so, whether the lag was."""
    if not table.has(column):
        return otherwise
    found = table.categories(column)
    codes = found.coded(("false", "true"))
    return np.asarray(np.where(codes < 0, otherwise, codes == 1))
