"""The tables of a run on phases: of all visits that count, and by rank floor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.facade.archive import has_ladder
from summitry.infer.by_floor import phases_under_floors
from summitry.infer.phases import phases
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
) -> dict[str, Frame]:
    """Return when the rate changed, the full rule found once for both tables."""
    options: dict[str, Any] = {
        "since": spec.since,
        "through": spec.through,
        "eras": eras,
        "calibration": allowing(spec.method),
        "unclear": spec.one_treatment,
    }
    tables = {"phases": phases(visits, **options)}
    if has_ladder(visits, ladder):
        tables["phases_by_floor"] = phases_under_floors(
            visits, tables["phases"], ladder=ladder, **options
        )
    return tables


def allowing(method: str) -> Any:
    """Return what ranks and phases allow for, given how frequencies are compared."""
    return method if method in DISPERSED else "poisson"
