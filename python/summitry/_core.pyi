from collections.abc import Callable, Sequence
from typing import Any, TypeAlias, TypedDict

import numpy as np
import numpy.typing as npt

_Days: TypeAlias = npt.NDArray[np.int64]
_Codes: TypeAlias = npt.NDArray[np.uint32]
_Counts: TypeAlias = npt.NDArray[np.uint64]
_Reals: TypeAlias = npt.NDArray[np.float64]
_Bools: TypeAlias = npt.NDArray[np.bool_]
_Positions: TypeAlias = npt.NDArray[np.uintp]
_Statuses: TypeAlias = npt.NDArray[np.uint8]
_Progress: TypeAlias = Callable[[int, int], object]

__all__ = [
    "__version__",
    "adjusted",
    "assign_eras",
    "below_probabilities",
    "break_even",
    "certainty",
    "class_weights",
    "classes",
    "coincidence_rates",
    "compare_frequencies",
    "compare_weighted",
    "country_pairs",
    "equal_frequency",
    "era_bounds",
    "era_exposure",
    "era_tally",
    "first_rule",
    "fragility",
    "fragility_of_gap",
    "fragility_of_lags",
    "gaps",
    "judge_ascending",
    "judge_rank",
    "judge_value",
    "lag_bounds",
    "largest_study",
    "locate_keys",
    "log_rank",
    "multiverse_answers",
    "multiverse_drivers",
    "multiverse_frequencies",
    "nearest_scheme",
    "open_gap_bounds",
    "phases_of_days",
    "phases_of_periods",
    "phases_of_times",
    "placebo_test",
    "poisson_interval",
    "printed_region",
    "rank_acceptability",
    "rank_probabilities",
    "read_days",
    "read_study",
    "response_lags",
    "study_schema",
    "survival_curve",
    "survival_summary",
    "weighted_interval",
    "whole_years",
    "words",
]

__version__: str

class _Spans(TypedDict):
    first: _Days
    last: _Days
    precision: _Statuses

def words() -> dict[str, tuple[str, ...]]: ...
def read_days(
    name: str, values: Sequence[Any], /, *, spans_allowed: bool
) -> _Spans: ...
def whole_years(since: int, through: int, /) -> tuple[int, int] | None: ...
def first_rule(
    n_visits: int, rules: Sequence[Sequence[tuple[_Codes, npt.NDArray[np.bool_]]]], /
) -> _Codes: ...
def class_weights(factors: Sequence[Sequence[float]], /) -> npt.NDArray[np.float64]: ...
def classes(
    factors: Sequence[Sequence[float]], codes: Sequence[_Codes], /
) -> _Codes: ...

class _Groups(TypedDict):
    code: _Codes
    first: _Codes
    second: _Codes

def country_pairs(
    origins: _Codes,
    destinations: _Codes,
    keep: _Bools,
    /,
    *,
    n_countries: int,
    by: str,
) -> _Groups: ...

class _Exposures(TypedDict):
    start: _Days
    end: _Days
    days: _Days
    whole_years: _Days

def era_exposure(
    starts: _Days,
    ends: _Days,
    /,
    *,
    since: int,
    through: int,
    calendar_years: bool,
    handover: str,
) -> _Exposures: ...

class _Account(TypedDict):
    used: int
    unclear: int
    outside_window: int
    in_no_era: int
    excluded_by_rule: int
    in_no_group: int

class _EraTally(TypedDict):
    qualify: _Counts
    unclear: _Counts
    account: _Account

def era_tally(
    days: _Days,
    groups: _Codes | None,
    classes: _Codes | None,
    verdicts: _Statuses | None,
    starts: _Days,
    ends: _Days,
    /,
    *,
    n_groups: int,
    n_classes: int,
    since: int,
    through: int,
    progress: _Progress | None = None,
) -> _EraTally: ...
def assign_eras(
    days: _Days, starts: _Days, ends: _Days, /, *, since: int, through: int
) -> npt.NDArray[np.int32]: ...

class _Lags(TypedDict):
    status: _Statuses
    days: _Days
    offsets: _Positions
    rows: _Positions

def response_lags(
    shocks: _Days,
    shock_groups: _Codes,
    days: _Days,
    groups: _Codes,
    /,
    *,
    n_groups: int,
    since: int,
    through: int,
    same_day: str,
    overlap: str,
) -> _Lags: ...

class _Gaps(TypedDict):
    unit: _Codes
    start: _Days
    end: _Days
    start_row: _Counts
    end_row: _Counts
    days: _Days
    rank: _Counts
    probability: _Reals
    visit_days: _Counts

def gaps(
    days: _Days, unit: _Codes, n_units: int, /, *, since: int, through: int
) -> _Gaps: ...

class _Summaries(TypedDict):
    n: _Counts
    observed: _Counts
    complete_case_mean: _Reals
    median: _Reals
    median_lower: _Reals
    median_upper: _Reals
    restricted_mean: _Reals
    restricted_mean_se: _Reals
    restricted_mean_lower: _Reals
    restricted_mean_upper: _Reals
    tau: _Reals
    extrapolated: _Bools
    constant_rate_mean: _Reals
    constant_rate_mean_lower: _Reals
    constant_rate_mean_upper: _Reals
    emptied_early: _Reals

def survival_summary(
    durations: _Reals,
    observed: _Bools,
    entry: _Reals | None,
    group: _Codes,
    n_groups: int,
    /,
    *,
    tau: float | None,
    level: float,
    limits: str,
    mean_limits: str,
) -> _Summaries: ...

class _Curves(TypedDict):
    group: _Codes
    time: _Reals
    at_risk: _Counts
    events: _Counts
    censored: _Counts
    survival: _Reals
    se: _Reals
    lower: _Reals
    upper: _Reals

def survival_curve(
    durations: _Reals,
    observed: _Bools,
    entry: _Reals | None,
    group: _Codes,
    n_groups: int,
    /,
    *,
    level: float,
    limits: str,
) -> _Curves: ...

class _LogRank(TypedDict):
    observed: _Counts
    expected: _Reals
    chi2: float
    df: int
    p: float

def log_rank(
    durations: _Reals,
    observed: _Bools,
    entry: _Reals | None,
    group: _Codes,
    n_groups: int,
    /,
) -> _LogRank: ...
def read_study(file: str, text: str, /) -> str: ...
def study_schema() -> str: ...
def largest_study() -> int: ...
def locate_keys(text: str, keys: Sequence[str], /) -> list[tuple[int, int]] | None: ...
def printed_region(
    printed: str, comparison: str, /, *, rounded_to: float | None
) -> tuple[float, float]: ...
def judge_value(
    printed: str,
    comparison: str,
    low: float,
    high: float,
    /,
    *,
    rounded_to: float | None,
    step: float | None,
) -> str: ...
def judge_rank(
    low: Sequence[float],
    high: Sequence[float],
    era: int,
    /,
    *,
    from_end: str,
    place: int | None,
    ahead_only_of: Sequence[int] | None,
) -> str: ...
def judge_ascending(low: Sequence[float], high: Sequence[float], /) -> str: ...

class _Limits(TypedDict):
    lower: _Reals
    upper: _Reals

def poisson_interval(
    counts: _Counts,
    exposure: _Reals,
    /,
    *,
    level: float,
    interval: str,
    progress: _Progress | None = None,
) -> _Limits: ...

class _Weighted(TypedDict):
    count: _Reals
    frequency: _Reals
    variance: _Reals
    largest_weight: _Reals
    lower: _Reals
    upper: _Reals

def weighted_interval(
    counts: _Counts,
    weights: _Reals,
    exposure: _Reals,
    /,
    *,
    level: float,
    interval: str,
    progress: _Progress | None = None,
) -> _Weighted: ...

class _Placebo(TypedDict):
    restricted_mean: float
    tau: int
    extrapolated: bool
    expected: float
    lower: float
    upper: float
    p_shorter: float
    p_longer: float
    p_two_sided: float
    arrangements: int
    exact: bool

def placebo_test(
    shocks: _Days,
    shock_groups: _Codes,
    days: _Days,
    groups: _Codes,
    /,
    *,
    n_groups: int,
    since: int,
    through: int,
    same_day: str,
    tau: int | None,
    method: str,
    draws: int,
    seed: int,
    progress: _Progress | None = None,
) -> _Placebo: ...

class _Search(TypedDict):
    method: str
    level: float
    draws: int
    seed: int

class _Phases(TypedDict):
    starts: _Reals
    counts: _Counts
    penalty: float
    critical: float | None
    p: float | None

def phases_of_days(
    days: _Days,
    search: _Search,
    /,
    *,
    since: int,
    through: int,
    progress: _Progress | None = None,
) -> _Phases: ...
def phases_of_times(
    times: _Reals,
    search: _Search,
    /,
    *,
    since: float,
    through: float,
    progress: _Progress | None = None,
) -> _Phases: ...
def phases_of_periods(
    counts: _Counts,
    exposures: _Reals,
    search: _Search,
    /,
    *,
    since: int,
    progress: _Progress | None = None,
) -> _Phases: ...

class _Rates(TypedDict):
    coincidences: _Counts
    determined: _Counts
    undetermined: _Counts
    others: _Counts
    q: _Reals
    chance: _Reals
    p: _Reals

def coincidence_rates(
    shocks: _Days,
    visits: _Days,
    /,
    *,
    since: int,
    through: int,
    window: int,
    delay: int,
    symmetric: bool,
    convention: str,
) -> _Rates: ...

_Region: TypeAlias = tuple[str, str, float | None, float]
_Finding: TypeAlias = tuple[str, Sequence[int], int, _Region | None]
_Tally: TypeAlias = tuple[_Counts, int, _Reals]
_Free: TypeAlias = tuple[_Reals, Sequence[_Bools], Sequence[tuple[float, float]]]
_Fragile: TypeAlias = tuple[int, int | None] | None
_Known: TypeAlias = tuple[_Days, _Days, _Bools, _Days, _Reals]
_Observed: TypeAlias = tuple[_Days, _Days, _Reals]

def break_even(
    tally: _Tally, free: _Free, finding: _Finding, /
) -> tuple[
    list[_Reals],
    tuple[list[_Reals], list[list[tuple[int, int]]]],
    float | None,
]: ...
def rank_acceptability(
    tally: _Tally,
    free: _Free,
    /,
    *,
    spread: str,
    draws: int | None,
    seed: int,
    progress: _Progress | None = None,
) -> list[_Reals]: ...
def nearest_scheme(
    tally: _Tally,
    free: _Free,
    start: _Reals,
    finding: _Finding,
    /,
    *,
    distance: str,
    progress: _Progress | None = None,
) -> tuple[_Reals, float, tuple[int, int] | None] | None: ...
def fragility(
    tally: _Tally, weights: _Reals, finding: _Finding, /, *, ties_hold: bool
) -> list[tuple[int | None, int | None]]: ...
def fragility_of_lags(
    shocks: _Days,
    days: _Days,
    region: _Region,
    /,
    *,
    since: int,
    through: int,
    same_day: str,
) -> tuple[_Fragile, _Fragile]: ...
def fragility_of_gap(
    days: _Days, region: _Region, /, *, since: int, through: int
) -> tuple[_Fragile, _Fragile]: ...
def era_bounds(
    visits: _Known, spans: _Observed, /
) -> tuple[list[_Counts], list[_Reals], list[_Reals], list[_Counts]]: ...
def certainty(
    visits: _Known, spans: _Observed, finding: _Finding, /, *, ties_hold: bool
) -> str: ...
def lag_bounds(
    visits: _Known,
    first: _Days,
    last: _Days,
    /,
    *,
    since: int,
    through: int,
    same_day: str,
) -> tuple[list[_Days], tuple[float, float] | None]: ...
def open_gap_bounds(
    visits: _Known, /, *, since: int, through: int
) -> tuple[int | None, int | None]: ...

_Rule: TypeAlias = tuple[Sequence[int], Sequence[int | None], Sequence[int]]
_Visits: TypeAlias = tuple[Sequence[_Days], _Codes, Sequence[_Bools], Sequence[_Bools]]
_Decisions: TypeAlias = tuple[
    Sequence[tuple[Sequence[_Rule], bool]],
    Sequence[str],
    Sequence[str],
    Sequence[tuple[int, int]],
    int,
    Sequence[tuple[str, str]],
]

def multiverse_frequencies(
    visits: _Visits,
    decisions: _Decisions,
    schemes: _Reals,
    subset: int,
    eras: Sequence[int],
    /,
    *,
    progress: _Progress | None = None,
) -> tuple[list[_Reals], list[npt.NDArray[np.uint16]]]: ...
def multiverse_answers(
    visits: _Visits,
    decisions: _Decisions,
    schemes: _Reals,
    questions: Sequence[tuple[Any, ...]],
    /,
    *,
    progress: _Progress | None = None,
) -> tuple[list[_Reals], list[npt.NDArray[np.uint8]]]: ...
def multiverse_drivers(
    sizes: Sequence[int],
    holds: _Bools,
    /,
    *,
    progress: _Progress | None = None,
) -> list[_Reals] | None: ...

class _Comparisons(TypedDict):
    ratio: _Reals
    lower: _Reals
    upper: _Reals
    p: _Reals

def compare_frequencies(
    first: _Counts,
    first_years: _Reals,
    second: _Counts,
    second_years: _Reals,
    /,
    *,
    level: float,
    method: str,
    progress: _Progress | None = None,
) -> _Comparisons: ...

class _WeightedFrequencies(TypedDict):
    frequency: _Reals
    variance: _Reals
    largest_weight: _Reals

def compare_weighted(
    first: _WeightedFrequencies, second: _WeightedFrequencies, /, *, level: float
) -> _Comparisons: ...
def adjusted(p: _Reals, families: _Codes, /, *, adjustment: str) -> _Reals: ...

class _Equality(TypedDict):
    p: float
    method: str
    chi_square: float
    likelihood_ratio: float
    df: int

def equal_frequency(
    counts: _Counts,
    exposure: _Reals,
    /,
    *,
    method: str,
    draws: int,
    seed: int,
    progress: _Progress | None = None,
) -> _Equality: ...

class _Ranks(TypedDict):
    probability: _Reals
    error: _Reals
    exact: bool

def rank_probabilities(
    counts: _Counts,
    exposure: _Reals,
    /,
    *,
    draws: int,
    seed: int,
    progress: _Progress | None = None,
) -> _Ranks: ...
def below_probabilities(counts: _Counts, exposure: _Reals, /) -> _Reals: ...
