"""Which visits all sources of a merged list could have reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.exceptions import CategoryError, ColumnError, brief
from summitry.frames.suggestion import choices
from summitry.measure.coverage import as_table, read_coverage
from summitry.measure.covered import on_covered_days

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from summitry.frames import Categories, Frame, Table

    Flags = npt.NDArray[np.bool_]


def seen_by_all(
    visits: Table,
    coverage: Frame,
    names: Sequence[str],
    window: tuple[int, int],
    *,
    ladder: Iterable[str] | None = None,
    states: Iterable[str] = (),
) -> Flags:
    """
    Return which visits every source covers, by who came and when.

    A source that no row of the coverage names is covered where a row names none.

    Raises
    ------
    ColumnError
        If the coverage does not say of which source it speaks.
    CategoryError
        If it names a source that was not merged, or somebody who cannot be in the list.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> visits = Table({"date": ["1970-01-01", "1970-03-01"]}, "visits")
    >>> rows = {"source": ["a", "b"], "since": [None, "1970-02-01"]}
    >>> seen_by_all(visits, rows, ["a", "b"], (0, 364)).tolist()
    [False, True]
    """
    table = as_table(coverage)
    if not table.has("source"):
        raise ColumnError(
            "coverage has no column 'source'; it must say what each source reports",
            code="no_column",
            column="source",
        )
    # Rows are read together, so that a mistake has its number in the whole table.
    read = read_coverage(coverage, *window, visits, ladder=ladder, states=states)
    told = table.categories("source")
    _refuse_unknown(told, names)
    days, kept = visits.days("date"), np.ones(len(visits), dtype=bool)
    for name in names:
        speaks = (told.codes < 0) | (told.coded([name]) == 0)
        kept &= on_covered_days(read.part(np.flatnonzero(speaks)), visits, days)
    return kept


def _refuse_unknown(told: Categories, names: Sequence[str]) -> None:
    """Refuse a source that is none: its row would speak of nobody, and silently."""
    odd = np.flatnonzero((told.codes >= 0) & (told.coded(names) < 0))
    if odd.size:
        name = told.labels[told.codes[odd[0]]]
        raise CategoryError(
            f"coverage row {odd[0]}: the source {brief(name)} is none of the merged list",
            code="unknown_source",
            column="source",
            rows=odd[:10],
            n_bad=odd.size,
            hint=choices(name, names, "its sources are"),
        )
