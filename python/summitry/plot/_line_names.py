"""Names at the right ends of lines, which move apart where they are too near."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.plot._canvas import BLACK, COLORS, GREY, inches, plain
from summitry.plot._columns import optional_texts
from summitry.plot._fitting import told_apart
from summitry.plot._terms import surnames

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from matplotlib.axes import Axes

    from summitry.frames import Table

LINE = 0.15
"""Inches from one name to the next."""


def fitting_names(table: Table, names: list[str], room: float) -> list[str]:
    """Return the names of eras, of those too wide the surname of the leader, if any."""
    sides = optional_texts(table, "side")
    eras = table.categories("era")
    of = {eras.labels[era]: side for era, side in zip(eras.codes, sides, strict=True)}
    short = surnames(names, [of[name] for name in names])
    return [
        own if own and inches(plain(name, 400)) > room else name
        for name, own in zip(names, short, strict=True)
    ]


def name_lines(
    ax: Axes,
    names: list[str],
    ends: npt.NDArray[np.float64],
    named: int | None,
    room: float,
) -> None:
    """
    Name each line at its right end; names that are too near move apart.

    They do so when they are drawn, at whatever height the axes have then.
    """
    from summitry.plot._when_drawn import LinesApart

    texts = [
        ax.annotate(
            name,
            (1.0, end),
            xycoords=("axes fraction", "data"),
            xytext=(1.03, end),
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
        for row, (name, end) in enumerate(
            zip(told_apart(names, room), ends, strict=True)
        )
    ]
    LinesApart(ax, texts, ends, LINE)
