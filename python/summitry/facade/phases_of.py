"""The tables of a run on phases: of all visits that count, and by rank floor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.exceptions import InputError
from summitry.facade.archive import has_ladder
from summitry.infer.by_floor import phases_under_floors
from summitry.infer.phases import phases
from summitry.measure.one_stretch import UNCOVERED
from summitry.measure.years import DISPERSED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry.claims.specification import Specification
    from summitry.frames import Frame, Table


def phases_of(
    visits: Table,
    eras: Frame | None,
    spec: Specification,
    *,
    ladder: Sequence[str] | None,
    coverage: Frame | None,
) -> tuple[dict[str, Frame], list[str]]:
    """
    Return when the rate changed, the full rule found once for both tables.

    Where a coverage leaves no one stretch of days there is a note in place of a table.
    """
    options: dict[str, Any] = {
        "since": spec.since,
        "through": spec.through,
        "eras": eras,
        "calibration": allowing(spec.method),
        "unclear": spec.one_treatment,
        "coverage": coverage,
    }
    tables: dict[str, Frame] = {}
    try:
        tables["phases"] = phases(visits, **options)
        if has_ladder(visits, ladder):
            tables["phases_by_floor"] = phases_under_floors(
                visits, tables["phases"], ladder=ladder, **options
            )
    except InputError as error:
        if error.code not in UNCOVERED:
            raise
        which = "phases by rank floor" if tables else "phases"
        return tables, [f"There are no {which}: {error.message}."]
    return tables, []


def allowing(method: str) -> Any:
    """Return what ranks and phases allow for, given how frequencies are compared."""
    return method if method in DISPERSED else "poisson"
