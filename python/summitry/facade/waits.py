"""The tables of a run on waiting: lags, their summary, and if they are unusual."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import AllCensoredWarning, InputError
from summitry.frames import Frame, Table
from summitry.frames.spans import day_spans
from summitry.frames.warned import quiet
from summitry.infer.compare_lags import compare_lags
from summitry.infer.placebo import placebo_test
from summitry.infer.survival import lag_summary
from summitry.measure.lags import response_lags
from summitry.measure.one_stretch import UNCOVERED
from summitry.measure.unclear import READINGS, asked_readings
from summitry.output.format import many

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from summitry.claims.specification import Specification

_FEWEST = 2
_UNTESTED = "Whether the lags are unusual is not tested"


def waits_of(
    visits: Table,
    shocks: Table,
    strata: Frame | None,
    spec: Specification,
    coverage: Frame | None = None,
    *,
    unvisited: npt.NDArray[np.bool_],
) -> tuple[dict[str, Frame], list[str]]:
    """
    Return the lags, their summary, and whether they are unusual.

    Each reading of the visits has a horizon of its own, the same in both tables, so
    that no reading changes the numbers of another.

    The strata of the placebo are eras, or the phases found in the visits. `unvisited`
    are the shocks of a pair of countries that no visit on record is of: they wait to
    the end, and have the mark ``unvisited_pair``. With the tables go notes on what was
    not tested, and why.
    """
    seen = {"since": spec.since, "through": spec.through}
    asked: dict[str, Any] = seen | {
        "same_day": spec.same_day,
        "unclear": spec.unclear,
    }
    # A claim on such a shock waits to the end as well: one sentence has one answer.
    asked["unvisited_pairs"] = "censor"
    # The tables show it, and a study's shocks are not its reader's to change.
    with quiet(AllCensoredWarning):
        found = response_lags(
            shocks, visits, overlap=spec.overlap, coverage=coverage, **asked
        )
    lags = Table(found, "lags")
    notes = _on_shocks(lags, unvisited)
    if unvisited.any():
        lonely = np.resize(unvisited, len(lags))
        lags = Table(lags.with_columns({"unvisited_pair": lonely}), "lags")
    summary = lag_summary(lags, level=spec.level, tau=spec.tau)
    summary = _of_a_day(Table(summary, "lag_summary"))
    tables: dict[str, Frame] = {"lags": lags.native, "lag_summary": summary}
    measured = ~np.isnan(lags.floats("lag"))
    if not measured.any():
        return tables, notes
    # Moved shocks are not held against one another, so where the overlap of shocks
    # matters the placebo would test another mean than the one above it.
    if spec.overlap != "both":
        notes.append(
            f"{_UNTESTED}: moved shocks are not held against one another, as "
            f"overlap = '{spec.overlap}' asks."
        )
    else:
        asked |= {"strata": strata, "coverage": coverage}
        tested, untested = _placebo(shocks, visits, summary, asked)
        tables |= tested
        notes += untested
    # A pair that nobody visits says nothing of when a wait became longer.
    measured &= ~np.resize(unvisited, len(lags))
    if measured.sum() >= _FEWEST * len(set(lags.values("reading"))):
        tables["lag_comparison"] = _first_against_others(lags, measured)
    return tables, notes


def _on_shocks(lags: Table, unvisited: npt.NDArray[np.bool_]) -> list[str]:
    """Say which shocks of a run are of a pair that nobody visits, or stand twice."""
    shocks, lonely = many(len(unvisited), "shock"), int(unvisited.sum())
    again = lags.categories("duplicate_shock").coded(("true",))[: len(unvisited)]
    doubled = int((again >= 0).sum())
    notes = []
    if lonely:
        notes.append(
            f"Of {shocks} {lonely} {'is' if lonely == 1 else 'are'} of a pair "
            "of countries that no visit on record is of: counted as waiting to the end, "
            "and left out where the first shock is compared with the others."
        )
    if doubled:
        notes.append(
            f"Of {shocks} {doubled} {'repeats' if doubled == 1 else 'repeat'} another "
            "row or its id: each counts like any other."
        )
    return notes


def _of_a_day(summary: Table) -> Frame:
    """
    Restrict means to a day at least, as the shocks at other times need.

    Where every shock was answered on its own day, the mean is 0 by any horizon.
    """
    taus = summary.floats("tau")
    at_once = (taus < 1) & (summary.integers("censored") == 0)
    return summary.with_columns({"tau": np.where(at_once, 1.0, taus)})


def _placebo(
    shocks: Table, visits: Table, summary: Frame, asked: Mapping[str, Any]
) -> tuple[dict[str, Frame], list[str]]:
    """
    Test each reading of the visits at the horizon that its own mean has above.

    With the table go notes on the readings that were not tested, and why.
    """
    table = Table(summary, "lag_summary")
    taus = dict(zip(table.values("reading"), table.values("tau"), strict=True))
    parts: list[Frame] = []
    untested: dict[str, str] = {}
    for word in asked_readings(asked["unclear"]):
        reading = READINGS[word]
        try:
            parts.append(
                placebo_test(
                    shocks,
                    visits,
                    method="shift",
                    tau=max(1, int(taus[reading])),
                    **{**asked, "unclear": word},
                )
            )
        except InputError as error:
            if error.code not in {"undefined", *UNCOVERED}:
                raise
            why = "that needs one stretch of days on which shocks can be moved"
            if error.code == "undefined":
                why = "no shock was followed for as many days as the mean is restricted to"
            untested[reading] = why
    notes = [f"{_UNTESTED}: {why}." for why in dict.fromkeys(untested.values())]
    if parts:
        notes = [
            f"{_UNTESTED} {reading} visits: {why}." for reading, why in untested.items()
        ]
    found = {"placebo": Table.concat(parts, "placebo", fill=True)} if parts else {}
    return found, notes


def _first_against_others(lags: Table, measured: Any) -> Frame:
    """Compare the first shock that has a lag with the others."""
    days, _ = day_spans(lags, "date")
    first = days == days[measured].min()
    order = [
        None if not known else "first" if is_first else "later"
        for known, is_first in zip(measured.tolist(), first.tolist(), strict=True)
    ]
    kept = Table(lags.with_columns({"shock": order}), "lags").rows(
        np.flatnonzero(measured)
    )
    return compare_lags(kept, group_by="shock")
