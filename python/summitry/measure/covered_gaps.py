"""Gaps under a coverage: one that nobody watched throughout is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames.categories import constant

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from summitry.measure.covered import Covered

    Days = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]


def known_columns(
    part: Covered,
    columns: Mapping[str, Any],
    unit: npt.NDArray[np.integer[Any]],
    window: tuple[int, int],
) -> dict[str, Any]:
    """
    Return the columns of gaps that a coverage changes.

    A gap is known if each of its days is compared, those of the visits around it
    included. Ranks and probabilities are those of the gaps that are known, on the days
    that are compared.
    """
    start = _days_or(columns["start"], window[0])
    end = _days_or(columns["end"], window[1])
    known = part.within(start, end + 1) == end + 1 - start
    holes = np.append(np.flatnonzero(~part.compared) + part.since, window[1] + 1)
    breaks_off = holes[np.searchsorted(holes, start)] - start
    length = np.asarray(columns["days"])
    share = length / max(int(part.compared.sum()), 1)
    chance = np.exp(-np.asarray(columns["visit_days"]) * np.log1p(share))
    judged = known & np.asarray(columns["open"])
    rank = np.asarray(columns["rank"]) - _longer(length, unit, known)
    return {
        "days_least": np.where(
            known, columns["days_least"], np.minimum(columns["days_least"], breaks_off)
        ),
        "rank": np.ma.array(rank, mask=~known),
        "probability": np.where(judged, chance, np.nan),
        "known": known,
        "coverage": constant(part.text, len(length)),
    }


def _days_or(dates: Any, blank: int) -> Days:
    """Days of an end of gaps; where there is no visit, an end of the observation."""
    days = np.asarray(dates).astype("datetime64[D]").astype(np.int64)
    return np.where(np.isnat(dates), blank, days)


def _longer(length: Days, unit: npt.NDArray[np.integer[Any]], known: Flags) -> Days:
    """Return how many gaps of its unit that are not known are longer than each."""
    step = int(length.max(initial=0)) + 1
    keys = unit.astype(np.int64) * step + length
    unknown = np.sort(keys[~known])
    within = np.searchsorted(unknown, (unit.astype(np.int64) + 1) * step)
    return np.asarray(within - np.searchsorted(unknown, keys, side="right"))
