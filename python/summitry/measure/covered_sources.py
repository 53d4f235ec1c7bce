"""Which visits all sources of a merged list could have reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.exceptions import ColumnError
from summitry.frames import Table
from summitry.measure.coverage import read_coverage

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
    told = table.values("source")
    kept = np.ones(len(visits), dtype=bool)
    for name in names:
        own = [row for row, value in enumerate(told) if value is None or value == name]
        kept &= _covered(visits, table.rows(np.array(own, dtype=np.int64)), window)
    return kept


def _covered(visits: Table, coverage: Frame, window: tuple[int, int]) -> Flags:
    """Which visits some row of a coverage speaks of, on a day that it reports."""
    read = read_coverage(coverage, *window)
    days = visits.days("date")
    found = np.zeros(len(visits), dtype=bool)
    matches = np.ones((len(visits), len(read.who)), dtype=bool)
    for place, column in enumerate(read.columns):
        coded = visits.categories(column)
        by_label = read.matching(place, [*coded.labels, None])
        matches &= by_label[coded.codes]
    for row in range(len(read.who)):
        found |= matches[:, row] & (days >= read.first[row]) & (days <= read.last[row])
    return found
