"""How close are two governments, and did it change?"""

from __future__ import annotations

from summitry._core import __version__
from summitry.analysis import Analysis, analyse
from summitry.claims import ClaimResult, ClaimResults
from summitry.coincidences import coincidence
from summitry.definitions import LADDER, Definition, Line
from summitry.eras import joint_eras
from summitry.frequency import assign_eras, era_frequency
from summitry.gaps import visit_gaps
from summitry.lags import response_lags
from summitry.placebo import placebo_test
from summitry.records import (
    load_definition,
    load_eras,
    load_published,
    load_shocks,
    load_visits,
    record_notes,
)
from summitry.show import show
from summitry.study import Study, load_study
from summitry.survival import compare_lags, lag_curve, lag_summary
from summitry.tally import era_tally
from summitry.visits import expand_dates, qualify
from summitry.weighting import Scheme, weigh

__all__ = [
    "LADDER",
    "Analysis",
    "ClaimResult",
    "ClaimResults",
    "Definition",
    "Line",
    "Scheme",
    "Study",
    "__version__",
    "analyse",
    "assign_eras",
    "coincidence",
    "compare_lags",
    "era_frequency",
    "era_tally",
    "expand_dates",
    "joint_eras",
    "lag_curve",
    "lag_summary",
    "load_definition",
    "load_eras",
    "load_published",
    "load_shocks",
    "load_study",
    "load_visits",
    "placebo_test",
    "qualify",
    "record_notes",
    "response_lags",
    "show",
    "visit_gaps",
    "weigh",
]
