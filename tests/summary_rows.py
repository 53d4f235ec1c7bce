"""A row of a summary of lags, and whether its numbers are near."""

from __future__ import annotations

from math import isclose
from typing import Any

import pandas as pd
from conftest import in_pandas


def row(table: Any, number: int = 0) -> dict[str, Any]:
    return {
        name: None if pd.isna(value) else value
        for name, value in in_pandas(table).iloc[number].items()
    }


def close(value: Any, expected: Any) -> bool:
    if expected is None or value is None:
        return value is expected
    return isclose(value, expected, rel_tol=1e-9, abs_tol=1e-12)
