"""
Plots of the tables that summitry makes.

Each function takes a table, draws on the axes it is given or on a new figure as wide as
a two-column page, and returns the axes. Axes that are given get the look of the others,
on white paper; where nobody has chosen a layout, they make room for each other. Names
that are too long are cut, and `alt_text` has them whole: it says in words what axes
show. Matplotlib is needed, and imported only when a plot is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from summitry.frames.suggestion import no_attribute
from summitry.plot._canvas import alt_text
from summitry.plot._dyads import dyads
from summitry.plot._frequency import frequency
from summitry.plot._gaps import gaps
from summitry.plot._lag_curve import lag_curve
from summitry.plot._lags import lags
from summitry.plot._phases import phases
from summitry.plot._specifications import specifications
from summitry.plot._timeline import timeline
from summitry.plot._weights import weights

__all__ = [
    "alt_text",
    "dyads",
    "frequency",
    "gaps",
    "lag_curve",
    "lags",
    "phases",
    "specifications",
    "timeline",
    "weights",
]


def __dir__() -> list[str]:
    """Offer the names that are meant for callers alone."""
    return [*__all__]


if not TYPE_CHECKING:  # which would take any name for one of these

    def __getattr__(name: str) -> NoReturn:
        """Say which plot is meant."""
        raise no_attribute(__name__, name, __all__)
