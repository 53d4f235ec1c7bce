"""Visits, eras and shocks whose countries have names that do not agree."""

from __future__ import annotations

from typing import Any

SEEN: dict[str, Any] = {"since": "2000-01-01", "through": "2000-12-31"}
VISITS: dict[str, Any] = {
    "date": ["2000-02-01", "2000-03-01", "2000-04-01"],
    "origin": ["China", "china", "Russia"],
    "destination": ["Poland", "Poland", "Polland"],
}
SHOCKS: dict[str, Any] = {
    "date": ["2000-01-01"] * 3,
    "origin": ["China", "Russia", "Narnia"],
    "destination": ["Poland", "China", "Poland"],
}
