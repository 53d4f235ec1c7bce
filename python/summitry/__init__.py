"""How close are two governments, and did it change?"""

from __future__ import annotations

from summitry._core import __version__
from summitry.acceptability import rank_acceptability
from summitry.analysis import Analysis, analyse
from summitry.claims import ClaimResult, ClaimResults
from summitry.coincidences import coincidence
from summitry.definitions import LADDER, Definition, Line
from summitry.eras import joint_eras
from summitry.findings import Finding
from summitry.frequency import assign_eras, era_frequency
from summitry.gaps import visit_gaps
from summitry.lags import response_lags
from summitry.nearest import nearest_scheme
from summitry.placebo import placebo_test
from summitry.records import (
    load_definition,
    load_eras,
    load_published,
    load_shocks,
    load_visits,
    record_notes,
)
from summitry.robustness import BreakEven, break_even
from summitry.scopes import Scope
from summitry.show import show
from summitry.study import Study, load_study
from summitry.survival import compare_lags, lag_curve, lag_summary
from summitry.tally import era_tally
from summitry.template import new_study
from summitry.visits import expand_dates, qualify
from summitry.weighting import Scheme, weigh

__all__ = [
    "LADDER",
    "Analysis",
    "BreakEven",
    "ClaimResult",
    "ClaimResults",
    "Definition",
    "Finding",
    "Line",
    "Scheme",
    "Scope",
    "Study",
    "__version__",
    "analyse",
    "assign_eras",
    "break_even",
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
    "nearest_scheme",
    "new_study",
    "placebo_test",
    "qualify",
    "rank_acceptability",
    "record_notes",
    "response_lags",
    "show",
    "visit_gaps",
    "weigh",
]
