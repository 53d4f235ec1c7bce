"""Names at the right ends of lines, which move apart where they are too near."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.plot._axes import figure_of
from summitry.plot._canvas import BLACK, COLORS, GREY, plain
from summitry.plot._columns import texts
from summitry.plot._terms import surnames

if TYPE_CHECKING:
    import numpy.typing as npt
    from matplotlib.axes import Axes

    from summitry.frames import Table

LINE = 0.15
"""Inches from one name to the next."""

_LONGEST = 24


def fitting_names(table: Table, names: list[str]) -> list[str]:
    """Return the names of eras, of long ones the surname of the leader, if any."""
    sides = texts(table, "side") if table.has("side") else [""] * len(table)
    of = dict(zip(texts(table, "era"), sides, strict=True))
    short = surnames(names, [of[name] for name in names])
    return [
        own if own and len(name) > _LONGEST else name
        for name, own in zip(names, short, strict=True)
    ]


def name_lines(
    ax: Axes, names: list[str], ends: npt.NDArray[np.float64], named: int | None
) -> None:
    """Name each line at its right end; names that are too near move apart."""
    top = ax.get_ylim()[1]
    height = figure_of(ax).get_figheight() * ax.get_position().height
    gap = top * LINE / max(height, 1.0)
    order = np.argsort(ends, kind="stable")
    places = _apart(ends[order], gap, top)
    for place, row in zip(places, order, strict=True):
        ax.annotate(
            plain(names[row], _LONGEST),
            (1.0, ends[row]),
            xycoords=("axes fraction", "data"),
            xytext=(1.03, place),
            textcoords=("axes fraction", "data"),
            va="center",
            weight="bold" if row == named else "normal",
            color=BLACK if row == named else COLORS[row % len(COLORS)],
            arrowprops={
                "arrowstyle": "-",
                "lw": 0.5,
                "color": GREY,
                "shrinkA": 1,
                "shrinkB": 0,
            },
        )


def _apart(
    wanted: npt.NDArray[np.float64], gap: float, top: float
) -> npt.NDArray[np.float64]:
    """Places in ascending order, as near to those wanted as a gap between them lets."""
    shifted = wanted - gap * np.arange(len(wanted))
    blocks: list[list[float]] = []
    for value in shifted:
        blocks.append([float(value), 1.0])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            mean, size = blocks.pop()
            total = blocks[-1][1] + size
            blocks[-1] = [(blocks[-1][0] * blocks[-1][1] + mean * size) / total, total]
    levels = np.repeat([mean for mean, _ in blocks], [int(n) for _, n in blocks])
    places: npt.NDArray[np.float64] = levels + gap * np.arange(len(wanted))
    return places - max(float(places[-1]) - top, 0.0)
