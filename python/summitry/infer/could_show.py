"""What pairs of eras that are not told apart could have shown, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.infer.detection import Designs, detect
from summitry.infer.detection_words import sentence
from summitry.measure.years import at

if TYPE_CHECKING:
    from typing import Any

    import numpy.typing as npt

    from summitry import _core

MOST_PAIRS = 50
"""So many pairs of a table are put into words; beyond that none is."""


def could_show(
    first: _core._Frequencies,
    second: _core._Frequencies,
    comparisons: npt.NDArray[np.int64],
    *,
    method: str,
    alpha: float,
    power: float,
    progress: Any = None,
) -> list[str]:
    """
    Say for each pair what the era with less exposure could have shown.

    The rate of the other era is taken as known, unless it had no visit; then the two
    change places. What is said is a fall or a rise, as the estimates differ.

    Parameters
    ----------
    first, second : frequencies of n rows
        Visits, years, and what is allowed for.
    comparisons : (n,) int64
        How many pairs each p-value is adjusted for.
    method, alpha, power, progress
        As for `detect`.
    """
    counts = np.stack([first["count"], second["count"]]).astype(np.float64)
    years = np.stack([first["years"], second["years"]])
    # 1 where the second era is the one that could have shown something.
    tested = (years[1] < years[0]).astype(np.int64)
    every = np.arange(tested.size)
    silent = (counts[1 - tested, every] == 0) & (counts[tested, every] > 0)
    tested = np.where(silent, 1 - tested, tested)
    other = 1 - tested
    rates = counts / years
    one, two = first["allowed"], second["allowed"]
    both: _core._Excesses = {
        "excess": np.concatenate([one["excess"], two["excess"]]),
        "degrees_of_freedom": np.concatenate(
            [one["degrees_of_freedom"], two["degrees_of_freedom"]]
        ),
    }
    designs = Designs(
        years=years[tested, every],
        other_years=years[other, every],
        other_rate=rates[other, every],
        allowed=at(both, tested * tested.size + every),
        other_allowed=at(both, other * tested.size + every),
        comparisons=comparisons,
    )
    detected = detect(
        designs, method=method, alpha=alpha, power=power, progress=progress
    )
    rising = rates[tested, every] > designs.other_rate
    told = [
        sentence(
            float(designs.years[row]),
            detected,
            row,
            power,
            rising=bool(rising[row]),
            pairs=int(comparisons[row]),
        )
        for row in range(tested.size)
    ]
    return [
        "no visit in either: there is no rate to compare with."
        if rate == 0
        else words or "not computed for so many visits."
        for rate, words in zip(designs.other_rate, told, strict=True)
    ]
