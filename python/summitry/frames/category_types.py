"""Columns of categories in the very type that the caller's table has for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt
    import polars as pl

    from summitry.frames.categories import Categories


def in_polars(
    texts: pl.Series, kind: Any, places: npt.NDArray[Any] | None = None
) -> pl.Series:
    """
    Return texts as categories of a type; as they are, where one is none of its own.

    Of `places` those are given that will be looked up, if not all are.

    Examples
    --------
    >>> import polars as pl
    >>> two = pl.Enum(["Hu", "Xi"])
    >>> in_polars(pl.Series(["Xi", None]), two).dtype == two
    True
    >>> in_polars(pl.Series(["Mao"]), two).dtype
    String
    """
    if kind is None or texts.dtype == kind:
        return texts
    made = texts.cast(kind, strict=False)
    lost = (made.is_null() & texts.is_not_null()).to_numpy()
    if lost.any() and (places is None or lost[places].any()):
        return texts
    return made


def in_pandas(texts: Categories, kind: Any) -> Any | None:
    """Return texts as categories of a type; None where one is none of its own."""
    import pandas as pd

    places = np.append(kind.categories.get_indexer(texts.labels), -1)
    codes = places[texts.codes]
    if (codes < 0).sum() > (texts.codes < 0).sum():
        return None
    return pd.Categorical.from_codes(codes, dtype=kind)


def in_arrow(table: Any, types: Mapping[str, Any]) -> Any:
    """Return a table of pyarrow in which these columns of text are dictionaries."""
    import pyarrow as pa

    for name, kind in types.items():
        place, told = table.schema.get_field_index(name), kind.value_type
        if told in {pa.string(), pa.large_string(), pa.string_view()}:
            coded = table.column(place).cast(told).dictionary_encode()
            try:
                table = table.set_column(place, name, coded.cast(kind))
            except pa.ArrowInvalid:
                # More texts than its codes can tell apart.
                continue
    return table
