"""A difference between the oracle and the package, and when two numbers are one."""

from __future__ import annotations

from math import isclose, isnan
from typing import Any, NamedTuple


class Difference(NamedTuple):
    """Where the package says something else than the oracle."""

    seed: int
    about: str
    """The claim, or the table and its row."""
    engine: str
    expected: Any
    got: Any

    def __str__(self) -> str:
        return (
            f"seed {self.seed}, {self.about}, {self.engine}: "
            f"expected {self.expected}, got {self.got}"
        )


def plain(value: Any) -> Any:
    """Return a cell of a table as a plain value; none where it is missing."""
    if value is None or type(value).__name__ in {"NAType", "NaTType"}:
        return None
    if hasattr(value, "item"):
        value = value.item()
    return None if isinstance(value, float) and isnan(value) else value


def same(expected: Any, got: Any) -> bool:
    """Whether two values are one, numbers but for the last digits of a double."""
    if isinstance(expected, tuple):
        return len(expected) == len(got) and all(map(same, expected, got))
    if expected is None or got is None:
        return expected is None and got is None
    if isinstance(expected, float):
        return isclose(expected, got, rel_tol=1e-9, abs_tol=1e-9)
    return bool(expected == got)
