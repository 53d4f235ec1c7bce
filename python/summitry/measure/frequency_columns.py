"""The table of frequencies, out of exact counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.frames.asked_columns import chosen
from summitry.frames.categories import constant, repeated
from summitry.measure.counts import stack
from summitry.measure.intervals import LIMITS
from summitry.measure.key_columns import Places, key_columns
from summitry.measure.measured import Limits, accounted, measured
from summitry.measure.unclear import READINGS
from summitry.measure.years import VARYING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summitry.measure.axes_counts import AxesCounts


def frequency_columns(
    counts: AxesCounts,
    readings: Sequence[str],
    limits: Limits,
    *,
    weighted: bool,
    words: Mapping[str, str],
    names: Sequence[str] | None = None,
) -> dict[str, Any]:
    """
    Return the frequencies of every axis, in each reading, one below the other.

    `words` are further columns that say the same in every row, `names` the columns that
    are asked for.
    """
    places = Places.of(counts.each)
    keys = key_columns(counts.each, places)
    left_out = counts.each[0].left_out
    if left_out is not None:
        words = {**words, "coverage": left_out.text}
    parts = []
    for reading in readings:
        found = measured(
            counts,
            keys,
            places,
            reading,
            limits,
            weighted=weighted,
            limited=are_limited(names),
        )
        told = {**words, "reading": READINGS[reading]}
        n_rows = found["count"].size
        made = (
            keys
            | found
            | {name: constant(word, n_rows) for name, word in told.items()}
            | (
                {}
                if limits.interval is None
                else {"level": repeated(limits.level, n_rows)}
            )
            | accounted(counts.each, places, reading)
        )
        parts.append(chosen(made, names))
    return stack(parts, kept=names or ())


def are_limited(names: Sequence[str] | None) -> bool:
    """Whether a column is asked for that is a limit, or says how years vary."""
    if names is None:
        return True
    plain = (*LIMITS, "interval")
    limited = {*VARYING, *plain, *(f"weighted_{name}" for name in plain)}
    return not limited.isdisjoint(names)
