"""Texts that are placed when they are drawn, and give way to everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.artist import Artist
from matplotlib.transforms import Bbox

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase
    from matplotlib.text import Text


class GivingWay(Artist):
    """
    Texts on axes, of which a class says in `draw` which has room, and where.

    Parameters
    ----------
    ax : Axes
        Where they are added.
    """

    def __init__(self, ax: Axes) -> None:
        super().__init__()
        self._texts: list[Text] = []
        self.set_zorder(6)
        self.set_in_layout(False)
        ax.add_artist(self)

    def get_children(self) -> list[Artist]:
        """Return the texts, drawn or not."""
        return [*self._texts]

    @property
    def shown(self) -> list[str]:
        """The texts that had room when they were last drawn."""
        return [text.get_text() for text in self._texts if text.get_visible()]

    def get_window_extent(self, renderer: RendererBase | None = None) -> Bbox:
        """Return no extent: these texts leave everything else where it is."""
        del renderer
        return Bbox.null()
