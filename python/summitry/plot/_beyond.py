"""Intervals that go on beyond the axes: how far, in the words of the legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.output.format import number, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST = 3
"""How many ends are told one by one."""


def goes_on(ends: Sequence[float]) -> str:
    """
    Say what the arrows of intervals mean that end so far out; nothing of none.

    Examples
    --------
    >>> goes_on([4.43])
    'arrow: the interval goes on to 4.43'
    >>> goes_on([4.43, 12.0])
    'arrows: intervals go on to 4.43 and 12.00'
    >>> goes_on([4.43, float("inf"), 9.0, 8.0])
    'arrows: intervals go on, one without a limit'
    >>> goes_on([4.43, 12.0, 9.0, 8.0])
    'arrows: intervals go on, the farthest to 12.00'
    """
    if not len(ends):
        return ""
    told = [_end(end) for end in dict.fromkeys(ends)]
    if len(ends) == 1:
        return f"arrow: the interval goes on {told[0]}"
    if len(told) == 1:
        return f"arrows: intervals go on {told[0]}"
    if len(told) <= _MOST and np.isfinite(ends).all():
        values = [text.removeprefix("to ") for text in told]
        return f"arrows: intervals go on to {spoken(values)}"
    if np.isfinite(ends).all():
        return f"arrows: intervals go on, the farthest {_end(max(ends))}"
    endless = int(np.isinf(ends).sum())
    counted = "one" if endless == 1 else f"{endless}"
    return f"arrows: intervals go on, {counted} without a limit"


def _end(value: float) -> str:
    return f"to {number(value, 2)}" if np.isfinite(value) else "without a limit"
