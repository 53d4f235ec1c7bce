"""Which functions read which columns, for a value of each to go missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from missing_flavours import Values

import summitry

if TYPE_CHECKING:
    from collections.abc import Callable

ERAS: dict[str, Values] = {
    "side": ["CHN", "CHN", "PRK"],
    "rule": ["party", "party", "party"],
    "era": ["Hu", "Xi", "Kim"],
    "start": ["2002-11-15", "2012-11-15", "2011-12-17"],
    "end": ["2012-11-15", "2019-01-01", "2018-01-01"],
}
VISITS: dict[str, Values] = {
    "date": ["2008-06-17", "2013-05-22", "2015-10-09"],
    "date_latest": ["2008-06-17", "2013-05-22", "2015-10-31"],
    "end_date": ["2008-06-18", "2013-05-25", "2015-10-12"],
    "origin": ["CHN", "PRK", "CHN"],
    "destination": ["PRK", "CHN", "PRK"],
    "visitor": ["Xi", "Choe", "Liu"],
    "visitor_rank": ["deputy_head", "politburo_member", "politburo_member"],
    "summit": [True, False, False],
    "qualifies": ["true", "true", "unclear"],
    "sourced": [True, True, False],
}
SHOCKS: dict[str, Values] = {
    "label": ["second", "third", "fourth"],
    "date": ["2009-05-25", "2013-02-12", "2014-01-06"],
    "origin": ["PRK", "PRK", "PRK"],
    "destination": ["CHN", "CHN", "CHN"],
}
TALLY: dict[str, Values] = {
    "era": ["Hu", "Hu", "Xi", "Xi"],
    "side": ["CHN", "CHN", "CHN", "CHN"],
    "years": [10.0, 10.0, 4.5, 4.5],
    "summit": [True, False, True, False],
    "weight": [3.0, 1.0, 3.0, 1.0],
    "count": [4, 30, 1, 5],
    "count_unclear": [0, 2, 1, 0],
}
FREQUENCIES: dict[str, Values] = {
    "era": ["Hu", "Xi", "Kim"],
    "side": ["CHN", "CHN", "CHN"],
    "years": [10.0, 4.5, 5.0],
    "count": [34, 6, 9],
    "weighted_frequency": [4.0, 2.0, 2.5],
    "weighted_variance": [0.5, 0.4, 0.4],
    "largest_weight": [0.3, 0.6, 0.6],
}
LAGS: dict[str, Values] = {
    "kind": ["test", "launch", "test"],
    "lag": [9, 99, 187],
    "entered": [0, 1, 2],
    "observed": [True, True, False],
    "status": ["observed", "observed", "censored"],
}
PERIODS: dict[str, Values] = {
    "start": ["2003-01-01", "2004-01-01", "2005-01-01", "2006-01-01"],
    "end": ["2004-01-01", "2005-01-01", "2006-01-01", "2007-01-01"],
    "count": [1, 2, 9, 8],
}

OBSERVED: Any = {"since": "2003-01-01", "through": "2017-03-15"}
WEIGHTS: Any = {"summit": {True: 3.0, False: 1.0}}
LINES = (summitry.DefinitionRule({"summit": True}, "true", "a summit counts"),)
MINIMUM = {"*": "foreign_minister"}
LOWEST = summitry.Claim.lowest("Xi")


def of_sides(eras: Any) -> Any:
    return summitry.era_frequency(VISITS, eras, **OBSERVED)


Case = tuple[dict[str, Values], str, str, "Callable[[Any], Any]"]

CASES: dict[str, Case] = {}


def reads(
    columns: dict[str, Values], sort: str, names: str, **functions: Callable[[Any], Any]
) -> None:
    """Each of these functions reads each of these columns."""
    for name in names.split():
        for said, function in functions.items():
            CASES[f"{said} {name}"] = (columns, name, sort, function)


_ERA_FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "era_frequency": of_sides,
    "era_tally": lambda eras: summitry.era_tally(VISITS, eras, **OBSERVED),
    "assign_eras": lambda eras: summitry.assign_eras(VISITS, eras, **OBSERVED),
    "joint_eras": lambda eras: summitry.joint_eras(eras, sides=("CHN", "PRK")),
    "bounds": lambda eras: summitry.bounds(VISITS, eras, **OBSERVED).eras,
    "verdict": lambda eras: (
        summitry.bounds(VISITS, eras, claim=LOWEST, **OBSERVED).verdict
    ),
    "multiverse": lambda eras: (
        summitry.multiverse(VISITS, eras, claims=[LOWEST], **OBSERVED).table
    ),
}
reads(ERAS, "date", "start end", **_ERA_FUNCTIONS)
reads(ERAS, "text", "era side rule", **_ERA_FUNCTIONS)

_VISIT_FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "era_frequency_of": lambda visits: summitry.era_frequency(
        visits, ERAS, unclear="both", **OBSERVED
    ),
    "response_lags_to": lambda visits: summitry.response_lags(
        SHOCKS, visits, **OBSERVED
    ),
    "visit_gaps": lambda visits: summitry.visit_gaps(
        visits, by="dyad", unclear="both", **OBSERVED
    ),
    "placebo_to": lambda visits: summitry.placebo_test(
        SHOCKS, visits, draws=20, **OBSERVED
    ),
    "coincidence_of": lambda visits: summitry.event_coincidence(
        SHOCKS, visits, window=90, **OBSERVED
    ),
    "bounds_of": lambda visits: summitry.bounds(visits, ERAS, **OBSERVED).eras,
    "lag_bounds_of": lambda visits: (
        summitry.bounds(visits, shocks=SHOCKS, **OBSERVED).lags
    ),
}
reads(VISITS, "date", "date", **_VISIT_FUNCTIONS)
reads(VISITS, "text", "origin destination qualifies", **_VISIT_FUNCTIONS)
reads(VISITS, "text", "visitor", response_lags=_VISIT_FUNCTIONS["response_lags_to"])
reads(
    VISITS,
    "date",
    "date",
    phases=lambda visits: summitry.phases(visits, draws=20, **OBSERVED),
    expand_dates=summitry.expand_dates,
)
reads(VISITS, "date", "date_latest", bounds=_VISIT_FUNCTIONS["bounds_of"])
reads(
    VISITS,
    "date",
    "end_date",
    expand_dates=lambda visits: summitry.expand_dates(
        visits, column="end_date", optional=True
    ),
    multiverse=lambda visits: (
        summitry.multiverse(
            visits, ERAS, claims=[LOWEST], date_rule=["start", "end"], **OBSERVED
        ).table
    ),
)
reads(
    VISITS,
    "text",
    "origin visitor_rank",
    qualify=lambda visits: summitry.qualify(visits, minimum=MINIMUM),
)
reads(
    VISITS,
    "boolean",
    "summit",
    qualify=lambda visits: summitry.qualify(
        visits, definition=summitry.Definition(MINIMUM, rules=LINES)
    ),
    weigh=lambda visits: summitry.weigh(visits, WEIGHTS),
    era_frequency=lambda visits: summitry.era_frequency(
        visits, ERAS, scheme=WEIGHTS, **OBSERVED
    ),
    bounds=lambda visits: (
        summitry.bounds(visits, ERAS, scheme=WEIGHTS, **OBSERVED).eras
    ),
    visit_gaps=lambda visits: summitry.visit_gaps(
        visits, where={"summit": False}, **OBSERVED
    ),
)
reads(
    VISITS,
    "boolean",
    "sourced",
    multiverse=lambda visits: (
        summitry.multiverse(visits, ERAS, claims=[LOWEST], **OBSERVED).table
    ),
)

_SHOCK_FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "response_lags": lambda shocks: summitry.response_lags(shocks, VISITS, **OBSERVED),
    "placebo": lambda shocks: summitry.placebo_test(
        shocks, VISITS, draws=20, **OBSERVED
    ),
    "coincidence": lambda shocks: summitry.event_coincidence(
        shocks, VISITS, window=90, **OBSERVED
    ),
    "lag_bounds": lambda shocks: (
        summitry.bounds(VISITS, shocks=shocks, **OBSERVED).lags
    ),
}
reads(SHOCKS, "date", "date", **_SHOCK_FUNCTIONS)
reads(SHOCKS, "text", "origin label", **_SHOCK_FUNCTIONS)

_TALLY_FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "era_frequency": lambda tally: summitry.era_frequency(tally, unclear="both"),
    "fragility": lambda tally: summitry.fragility(tally, LOWEST),
    "break_even": lambda tally: str(
        summitry.break_even(tally, LOWEST, vary={"summit": {True: (0.0, 9.0)}})
    ),
}
reads(TALLY, "number", "years count count_unclear weight", **_TALLY_FUNCTIONS)
reads(TALLY, "text", "era side", **_TALLY_FUNCTIONS)
reads(TALLY, "boolean", "summit", **_TALLY_FUNCTIONS)

_FREQUENCY_FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "compare_eras": summitry.compare_eras,
    "compare_weighted": lambda table: summitry.compare_eras(table, weighted=True),
    "rank_eras": lambda table: summitry.rank_eras(table, draws=200),
    "equal_frequency": lambda table: summitry.equal_frequency_test(table, draws=200),
}
reads(FREQUENCIES, "number", "years count", **_FREQUENCY_FUNCTIONS)
reads(FREQUENCIES, "text", "era side", **_FREQUENCY_FUNCTIONS)
reads(
    FREQUENCIES,
    "number",
    "weighted_frequency weighted_variance largest_weight",
    compare_weighted=_FREQUENCY_FUNCTIONS["compare_weighted"],
)
_LAG_FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "lag_summary": lambda lags: summitry.lag_summary(
        lags, group_by="kind", entry="entered"
    ),
    "lag_curve": lambda lags: summitry.lag_curve(lags, entry="entered"),
    "compare_lags": lambda lags: summitry.compare_lags(lags, group_by="kind"),
}
reads(LAGS, "number", "lag entered", **_LAG_FUNCTIONS)
reads(LAGS, "boolean", "observed", **_LAG_FUNCTIONS)
reads(LAGS, "text", "status kind", **_LAG_FUNCTIONS)
_PERIOD_FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "phases": lambda periods: summitry.phases(
        periods, since="2003-01-01", through="2006-12-31", method="single", draws=20
    ),
}
reads(PERIODS, "number", "count", **_PERIOD_FUNCTIONS)
reads(PERIODS, "date", "start end", **_PERIOD_FUNCTIONS)
