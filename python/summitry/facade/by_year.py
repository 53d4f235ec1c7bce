"""The tables of a run by whole calendar years: what stands beside its verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.facade.handovers import handovers
from summitry.infer.permutation_test import permutation_test
from summitry.infer.trend import trend
from summitry.measure.yearly_counts import years_counted

if TYPE_CHECKING:
    from summitry.claims.specification import Specification
    from summitry.frames import Frame, Table


def years_of_eras(
    visits: Table, eras: Table, spec: Specification, coverage: Frame | None = None
) -> dict[str, Frame]:
    """Return what the years of each era say of the comparisons of eras."""
    years = years_counted(
        visits,
        eras,
        unseen=True,
        since=spec.since,
        through=spec.through,
        handover=spec.handover,
        unclear=spec.one_treatment,
        coverage=coverage,
        exposure="calendar_years",
        by=None,
        direction=None,
        date="date",
        progress=None,
    )
    return {
        "permutation": permutation_test(
            years, level=spec.level, adjustment=spec.adjustment
        ),
        "trend": trend(years, level=spec.level, progress=False),
    } | handovers(years, eras, level=spec.level)
