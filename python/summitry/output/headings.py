"""What the columns of result tables are called for readers, and in which unit."""

from __future__ import annotations

from typing import NamedTuple

from summitry.output.format import spaced
from summitry.output.state_names import in_names


class Heading(NamedTuple):
    """How a column is shown."""

    text: str
    kind: str = "number"
    unit: str | None = None


_RATE = "visits a year"
_KNOWN = {
    "frequency": Heading("frequency", "rate", _RATE),
    "lower": Heading("lower", "rate"),
    "upper": Heading("upper", "rate"),
    "weighted_frequency": Heading(
        "weighted frequency", "rate", "weighted visits a year"
    ),
    "weighted_lower": Heading("weighted lower", "rate"),
    "weighted_upper": Heading("weighted upper", "rate"),
    "weighted_count": Heading("weighted count", "count"),
    "with_unclear": Heading("with unclear", "rate", _RATE),
    "without_unclear": Heading("without unclear", "rate", _RATE),
    "frequency_sourced": Heading("with source", "rate", _RATE),
    "in_calendar_years": Heading("by calendar years", "rate", _RATE),
    "in_calendar_years_with_unclear": Heading("with unclear", "rate", _RATE),
    "in_calendar_years_without_unclear": Heading("without unclear", "rate", _RATE),
    "years": Heading("years", "rate"),
    "days": Heading("days", "count"),
    "lag": Heading("lag", "days", "days"),
    "time": Heading("time", "days", "days"),
    "tau": Heading("up to", "days", "days"),
    "median": Heading("median", "days", "days"),
    "complete_case_mean": Heading("mean of answered only", "days", "days"),
    "restricted_mean": Heading("restricted mean", "days", "days"),
    "restricted_mean_se": Heading("standard error", "days", "days"),
    "constant_rate_mean": Heading("mean at a constant rate", "days", "days"),
    "survival": Heading("still waiting", "share"),
    "other_frequency": Heading("other frequency", "rate", _RATE),
    "other_weighted_frequency": Heading("other weighted frequency", "rate"),
    "ratio": Heading("ratio", "rate"),
    "odds_ratio": Heading("odds ratio", "rate"),
    "cross_product": Heading("cross product", "rate"),
    "baseline_dispersion": Heading("baseline dispersion", "rate"),
    "slope": Heading("slope", "rate", "logarithms of the frequency a year"),
    "step": Heading("step", "rate"),
    "factor": Heading("factor a year", "rate"),
    "upper_slope": Heading("upper slope", "rate"),
    "lower_slope": Heading("lower slope", "rate"),
    "upper_count": Heading("upper", "count"),
    "dispersion": Heading("dispersion", "rate"),
    "p_step": Heading("p step", "p"),
    "p_trend": Heading("p trend", "p"),
    "p_upper_slope": Heading("p upper slope", "p"),
    "p_lower_slope": Heading("p lower slope", "p"),
    "mc_error": Heading("error of drawing", "p"),
    "p": Heading("p", "p"),
    "p_adjusted": Heading("adjusted p", "p"),
    "p_lower": Heading("p lower", "p"),
    "p_higher": Heading("p higher", "p"),
    "p_shorter": Heading("p shorter", "p"),
    "p_longer": Heading("p longer", "p"),
    "p_two_sided": Heading("p two-sided", "p"),
    "p_least_lags": Heading("p, least lags", "p"),
    "p_greatest_lags": Heading("p, greatest lags", "p"),
    "mass": Heading("share of lags", "share"),
    "before": Heading("waiting before", "share"),
    "after": Heading("waiting after", "share"),
    "probability": Heading("probability", "p"),
    "weight": Heading("weight", "weight"),
    "break_even": Heading("break-even weight", "weight"),
    "share": Heading("share", "share"),
    "value": Heading("value", "number"),
}

METHODS = (
    "interval",
    "weighted_interval",
    "level",
    "exposure",
    "handover",
    "date_rule",
    "same_day",
    "overlap",
    "scheme",
    "estimator",
    "mean_interval",
    "method",
    "alternative",
    "convention",
    "window",
    "delay",
    "symmetric",
    "dispersion",
    "penalty",
    "critical",
    "adjustment",
    "coverage",
    "test",
    "reading",
    "specifications",
    "where",
    "since",
    "through",
    "seed",
    "generator",
    "draws",
    "arrangements",
    "exact",
)
"""Columns that say how a table was made: they go below it where they do not vary."""

ACCOUNTS = {
    "rows_in": "in",
    "used": "used",
    "outside_window": "outside the observation",
    "outside_existence": "outside the pair's days",
    "unvisited_pair": "no such visits",
    "in_no_era": "in no era",
    "excluded_by_rule": "excluded by the rule",
    "unclear": "unclear",
    "other_dyads": "of other pairs of countries",
    "own_country": "of a country to itself",
    "other_visits": "of another kind",
    "outside_coverage": "outside the coverage",
    "partly_covered": "covered only in part",
    "duplicates": "repeat another row or its id",
}
"""Columns that say what became of the rows that came in: they always go below."""

BEHIND = (
    *("weighted_variance", "largest_weight", "visit_row", "start_row", "end_row"),
    *("alpha", "rho", "dispersion_df", "excess", "excess_years"),
    *("exact_lower", "exact_upper", "quasi_lower", "quasi_upper", "slope_se", "phi"),
    *("deviance_constant", "deviance_trend", "deviance_step", "deviance_both"),
    *("g_step", "g_trend"),
    *("lag_block", "lag_completions", "way", "searched"),
)
"""Columns for further computing: they are left out unless asked for."""

RANGES = (
    ("{}_lower", "{}_upper", ("lag",)),
    ("{}_least", "{}_greatest", ()),
    ("{}", "{}_latest", ("date", "start", "end", "visit_date")),
)
"""How the ends of a value are called that is known to a range, and of which values."""

MARKS = ("vague", "may_be_open", "duplicate_shock", "duplicate_shocks")
"""Columns that say where something is not known exactly: left out where nothing is."""

WORDS = (
    *("rule", "visitor_rank", "host_rank", "visit_visitor_rank", "lowest_rank"),
    *("status", "setting", "outcome"),
    *("date_precision", "floor", "calibration"),
)
"""Columns of words of ours, which readers see with blanks for underscores."""

COUNTRIES = ("side", "origin", "destination", "country")
"""How columns of countries are called, or the last word of their names."""

TELLING = (
    *("where", "reason", "why", "printed", "computed", "definition"),
    *("visits", "numbers", "overturned_by", "searched", "shares"),
)
"""Columns of texts of ours in which codes of countries may stand."""

DECIDED = ("decision", "turns_on")
"""Columns of decisions, which have words of their own for readers."""

CONVENTIONS = ("changes", "instead_of")
"""Columns of decisions with the alternative that was taken."""

SENTENCES = ("says", "says_rise", "could_show")
"""Columns of whole sentences: they are never cut."""

_ESTIMATES = (
    *("frequency", "ratio", "survival", "estimate", "probability", "value"),
    *("slope", "odds_ratio"),
    "expected",
)
_SUFFIXES = {
    "frequency_lower": "rate",
    "frequency_upper": "rate",
    "_lower": "days",
    "_upper": "days",
    "_share": "share",
    "_p": "p",
}
_METHOD_WORDS = {
    "dispersed": "dispersed (years may vary and resemble their neighbours)",
    "dispersed_years": "dispersed (years may vary)",
    "fay_feuer": "Fay-Feuer",
    "garwood": "Garwood (exact)",
    "midp": "mid-p",
    "jeffreys": "Jeffreys",
    "central": "central (exact)",
    "f": "F interval",
    "holm": "Holm",
    "monte_carlo": "Monte Carlo",
    "likelihood_ratio": "likelihood ratio G2",
    "chi_square": "chi-square X2",
    "freeman_halton": "Freeman-Halton (exact)",
    "odds_ratio": "conditional odds ratio (exact)",
    "days": "days / 365.25",
    "calendar_years": "whole calendar years",
}


def heading_of(column: str) -> Heading:
    """
    Return how a column is shown.

    Examples
    --------
    >>> heading_of("weighted_frequency").text, heading_of("from_PRK").text
    ('weighted frequency', 'from North Korea')
    """
    if column in _KNOWN:
        return _KNOWN[column]
    if column.startswith("share_"):
        return Heading(in_names(spaced(column)), "share")
    text = in_names(column.replace("_", " "))
    for suffix, kind in _SUFFIXES.items():
        if column.endswith(suffix):
            return Heading(text, kind)
    return Heading(text)


def ranges_of(columns: list[str]) -> dict[str, tuple[str, str]]:
    """
    Find the values that have beside them the least and the greatest that they may be.

    Examples
    --------
    >>> ranges_of(["lag", "lag_lower", "lag_upper", "median", "median_lower"])
    {'lag': ('lag_lower', 'lag_upper')}
    >>> ranges_of(["date", "date_latest", "days", "days_least", "days_greatest"])
    {'date': ('date', 'date_latest'), 'days': ('days_least', 'days_greatest')}
    """
    found = {}
    for column in columns:
        for lower, upper, only in RANGES:
            pair = lower.format(column), upper.format(column)
            if set(pair) <= {*columns} and (not only or column in only):
                found[column] = pair
    return found


def limits_of(columns: list[str]) -> dict[str, tuple[str, str]]:
    """
    Find the estimates that have their limits beside them.

    Plain ``lower`` and ``upper`` belong to the nearest estimate before them.

    Examples
    --------
    >>> limits_of(["count", "frequency", "lower", "upper"])
    {'frequency': ('lower', 'upper')}
    >>> limits_of(["frequency", "other_frequency", "ratio", "lower", "upper"])
    {'ratio': ('lower', 'upper')}
    """
    found = {}
    for place, lower in enumerate(columns):
        upper = lower.removesuffix("lower") + "upper"
        if not lower.endswith("lower") or upper not in columns:
            continue
        stem = lower.removesuffix("lower").removesuffix("_")
        if (lower, upper) in ranges_of(columns).values():
            continue
        if stem:
            names = [name for name in (stem, f"{stem}_frequency") if name in columns]
        else:
            ordered = [*columns[:place][::-1], *columns[place:]]
            names = [name for name in ordered if name in _ESTIMATES]
        estimate = next(iter(names), None)
        if estimate is not None:
            found[estimate] = (lower, upper)
    return found


def method_words(value: str) -> str:
    """
    Return the name of a method as it is printed.

    Examples
    --------
    >>> method_words("fay_feuer"), method_words("without unclear")
    ('Fay-Feuer', 'without unclear')
    """
    return _METHOD_WORDS.get(value, in_names(spaced(value)))
