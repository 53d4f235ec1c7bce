"""How close are two governments, and did it change?"""

from __future__ import annotations

from summitry._core import __version__
from summitry.definitions import LADDER, Definition, Line
from summitry.survival import compare_lags, lag_curve, lag_summary
from summitry.visits import expand_dates, qualify
from summitry.weighting import Scheme, weigh

__all__ = [
    "LADDER",
    "Definition",
    "Line",
    "Scheme",
    "__version__",
    "compare_lags",
    "expand_dates",
    "lag_curve",
    "lag_summary",
    "qualify",
    "weigh",
]
