"""One or two eras, from the visits of each year."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

M24 = json.loads(Path(__file__).with_name("vectors").joinpath("M24.json").read_text())


def one_era(
    counts: list[int], years: list[float] | None = None, first: int = 2001
) -> dict[str, Any]:
    n = len(counts)
    return {
        "era": ["Hu"] * n,
        "year": list(range(first, first + n)),
        "count": counts,
        "years": years or [1.0] * n,
    }


def two_eras(before: list[int], after: list[int]) -> dict[str, Any]:
    table = one_era([*before, *after])
    return table | {"era": ["Hu"] * len(before) + ["Xi"] * len(after)}
