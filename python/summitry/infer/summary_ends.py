"""Both ends of the summaries of lags that are known to a range of days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.frames.arguments import real_number

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.infer.durations import Waits

_RANGED = ("complete_case_mean", "median", "restricted_mean")
_OF_FIRST_DAYS = (
    "restricted_mean_se",
    *("constant_rate_mean", "constant_rate_mean_lower", "constant_rate_mean_upper"),
)
"""What has no least and greatest, and so nothing to stand beside those that have."""
_WIDEST = (
    *("median_lower", "median_upper"),
    *("restricted_mean_lower", "restricted_mean_upper"),
)


def with_ends(
    found: dict[str, Any],
    data: Waits,
    *,
    tau: float | None,
    level: float,
    how: tuple[str, str],
) -> dict[str, Any]:
    """
    Return summaries with the least and the greatest of each number beside it.

    A group without a vague lag keeps what it has, to the bit; the two ends differ only
    of a median where the curve stays at one half. In the others the horizon
    is one for all that the lags may be, and limits are the widest.
    """
    options: dict[str, Any] = {
        "level": real_number(level, "level"),
        "limits": how[0],
        "mean_limits": how[1],
    }
    groups = np.flatnonzero(data.vague_groups())
    found = {name: values.copy() for name, values in found.items()}
    # A median has ends of its own where the curve stays at one half.
    ends: dict[str, npt.NDArray[Any]] = {
        f"{name}_{end}": found.pop(f"{name}_{end}", found[name]).copy()
        for name in _RANGED
        for end in ("least", "greatest")
    }
    attained = np.ones(data.n_groups, dtype=bool)
    if groups.size:
        rows = np.flatnonzero(np.isin(data.group, groups))
        own = data.ends.at(rows)
        codes = np.searchsorted(groups, data.group[rows]).astype(np.uint32)
        vague: dict[str, Any] = {
            **_core.survival_ends(
                (data.durations[rows], data.observed[rows]),
                *own,
                codes,
                len(groups),
                tau=None if tau is None else real_number(tau, "tau"),
                **options,
            )
        }
        attained[groups] = vague["attained"]
        for place, group in enumerate(groups.tolist()):
            _at_horizon(found, data, group, vague["tau"][place], options)
        for name, values in ends.items():
            values[groups] = vague[name]
        for name in (*_WIDEST, "extrapolated"):
            found[name][groups] = vague[name]
        for name in _OF_FIRST_DAYS:
            found[name][groups] = np.nan
    ordered: dict[str, Any] = {}
    for name, values in found.items():
        ordered[name] = values
        if name in _RANGED:
            ordered |= {
                f"{name}_{end}": ends[f"{name}_{end}"] for end in ("least", "greatest")
            }
    return ordered | {"attained": attained}


def _at_horizon(
    found: dict[str, Any], data: Waits, group: int, tau: float, options: dict[str, Any]
) -> None:
    """Restrict the mean of a group, on the first days, to the horizon of its ends."""
    rows = data.group == group
    group_of = np.zeros(int(rows.sum()), dtype=np.uint32)
    waits = (data.durations[rows], data.observed[rows], None, group_of, 1)
    made: dict[str, Any] = {
        **_core.survival_summary(waits, tau=tau if tau > 0 else None, **options)
    }
    for name, values in found.items():
        values[group] = made[name][0]
