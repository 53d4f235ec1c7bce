"""One good call of every public function, from which bad ones are made."""

from __future__ import annotations

from typing import Any

import summitry
from hostile.method_calls import method_calls
from hostile.more_calls import more_calls
from summitry import Claim, DefinitionRule, datasets, plot

SEEN: dict[str, Any] = {"since": "2001-01-01", "through": "2006-12-31"}
SILENT: dict[str, Any] = {"progress": False}
VISITS: dict[str, Any] = {
    "date": ["2001-05-05", "2003-01-01", "2005-02-02", "2006-06-06", "2006-07-07"],
    "end_date": ["2001-05-06", "2003-01-01", "2005-02-02", "2006-06-06", "2006-07-07"],
    "id": ["a", "b", "c", "d", "e"],
    "origin": ["CHN", "PRK", "CHN", "PRK", "CHN"],
    "destination": ["PRK", "CHN", "PRK", "CHN", "PRK"],
    "visitor": ["Wen", "Kim", "Hu", "Kim", "Li"],
    "visitor_office": ["President", "Premier", "President", "Premier", "Premier"],
    "visitor_rank": ["other", "foreign_minister", "other", "other", "foreign_minister"],
    "kind": ["state", "work", "state", "work", "state"],
    "qualifies": ["true", "true", "unclear", "true", "false"],
}
ERAS: dict[str, Any] = {
    "side": ["CHN", "CHN"],
    "era": ["One", "Two"],
    "start": ["2001-01-01", "2004-01-01"],
    "end": ["2004-01-01", None],
}
BOTH: dict[str, Any] = {
    "side": ["CHN", "CHN", "PRK"],
    "era": ["One", "Two", "Kim"],
    "start": ["2001-01-01", "2004-01-01", "2002-01-01"],
    "end": ["2004-01-01", None, None],
}
SHOCKS: dict[str, Any] = {"date": ["2001-04-01", "2004-02-02"], "label": ["s", "t"]}
SCHEME: dict[str, Any] = {"kind": {"state": 2.0, "work": 1.0}}
YEARS: dict[str, Any] = {
    "era": ["A"] * 5 + ["B"] * 5,
    "year": [*range(2000, 2010)],
    "count": [3, 4, 2, 5, 3, 7, 8, 6, 9, 7],
    "years": [1.0] * 10,
}
FREQUENCIES: dict[str, Any] = {
    "era": ["A", "B", "C"],
    "count": [30, 9, 4],
    "years": [10.0, 8.0, 5.0],
}
LAGS: dict[str, Any] = {
    "lag": [3.0, 9.0, 20.0, 31.0],
    "observed": [True, True, False, True],
    "label": ["s", "s", "t", "t"],
}
OFFICES: dict[str, Any] = {"visitor_office": ["President"], "origin": ["CHN"]}
LEADERS: dict[str, Any] = {
    "side": ["CHN", "CHN"],
    "leader": ["Hu", "Xi"],
    "start": ["2002-11-15", "2012-11-15"],
    "end": ["2012-11-15", None],
}


def calls() -> dict[str, tuple[Any, dict[str, Any]]]:
    """The calls by name: what is called, and with which arguments."""
    on = {"visits": VISITS, **SEEN}
    over = {**on, "eras": ERAS}
    waits = {"shocks": SHOCKS, **on}
    tally = summitry.era_tally(VISITS, ERAS, scheme=SCHEME, **SEEN)
    merged = summitry.merge_sources({"a": VISITS, "b": VISITS})
    lowest = Claim.lowest("One", side="CHN")
    found = summitry.era_frequency(VISITS, ERAS, **SEEN)
    lags = summitry.response_lags(SHOCKS, VISITS, **SEEN)
    phases = summitry.phases(VISITS, draws=19, **SEEN)
    gaps = summitry.visit_gaps(VISITS, **SEEN)
    years = {"visits": YEARS}
    few = {"draws": 99, "seed": 1}
    others = more_calls(VISITS, ERAS, **SEEN) | method_calls(VISITS, ERAS, **SEEN)
    return others | {
        "ArrayTable": (summitry.ArrayTable, {"columns": VISITS}),
        "Claim": (Claim, {"form": dict(lowest.form)}),
        "Claim.lowest": (Claim.lowest, {"era": "One"}),
        "Claim.gap": (Claim.gap, {"printed": 6}),
        "Claim.lag": (Claim.lag, {"shocks": ["s"], "printed": 6}),
        "Definition": (summitry.Definition, {"minimum": {"*": "other"}}),
        "DefinitionRule": (
            DefinitionRule,
            {"when": {"kind": "state"}, "outcome": "false", "reason": "it"},
        ),
        "Scheme": (summitry.Scheme, {"factors": SCHEME}),
        "Scope": (summitry.Scope, {"era": "One"}),
        "Specification": (summitry.Specification, {**SEEN}),
        "Tally": (summitry.Tally, {"eras": ERAS, **SEEN}),
        "Waits": (summitry.Waits, {"shocks": SHOCKS, **SEEN}),
        "analyse": (summitry.analyse, {**over, "shocks": SHOCKS}),
        "archive_check": (summitry.archive_check, on),
        "archive_doubts": (summitry.archive_doubts, over),
        "archive_table": (summitry.archive_table, on),
        "assign_eras": (summitry.assign_eras, over),
        "bounds": (summitry.bounds, {**over, "scheme": SCHEME}),
        "break_even": (
            summitry.break_even,
            {"tally": tally, "claim": lowest, "vary": {"kind": {"state": (0.1, 5)}}},
        ),
        "collapse_trips": (
            summitry.collapse_trips,
            {"visits": VISITS, "by": "traveller", "join": "touching"},
        ),
        "compare_by_floor": (summitry.compare_by_floor, over),
        "compare_dyads": (
            summitry.compare_dyads,
            {**over, "where": {"kind": "state"}, **SILENT},
        ),
        "compare_eras": (summitry.compare_eras, {"frequencies": FREQUENCIES, **SILENT}),
        "compare_lags": (summitry.compare_lags, {"lags": LAGS, "group_by": "label"}),
        "completeness": (summitry.completeness, {"merged": merged, **SEEN}),
        "composition": (
            summitry.composition,
            {**over, "where": {"kind": "state"}, "draws": 99},
        ),
        "detectable_ratio": (
            summitry.detectable_ratio,
            {"frequencies": FREQUENCIES, **SILENT},
        ),
        "dispersion": (summitry.dispersion, {**years, **few}),
        "dispersion of visits": (summitry.dispersion, {**over, **few}),
        "drop_duplicates": (summitry.drop_duplicates, {"visits": VISITS}),
        "equal_frequency_test": (
            summitry.equal_frequency_test,
            {"frequencies": FREQUENCIES, **few},
        ),
        "era_frequency": (
            summitry.era_frequency,
            {**over, "scheme": SCHEME, "by": "dyad", **SILENT},
        ),
        "era_frequency of a tally": (summitry.era_frequency, {"visits": tally}),
        "era_tally": (summitry.era_tally, {**over, "scheme": SCHEME}),
        "eras_from": (
            summitry.eras_from,
            {
                "frame": LEADERS,
                "in_office": "open",
                "known_through": "2017-03-15",
            },
        ),
        "event_coincidence": (summitry.event_coincidence, {**waits, "window": 30}),
        "expand_dates": (summitry.expand_dates, {"visits": VISITS}),
        "find_duplicates": (summitry.find_duplicates, {"visits": VISITS}),
        "fragility": (summitry.fragility, {"data": tally, "claim": lowest}),
        "fragility of a gap": (
            summitry.fragility,
            {"data": VISITS, "claim": Claim.gap(6), **SEEN},
        ),
        "frequency_by_group": (summitry.frequency_by_group, over),
        "joint_eras": (summitry.joint_eras, {"eras": BOTH, "sides": ("CHN", "PRK")}),
        "lag_curve": (summitry.lag_curve, {"lags": LAGS}),
        "lag_summary": (summitry.lag_summary, {"lags": LAGS}),
        "match_states": (
            summitry.match_states,
            {"frame": VISITS, "columns": ["origin"]},
        ),
        "merge_sources": (
            summitry.merge_sources,
            {"sources": {"a": VISITS, "b": VISITS}},
        ),
        "missing_to_flip": (summitry.missing_to_flip, {"frequencies": FREQUENCIES}),
        "multiverse": (
            summitry.multiverse,
            {**over, "claims": {"it": Claim.lowest("One")}, **SILENT},
        ),
        "office_ranks": (summitry.office_ranks, {"visits": VISITS}),
        "office_table": (summitry.office_table, {"table": {"President": "other"}}),
        "permutation_test": (summitry.permutation_test, {**years, **few}),
        "phases": (summitry.phases, {**on, "draws": 19, **SILENT}),
        "placebo_test": (
            summitry.placebo_test,
            {**waits, "draws": 99, "strata": ERAS, **SILENT},
        ),
        "qualify": (
            summitry.qualify,
            {"visits": VISITS, "minimum": {"CHN": "other", "PRK": "other"}},
        ),
        "rank_acceptability": (
            summitry.rank_acceptability,
            {"tally": tally, "vary": {"kind": {"state": (0.1, 5)}}, **few},
        ),
        "rank_eras": (summitry.rank_eras, {"frequencies": FREQUENCIES, **few}),
        "rank_offices": (summitry.rank_offices, {"visits": OFFICES}),
        "read_visits": (summitry.read_visits, {"source": VISITS}),
        "receipts": (summitry.receipts, {"table": found, **over}),
        "response_lags": (summitry.response_lags, waits),
        "show": (summitry.show, {"table": VISITS, "title": "it"}),
        "trend": (summitry.trend, {**years, **few}),
        "trend_or_step": (summitry.trend_or_step, years),
        "turnbull_curve": (
            summitry.turnbull_curve,
            {"lags": {"lag_lower": [1.0, 2.0, 5.0], "lag_upper": [3.0, 9.0, None]}},
        ),
        "visit_gaps": (summitry.visit_gaps, {**on, "by": "dyad"}),
        "visit_panel": (summitry.visit_panel, on),
        "weigh": (summitry.weigh, {"visits": VISITS, "scheme": SCHEME}),
        "yearly_counts": (summitry.yearly_counts, over),
        "load_visits": (datasets.load_visits, {"name": "china-dprk"}),
        "load_eras": (datasets.load_eras, {"name": "china-dprk"}),
        "load_shocks": (datasets.load_shocks, {"name": "china-dprk"}),
        "plot.frequency": (plot.frequency, {"table": found}),
        "plot.gaps": (plot.gaps, {"table": gaps}),
        "plot.lags": (plot.lags, {"table": lags}),
        "plot.phases": (plot.phases, {"table": phases}),
        "plot.timeline": (plot.timeline, {**over, "shocks": SHOCKS}),
        "plot.lag_curve": (plot.lag_curve, {"curve": summitry.lag_curve(LAGS)}),
    }
