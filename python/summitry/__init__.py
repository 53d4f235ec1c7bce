"""How close are two governments, and did it change?"""

from __future__ import annotations

from summitry._core import __version__
from summitry.definitions import LADDER, Definition, Line
from summitry.visits import expand_dates, qualify
from summitry.weighting import Scheme, weigh

__all__ = [
    "LADDER",
    "Definition",
    "Line",
    "Scheme",
    "__version__",
    "expand_dates",
    "qualify",
    "weigh",
]
