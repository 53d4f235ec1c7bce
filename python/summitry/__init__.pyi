from . import datasets, plot, spark
from ._core import __version__ as __version__
from .claims.claim import Claim
from .claims.result import ClaimResult, ClaimResults
from .claims.scope import Scope
from .claims.specification import Specification
from .facade.analysis import analyse
from .facade.analysis_result import Analysis
from .facade.cite import cite
from .facade.compare_studies import compare_studies
from .facade.read_study import read_study
from .facade.rerun import rerun
from .facade.study import Study
from .facade.study_changes import StudyChanges
from .frames.array_table import ArrayTable
from .infer.archive_check import archive_check
from .infer.archive_doubts import archive_doubts
from .infer.by_floor import compare_by_floor, compare_dyads_by_floor, phases_by_floor
from .infer.compare_dyads import compare_dyads
from .infer.compare_eras import compare_eras
from .infer.compare_lags import compare_lags
from .infer.completeness import completeness
from .infer.composition import composition
from .infer.detectable_ratio import detectable_ratio
from .infer.dispersion import dispersion
from .infer.equal_frequency import equal_frequency_test
from .infer.event_coincidence import event_coincidence
from .infer.missing_to_flip import missing_to_flip
from .infer.permutation_test import permutation_test
from .infer.phases import phases
from .infer.placebo import placebo_test
from .infer.rank_eras import rank_eras
from .infer.survival import lag_curve, lag_summary
from .infer.trend import trend
from .infer.trend_or_step import trend_or_step
from .infer.turnbull_curve import turnbull_curve
from .measure.archive import archive_table
from .measure.assign_eras import assign_eras
from .measure.definition import Definition, DefinitionRule
from .measure.expand_dates import expand_dates
from .measure.frequency import era_frequency
from .measure.frequency_by_group import frequency_by_group
from .measure.gaps import visit_gaps
from .measure.joint_eras import joint_eras
from .measure.lags import response_lags
from .measure.observation import Observation
from .measure.panel import visit_panel
from .measure.qualify import qualify
from .measure.receipts import receipts
from .measure.tally import era_tally
from .measure.tally_files import tally_files
from .measure.tally_state import Tally
from .measure.wait_state import Waits
from .measure.weights import Scheme, weigh
from .measure.yearly_counts import yearly_counts
from .output.export import write_csv
from .output.shown import Shown, show
from .report.citing import Citations
from .robustness.acceptability import rank_acceptability
from .robustness.bounds import bounds
from .robustness.bounds_result import Bounds
from .robustness.break_even import break_even
from .robustness.break_even_result import BreakEven
from .robustness.find_definition import find_definition
from .robustness.fragility import fragility
from .robustness.multiverse import multiverse
from .robustness.multiverse_result import Multiverse
from .sources.account import ReadVisits
from .sources.collapse_trips import collapse_trips
from .sources.collapsed_trips import CollapsedTrips
from .sources.duplicates import drop_duplicates, find_duplicates
from .sources.eras_from import eras_from
from .sources.ladder import RANKS
from .sources.leader_list import LeaderList
from .sources.match_states import match_states
from .sources.merge_sources import merge_sources
from .sources.merged_visits import MergedVisits
from .sources.office_ranks import office_ranks, rank_offices
from .sources.office_table import office_table
from .sources.read_layout import read_layout
from .sources.read_visits import read_visits
from .sources.state_match import StateMatch
from .study.new_study import new_study

__all__ = [
    "RANKS",
    "Analysis",
    "ArrayTable",
    "Bounds",
    "BreakEven",
    "Citations",
    "Claim",
    "ClaimResult",
    "ClaimResults",
    "CollapsedTrips",
    "Definition",
    "DefinitionRule",
    "LeaderList",
    "MergedVisits",
    "Multiverse",
    "Observation",
    "ReadVisits",
    "Scheme",
    "Scope",
    "Shown",
    "Specification",
    "StateMatch",
    "Study",
    "StudyChanges",
    "Tally",
    "Waits",
    "__version__",
    "analyse",
    "archive_check",
    "archive_doubts",
    "archive_table",
    "assign_eras",
    "bounds",
    "break_even",
    "cite",
    "collapse_trips",
    "compare_by_floor",
    "compare_dyads",
    "compare_dyads_by_floor",
    "compare_eras",
    "compare_lags",
    "compare_studies",
    "completeness",
    "composition",
    "datasets",
    "detectable_ratio",
    "dispersion",
    "drop_duplicates",
    "equal_frequency_test",
    "era_frequency",
    "era_tally",
    "eras_from",
    "event_coincidence",
    "expand_dates",
    "find_definition",
    "find_duplicates",
    "fragility",
    "frequency_by_group",
    "joint_eras",
    "lag_curve",
    "lag_summary",
    "match_states",
    "merge_sources",
    "missing_to_flip",
    "multiverse",
    "new_study",
    "office_ranks",
    "office_table",
    "permutation_test",
    "phases",
    "phases_by_floor",
    "placebo_test",
    "plot",
    "qualify",
    "rank_acceptability",
    "rank_eras",
    "rank_offices",
    "read_layout",
    "read_study",
    "read_visits",
    "receipts",
    "rerun",
    "response_lags",
    "show",
    "spark",
    "tally_files",
    "trend",
    "trend_or_step",
    "turnbull_curve",
    "visit_gaps",
    "visit_panel",
    "weigh",
    "write_csv",
    "yearly_counts",
]
