"""Days by their number, counted from 1970-01-01."""

from __future__ import annotations

from typing import Any

import numpy as np


def day(number: int) -> str:
    return str(np.datetime64(number, "D"))


def dates(days: Any) -> np.ndarray[Any, np.dtype[np.datetime64]]:
    return np.array(days, dtype="datetime64[D]")


def dated(days: Any) -> dict[str, Any]:
    """Return a table of nothing but these days."""
    return {"date": dates(days)}
