from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, Protocol, TypeAlias, TypedDict, TypeVar, final

import numpy as np
import numpy.typing as npt

_Days: TypeAlias = npt.NDArray[np.int64]
_Codes: TypeAlias = npt.NDArray[np.uint32]
_AnyCodes: TypeAlias = npt.NDArray[np.integer[Any]]
_Place = TypeVar("_Place", bound=np.uint8 | np.uint32)
_Counts: TypeAlias = npt.NDArray[np.uint64]
_Reals: TypeAlias = npt.NDArray[np.float64]
_Bools: TypeAlias = npt.NDArray[np.bool_]
_Statuses: TypeAlias = npt.NDArray[np.uint8]
_Progress: TypeAlias = Callable[[int, int], object]

__all__ = [
    "Answer",
    "AnswerColumn",
    "Beside",
    "BreakEven",
    "Claim",
    "Compared",
    "Drivers",
    "Explained",
    "Flip",
    "FrequencyColumn",
    "InDoubt",
    "LagFact",
    "ListTally",
    "MadeNumber",
    "MinimalWeights",
    "Overturn",
    "OwnNumber",
    "Parts",
    "Reading",
    "Record",
    "RowEdit",
    "Step",
    "Stretch",
    "Way",
    "__version__",
    "adjusted",
    "apart_fragility",
    "apart_verdict",
    "assign_eras",
    "axes_tally",
    "below_probabilities",
    "bounds_of_lags",
    "bounds_verdict",
    "break_even",
    "class_weights",
    "classes",
    "coincidence_rates",
    "compare_dyads",
    "compare_frequencies",
    "compare_weighted",
    "comparison_power",
    "detectable_ratios",
    "dispersion",
    "dispersion_tests",
    "equal_frequency",
    "era_bounds",
    "era_exposure",
    "era_tally",
    "evaluate",
    "exact_days",
    "explain_numbers",
    "first_rule",
    "fragility",
    "fragility_of_waits",
    "gaps",
    "groups_of_pairs",
    "kind_of_number",
    "labels_seen",
    "largest_study",
    "list_tally",
    "locate_keys",
    "log_rank",
    "looked_up",
    "looked_up_at",
    "minimal_weights",
    "multiverse_answers",
    "multiverse_drivers",
    "multiverse_frequencies",
    "multiverse_missed",
    "name_similarities",
    "one_visit_of_waits",
    "pairs_seen",
    "phases_of_days",
    "phases_of_periods",
    "phases_of_times",
    "placebo_test",
    "poisson_interval",
    "rank_acceptability",
    "rank_probabilities",
    "ranks_of_fractions",
    "ranks_of_reals",
    "read_days",
    "read_study",
    "relative_fragility",
    "removal_fails",
    "response_lags",
    "share_tests",
    "short_eras",
    "short_texts",
    "study_schema",
    "survival_curve",
    "survival_ends",
    "survival_summary",
    "trend_of_years",
    "trend_or_step",
    "try_days",
    "turnbull_masses",
    "vague_days_verdict",
    "verify",
    "visit_panel",
    "weighted_interval",
    "whole_years",
    "words",
    "year_cells",
    "year_permutation",
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

class _Exact(TypedDict):
    days: npt.NDArray[np.int32] | None
    missing: tuple[list[int], int]
    timed: tuple[list[int], int]
    outside: tuple[list[int], int]

class _Dates(Protocol):
    @property
    def ticks(self) -> npt.NDArray[np.int32 | np.int64]: ...
    @property
    def days(self) -> int | None: ...
    @property
    def parts(self) -> int | None: ...

def exact_days(dates: _Dates, /) -> _Exact: ...

class _Numbered(Protocol):
    @property
    def codes(self) -> _AnyCodes: ...
    @property
    def numbers(self) -> _Codes | None: ...

def labels_seen(
    codes: _AnyCodes, n_labels: int, /
) -> tuple[npt.NDArray[np.uintp], int]: ...
def looked_up(
    codes: _AnyCodes, table: npt.NDArray[_Place], /
) -> npt.NDArray[_Place]: ...

class _CodedTexts(TypedDict):
    codes: npt.NDArray[np.uint8 | np.uint16]
    first: npt.NDArray[np.uintp]

def short_texts(
    ends: npt.NDArray[np.uint64 | np.int32 | np.int64],
    bytes: npt.NDArray[np.uint8],
    /,
) -> _CodedTexts | None: ...

class _TriedSpans(_Spans):
    fault: list[str | None]

def try_days(texts: Sequence[str], /) -> _TriedSpans: ...
def whole_years(since: int, through: int, /) -> tuple[int, int] | None: ...
def first_rule(
    n_visits: int,
    rules: Sequence[Sequence[tuple[_AnyCodes, npt.NDArray[np.bool_]]]],
    /,
) -> _Codes: ...
def class_weights(factors: Sequence[Sequence[float]], /) -> npt.NDArray[np.float64]: ...
def classes(
    factors: Sequence[Sequence[float]], codes: Sequence[_AnyCodes], /
) -> _Codes: ...

class _Panel(TypedDict):
    count: npt.NDArray[np.int64] | None
    vague: npt.NDArray[np.int64] | None
    frequency: npt.NDArray[np.float64] | None
    weighted_count: npt.NDArray[np.float64] | None
    weighted_frequency: npt.NDArray[np.float64] | None
    rolling_frequency: npt.NDArray[np.float64] | None
    rolling_weighted_frequency: npt.NDArray[np.float64] | None
    account: dict[str, int]
    own: list[int]
    used: npt.NDArray[np.bool_] | None

def visit_panel(
    visits: Any,
    frame: Any,
    /,
    *,
    with_unclear: bool,
    weighing: tuple[_AnyCodes | None, npt.NDArray[np.float64]] | None = None,
    rolling: int | None = None,
    columns: Sequence[str] | None = None,
    told: bool = False,
    progress: _Progress | None = None,
) -> _Panel: ...

class _Exposures(TypedDict):
    start: _Days
    end: _Days
    days: _Days
    whole_years: _Days

def era_exposure(
    starts: _Days,
    ends: _Days,
    of_era: _Days,
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

class _ByClass(TypedDict):
    ends: _Days
    classes: _Codes
    qualify: _Counts
    unclear: _Counts

class _EraTally(TypedDict):
    qualify: _Counts
    unclear: _Counts
    account: _Account
    by_class: _ByClass | None

class _AxesTallies(TypedDict):
    qualify: _Counts
    unclear: _Counts
    by_class: _ByClass | None
    accounts: list[_Account]
    n_groups: list[int]
    pairs: _Codes

class _VisitColumns(Protocol):
    @property
    def dates(self) -> _Dates: ...
    @property
    def groups(self) -> _Codes | _PairCodes | None: ...
    @property
    def classes(self) -> Sequence[_Numbered]: ...
    @property
    def verdicts(self) -> _Numbered | None: ...

class _EraSpans(Protocol):
    @property
    def starts(self) -> _Days: ...
    @property
    def ends(self) -> _Days: ...
    @property
    def of_era(self) -> _Codes: ...
    @property
    def n_eras(self) -> int: ...

class _SideSpans(Protocol):
    @property
    def spans(self) -> _EraSpans: ...
    @property
    def side(self) -> int | None: ...
    @property
    def other_side(self) -> int | None: ...

def era_tally(
    visits: _VisitColumns,
    spans: _EraSpans,
    /,
    *,
    n_groups: int,
    n_classes: int,
    occurring: bool,
    since: int,
    through: int,
    threads: int | None = None,
    progress: _Progress | None = None,
) -> _EraTally: ...
def axes_tally(
    visits: _VisitColumns,
    axes: Sequence[_SideSpans],
    first: _Codes,
    second: _Codes,
    /,
    *,
    apart: bool,
    n_classes: int,
    occurring: bool,
    since: int,
    through: int,
    threads: int | None = None,
    progress: _Progress | None = None,
) -> _AxesTallies: ...
def assign_eras(
    days: _Days, starts: _Days, ends: _Days, /, *, since: int, through: int
) -> npt.NDArray[np.int32]: ...

class _LagEnds(TypedDict):
    lower: _Days
    lower_observed: _Bools
    upper: _Days
    upper_observed: _Bools
    block: _Days
    completions: list[str | None]

_ShortDays: TypeAlias = npt.NDArray[np.int32]
_PairCodes: TypeAlias = tuple[npt.NDArray[Any], npt.NDArray[Any], _Codes, int]

def looked_up_at(codes: npt.NDArray[Any], rows: _Days, table: _Days, /) -> _Days: ...
def groups_of_pairs(pairs: _PairCodes, /) -> _Codes: ...
def pairs_seen(
    first: npt.NDArray[Any],
    n_first: int,
    second: npt.NDArray[Any],
    n_second: int,
    /,
) -> _Bools: ...

class _Lags(TypedDict):
    status: _Statuses
    days: _Days
    first: _Days
    day: _ShortDays
    number: _Days
    shared: _Bools
    ends: _LagEnds | None

def response_lags(
    shocks: tuple[_ShortDays, _ShortDays, _Codes],
    visits: tuple[_ShortDays, _ShortDays, _Codes | _PairCodes],
    /,
    *,
    since: int,
    through: int,
    same_day: str,
    overlap: str,
    threads: int | None = None,
    progress: _Progress | None = None,
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
    least: _Days
    greatest: _Days
    may_be_open: _Bools

def name_similarities(left: list[str], right: list[str], /) -> _Reals: ...
def gaps(
    days: _Days,
    latest: _Days,
    unit: _Codes,
    n_units: int,
    /,
    *,
    since: int,
    through: int,
    progress: _Progress | None = None,
) -> _Gaps: ...

class _Summaries(TypedDict):
    n: _Counts
    observed: _Counts
    complete_case_mean: _Reals
    median: _Reals
    median_least: _Reals
    median_greatest: _Reals
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

# Durations, whether each was observed, its entry, its group; and how many groups.
_Waits: TypeAlias = tuple[_Reals, _Bools, _Reals | None, _Codes, int]

def survival_summary(
    waits: _Waits,
    /,
    *,
    tau: float | None,
    level: float,
    limits: str,
    mean_limits: str,
) -> _Summaries: ...

class _SummaryEnds(TypedDict):
    complete_case_mean_least: _Reals
    complete_case_mean_greatest: _Reals
    median_least: _Reals
    median_greatest: _Reals
    median_lower: _Reals
    median_upper: _Reals
    restricted_mean_least: _Reals
    restricted_mean_greatest: _Reals
    restricted_mean_lower: _Reals
    restricted_mean_upper: _Reals
    tau: _Reals
    extrapolated: _Bools
    attained: _Bools

def survival_ends(
    known: tuple[_Reals, _Bools],
    lower: tuple[_Reals, _Bools],
    upper: tuple[_Reals, _Bools],
    block: _Days,
    completions: list[str | None],
    group: _Codes,
    n_groups: int,
    /,
    *,
    tau: float | None,
    level: float,
    limits: str,
    mean_limits: str,
) -> _SummaryEnds: ...

class _TurnbullMasses(TypedDict):
    group: _Codes
    lower: _Reals
    upper: _Reals
    mass: _Reals

def turnbull_masses(
    lower: _Reals,
    upper: _Reals,
    group: _Codes,
    n_groups: int,
    /,
    *,
    progress: _Progress | None = None,
) -> _TurnbullMasses: ...

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
    waits: _Waits,
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

def log_rank(waits: _Waits, /) -> _LogRank: ...
def read_study(file: str, text: str, /) -> str: ...
def study_schema() -> str: ...
def largest_study() -> int: ...
def locate_keys(text: str, keys: Sequence[str], /) -> list[tuple[int, int]] | None: ...

class _Limits(TypedDict):
    lower: _Reals
    upper: _Reals

class _Excesses(TypedDict):
    excess: _Reals
    degrees_of_freedom: _Reals

class _Cells(TypedDict):
    era: _Days
    year: _Days
    start: _Days
    end: _Days
    years: _Reals

def year_cells(
    starts: _Days, ends: _Days, days: _Days, /, *, calendar_years: bool
) -> _Cells: ...

class _Dispersions(TypedDict):
    chi_square: _Reals
    degrees_of_freedom: _Reals
    dispersion: _Reals
    alpha: _Reals
    lag1: _Reals
    rho: _Reals
    excess: _Reals
    excess_years: _Reals

def dispersion(
    counts: _Counts,
    years: _Reals,
    eras: _Days,
    /,
    *,
    ends: _Days,
    threads: int | None = None,
    progress: _Progress | None = None,
) -> _Dispersions: ...

class _DispersionTests(TypedDict):
    p: float
    p_error: float
    even_p: float
    lag1_p: float
    lag1_error: float

def dispersion_tests(
    counts: _Counts,
    years: _Reals,
    eras: _Days,
    /,
    *,
    n_eras: int,
    draws: int,
    seed: int,
    progress: _Progress | None = None,
) -> _DispersionTests: ...

class _YearPermutation(TypedDict):
    p: float
    lower: float
    higher: float
    error: float
    smallest: float

def year_permutation(
    counts: _Counts,
    years: _Reals,
    /,
    *,
    first: int,
    level: float,
    draws: int,
    seed: int,
    progress: _Progress | None = None,
) -> _YearPermutation: ...
def poisson_interval(
    counts: _Counts,
    exposure: _Reals,
    /,
    *,
    level: float,
    interval: str,
    excess: _Excesses | None = None,
    threads: int | None = None,
    progress: _Progress | None = None,
) -> _Limits: ...

class _Weighted(TypedDict):
    count: _Reals
    variance: _Reals
    limits: _Limits | None

class _ClassCounts(Protocol):
    @property
    def ends(self) -> _Days: ...
    @property
    def classes(self) -> _Codes: ...
    @property
    def counts(self) -> _Counts: ...

class _ShortEras(TypedDict):
    rows: _Days
    expected: _Reals

def ranks_of_fractions(
    counts: _Counts | _ClassCounts,
    weights: _Reals,
    years: _Reals,
    /,
    *,
    ends: _Days,
    threads: int | None = None,
    progress: _Progress | None = None,
) -> _Days | None: ...
def ranks_of_reals(amounts: _Reals, years: _Reals, /, *, ends: _Days) -> _Days: ...
def short_eras(
    counts: _Counts, years: _Reals, lists: _Codes, /, *, below: float
) -> _ShortEras: ...
def weighted_interval(
    counts: _Counts | _ClassCounts,
    weights: _Reals,
    exposure: _Reals,
    /,
    *,
    level: float,
    interval: str | None = None,
    excess: _Excesses | None = None,
    threads: int | None = None,
    progress: _Progress | None = None,
) -> _Weighted: ...

class _Trend(TypedDict):
    method: str
    slope: float
    lower: float
    upper: float
    p: float
    exact_p: float
    exact_lower: float
    exact_upper: float
    exact_error: float
    permutation_p: float
    permutation_error: float
    smallest_p: float
    orders: int
    quasi_p: float
    quasi_lower: float
    quasi_upper: float
    error: float
    phi: float

def trend_of_years(
    years: _Days,
    counts: _Counts,
    exposure: _Reals,
    /,
    *,
    method: str,
    dispersed: bool,
    level: float,
    draws: int,
    seed: int,
    progress: _Progress | None = None,
) -> _Trend: ...

class _Change(TypedDict):
    slope: float
    step: float
    deviance_constant: float
    deviance_trend: float
    deviance_step: float
    deviance_both: float
    g_step: float
    g_trend: float
    phi: float
    p_step: float
    p_trend: float

def trend_or_step(
    years: _Days, counts: _Counts, exposure: _Reals, /, *, handover: int
) -> _Change: ...

class _Shares(TypedDict):
    odds_ratio: float
    lower: float
    upper: float
    p_equal: float
    p_equal_error: float
    p_trend: float
    p_trend_error: float
    falls: bool

def share_tests(
    counts: _Counts,
    visits: _Counts,
    /,
    *,
    level: float,
    draws: int,
    seed: int,
    progress: _Progress | None = None,
) -> _Shares: ...

class _Placebo(TypedDict):
    restricted_mean: float
    tau: int
    extrapolated: bool
    unplaced: int
    strata: int
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
    cuts: _Days,
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
    alpha: float
    rho: float
    threads: int | None

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

@final
class Record:
    def __new__(
        cls,
        visits: _Visits,
        /,
        *,
        definitions: Sequence[_Statuses],
        schemes: _Reals | None,
        lists: Sequence[_List],
        shocks: Sequence[_Shock],
        coverage: _Coverage | None,
        series: Sequence[_Series],
        apart: str | None = None,
    ) -> Record: ...
    def __len__(self) -> int: ...

@final
class Claim:
    def __new__(cls, form: str, /) -> Claim: ...

class _Column(TypedDict):
    codes: _Codes
    labels: Sequence[str]

class _Visits(TypedDict):
    arrival_first: _Days
    arrival_last: _Days
    departure_first: _Days
    departure_last: _Days
    sourced: _Bools | None
    classes: _Codes
    columns: Mapping[str, _Column]

class _List(TypedDict):
    side: str | None
    rule: str | None
    labels: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int | None]

class _Series(TypedDict):
    name: str
    unit: str | None
    first: _Days
    last: _Days
    values: _Reals
    halves: _Reals

class _Shock(TypedDict):
    id: str
    day: int
    undated: str | None
    countries: tuple[str, str] | None

class _Coverage(TypedDict):
    columns: Sequence[str]
    values: Sequence[Sequence[str | None]]
    names: Sequence[str]
    covered: Sequence[Sequence[tuple[int, int]]]
    may_count: Sequence[Sequence[bool | None]]

@final
class Parts:
    over: float
    under: float

@final
class Compared:
    label: str
    value: float
    lower: float
    upper: float

@final
class LagFact:
    status: str
    days: int | None

@final
class Reading:
    verdict: str
    value: float

@final
class Beside:
    counts: tuple[int, int]
    baseline: tuple[int, int]
    limits: tuple[float, float] | None

@final
class InDoubt:
    sources: bool
    days: bool
    half: tuple[float, float] | None

@final
class Answer:
    verdict: str
    value: float
    lower: float
    upper: float
    rows: _Days
    reason: str | None
    count: int | None
    years: float | None
    first: str | None
    last: str | None
    parts: Parts | None
    compared: list[Compared]
    lags: list[LagFact]
    restricted_mean: float | None
    extrapolated: bool
    in_doubt: InDoubt
    probability: float | None
    p: float | None
    adjusted_p: float | None
    beside: Beside | None
    unit: str | None
    with_unclear: Reading | None

def verify(record: Record, claim: Claim, specification: str, /) -> None: ...
def evaluate(
    record: Record, claims: Sequence[Claim], specifications: Sequence[str], /
) -> list[Answer]: ...

@final
class AnswerColumn:
    values: _Reals
    verdicts: _Statuses

@final
class FrequencyColumn:
    values: _Reals
    ranks: npt.NDArray[np.uint16]

def multiverse_answers(
    record: Record,
    claims: Sequence[Claim],
    specification: str,
    choices: str,
    /,
    *,
    progress: _Progress | None = None,
) -> list[AnswerColumn]: ...
def multiverse_missed(
    record: Record,
    claims: Sequence[Claim],
    specification: str,
    choices: str,
    most: int,
    /,
    *,
    progress: _Progress | None = None,
) -> list[npt.NDArray[np.uint64]]: ...

@final
class OwnNumber:
    years: float | None
    possible: bool
    reason: str | None

@final
class MadeNumber:
    value: float
    parts: list[tuple[float, float | None]]
    extrapolated: bool

@final
class RowEdit:
    rows: int
    eras: list[list[str | None]]
    of: list[tuple[int, list[int]]]
    weight: float | None
    days: tuple[str, str] | None

@final
class Way:
    chosen: list[int]
    edits: list[RowEdit]
    numbers: list[MadeNumber]
    breaks: list[int]

@final
class Step:
    toggles: int
    rows: int
    ties: int
    ways: list[Way]

@final
class Explained:
    own: list[OwnNumber]
    steps: list[Step]
    specifications: int
    changes: int
    bounded: bool
    given_up: int

def kind_of_number(claim: Claim, /) -> Literal["visits", "waits", "series"] | None: ...
def explain_numbers(
    record: Record,
    claims: Sequence[Claim],
    others: Sequence[Claim],
    specification: str,
    choices: str,
    lines: tuple[Sequence[Sequence[str]], _Codes],
    shocks: Sequence[str],
    /,
    *,
    changes: int | None = None,
    progress: _Progress | None = None,
) -> Explained: ...
def multiverse_frequencies(
    record: Record,
    side: str | None,
    eras: Sequence[str],
    specification: str,
    choices: str,
    /,
    *,
    progress: _Progress | None = None,
) -> list[FrequencyColumn]: ...

@final
class Drivers:
    first_order: _Reals
    total: _Reals
    share: _Reals

def multiverse_drivers(
    sizes: Sequence[int],
    holds: _Bools,
    /,
    *,
    progress: _Progress | None = None,
) -> Drivers | None: ...

_Tally: TypeAlias = tuple[_Counts, int, _Reals]
_Free: TypeAlias = tuple[_Reals, Sequence[_Bools], Sequence[tuple[float, float]]]

@final
class Stretch:
    lower: float
    upper: float
    holds: bool

@final
class Flip:
    weight: float
    tied: list[tuple[int, int]]

@final
class BreakEven:
    stretches: list[Stretch]
    flips: list[Flip]
    share: float | None

def break_even(
    tally: _Tally, free: _Free, claim: Claim, labels: Sequence[str], /
) -> BreakEven: ...
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

@final
class MinimalWeights:
    weights: _Reals
    distance: float
    tied: tuple[int, int] | None

def minimal_weights(
    tally: _Tally,
    free: _Free,
    start: _Reals,
    claim: Claim,
    labels: Sequence[str],
    /,
    *,
    distance: str,
    progress: _Progress | None = None,
) -> MinimalWeights | None: ...

@final
class Overturn:
    change: str
    which: str
    visits: int | None
    era: int | None
    day: int | None

def fragility(
    tally: _Tally, weights: _Reals, claim: Claim, labels: Sequence[str], /
) -> list[Overturn]: ...

class _Test(TypedDict):
    method: str
    level: float
    adjustment: str

def apart_fragility(
    counts: _Counts,
    years: _Reals,
    allowed: _Excesses,
    claim: Claim,
    labels: Sequence[str],
    test: _Test,
    /,
) -> tuple[bool, list[Overturn]]: ...
def relative_fragility(
    record: Record, claim: Claim, specification: str, /
) -> tuple[list[str], list[Overturn]]: ...
def fragility_of_waits(
    record: Record,
    claim: Claim,
    specification: str,
    /,
    *,
    progress: _Progress | None = None,
) -> list[Overturn]: ...
def removal_fails(
    record: Record,
    claim: Claim,
    specification: str,
    visits: int,
    day: int | None,
) -> bool: ...
def one_visit_of_waits(
    record: Record,
    claim: Claim,
    specification: str,
    /,
    *,
    progress: _Progress | None = None,
) -> list[Overturn]: ...

@final
class ListTally:
    labels: list[str]
    counts: _Counts
    n_classes: int
    years: _Reals
    weights: _Reals
    dispersion: float
    allowed: _Excesses

def list_tally(record: Record, claim: Claim, specification: str, /) -> ListTally: ...
def vague_days_verdict(record: Record, claim: Claim, specification: str, /) -> str: ...

_Known: TypeAlias = tuple[_Days, _Days, _Bools, _Days, _Reals]
_Observed: TypeAlias = tuple[_Days, _Days, _Reals]

def apart_verdict(
    visits: _Known,
    spans: _Observed,
    claim: Claim,
    labels: Sequence[str],
    exposure: str,
    test: _Test,
    /,
) -> str: ...
def era_bounds(
    visits: _Known, spans: _Observed, /
) -> tuple[list[_Counts], list[_Reals], list[_Reals], list[_Counts]]: ...
def bounds_verdict(
    visits: _Known, spans: _Observed, claim: Claim, labels: Sequence[str], /
) -> str: ...
def bounds_of_lags(
    visits: _Known,
    first: _Days,
    last: _Days,
    /,
    *,
    since: int,
    through: int,
    same_day: str,
) -> list[_Days]: ...

class _Comparisons(TypedDict):
    ratio: _Reals
    lower: _Reals
    upper: _Reals
    p: _Reals

class _Frequencies(TypedDict):
    count: _Counts
    years: _Reals
    allowed: _Excesses

def compare_frequencies(
    first: _Frequencies,
    second: _Frequencies,
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
    years: _Reals
    allowed: _Excesses

def compare_weighted(
    first: _WeightedFrequencies,
    second: _WeightedFrequencies,
    /,
    *,
    level: float,
    method: str,
) -> _Comparisons: ...

class _Dyads(TypedDict):
    count: _Counts
    other_count: _Counts
    years: _Reals
    other_years: _Reals
    allowed: _Excesses
    other_allowed: _Excesses
    degrees_of_freedom: _Reals

class _Relatives(TypedDict):
    ratio: _Reals
    lower: _Reals
    upper: _Reals
    p: _Reals
    exact_lower: _Reals
    exact_upper: _Reals
    exact_p: _Reals

def compare_dyads(
    first: _Dyads,
    other: _Dyads,
    /,
    *,
    level: float,
    progress: _Progress | None = None,
) -> _Relatives: ...

class _EraRates(TypedDict):
    rate: _Reals
    years: _Reals
    allowed: _Excesses

class _Detectables(TypedDict):
    down: _Reals
    up: _Reals
    power_at_zero: _Reals
    power_at_most: _Reals

def detectable_ratios(
    eras: _EraRates,
    others: _EraRates,
    alpha: _Reals,
    /,
    *,
    method: str,
    power: float,
    progress: _Progress | None = None,
) -> _Detectables: ...
def comparison_power(
    first: _EraRates, second: _EraRates, alpha: _Reals, /, *, method: str
) -> _Reals: ...
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
    frequencies: _Frequencies,
    /,
    *,
    method: str,
    draws: int,
    seed: int,
    progress: _Progress | None = None,
) -> _Ranks: ...
def below_probabilities(frequencies: _Frequencies, /, *, method: str) -> _Reals: ...
