"""Tables of one kind given out in another, so that all of a result are of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import PrecisionError
from summitry.frames.built import build
from summitry.frames.dates import to_dates
from summitry.frames.kinds import BOOLEAN, INTEGER

if TYPE_CHECKING:
    from summitry.frames.native_types import Frame
    from summitry.frames.table import Table


def in_kind(table: Table, backend: Any) -> Frame:
    """
    Return a table in the kind that `backend` makes; a copy where it is of that kind.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> shocks = Table({"date": ["2013-02-12"], "visits": [1]}, "shocks")
    >>> in_kind(shocks, "pandas")
             date  visits
    0  2013-02-12       1
    """
    if table.backend == backend:
        return table.own_copy()
    columns = {column: _column(table, column) for column in table.columns}
    return build(columns, backend)


def _column(table: Table, column: str) -> Any:
    if table.is_dated(column):
        try:
            days, missing = table.optional_days(column)
        except PrecisionError:
            return table.values(column)
        return np.where(missing, np.datetime64("NaT", "D"), to_dates(days))
    missing = table.missing(column)
    if missing.any() and table.kind(column) in {BOOLEAN, INTEGER}:
        filled = [0 if one is None else one for one in table.values(column)]
        return np.ma.MaskedArray(np.array(filled), missing)
    return table.values(column)
