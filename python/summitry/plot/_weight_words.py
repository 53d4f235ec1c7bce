"""What is said of weights: whose they are, where a claim flips, where lines go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.output.format import many, number, share_text, spaced
from summitry.plot._columns import listed

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.robustness.break_even_result import BreakEven


def counted_as(column: str, label: str) -> str:
    """
    Say which visits the weight is of.

    Examples
    --------
    >>> counted_as("summit", "true"), counted_as("visitor_rank", "vice_minister")
    ('a summit', 'a visit where visitor rank is vice minister')
    """
    if (column, label) == ("summit", "true"):
        return "a summit"
    if (column, label) == ("summit", "false"):
        return "a visit that is no summit"
    return f"a visit where {spaced(column)} is {spaced(label)}"


def told_of(found: BreakEven, counted: str) -> str:
    """Say for which weights the claim holds, and at which it flips."""
    claim = found.claim.says.removesuffix(".")
    said = f"{claim}: never flips"
    if found.flips:
        flips = " and ".join(f"{flip:.4g}" for flip in found.flips)
        said = f"{claim}: flips where {counted} counts {flips}"
    if found.share is None:
        return said
    ((low, high),) = found.bounds
    return f"{said}; holds on {share_text(found.share)} of {low:g} to {high:g}"


def words(
    names: list[str],
    base: npt.NDArray[np.float64],
    slope: npt.NDArray[np.float64],
    bounds: tuple[float, float],
    unit: str,
) -> str:
    parts = [
        f"{name} not observed"
        if np.isnan(a + b)
        else f"{name} " + " to ".join(number(float(a + b * end), 2) for end in bounds)
        for name, a, b in zip(names, base, slope, strict=True)
    ]
    return (
        f"{unit.capitalize()} of {many(len(names), 'era')} as the weight goes from "
        f"{bounds[0]:g} to {bounds[1]:g}: {listed(parts)}."
    )
