"""Which visits a table of a run names: by their places among all of the study."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.frames import Table
from summitry.measure.counted_rows import PLACES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from summitry.frames import Frame


def visits_placed(
    tables: Mapping[str, Frame], rows: npt.NDArray[np.int64]
) -> dict[str, Frame]:
    """
    Return tables of some visits with the places that these have among all.

    Parameters
    ----------
    tables : mapping of name to frame
        What was found of some of the visits.
    rows : array of int
        The place of each of these among all.

    Examples
    --------
    >>> gaps = {"start_row": [0, 1], "end_row": [1, None]}
    >>> found = visits_placed({"summit_gaps": gaps}, np.array([4, 7]))
    >>> found["summit_gaps"]["start_row"].tolist()
    [4, 7]
    """
    return {name: _placed(Table(one, name), rows) for name, one in tables.items()}


def _placed(table: Table, rows: npt.NDArray[np.int64]) -> Frame:
    placed = {}
    for name in filter(table.has, PLACES):
        places = table.floats(name)
        none = np.isnan(places)
        known = rows[places[~none].astype(np.int64)]
        whole = np.zeros(len(table), dtype=np.int64)
        whole[~none] = known
        placed[name] = np.ma.MaskedArray(whole, none) if none.any() else whole
    return table.with_columns(placed) if placed else table.native
