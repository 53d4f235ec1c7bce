"""Names and codes of states in a table, as one code each for the day of the row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import InputError, SummitryError
from summitry.frames import Frame, Table
from summitry.frames.arguments import one_of, several_texts
from summitry.frames.dates import FIRST_DAY, LAST_DAY, day_of, days_of_values, filled
from summitry.frames.spans import refuse_reversed
from summitry.sources.corrections import Corrections
from summitry.sources.kind_types import matching
from summitry.sources.state_match import StateMatch
from summitry.sources.state_outcome import OUTSIDE, Outcomes
from summitry.sources.state_rows import MatchedColumn, matched_frame, unmatched_frame
from summitry.sources.state_table import SYSTEMS, state_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    Day = npt.NDArray[np.int64]
    Days = tuple[Day, Day]


@matching
def match_states(
    frame: Frame,
    columns: str | Sequence[str],
    *,
    on: Any = "date",
    system: str = "name",
    outside: str = "list",
    corrections: Mapping[str, str] | None = None,
) -> StateMatch:
    """
    Map names or codes of states to one code each, by the day of the row.

    A name is mapped where the bundled table knows one state or territory that is meant
    on that day, and never where it knows two: "Korea" has no code after 1948.

    Parameters
    ----------
    frame : frame of n rows
        Any table.
    columns : str or sequence of str
        The columns to map.
    on : str, date or None, default "date"
        The column that dates a row, or one day for all rows. Dates may be days, with
        the last possible one in ``<on>_latest``, or texts that name a month or a year;
        a name is then mapped if it means the same state on every such day. None, or a
        missing date: only what means one state on whatever day.
    system : {"name", "iso3", "cow_number", "cow_abbreviation", "gw_number"}
        What the columns hold: names, ISO 3166 alpha-3, numbers or abbreviations of the
        Correlates of War, numbers of Gleditsch and Ward. It must be told because the
        same letters mean different states: ``SWZ`` is Eswatini to ISO and Switzerland
        to the Correlates of War.
    outside : {"list", "own", "holder"}
        What becomes of a name that was no state on its day, not yet or no longer: it is
        listed without a code, has a code of its own all the same, or that of the state
        to which it belonged (territories have that too, then).
    corrections : mapping of str to str, optional
        Names that you map yourself, on whatever day, each with the code that it gets:
        ``{"West Germany": "DEU"}``. They go before the bundled table, and are compared
        as its names are. What no row needed is told when the result is printed.

    Returns
    -------
    StateMatch
        ``table`` with the codes (ISO alpha-3 where there is one, else the table's own),
        ``unmatched`` and ``matched``. Printed it shows what has no code, and why.

    Raises
    ------
    ColumnError
        If a column is missing.
    InputError
        If `system` or `outside` is not one of its words, no column is named, a date
        cannot be read, a code of `corrections` is unknown, or the table has a column
        ``given_<column>`` already.

    Notes
    -----
    Names are compared without case, accents, punctuation and "the"; "Korea, Republic
    of" and "Congo (Kinshasa)" are turned round, and "South Korea (ROK)" is the state
    that both names, or the name and the code, mean. Territories that ISO lists have
    their own code (``HKG``), and ``matched`` says to whom they belonged. What was a
    state on a day is what the Correlates of War or Gleditsch and Ward count as one;
    :func:`summitry.datasets.load_states` has the days.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> visits = pd.DataFrame(
    ...     {
    ...         "date": ["1943-01-26", "1959-12-03", "1961-06-03", "1965-07-01"],
    ...         "destination": ["Gambia", "Persia", "Soviet Union", "Germany"],
    ...     }
    ... )
    >>> found = summitry.match_states(visits, "destination")
    >>> found.table["destination"].fillna("unclear").tolist()
    ['unclear', 'IRN', 'SUN', 'unclear']
    >>> unmatched = found.unmatched[["value", "reason", "states", "belonged_to"]]
    >>> unmatched.fillna("none")
         value     reason    states belonged_to
    0   Gambia    not_yet       GMB         GBR
    1  Germany  ambiguous  DDR, DEU        none
    """
    one_of(system, "system", SYSTEMS)
    one_of(outside, "outside", OUTSIDE)
    table = Table(frame, "frame")
    named = several_texts(columns, "columns", "columns=['origin', 'destination']")
    _refuse_columns(table, named)
    days = _days(table, on)
    own = Corrections(corrections, state_table())
    outcomes = Outcomes(state_table(), system, outside, own)
    found = [MatchedColumn(table, name, days, outcomes) for name in named]
    beside = table.copied({f"given_{name}": name for name in named})
    rows = [row for one in found for row in one.account()]
    return StateMatch(
        beside.with_columns({one.name: one.codes for one in found}),
        unmatched_frame(table, rows),
        matched_frame(table, rows),
        {one.name: one.n_found for one in found},
        len(table),
        own.unneeded,
    )


def _refuse_columns(table: Table, named: Sequence[str]) -> None:
    if not named:
        raise InputError(
            "columns names no column; say which hold states",
            code="no_columns",
            column="columns",
            hint="columns=['origin', 'destination']",
        )
    for name in named:
        table.require(name)
        if table.has(f"given_{name}"):
            raise InputError(
                f"{table.name} has a column 'given_{name}' already, so '{name}' has "
                "been matched before",
                code="matched_before",
                column=f"given_{name}",
                hint="match the table as it was given, or rename that column",
            )


def _days(table: Table, on: Any) -> Days:
    """The first and the last day that each row may mean; all days where it has none."""
    if on is None:
        return _every_day(len(table))
    if not isinstance(on, str) or (not table.has(on) and on[:1].isdigit()):
        day = np.full(len(table), day_of(on, "on"), dtype=np.int64)
        return day, day
    first, last, missing = _read(table, on)
    latest = f"{on}_latest"
    if table.has(latest):
        given, without = table.optional_days(latest)
        last = np.where(missing | without, last, given)
        refuse_reversed(table, on, first, last)
    always, never = _every_day(len(table))
    return np.where(missing, always, first), np.where(missing, never, last)


def _read(table: Table, on: str) -> tuple[Day, Day, npt.NDArray[np.bool_]]:
    if table.is_dated(on):
        days, missing = table.optional_days(on)
        return days, days, missing
    values, missing = filled(table.values(on), optional=True)
    try:
        spans = days_of_values(
            values, f"{table.name} column '{on}'", spans_allowed=True
        )
    except SummitryError as error:
        error.column = on
        raise
    return spans.first, spans.last, missing


def _every_day(n_rows: int) -> Days:
    first, last = np.full((2, n_rows), FIRST_DAY, dtype=np.int64)
    last[:] = LAST_DAY
    return first, last
