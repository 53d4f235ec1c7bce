"""A list in a layout, written to a file, and its days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from pathlib import Path


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def days(frame: Any, column: str) -> list[str | None]:
    return [None if pd.isna(day) else str(day)[:10] for day in frame[column]]
