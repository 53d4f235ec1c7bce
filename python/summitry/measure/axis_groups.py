"""Which groups of visits are counted on which lists of eras."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.measure.counted_eras import AxisDays, Counting, OnAxes, Pairs
from summitry.measure.dyads import NO_GROUP, Dyads, Keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from summitry.frames.categories import Categories
    from summitry.frames.word_types import By
    from summitry.measure.covered_eras import Asked
    from summitry.measure.eras import Axis


def groups_on(
    axis: Axis,
    dyads: Dyads | None,
    own: npt.NDArray[np.bool_] | None,
    *,
    by: By | None = None,
    direction: tuple[str, str] | None = None,
) -> tuple[Keys | None, dict[str, Categories]]:
    """Group of each visit on an axis, which only concerns visits of its sides."""
    if dyads is None:
        if own is None or not own.any():
            return None, {}
        return Keys(np.where(own, NO_GROUP, np.uint32(0))), {}
    sides = (axis.side, axis.other_side)
    found = dyads.paired(by, sides=sides, direction=direction)
    return found.keys, {} if by is None else dyads.names(found, by)


def on_axes(
    counting: Counting,
    asked: Asked,
    axes: Sequence[Axis],
    days: Sequence[AxisDays],
    dyads: Dyads,
    by: str | None,
    direction: tuple[str, str] | None,
) -> tuple[OnAxes, list[dict[str, Categories]]]:
    """Count on the eras of many sides in one pass; labels of the groups of each."""
    found = dyads.paired(by or "dyad", direction=direction)
    sides = [tuple(map(dyads.place, (a.side, a.other_side))) for a in axes]
    counted = counting.of_axes(asked, days, sides, Pairs(found, by is not None))
    if by is None:
        return counted, [{} for _ in axes]
    named = dyads.names(found, by)
    columns = [counted.found.members(ends) for ends in named.values()]
    return counted, [
        dict(zip(named, own, strict=True)) for own in zip(*columns, strict=True)
    ]
