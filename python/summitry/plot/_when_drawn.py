"""What is set right whenever a plot is drawn, at whatever size it has then."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.dates import DAILY, AutoDateLocator, DayLocator

from summitry.plot._room import LEAST_SIZE, OF_ROW, figure_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase
    from matplotlib.text import Annotation, Text

_DATE = 0.55
"""Inches from one date below an axis to the next at least."""

_MOST_DATES = 9

SAID = 0.68
"""Share of the axes that what is said of a shock may take."""

_OF_LINE = 0.8
"""How high letters may be, as a share of their line."""

_SPACED = 1.15
"""How much higher several lines are than their letters."""


class WhenDrawn(Artist):
    """Draws nothing; sets right what is drawn after it."""

    def __init__(self, ax: Axes) -> None:
        super().__init__()
        self._on = ax
        # Before the axis, so that what follows is drawn as it was set.
        self.set_zorder(-1)
        self.set_in_layout(False)
        ax.add_artist(self)


class FittingDates(AutoDateLocator):
    """Marks days as often as the width of the axes allows."""

    def get_locator(self, dmin: Any, dmax: Any) -> Any:
        """Choose the marks between two days, none of them within a day."""
        if dmax - dmin < timedelta(days=2):
            self._freq = DAILY
            daily = DayLocator()  # type: ignore[no-untyped-call]
            daily.set_axis(self.axis)
            return daily
        ax: Any = self.axis.axes  # type: ignore[union-attr]
        most = max(int(ax.bbox.width / figure_of(ax).dpi / _DATE), 2)
        self.minticks = 2
        self.maxticks = dict.fromkeys(self.maxticks, min(most, _MOST_DATES))
        return super().get_locator(dmin, dmax)  # type: ignore[no-untyped-call]


class LagNotes(WhenDrawn):
    """
    What became of shocks, beside the end of each wait, and never beyond the axes.

    The axis ends where there is room for it, unless somebody ends it elsewhere.

    Parameters
    ----------
    ax : Axes
        Where they are.
    forms : mapping of Text to list of (str, float)
        The forms of each, and how many inches each takes.
    days : (n,) float
        The days beside which they stand.
    width : float
        How many inches wide the axes are at least.
    """

    def __init__(
        self,
        ax: Axes,
        forms: Mapping[Any, Sequence[tuple[str, float]]],
        days: npt.NDArray[np.float64],
        width: float,
    ) -> None:
        super().__init__(ax)
        self._forms, self._days = forms, days
        self._ends = self._set_end(width)

    def draw(self, renderer: RendererBase) -> None:
        """Choose the forms and the end of the axis."""
        del renderer
        across = float(self._on.bbox.width / figure_of(self._on).dpi)
        if self._on.get_xlim() == self._ends:
            self._ends = self._set_end(across)
        for text, forms in self._forms.items():
            text.set_text(_first(forms, across * SAID)[0])
        self.stale = False

    def _set_end(self, across: float) -> tuple[float, float]:
        wide = [_first(forms, across * SAID)[1] for forms in self._forms.values()]
        room = np.maximum(across - np.array(wide) - 0.2, across / 4)
        end = float(np.nanmax(self._days * across / room, initial=1.0))
        return self._on.set_xlim(0, end)


def _first(forms: Sequence[tuple[str, float]], room: float) -> tuple[str, float]:
    """Return the first form that has room, or the last one."""
    return next((form for form in forms if form[1] <= room), forms[-1])


class RowTexts(WhenDrawn):
    """
    Names and notes of rows, whose letters are never higher than a row.

    Their size is decided when they are drawn, at whatever height the axes have then.

    Parameters
    ----------
    ax : Axes
        Where they are; a row is as high as one unit of its vertical axis.
    texts : sequence of Text
        Those that are no names beside the axis.
    lines : int
        How many lines one may have.
    thinned : bool
        Whether some may be left out where all would be too small to be read; the
        outermost ones stay.
    """

    def __init__(
        self,
        ax: Axes,
        texts: Sequence[Text] = (),
        lines: int = 1,
        *,
        thinned: bool = False,
    ) -> None:
        super().__init__(ax)
        self._texts, self._thinned = texts, thinned
        self._lines = lines * (1 if lines == 1 else _SPACED)
        self._usual: dict[Text, float] = {}

    def draw(self, renderer: RendererBase) -> None:
        """Set the size of the texts."""
        del renderer
        ends = self._on.transData.transform([(0.0, 0.0), (0.0, 1.0)])
        pixels = abs(float(ends[1, 1] - ends[0, 1]))
        points = pixels * 72 / figure_of(self._on).dpi
        size = points * OF_ROW / self._lines
        step = int(np.ceil(LEAST_SIZE / size)) if self._thinned else 1
        size = max(size, LEAST_SIZE)
        names = [tick.label1 for tick in self._on.yaxis.get_major_ticks()]
        for text in [*names, *self._texts]:
            usual = self._usual.setdefault(text, float(text.get_fontsize()))
            if text.get_fontsize() != min(usual, size):
                text.set_fontsize(min(usual, size))
        for place, name in enumerate(names if self._thinned else ()):
            # Both halves are named from their outer end, as far as the gap between.
            outer = min(place, len(names) - 1 - place)
            apart = 2 * (len(names) // 2 - outer - 0.1)
            name.set_visible(outer % step == 0 and apart >= step)
        self.stale = False


class UprightFits(WhenDrawn):
    """Sets the name of the upright axis smaller where the axes are lower."""

    def __init__(self, ax: Axes) -> None:
        super().__init__(ax)
        self._usual = float(ax.yaxis.label.get_fontsize())

    def draw(self, renderer: RendererBase) -> None:
        """Set the size of the name."""
        label = self._on.yaxis.label
        label.set_fontsize(self._usual)
        high = label.get_window_extent(renderer).height
        share = min(self._on.bbox.height / high, 1.0) if high else 1.0
        label.set_fontsize(max(self._usual * share, LEAST_SIZE))
        self.stale = False


class LinesApart(WhenDrawn):
    """Moves names of lines apart before they are drawn, and sets many smaller."""

    def __init__(
        self,
        ax: Axes,
        texts: list[Annotation],
        ends: npt.NDArray[np.float64],
        line: float,
    ) -> None:
        super().__init__(ax)
        self._texts, self._ends, self._line = texts, ends, line
        self._usual = float(texts[0].get_fontsize())

    def draw(self, renderer: RendererBase) -> None:
        """Place the names."""
        high = self._on.get_window_extent(renderer).height / figure_of(self._on).dpi
        top = self._on.get_ylim()[1]
        line = min(self._line, high / len(self._texts))
        order = np.argsort(self._ends, kind="stable")
        places = _apart(self._ends[order], top * line / high, top)
        for place, row in zip(places, order, strict=True):
            self._texts[row].set_position((1.03, float(place)))
            size = max(line * 72 * _OF_LINE, LEAST_SIZE)
            self._texts[row].set_fontsize(min(self._usual, size))
        self.stale = False


def _apart(
    wanted: npt.NDArray[np.float64], gap: float, top: float
) -> npt.NDArray[np.float64]:
    """Places from 0 to the top, as near to those wanted as a gap between them lets."""
    shifted = wanted - gap * np.arange(len(wanted))
    blocks: list[list[float]] = []
    for value in shifted:
        blocks.append([float(value), 1.0])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            mean, size = blocks.pop()
            total = blocks[-1][1] + size
            blocks[-1] = [(blocks[-1][0] * blocks[-1][1] + mean * size) / total, total]
    levels = np.repeat([mean for mean, _ in blocks], [int(n) for _, n in blocks])
    steps = gap * np.arange(len(wanted))
    # Within bounds the nearest are those without bounds, cut at them.
    within: npt.NDArray[np.float64] = np.clip(levels, 0.0, max(top - steps[-1], 0.0))
    return within + steps
