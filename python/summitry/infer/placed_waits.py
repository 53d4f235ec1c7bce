"""Shocks and visits of a placebo test, at the first and at the latest days of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry import _core
from summitry.exceptions import InputError

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.frames.spans import Days


class PlacedWaits(NamedTuple):
    """Shocks and visits of one reading, at their first and at their latest days."""

    shock_days: Days
    shock_groups: npt.NDArray[np.uint32]
    visit_days: Days
    groups: npt.NDArray[np.uint32]
    rows: npt.NDArray[np.bool_]
    cuts: npt.NDArray[np.int64]
    measured: npt.NDArray[np.bool_]
    doubled: npt.NDArray[np.bool_]
    options: dict[str, Any]

    def placed(self, end: int, **options: Any) -> dict[str, Any]:
        """The test with all dates at their first, or all at their latest day."""
        days, asked = self.shock_days[end], self.options | options
        inside = (days >= asked["since"]) & (days <= asked["through"]) & self.measured
        # A draw gives each shock its day in turn, so that the turns are those of time.
        turns = np.flatnonzero(inside)
        turns = turns[np.argsort(days[turns], kind="stable")]
        found: dict[str, Any] = {
            **_core.placebo_test(
                days[turns],
                self.shock_groups[turns],
                self.visit_days[end][self.rows],
                self.groups[self.rows],
                self.cuts,
                **asked,
            )
        }
        n = int(inside.sum())
        again = np.ma.array(self.doubled)[inside].sum(keepdims=True)
        return found | {"n": n, "left_out": len(days) - n, "duplicate_shocks": again}

    def placed_at_latest(self, tau: int) -> dict[str, Any]:
        """The same at the latest days; nothing where no shock can be placed then."""
        try:
            return self.placed(1, tau=tau)
        except InputError as error:
            if error.code != "undefined":
                raise
            return {}


def differ(days: Days, rows: npt.NDArray[np.bool_] | None = None) -> bool:
    """Whether some of these days are known to a range only."""
    vague = days[0] < days[1]
    return bool(vague.any() if rows is None else (vague & rows).any())
