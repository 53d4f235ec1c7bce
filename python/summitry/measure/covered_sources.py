"""Which visits all sources of a merged list could have reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.exceptions import ColumnError
from summitry.frames import Table
from summitry.measure.coverage import read_coverage
from summitry.measure.covered import on_covered_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from summitry.frames import Frame

    Flags = npt.NDArray[np.bool_]


def seen_by_all(
    visits: Table, coverage: Frame, names: Sequence[str], window: tuple[int, int]
) -> Flags:
    """
    Return which visits every source covers, by who came and when.

    A source that no row of the coverage names is covered where a row names none.

    Raises
    ------
    ColumnError
        If the coverage does not say of which source it speaks.

    Examples
    --------
    >>> visits = Table({"date": ["1970-01-01", "1970-03-01"]}, "visits")
    >>> rows = {"source": ["a", "b"], "since": [None, "1970-02-01"]}
    >>> seen_by_all(visits, rows, ["a", "b"], (0, 364)).tolist()
    [False, True]
    """
    table = Table(coverage, "coverage")
    if not table.has("source"):
        raise ColumnError(
            "coverage has no column 'source'; it must say what each source reports",
            code="no_column",
            column="source",
        )
    told, days = table.values("source"), visits.days("date")
    kept = np.ones(len(visits), dtype=bool)
    for name in names:
        own = [row for row, value in enumerate(told) if value is None or value == name]
        rows = table.rows(np.array(own, dtype=np.int64))
        kept &= on_covered_days(read_coverage(rows, *window), visits, days)
    return kept
