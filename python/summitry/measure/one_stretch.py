"""What has to be observed in one piece: the one stretch of days that is covered."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from summitry.exceptions import InputError
from summitry.frames.dates import iso
from summitry.measure.covered import covered

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from summitry.frames import Table
    from summitry.measure.coverage import Coverage

UNCOVERED = ("not_covered", "broken_coverage")
"""Codes of the errors for a coverage that has not one stretch of days."""
_SHOWN = 4


class Stretch(NamedTuple):
    """
    The first and last day of what is compared, and what becomes of each visit.

    ``status`` is that of `Covered`; ``text`` says what is left out.
    """

    first: int
    last: int
    status: npt.NDArray[np.uint8]
    text: str


def one_stretch(
    coverage: Coverage,
    visits: Table,
    days: npt.NDArray[np.int64],
    asked: npt.NDArray[np.bool_],
    what: str,
    *,
    origin: str | None = None,
) -> Stretch:
    """
    Return the one stretch of days on which a record can be compared.

    Raises
    ------
    InputError
        If nothing is covered, or days between others are not.
    """
    part = covered(coverage, visits, days, asked, origin=origin)
    runs = part.runs()
    if not runs:
        raise InputError(
            f"{what} need days that are covered, and no day of the observation is",
            code="not_covered",
            column="coverage",
            hint="give an observation in which the source reports",
        )
    if len(runs) > 1:
        listed = ", ".join(f"{iso(a)} to {iso(b)}" for a, b in runs[:_SHOWN])
        more = ", ..." if len(runs) > _SHOWN else ""
        raise InputError(
            f"{what} need days that follow one another, and the coverage has holes: "
            f"it has {listed}{more}",
            code="broken_coverage",
            column="coverage",
            hint="give one of these stretches as since and through",
        )
    return Stretch(*runs[0], part.status, part.text)
