"""
How close are two governments, and did it change?

Diplomatic visits, counted by a definition and weighed, as visits a year in each
leader's era and as days from each shock to the next visit. Tables go in and tables come
out: pandas, polars or pyarrow. Data come first, everything else is given by keyword,
and nothing defaults to today. In the order of an analysis:

- record: `load_visits`, `load_eras`, `load_shocks`, `expand_dates`
- visits that count, and their weight: `qualify`, `Definition`, `weigh`, `Scheme`
- frequency: `era_frequency`, `joint_eras`, `compare_eras`, `rank_eras`, `regimes`
- lags: `response_lags`, `lag_summary`, `lag_curve`, `placebo_test`, `visit_gaps`
- robustness: `Finding`, `break_even`, `fragility`, `bounds`, `multiverse`
- published sentences: `load_study`, `new_study`, `memos`, `write_report`
- to look at: `show`, `summitry.plot`

Examples
--------
>>> import summitry
>>> visits = summitry.load_visits("china-dprk")
>>> high = summitry.qualify(visits, definition=summitry.load_definition("china-dprk"))
>>> eras = summitry.load_eras("china-dprk", rules={"PRK": "de_facto"})
>>> table = summitry.era_frequency(high, eras, since="1953-07-27", through="2017-03-15")
>>> summitry.show(table, columns=["era", "years", "count", "frequency"])
era          years  count          frequency
────────────────────────────────────────────
Kim Il Sung  40.95     86  2.10 [1.68, 2.59]
Kim Jong Il  17.44     67  3.84 [2.98, 4.88]
Kim Jong Un   5.25      9  1.72 [0.78, 3.26]
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from summitry._core import __version__

if TYPE_CHECKING:
    from summitry import plot
    from summitry.analysis import Analysis, analyse
    from summitry.blocks import bayesian_blocks
    from summitry.change_points import change_point
    from summitry.changes import regimes
    from summitry.coincidences import coincidence
    from summitry.comparison import compare_eras
    from summitry.definitions import LADDER, Definition, Line
    from summitry.display import show
    from summitry.display.export import write_csv
    from summitry.equality import equal_frequency_test
    from summitry.eras import joint_eras
    from summitry.frequency import assign_eras, era_frequency
    from summitry.gaps import visit_gaps
    from summitry.lags import response_lags
    from summitry.log_rank import compare_lags
    from summitry.placebo import placebo_test
    from summitry.ranking import rank_eras
    from summitry.records import (
        load_definition,
        load_eras,
        load_published,
        load_shocks,
        load_visits,
        record_notes,
    )
    from summitry.report import write_report
    from summitry.stress.acceptability import rank_acceptability
    from summitry.stress.break_even_weights import BreakEven, break_even
    from summitry.stress.completions import bounds, certainty, lag_bounds
    from summitry.stress.findings import Finding
    from summitry.stress.nearest import nearest_scheme
    from summitry.stress.outcomes import Multiverse
    from summitry.stress.overturning import fragility
    from summitry.stress.scopes import Scope
    from summitry.stress.specifications import find_definition, multiverse
    from summitry.study import Study, load_study
    from summitry.study.claims import ClaimResult, ClaimResults
    from summitry.survival import lag_curve, lag_summary
    from summitry.tallied import tally_frequency
    from summitry.tally import era_tally
    from summitry.telling.memo import memos
    from summitry.template import new_study
    from summitry.visits import expand_dates, qualify
    from summitry.weighting import Scheme, weigh

_HOMES = {
    "summitry": ("plot",),
    "summitry.analysis": (
        "Analysis",
        "analyse",
    ),
    "summitry.blocks": ("bayesian_blocks",),
    "summitry.change_points": ("change_point",),
    "summitry.changes": ("regimes",),
    "summitry.coincidences": ("coincidence",),
    "summitry.comparison": ("compare_eras",),
    "summitry.definitions": (
        "Definition",
        "LADDER",
        "Line",
    ),
    "summitry.display": ("show",),
    "summitry.display.export": ("write_csv",),
    "summitry.telling.memo": ("memos",),
    "summitry.equality": ("equal_frequency_test",),
    "summitry.eras": ("joint_eras",),
    "summitry.frequency": (
        "assign_eras",
        "era_frequency",
    ),
    "summitry.gaps": ("visit_gaps",),
    "summitry.lags": ("response_lags",),
    "summitry.log_rank": ("compare_lags",),
    "summitry.placebo": ("placebo_test",),
    "summitry.ranking": ("rank_eras",),
    "summitry.records": (
        "load_definition",
        "load_eras",
        "load_published",
        "load_shocks",
        "load_visits",
        "record_notes",
    ),
    "summitry.report": ("write_report",),
    "summitry.stress.acceptability": ("rank_acceptability",),
    "summitry.stress.break_even_weights": (
        "BreakEven",
        "break_even",
    ),
    "summitry.stress.completions": (
        "bounds",
        "certainty",
        "lag_bounds",
    ),
    "summitry.stress.findings": ("Finding",),
    "summitry.stress.nearest": ("nearest_scheme",),
    "summitry.stress.outcomes": ("Multiverse",),
    "summitry.stress.overturning": ("fragility",),
    "summitry.stress.scopes": ("Scope",),
    "summitry.stress.specifications": (
        "find_definition",
        "multiverse",
    ),
    "summitry.study": (
        "Study",
        "load_study",
    ),
    "summitry.study.claims": (
        "ClaimResult",
        "ClaimResults",
    ),
    "summitry.survival": (
        "lag_curve",
        "lag_summary",
    ),
    "summitry.tallied": ("tally_frequency",),
    "summitry.tally": ("era_tally",),
    "summitry.template": ("new_study",),
    "summitry.visits": (
        "expand_dates",
        "qualify",
    ),
    "summitry.weighting": (
        "Scheme",
        "weigh",
    ),
}
"""Where each public name lives; a module is loaded when it is first used."""

__all__ = [
    "LADDER",
    "Analysis",
    "BreakEven",
    "ClaimResult",
    "ClaimResults",
    "Definition",
    "Finding",
    "Line",
    "Multiverse",
    "Scheme",
    "Scope",
    "Study",
    "__version__",
    "analyse",
    "assign_eras",
    "bayesian_blocks",
    "bounds",
    "break_even",
    "certainty",
    "change_point",
    "coincidence",
    "compare_eras",
    "compare_lags",
    "equal_frequency_test",
    "era_frequency",
    "era_tally",
    "expand_dates",
    "find_definition",
    "fragility",
    "joint_eras",
    "lag_bounds",
    "lag_curve",
    "lag_summary",
    "load_definition",
    "load_eras",
    "load_published",
    "load_shocks",
    "load_study",
    "load_visits",
    "memos",
    "multiverse",
    "nearest_scheme",
    "new_study",
    "placebo_test",
    "plot",
    "qualify",
    "rank_acceptability",
    "rank_eras",
    "record_notes",
    "regimes",
    "response_lags",
    "show",
    "tally_frequency",
    "visit_gaps",
    "weigh",
    "write_csv",
    "write_report",
]


def __getattr__(name: str) -> object:
    home = next((home for home, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module 'summitry' has no attribute {name!r}")
    if home == __name__:
        return import_module(f"{home}.{name}")
    value: object = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
