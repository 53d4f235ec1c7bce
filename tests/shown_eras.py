"""A table of eras to show."""

from __future__ import annotations

from typing import Any

ERAS: dict[str, Any] = {
    "side": ["CHN", "CHN", "CHN"],
    "era": ["Mao Zedong", "Hu Jintao", "Xi Jinping"],
    "count": [42, 55, 6],
    "frequency": [1.8184, 5.5, 1.386],
    "lower": [1.3106, 4.1434, 0.5087],
    "upper": [2.4579, 7.1589, 3.0171],
    "rank": [2, 3, 1],
    "interval": ["garwood"] * 3,
    "level": [0.95] * 3,
    "rows_in": [231] * 3,
    "used": [162] * 3,
    "outside_window": [23] * 3,
    "excluded_by_rule": [46] * 3,
}
