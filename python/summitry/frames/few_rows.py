"""Tables of few rows in polars itself: what reads millions writes few, and at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames.categories import Categories
from summitry.frames.dates import to_dates
from summitry.frames.whole_numbers import whole_type

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

MOST_ROWS = 1 << 10
"""Tables of more rows are built by what is fast for each of them."""


def few_rows(columns: Mapping[str, Any]) -> pl.DataFrame:
    """
    Make a table of few rows, of the same columns as `build` takes.

    Examples
    --------
    >>> columns = {"era": Categories(np.array([0, -1]), ["Hu"]), "years": np.ones(2)}
    >>> few_rows(columns).rows()
    [('Hu', 1.0), (None, 1.0)]
    """
    import polars as pl

    return pl.DataFrame([_series(name, values) for name, values in columns.items()])


def _series(name: str, values: Any) -> pl.Series:
    import polars as pl

    if isinstance(values, Categories):
        # A missing value has the code -1: the last.
        texts = [*values.labels, None]
        listed = [texts[code] for code in values.codes.tolist()]
        return pl.Series(name, listed, dtype=pl.String)
    if isinstance(values, np.ma.MaskedArray):
        whole = pl.UInt64 if whole_type(values) is np.uint64 else pl.Int64
        kind = pl.Boolean if values.dtype.kind == "b" else whole
        return pl.Series(name, values.tolist(), dtype=kind)
    if not isinstance(values, np.ndarray) or values.dtype.kind in "UO":
        listed = list(values)
        text = all(value is None or isinstance(value, str) for value in listed)
        return pl.Series(name, listed, dtype=pl.String if text else None)
    if values.dtype.kind == "M":
        values = to_dates(values)
    return pl.Series(name, np.ascontiguousarray(values), nan_to_null=True)
