"""The tables of other libraries, as type checkers know them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    PandasFrame: TypeAlias = pd.DataFrame
    PolarsFrame: TypeAlias = pl.DataFrame
    PolarsPlan: TypeAlias = pl.LazyFrame
    ArrowTable: TypeAlias = pa.Table

Frame = Any
"""A pandas, polars or pyarrow table, an Arrow stream, or a mapping of columns."""
