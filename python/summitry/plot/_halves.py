"""How high the two halves of a timeline are: rows, names of eras and of countries."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from summitry.plot._room import ABOVE_AND_BELOW, refuse_inches
from summitry.plot._shock_key import KEY_SHARE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry.plot._room import Room

ROW = 0.17
"""Inches of a row where there is room."""

MIDDLE = 0.9
"""Where the first row of a half stands, in rows from the middle line."""

BORDER = 0.45
"""Rows that the strip between the halves takes of each."""

_LEAST = ROW / 4
_STEPS = 40
_LINE = 0.16
"""Inches of an era's name that lies; on low axes those that stand may be left out."""

_SLACK = 0.3
"""Inches that a legend of one line and the dates leave of what is counted for them."""


class Halves(NamedTuple):
    """About how many inches a row is high, and how many rows each half has."""

    row: float
    edges: list[float]

    def high(self) -> float:
        """Return the inches of both halves."""
        return self.row * sum(self.edges)


def halves_of(
    outer: float,
    depths: Sequence[float],
    named: Sequence[float],
    room: Room,
    taken: float,
) -> Halves:
    """
    Return the halves of a timeline, as high as there is room for.

    Parameters
    ----------
    outer : float
        Rows of each half.
    depths : (2,) float
        Inches that names of eras take outside the rows; they keep their height as long
        as rows can be lower.
    named : (2,) float
        Inches that the name of each country takes beside its half.
    room : Room
        What the axes have.
    taken : float
        Inches of it that the key and the legend take.

    Raises
    ------
    InputError
        If the names of countries have no room on axes so low.
    """
    free = room.high + _SLACK - taken
    both = list(zip(depths, named, strict=True))
    found = Halves(ROW, [])
    for row in np.linspace(ROW, _LEAST, _STEPS).tolist():
        edges = [max(outer + deep / row, BORDER + name / row) for deep, name in both]
        found = Halves(row, edges)
        if found.high() <= free:
            return found
    lines = (min(deep, _LINE) for deep in depths)
    floors = [
        max(outer * _LEAST + line, BORDER * _LEAST + name)
        for line, name in zip(lines, named, strict=True)
    ]
    least = sum(floors)
    if least > free:
        # On a higher place the key may be longer, up to its share.
        wanted = (least + taken + ABOVE_AND_BELOW) / (1 - KEY_SHARE)
        refuse_inches("the axes are too low for the names of a timeline", wanted)
    # The names of eras share what is left.
    more = [edge * _LEAST - low for edge, low in zip(found.edges, floors, strict=True)]
    part = (free - least) / sum(more)
    highs = [low + part * own for low, own in zip(floors, more, strict=True)]
    return Halves(_LEAST, [high / _LEAST for high in highs])
