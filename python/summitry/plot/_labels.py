"""Labels that never overlap: each is drawn in the first form that has room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.text import Text

from summitry.plot._giving_way import GivingWay

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase
    from matplotlib.transforms import Bbox, Transform

    _Ends = tuple[float, float] | None

_AIR = 2.0


class Labels(GivingWay):
    """
    Labels of one family, decided when they are drawn, so at any size of the figure.

    A label has forms, the best one first; the first that stays within its room and
    clear of the labels drawn before it is used. If none does, the label is left out.

    Parameters
    ----------
    ax : Axes
        Where they are added.
    transform : Transform
        Of their positions.
    """

    def __init__(self, ax: Axes, transform: Transform) -> None:
        super().__init__(ax)
        self._forms: list[tuple[list[dict[str, Any]], _Ends, _Ends]] = []
        self._placed: list[Bbox] = []
        self._at = transform
        self._paper = ax.figure

    def add(
        self,
        x: float,
        y: float,
        forms: Sequence[dict[str, Any]],
        room: tuple[float, float] | None = None,
        height: tuple[float, float] | None = None,
        **style: Any,
    ) -> None:
        """
        Add a label; those that are added first have the right of way.

        Parameters
        ----------
        x, y : float
            Position.
        forms : sequence of dict
            Properties of each form, at least its ``text``.
        room : (float, float), optional
            Its left and right border, in the same units as `x`.
        height : (float, float), optional
            Its lower and upper border, in the same units as `y`.
        **style
            Properties of all forms.
        """
        text = Text(x, y, transform=self._at, **style)
        text.set(**forms[0])
        text.set_figure(self._paper)
        self._texts.append(text)
        self._forms.append(([dict(form) for form in forms], room, height))

    def draw(self, renderer: RendererBase) -> None:
        """Draw each label that has room."""
        if not self.get_visible():
            return
        self._placed = []
        for text, (forms, *ends) in zip(self._texts, self._forms, strict=True):
            text.set_visible(True)
            if any(self._fits(text, form, ends, renderer) for form in forms):
                text.draw(renderer)
            else:
                text.set_visible(False)
        self.stale = False

    def _fits(
        self,
        text: Text,
        form: dict[str, Any],
        ends: Sequence[_Ends],
        renderer: RendererBase,
    ) -> bool:
        text.set(**form)
        box = text.get_window_extent(renderer).padded(_AIR / 2)
        for axis, borders in enumerate(ends):
            if borders is None:
                continue
            places = np.array([text.get_position()] * 2, dtype=float)
            places[:, axis] = borders
            low, high = sorted(self._at.transform(places)[:, axis])
            over = _AIR * axis
            if box.min[axis] < low - over or box.max[axis] > high + over:
                return False
        if any(box.overlaps(other) for other in self._placed):
            return False
        self._placed.append(box)
        return True
