"""A panel of visits: one row for each pair of countries and period, zeros included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from summitry import _core
from summitry.exceptions import CategoryError, LimitError, RangeError
from summitry.frames import Categories, Frame, Table
from summitry.frames.arguments import one_of, whole_number, word_of
from summitry.frames.asked_columns import chosen, names_asked
from summitry.frames.categories import repeated
from summitry.frames.cycle import Cycle
from summitry.frames.dates import to_dates
from summitry.frames.same_kind import same_kind
from summitry.frames.spans import day_spans
from summitry.frames.taken import Taken
from summitry.measure.calendar_periods import MONTHS, Periods, periods_of
from summitry.measure.classes import classify
from summitry.measure.observed import observed_days
from summitry.measure.pairs import ENDS
from summitry.measure.panel_coverage import days_compared, exposure
from summitry.measure.panel_pairs import PanelPairs, panel_pairs
from summitry.measure.qualify import verdicts_of
from summitry.measure.selection import constant_columns, duplicates_in
from summitry.measure.unclear import DAYS_A_YEAR
from summitry.sources.country_names import warn_of_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from summitry.frames.word_types import By, Date, Treatment
    from summitry.measure.weights import Scheme

    Codes = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]

_UNCLEAR = ("exclude", "include")
_EXCLUDED, _UNSURE = 0, 2
MOST_CELLS = 50_000_000


@same_kind
def visit_panel(
    visits: Frame,
    *,
    since: Date,
    through: Date,
    period: str = "year",
    by: By = "dyad",
    dyads: Frame | None = None,
    scheme: Scheme | Mapping[str, Mapping[Any, float]] | str | None = None,
    rolling: int | None = None,
    unclear: Treatment = "exclude",
    coverage: Frame | None = None,
    date: str = "date",
    columns: Sequence[str] | None = None,
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
    columns : sequence of str, optional
        Only these columns, in this order; the others are not made.

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
        If a column or a country is missing, or there is no column of those asked for.
    CategoryError
        If a coverage names somebody who is in no visit and of no pair.
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
    names = names_asked(columns)
    if rolling is not None:
        whole_number(rolling, "rolling", lowest=1, highest=10_000)
    table = Table(visits, "visits")
    window = observed_days(since, through)
    periods = periods_of(period, *window)
    first, last = _days(table, date)
    verdicts = verdicts_of(table)
    keep = None if dyads is not None else _kept(first, window, verdicts, unclear)
    pairs = panel_pairs(table, dyads, by, window, keep)
    n_periods = periods.start.size
    size = len(pairs) * n_periods
    if size > MOST_CELLS:
        raise LimitError(
            f"{len(pairs)} pairs in {n_periods} periods are more than "
            f"{MOST_CELLS:,} rows",
            code="too_many_rows",
            hint="ask for fewer pairs, or for longer periods",
        )
    compared = covered = None
    if coverage is not None:
        exact, of_visits = first.astype(np.int64), pairs.of_visits()
        may_count = _kept(first, window, verdicts, "include")
        may_count &= pairs.pairs.there(of_visits, exact)
        compared = days_compared(
            coverage, table, pairs.pairs, (exact, may_count), window, by
        )
        covered = compared.visits(of_visits, exact, table)
    always = compared is None and pairs.always_there(*window)
    days = periods.end - periods.start
    if not always:
        days = exposure(pairs, periods, compared)
    asked = _Asked(
        _Visits(first, last, pairs.origins, pairs.destinations, verdicts, covered),
        _Laid(
            pairs.table,
            len(pairs),
            np.append(periods.start, periods.end[-1]),
            None if pairs.always_there(*window) else pairs.stretches(),
            days,
        ),
        unclear == "include",
        rolling,
        names,
    )
    found = asked.counted(table, scheme)
    made = _keys(pairs, periods, period, by)
    times = len(pairs) if always else 1
    made |= {
        "days": Cycle(days, times),
        "years": Cycle(days / DAYS_A_YEAR, times),
        "count": found["count"],
        "vague": repeated(0, size) if found["vague"] is None else found["vague"],
        "frequency": found["frequency"],
    }
    if found["count"] is not None and not days.all():
        made["count"] = np.ma.array(found["count"], mask=np.tile(days == 0, times))
    made |= {
        name: found[name]
        for name in _MORE
        if (scheme is not None or "weighted" not in name)
        and (rolling is not None or "rolling" not in name)
    }
    account = {"rows_in": len(table)} | found["account"] | duplicates_in(table)
    made |= constant_columns(account, size)
    _warn(table, pairs, found)
    return table.build(chosen(made, names))


_MORE: Final = (
    "weighted_count",
    "weighted_frequency",
    "rolling_frequency",
    "rolling_weighted_frequency",
)


class _Visits(NamedTuple):
    """The columns of visits, as the core reads them."""

    days: npt.NDArray[np.int32]
    last: npt.NDArray[np.int32] | None
    origins: tuple[npt.NDArray[Any], npt.NDArray[np.uint32]]
    destinations: tuple[npt.NDArray[Any], npt.NDArray[np.uint32]]
    verdicts: npt.NDArray[np.uint8] | None
    covered: Flags | None


class _Laid(NamedTuple):
    """The pairs and periods, as the core reads them."""

    pairs: npt.NDArray[np.uint32]
    n_pairs: int
    edges: Codes
    stretches: tuple[list[int], list[tuple[int, int]]] | None
    days: Codes


class _Asked(NamedTuple):
    """Visits, and how they are counted."""

    visits: _Visits
    frame: _Laid
    with_unclear: bool
    rolling: int | None
    names: list[str] | None

    def counted(self, table: Table, scheme: Any) -> _core._Panel:
        """Count and weigh; only visits in a cell need a weight."""
        if scheme is None:
            return self._panel(None)
        try:
            classed, classes = classify(table, scheme)
        except (CategoryError, RangeError):
            told = self._panel(None, told=True)["used"]
            used = np.flatnonzero(np.asarray(told, dtype=bool))
            if used.size == len(table):
                raise
            classed, found = classify(table.take(used), scheme)
            classes = np.zeros(len(table), dtype=np.uint32)
            classes[used] = 0 if found is None else found
        return self._panel((classes, classed.weights))

    def _panel(self, weighing: Any, *, told: bool = False) -> _core._Panel:
        return _core.visit_panel(
            self.visits,
            self.frame,
            with_unclear=self.with_unclear,
            weighing=weighing,
            rolling=self.rolling,
            columns=[] if told else self.names,
            told=told,
        )


def _days(
    table: Table, date: str
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32] | None]:
    """The first and, where it may be another, the last day of each visit."""
    if table.is_dated(date) and not table.has(f"{date}_latest"):
        return table.day_numbers(date), None
    first, last = (days.astype(np.int32) for days in day_spans(table, date))
    return first, last


def _kept(
    days: npt.NDArray[np.int32],
    window: tuple[int, int],
    verdicts: npt.NDArray[np.uint8] | None,
    unclear: str,
) -> Flags:
    """Which visits can be in a cell, whatever their countries."""
    keep: Flags = (days >= window[0]) & (days <= window[1])
    if verdicts is not None:
        keep &= verdicts != _EXCLUDED
        if unclear == "exclude":
            keep &= verdicts != _UNSURE
    return keep


def _warn(table: Table, pairs: PanelPairs, found: _core._Panel) -> None:
    """Warn once of countries that look alike, that no visit has, and of own visits."""
    ends = [table.coded(name).labels for name in ENDS["direction"]]
    names = sorted({*ends[0], *ends[1]})
    wanted = {pairs.names[code] for end in pairs.ends for code in np.unique(end)}
    warn_of_names(
        names,
        unseen=sorted(wanted - set(names)) if names else [],
        own=sorted(pairs.called(found["own"])),
        number_own=found["account"]["own_country"],
    )


def _keys(pairs: PanelPairs, periods: Periods, kind: str, by: str) -> dict[str, Any]:
    n_pairs, n = len(pairs), periods.start.size
    places = np.repeat(np.arange(n_pairs, dtype=np.uint32), n)
    columns: dict[str, Any] = {
        name: Taken(Categories(codes, pairs.names), places)
        for name, codes in zip(ENDS[by], pairs.ends, strict=True)
    }
    columns["period"] = Cycle(np.arange(n), n_pairs)
    columns["year"] = Cycle(periods.year, n_pairs)
    if kind != "year":
        columns[kind] = Cycle(periods.part, n_pairs)
    columns["start"] = Cycle(to_dates(periods.start), n_pairs)
    columns["end"] = Cycle(to_dates(periods.end), n_pairs)
    return columns
