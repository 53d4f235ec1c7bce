"""Numbers of shocks beside their marks, those of near ones together: 3–5."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.text import Text

from summitry.plot._giving_way import GivingWay
from summitry.plot._room import figure_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase

_AIR = 1.5 / 72
"""Inches between a number and a mark, and half of those between two numbers."""


class ShockNumbers(GivingWay):
    """
    Numbers of marks on the middle line, where they are clear of every mark.

    They are placed when they are drawn, so at any size of the figure. Marks that are
    too near each other for a number each have the first and the last of theirs.

    Parameters
    ----------
    ax : Axes
        Where they are.
    days : sequence of float
        The places of the marks, ascending; they are numbered from 1.
    ends : (float, float)
        Between which places a number may stand.
    **style
        Of the numbers.
    """

    def __init__(
        self, ax: Axes, days: Sequence[float], ends: tuple[float, float], **style: Any
    ) -> None:
        super().__init__(ax)
        self._on, self._days, self._ends = ax, days, ends
        self._texts = [
            Text(day, 0.0, "", transform=ax.transData, va="center_baseline", **style)
            for day in days
        ]
        for text in self._texts:
            text.set_figure(ax.figure)

    def draw(self, renderer: RendererBase) -> None:
        """Draw the numbers that have room."""
        if not self.get_visible():
            return
        air = _AIR * figure_of(self._on).dpi
        places = [(day, 0.0) for day in (*self._days, *self._ends)]
        *marks, first, last = self._on.transData.transform(places)[:, 0].tolist()
        groups = [[number] for number in range(len(marks))]
        while True:
            wide = [self._width(group, renderer) + 2 * air for group in groups]
            found, stuck = _placed(groups, marks, wide, (first, last))
            if stuck is None or len(groups) == 1:
                break
            groups = _joined(groups, stuck, marks)
        for text in self._texts:
            text.set_visible(False)
        back = self._on.transData.inverted()
        for group, left in found:
            text = self._texts[group[0]]
            text.set_visible(True)
            text.set_text(_said(group))
            text.set_x(float(back.transform((left + air, 0.0))[0]))
            text.draw(renderer)
        self.stale = False

    def _width(self, group: list[int], renderer: RendererBase) -> float:
        text = self._texts[group[0]]
        text.set_text(_said(group))
        text.set_visible(True)
        return float(text.get_window_extent(renderer).width)


def _said(group: Sequence[int]) -> str:
    first, last = group[0] + 1, group[-1] + 1
    return f"{first}" if first == last else f"{first}–{last}"


def _placed(
    groups: Sequence[list[int]],
    marks: Sequence[float],
    wide: Sequence[float],
    ends: tuple[float, float],
) -> tuple[list[tuple[list[int], float]], int | None]:
    """
    Place the number of each group at the left of its first mark, or of its last right.

    Returns
    -------
    list of (group, float)
        Where each number begins that has room.
    int or None
        The first group whose number has none.
    """
    found: list[tuple[list[int], float]] = []
    taken = ends[0]
    for place, (group, width) in enumerate(zip(groups, wide, strict=True)):
        begins, stops = marks[group[0]], marks[group[-1]]
        after = marks[group[-1] + 1] if group[-1] + 1 < len(marks) else ends[1]
        if stops + width <= after:
            found.append((group, stops))
            taken = stops + width
        elif begins - width >= taken:
            found.append((group, begins - width))
            taken = stops
        else:
            return found, place
    return found, None


def _joined(
    groups: list[list[int]], stuck: int, marks: Sequence[float]
) -> list[list[int]]:
    """Join a group with that of the nearer mark beside it."""
    before = marks[groups[stuck][0]] - marks[groups[stuck - 1][-1]] if stuck else None
    last = stuck + 1 == len(groups)
    after = None if last else marks[groups[stuck + 1][0]] - marks[groups[stuck][-1]]
    back = after is None or (before is not None and before <= after)
    first = stuck - 1 if back else stuck
    return [
        *groups[:first],
        groups[first] + groups[first + 1],
        *groups[first + 2 :],
    ]
