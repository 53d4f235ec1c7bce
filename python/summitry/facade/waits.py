"""The tables of a run on waiting: lags, their summary, and if they are unusual."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import InputError
from summitry.frames import Frame, Table
from summitry.frames.spans import day_spans
from summitry.infer.compare_lags import compare_lags
from summitry.infer.placebo import placebo_test
from summitry.infer.survival import lag_summary
from summitry.measure.lags import response_lags
from summitry.measure.one_stretch import UNCOVERED

if TYPE_CHECKING:
    from summitry.claims.specification import Specification

_FEWEST = 2


def waits_of(
    visits: Table,
    shocks: Table,
    strata: Frame | None,
    spec: Specification,
    coverage: Frame | None = None,
) -> dict[str, Frame]:
    """
    Return the lags, their summary, and whether they are unusual: all to one horizon.

    The strata of the placebo are eras, or the phases found in the visits.
    """
    seen = {"since": spec.since, "through": spec.through}
    asked = seen | {"same_day": spec.same_day, "unclear": spec.unclear}
    # A claim on such a shock waits to the end as well: one sentence has one answer.
    asked["unvisited_pairs"] = "censor"
    found = response_lags(
        shocks, visits, overlap=spec.overlap, coverage=coverage, **asked
    )
    lags = Table(found, "lags")
    tau = spec.tau or _horizon(lags, spec)
    tables: dict[str, Frame] = {
        "lags": lags.native,
        "lag_summary": lag_summary(lags, level=spec.level, tau=tau),
    }
    measured = ~np.isnan(lags.floats("lag"))
    # Moved shocks are not held against one another, so where the overlap of shocks
    # matters the placebo would test another mean than the one above it.
    if measured.any() and spec.overlap == "both":
        try:
            tables["placebo"] = placebo_test(
                shocks,
                visits,
                method="shift",
                tau=tau,
                strata=strata,
                coverage=coverage,
                **asked,
            )
        except InputError as error:
            if error.code not in {"undefined", *UNCOVERED}:
                raise
    if measured.sum() >= _FEWEST * len(set(lags.values("reading"))):
        tables["lag_comparison"] = _first_against_others(lags, measured)
    return tables


def _horizon(lags: Table, spec: Specification) -> int:
    """The usual horizon of a restricted mean, one for every reading of the visits."""
    summary = Table(lag_summary(lags, level=spec.level), "lag_summary")
    taus = summary.floats("tau")
    known = taus[~np.isnan(taus)]
    censored = summary.integers("censored") > 0
    if not known.size:
        return 1
    one = known.min() if censored.any() else known.max()
    return max(1, int(one))


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
