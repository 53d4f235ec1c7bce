"""Tables in the forms that only a frame library reads: Parquet files."""

from __future__ import annotations

import io
from typing import Any

from summitry.exceptions import InputError, MissingExtraError


def parquet_table(data: bytes, name: str) -> Any:
    """
    Return a Parquet file as a pandas table.

    Raises
    ------
    InputError
        If it is damaged.
    MissingExtraError
        If pyarrow is not installed.
    """
    import pandas as pd

    try:
        return pd.read_parquet(io.BytesIO(data))
    except ImportError:
        raise MissingExtraError(
            f"{name} is a Parquet file, and pyarrow is not installed",
            extra="arrow",
        ) from None
    # pyarrow and fastparquet raise classes of their own, without a common one.
    except Exception:  # noqa: BLE001
        raise InputError(
            f"{name}: it is a damaged Parquet file",
            code="bad_parquet",
            hint="write it anew, or save the list as CSV",
        ) from None
