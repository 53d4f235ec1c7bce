"""The rows of an explanation."""

from __future__ import annotations

from typing import Any

from conftest import columns_of


def rows_of(found: Any) -> list[dict[str, Any]]:
    columns = columns_of(found)
    return [
        dict(zip(columns, row, strict=True))
        for row in zip(*columns.values(), strict=True)
    ]


def front(rows: list[dict[str, Any]]) -> list[tuple[int, int, int]]:
    return [(r["toggles"], r["rows"], r["ways"]) for r in rows if r["way"] == 1]
