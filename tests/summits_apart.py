"""Visits of two eras, summits apart: A has more of them, and B has the summits."""

from __future__ import annotations

from typing import Any

TALLY: dict[str, Any] = {
    "era": ["A", "A", "B", "B"],
    "years": [5.0, 5.0, 4.0, 4.0],
    "summit": [True, False, True, False],
    "weight": [1.0, 1.0, 1.0, 1.0],
    "count": [0, 9, 3, 2],
}
