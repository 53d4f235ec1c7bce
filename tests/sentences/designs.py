"""What two eras could have shown, from the table of detectable ratios."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import summitry
from summitry.exceptions import SummitryWarning

if TYPE_CHECKING:
    from sentences.templates import Row
    from summitry.claims.specification import Specification


def designs(
    frequency: Any, spec: Specification, *, comparisons: int | None = None
) -> list[Row]:
    """
    Return, for each two eras in both orders, what the one with less exposure can show.

    `comparisons` replaces the number of pairs of the list, where only some are asked.
    """
    if frequency is None or not len(frequency):
        return []
    counted = "with unclear" if spec.one_treatment == "include" else "without unclear"
    if "reading" in frequency and (frequency["reading"] == counted).any():
        frequency = frequency[frequency["reading"] == counted]
    asked = {"method": spec.method, "level": spec.level, "adjustment": spec.adjustment}
    found = detectable(frequency, **asked)
    if comparisons is not None:
        # The strictest step is one comparison at a smaller level.
        level = 1 - (1 - spec.level) / comparisons
        step = detectable(frequency, method=spec.method, level=level, adjustment="none")
        for name in ("down", "up", "power_at_zero", "power_at_most"):
            found[f"strict_{name}"] = step[name]
    counts = {key_of(row): row["count"] for row in frequency.to_dict("records")}
    rows = []
    for row in found.to_dict("records"):
        pair = row["era"], row["other_era"]
        count, other = (counts[key_of(row | {"era": era})] for era in pair)
        if not tests(row, count, other):
            continue
        rising = row["years"] > 0 and count / row["years"] > row["reference_frequency"]
        made = row | {"rising": bool(rising)}
        if comparisons is not None:
            made["comparisons"] = comparisons
        rows += [made, made | {"era": pair[1], "other_era": pair[0]}]
    return rows


def detectable(frequency: Any, **asked: Any) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SummitryWarning)
        return summitry.detectable_ratio(frequency, **asked)


def key_of(row: Row) -> tuple[Any, ...]:
    return (row.get("side"), row.get("rule"), row["era"])


def tests(row: Row, count: int, other: int) -> bool:
    """Whether an era is the one of two of which something is said."""
    if not (row["years"] > 0 and row["other_years"] > 0):
        return True
    if count == 0 and other > 0:
        # The rate of an era without a visit is none to compare with.
        return True
    if other == 0 and count > 0:
        return False
    return bool(row["years"] <= row["other_years"])
