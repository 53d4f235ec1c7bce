"""
Eras under a coverage: their exposure, and which visits may be counted.

What reads a coverage is loaded where one is given: a first answer without it is sooner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from summitry import _core
from summitry.exceptions import InputError
from summitry.measure.dyads import NO_GROUP, Keys
from summitry.measure.unclear import DAYS_A_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    from summitry.frames import Frame, Table
    from summitry.measure.coverage import Coverage
    from summitry.measure.covered import Covered
    from summitry.measure.eras import Exposure
    from summitry.measure.visit_columns import VisitColumns


class Asked(NamedTuple):
    """What is asked of the visits before a coverage is heeded."""

    visits: VisitColumns
    groups: Keys | None
    window: tuple[int, int]
    exposed: Exposure


class LeftOut(NamedTuple):
    """Visits that would count, were they not outside a coverage or partly in it."""

    text: str
    outside: int
    partly: int


class CoveredPart(NamedTuple):
    """What a coverage leaves of it; visits that are left out are in no group."""

    groups: Keys
    exposed: Exposure
    covered: Covered
    left_out: LeftOut


def reported_by(
    coverage: Frame,
    since: int,
    through: int,
    visits: Table,
    *,
    by: str | None,
    states: Iterable[str],
) -> Coverage:
    """
    Read a coverage for counting by eras.

    Raises
    ------
    InputError
        If pairs of countries are counted by themselves, and it names countries.
    """
    from summitry.measure.coverage import read_coverage

    read = read_coverage(coverage, since, through, visits, states=states)
    if by is not None and "origin" in read.columns:
        raise InputError(
            f"by is '{by}', but the coverage differs between countries, so that pairs "
            "would be counted on different days",
            code="coverage_by_pair",
            column="coverage",
            hint="ask for one direction at a time, and leave `by` out",
        )
    return read


def covered_part(
    coverage: Coverage,
    asked: Asked,
    held: Exposure,
    *,
    direction: tuple[str, str] | None,
) -> CoveredPart:
    """
    Return the exposure inside a coverage, and the groups of the visits in it.

    The eras were `held` on [start, end), whoever has the visits of a handover.
    """
    from summitry.measure.covered import OUTSIDE, PARTLY, covered

    visits, exposed = asked.visits, asked.exposed
    days, verdicts = visits.days(), visits.told()
    groups = np.zeros(days.size, dtype=np.uint32)
    if asked.groups is not None:
        groups = asked.groups.groups
    may_count = (groups != NO_GROUP) & (days >= asked.window[0])
    may_count &= days <= asked.window[1]
    if verdicts is not None:
        may_count &= verdicts != 0
    part = covered(
        coverage,
        visits.table,
        days,
        may_count,
        origin=None if direction is None else direction[0],
        calendar_years=bool(exposed.whole_years.any()),
    )
    lost = may_count & in_an_era(days, exposed) & (part.status > 0)
    numbers = [int((part.status[lost] == code).sum()) for code in (OUTSIDE, PARTLY)]
    return CoveredPart(
        Keys(np.where(lost, NO_GROUP, groups)),
        part.of_exposure(exposed, held),
        part,
        LeftOut(part.text, *numbers),
    )


def year_cells(
    exposed: Exposure, part: CoveredPart | None, *, calendar_years: bool
) -> _core._Cells:
    """
    Return the years of eras, with the exposure in each that is compared.

    A year without such exposure is none, but for the one by which an era without any
    keeps its place.
    """
    if part is None:
        return _core.year_cells(
            exposed.start, exposed.end, exposed.days, calendar_years=calendar_years
        )
    span = exposed.end - exposed.start
    lost = span - part.covered.within(exposed.start, exposed.end)
    cells = _core.year_cells(
        exposed.start, exposed.end, exposed.days + lost, calendar_years=calendar_years
    )
    days = part.covered.within(cells["start"], cells["end"])
    lost = cells["end"] - cells["start"] - days
    partly = np.zeros(days.size)
    if not calendar_years:
        # An era (start, end] may be exposed for a day more or less than it counts on.
        partly = (np.rint(cells["years"] * DAYS_A_YEAR) - lost) / DAYS_A_YEAR
    years = np.where(lost == 0, cells["years"], partly)
    kept = years > 0
    _, first = np.unique(cells["era"], return_index=True)
    none = np.bincount(cells["era"], weights=years, minlength=span.size) == 0
    kept[first[none[cells["era"][first]]]] = True
    return {
        "era": cells["era"][kept],
        "year": cells["year"][kept],
        "start": cells["start"][kept],
        "end": cells["end"][kept],
        "years": years[kept],
    }


def in_an_era(days: npt.NDArray[np.int64], exposed: Exposure) -> npt.NDArray[np.bool_]:
    """Return which days are in an era, of eras that share no day."""
    # One without a day stands before one that begins with it.
    order = np.lexsort((exposed.end, exposed.start))
    place = np.searchsorted(exposed.start[order], days, side="right") - 1
    return np.asarray((place >= 0) & (days < exposed.end[order][place]), dtype=bool)
