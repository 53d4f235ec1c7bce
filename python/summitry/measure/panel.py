"""A panel of visits: one row for each pair of countries and period, zeros included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.exceptions import LimitError
from summitry.frames import Frame, Table
from summitry.frames.arguments import one_of, whole_number, word_of
from summitry.frames.dates import to_dates
from summitry.frames.spans import day_spans
from summitry.measure.calendar_periods import MONTHS, Periods, periods_of
from summitry.measure.classes import classify
from summitry.measure.observed import observed_days
from summitry.measure.pairs import ENDS, Pairs, pair_codes, pairs_given, pairs_seen
from summitry.measure.panel_coverage import DaysCompared, days_compared
from summitry.measure.qualify import verdicts_of
from summitry.measure.selection import constant_columns, duplicates_in
from summitry.measure.unclear import DAYS_A_YEAR
from summitry.sources.country_names import warn_of_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from summitry.measure.weights import Scheme

    Codes = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]

_UNCLEAR = ("exclude", "include")
MOST_CELLS = 50_000_000


def visit_panel(
    visits: Frame,
    *,
    since: Any,
    through: Any,
    period: str = "year",
    by: str = "dyad",
    dyads: Frame | None = None,
    scheme: Scheme | Mapping[str, Mapping[Any, float]] | str | None = None,
    rolling: int | None = None,
    unclear: str = "exclude",
    coverage: Frame | None = None,
    date: str = "date",
) -> Frame:
    """
    Count visits by pair of countries and period, with a row where there was none.

    Parameters
    ----------
    visits : frame of n rows
        With ``date``, ``origin`` and ``destination``. If `qualify` has written
        ``qualifies``, it is heeded. Dates may be texts that name a month or a year, or
        days with ``<date>_latest``: such a visit counts on the first day that it may
        be, and in ``vague`` if it may lie in a later period as well.
    since, through : date
        First and last day observed, both inclusive.
    period : {"year", "quarter", "month"}
        How long a period is; the first and the last may be cut by the observation.
    by : {"dyad", "direction"}
        Whether the two countries of a pair have an order: who visits whom.
    dyads : frame, optional
        The pairs: ``origin`` and ``destination``, or ``country`` and ``other_country``,
        perhaps with ``since`` and ``through``, the first and the last day on which both
        states were there (missing is an end of the observation; several rows of a pair
        are several stretches). Without it, the pairs that have a visit.
    scheme : Scheme, mapping or str, optional
        What a visit is worth, as for `era_frequency`.
    rolling : int, optional
        Adds frequencies over so many periods, this one the last.
    unclear : {"exclude", "include"}
        What to do with visits of which it is unclear whether they qualify.
    coverage : frame, optional
        Who is reported, and when, as for `era_frequency`, each origin by itself. Of a
        pair without order both must be.
    date : str, default "date"
        The column that dates a visit.

    Returns
    -------
    frame, the kind that was given
        One row for each pair and period, pairs in order of the alphabet: the two
        countries, ``period`` (0, 1, ...), ``year``, ``quarter`` or ``month``, ``start``
        and ``end`` (exclusive), ``days`` and ``years`` of exposure, ``count``
        (missing without exposure: unknown is not zero), ``vague``, ``frequency`` (a
        year); ``weighted_count`` and ``weighted_frequency``; ``rolling_frequency`` and
        ``rolling_weighted_frequency`` (missing before there are enough periods, and
        where one of them has no exposure). Then what became of every visit: ``rows_in``
        is the sum of ``used``, ``outside_window``, ``excluded_by_rule``, ``unclear``,
        ``own_country``, ``other_dyads``, ``outside_existence`` and
        ``outside_coverage``; ``duplicates`` of them repeat another row or its id.

    Raises
    ------
    InputError
        If an option is unknown, a pair is twice there on a day, or is of one country.
    ColumnError, MissingValueError
        If a column or a country is missing.
    LimitError
        If there would be more than 50 million rows.

    Notes
    -----
    ``years`` is the offset of a regression: the logarithm of it in a Poisson model of
    ``count`` makes that a model of frequencies.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> visits = pd.DataFrame(
    ...     {
    ...         "date": ["2001-09-03", "2001-01-15", "2003-02-01"],
    ...         "origin": ["CHN", "PRK", "CHN"],
    ...         "destination": ["PRK", "CHN", "PRK"],
    ...     }
    ... )
    >>> panel = summitry.visit_panel(
    ...     visits, since="2001-01-01", through="2003-06-30", by="direction"
    ... )
    >>> panel[["origin", "destination", "year", "count", "years"]].round(2)
      origin destination  year  count  years
    0    CHN         PRK  2001      1    1.0
    1    CHN         PRK  2002      0    1.0
    2    CHN         PRK  2003      1    0.5
    3    PRK         CHN  2001      1    1.0
    4    PRK         CHN  2002      0    1.0
    5    PRK         CHN  2003      0    0.5
    """
    one_of(period, "period", tuple(MONTHS))
    one_of(unclear, "unclear", _UNCLEAR)
    word_of(by, "by")
    if rolling is not None:
        whole_number(rolling, "rolling", lowest=1, highest=10_000)
    table = Table(visits, "visits")
    window = observed_days(since, through)
    periods = periods_of(period, *window)
    first, last = day_spans(table, date)
    asked = _asked(table, first, window, unclear)
    pairs, pair = _pairs(table, dyads, by, window, asked)
    if len(pairs.ends) * periods.start.size > MOST_CELLS:
        raise LimitError(
            f"{len(pairs.ends)} pairs in {periods.start.size} periods are more than "
            f"{MOST_CELLS:,} rows",
            code="too_many_rows",
            hint="ask for fewer pairs, or for longer periods",
        )
    asked.say("other_dyads", pair < 0)
    compared = None
    if coverage is not None:
        compared = days_compared(coverage, table, pairs, first, window, by)
    days = _exposure(pairs, periods, compared)
    asked.say("outside_existence", ~pairs.there(pair, first))
    if compared is not None:
        asked.say("outside_coverage", ~compared.visits(pair, first, table))
    used = np.flatnonzero(asked.fate == "used")
    n_periods = periods.start.size
    place = np.searchsorted(periods.start, first[used], side="right") - 1
    cell = pair[used] * n_periods + place
    size = days.size
    columns = _keys(pairs, periods, period, by)
    years = days / DAYS_A_YEAR
    count = np.bincount(cell, minlength=size)
    later = last[used] >= periods.end[place]
    gone = days == 0
    columns |= {
        "days": days,
        "years": years,
        "count": np.ma.array(count, mask=gone),
        "vague": np.bincount(cell[later], minlength=size),
        "frequency": _ratio(count, years),
    }
    sums = {"": count.astype(np.float64)}
    if scheme is not None:
        sums["weighted_"] = _weighted(table, scheme, used, cell, size)
        columns["weighted_count"] = np.where(gone, np.nan, sums["weighted_"])
        columns["weighted_frequency"] = _ratio(sums["weighted_"], years)
    if rolling is not None:
        for name, values in sums.items():
            columns[f"rolling_{name}frequency"] = _rolled(
                values, years, n_periods, rolling
            )
    account = asked.account() | duplicates_in(table)
    _warn(table, pairs, asked)
    columns |= constant_columns(account, size)
    return table.build(columns)


def _warn(table: Table, pairs: Pairs, asked: _Asked) -> None:
    """Warn once of countries that look alike, that no visit has, and of own visits."""
    origin, destination = table.categories("origin"), table.categories("destination")
    names = sorted({*origin.labels, *destination.labels})
    wanted = {name for pair in pairs.ends for name in pair}
    home = np.flatnonzero(asked.fate == "own_country")
    own = sorted({origin.labels[code] for code in origin.codes[home].tolist()})
    warn_of_names(
        names,
        unseen=sorted(wanted - set(names)) if names else [],
        own=own,
        number_own=home.size,
        stacklevel=3,
    )


class _Asked(NamedTuple):
    """What becomes of every visit; the first reason that is said stands."""

    fate: npt.NDArray[Any]

    def say(self, word: str, rows: Flags) -> None:
        """Say what became of these, as far as they would be used."""
        self.fate[rows & (self.fate == "used")] = word

    def account(self) -> dict[str, int]:
        """Return how many there are of each."""
        words = (
            *("used", "outside_window", "excluded_by_rule", "unclear", "own_country"),
            *("other_dyads", "outside_existence", "outside_coverage"),
        )
        told = {word: int((self.fate == word).sum()) for word in words}
        return {"rows_in": len(self.fate), **told}


def _asked(table: Table, days: Codes, window: tuple[int, int], unclear: str) -> _Asked:
    asked = _Asked(np.full(len(table), "used", dtype=object))
    asked.say("outside_window", (days < window[0]) | (days > window[1]))
    told = verdicts_of(table)
    if told is not None:
        asked.say("excluded_by_rule", told == 0)
        if unclear == "exclude":
            asked.say("unclear", told == 2)  # noqa: PLR2004
    return asked


def _pairs(
    table: Table, dyads: Frame | None, by: str, window: tuple[int, int], asked: _Asked
) -> tuple[Pairs, Codes]:
    """The pairs, and which each visit is of."""
    origin, destination = (
        table.known(name, table.categories(name).labels, "country")
        for name in ENDS["direction"]
    )
    asked.say("own_country", destination.coded(origin.labels) == origin.codes)
    if dyads is not None:
        pairs = pairs_given(dyads, by, *window)
    else:
        kept = np.flatnonzero(asked.fate == "used")
        pairs = pairs_seen(origin.at(kept), destination.at(kept), by, *window)
    return pairs, pair_codes(pairs, origin, destination, by)


def _exposure(pairs: Pairs, periods: Periods, compared: DaysCompared | None) -> Codes:
    """The days of each pair and period that are observed, in order of pairs."""
    shape = (len(pairs.ends), periods.start.size)
    low = np.maximum(pairs.start[:, None], periods.start[None, :])
    high = np.maximum(np.minimum(pairs.end[:, None], periods.end[None, :]), low)
    spans = high - low if compared is None else compared.within(pairs.pair, low, high)
    days = np.zeros(shape, dtype=np.int64)
    np.add.at(days, pairs.pair, spans)
    return days.ravel()


def _weighted(
    table: Table, scheme: Any, used: Codes, cell: Codes, size: int
) -> npt.NDArray[np.float64]:
    """Weights of the classes times their counts, whatever the order of rows."""
    classed, found = classify(table.take(used), scheme)
    n_classes = classed.weights.size
    classes = np.zeros(used.size, dtype=np.int64)
    if found is not None:
        classes = found.astype(np.int64)
    both, counts = np.unique(cell * n_classes + classes, return_counts=True)
    sums = np.zeros(size)
    np.add.at(sums, both // n_classes, counts * classed.weights[both % n_classes])
    return sums


def _ratio(values: Any, years: Any) -> npt.NDArray[np.float64]:
    found = np.full(years.size, np.nan)
    np.divide(values, years, out=found, where=years > 0)
    return found


def _rolled(
    values: npt.NDArray[np.float64], years: npt.NDArray[Any], n_periods: int, width: int
) -> npt.NDArray[np.float64]:
    """Frequencies over `width` periods of one pair, all with exposure."""
    found = np.full(values.size, np.nan)
    if width > n_periods:
        return found
    table = found.reshape(-1, n_periods)
    windows = np.lib.stride_tricks.sliding_window_view
    sums, spans = (
        windows(column.reshape(-1, n_periods), width, axis=1)
        for column in (values, years)
    )
    whole = (spans > 0).all(axis=2)
    ratio = sums.sum(axis=2) / np.where(whole, spans.sum(axis=2), 1)
    table[:, width - 1 :] = np.where(whole, ratio, np.nan)
    return found


def _keys(pairs: Pairs, periods: Periods, kind: str, by: str) -> dict[str, Any]:
    n_pairs, n = len(pairs.ends), periods.start.size
    columns: dict[str, Any] = {
        name: [pair[end] for pair in pairs.ends for _ in range(n)]
        for end, name in enumerate(ENDS[by])
    }
    columns["period"] = np.tile(np.arange(n), n_pairs)
    columns["year"] = np.tile(periods.year, n_pairs)
    if kind != "year":
        columns[kind] = np.tile(periods.part, n_pairs)
    columns["start"] = np.tile(to_dates(periods.start), n_pairs)
    columns["end"] = np.tile(to_dates(periods.end), n_pairs)
    return columns
