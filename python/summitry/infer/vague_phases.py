"""Phases of visits that are not dated to the day: at all first and all latest days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOLD = ("start", "end", "count", "frequency", "p")


def beside(
    first: Sequence[dict[str, Any]], latest: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """
    Put phases at the latest days beside those at the first days.

    Where both are as many, each edge has its latest day beside it; otherwise they are
    two rules, for no edge of the one is an edge of the other.
    """
    pairs = list(zip(first, latest, strict=True))
    if all(len(one["era"]) == len(other["era"]) for one, other in pairs):
        return [
            one | {f"{name}_latest": np.asarray(other[name]) for name in _TOLD}
            for one, other in pairs
        ]
    parts = []
    for one, other in pairs:
        for part, days in ((one, "first days"), (other, "latest days")):
            rules = [f"{rule}, {days}" for rule in part["rule"]]
            parts.append(part | {"rule": rules})
    return parts
