"""The columns of a table of lags: days, their ends, and the visit that answers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames.asked_columns import Later, together
from summitry.frames.categories import Categories
from summitry.frames.dates import to_dates
from summitry.measure.covered_waits import STATUS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from summitry.frames import Table
    from summitry.frames.spans import ShortDays

RECEIPT = ("id", "label", "origin", "destination", "visitor", "visitor_rank", "host")
"""The columns that name a visit."""


def without_vague(
    parts: list[dict[str, Any]], together: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Leave out the columns that only vague days need, where there is none."""
    if any(columns["vague"].any() for columns in parts):
        parts = [one | two for one, two in zip(parts, together, strict=True)]
    if not any(_is_vague(columns) for columns in parts):
        for columns in parts:
            columns.pop("visit_date_latest", None)
    return parts


def lag_columns(
    status: npt.NDArray[np.uint8], found: Mapping[str, Any]
) -> dict[str, Any]:
    """Return each lag, whether a visit ended it, and what became of the shock."""
    unmeasured = status > 1
    return {
        "lag": np.ma.array(found["days"], mask=unmeasured),
        "observed": np.ma.array(status == 0, mask=unmeasured),
        "status": Categories(status.astype(np.int64), list(STATUS)),
    }


def end_columns(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return the least and greatest lag, and where they are not one number."""

    def ends() -> dict[str, Any]:
        columns = {}
        for name in ("lower", "upper"):
            days, seen = found[name], found[f"{name}_observed"]
            columns[f"lag_{name}"] = np.ma.array(days, mask=days < 0)
            columns[f"lag_{name}_observed"] = np.ma.array(seen, mask=days < 0)
        return columns

    names = ("lag_lower", "lag_upper", "lag_lower_observed", "lag_upper_observed")
    return together(names, ends) | {"vague": found["block"] >= 0}


def _is_vague(columns: dict[str, Any]) -> bool:
    """Whether a visit that answers may have been on another day."""
    first, last = columns["visit_date"], columns.get("visit_date_latest")
    return last is not None and bool((first < last).any())


def answer_columns(
    visits: Table, visit_days: ShortDays, found: Mapping[str, npt.NDArray[Any]]
) -> dict[str, Any]:
    """The first visit that answers each shock, with the columns that name it."""
    rows, answered = found["first"], found["first"] >= 0
    receipt: dict[str, Any] = {"shares_visit": found["shared"]}
    receipt["visit_date"] = to_dates(found["day"], ~answered)
    if visit_days[1] is not visit_days[0]:
        latest = np.append(visit_days[1], 0)[rows]
        receipt["visit_date_latest"] = to_dates(latest, ~answered)
    receipt["visit_row"] = np.ma.array(rows, mask=~answered)
    receipt["visit_count"] = found["number"]
    for column in RECEIPT:
        if visits.has(column):
            receipt[f"visit_{column}"] = Later(partial(visits.texts, column, rows))
    return receipt
