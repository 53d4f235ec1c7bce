"""A list's rows as visits, with what became of each row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import ColumnError, InputError
from summitry.frames import Categories, Table, label_of
from summitry.sources.account import (
    EMPTY,
    READ,
    SPLIT,
    UNREAD,
    ReadVisits,
    account_notes,
)
from summitry.sources.questions import ask
from summitry.sources.raw_table import FROM_1904
from summitry.sources.reasons import (
    both_reasons,
    has_reason,
    no_reasons,
    only_where,
    reasons_of,
)
from summitry.sources.row_tables import (
    account_columns,
    at,
    empty_rows,
    unread_table,
    visit_ids,
    visits_table,
)
from summitry.sources.visit_columns import NEEDED, suggestions, understood
from summitry.sources.visit_days import dated_columns, far_years, visit_days
from summitry.sources.visit_places import (
    failed_reason,
    heading_reason,
    missing_in,
    missing_reason,
    named_twice,
    visit_places,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from summitry.sources.raw_table import RawTable
    from summitry.sources.reading_rules import DateRules, PlaceRules
    from summitry.sources.reasons import Reasons

_SIGNS = (";", "\n", "|", "/")


def read_rows(
    raw: RawTable,
    *,
    columns: Mapping[str, str] | None = None,
    constant: Mapping[str, str] | None = None,
    dates: DateRules,
    places: PlaceRules | None = None,
    needed: Sequence[str] = NEEDED,
    write: Callable[[str, object], str],
) -> ReadVisits:
    """
    Read a list, row by row, into visits and an account.

    Parameters
    ----------
    raw : RawTable
        The list.
    columns : mapping of ours to theirs, optional
        What the list calls our columns.
    constant : mapping of ours to a value, optional
        What holds for every row.
    dates : DateRules
        How dates are written.
    places : PlaceRules, optional
        How cells with several places are divided.
    needed : sequence of str
        Columns without which there is no visit.
    write : callable
        How the caller writes an argument, for hints.

    Raises
    ------
    ColumnError
        If a needed column is not understood.
    InputError
        If the list leaves a question open.
    """
    from_1904 = any(one.endswith(FROM_1904) for one in raw.form)
    if from_1904 and dates.serials == "excel":
        raise InputError(
            f"{raw.name} counts days from 1904, and dates='excel' from 1900",
            code="contradiction",
            column="dates",
            hint=f"say {write('dates', 'excel_1904')}",
        )
    own = Table(raw.frame, raw.name)
    found = understood(raw, own.columns, columns, constant, needed, write)
    table = _with_constant(own, constant)
    found |= {ours: ours for ours in constant or {}}
    empty = empty_rows(own) if raw.empty is None else raw.empty
    reasons = reasons_of(raw.faults, len(own))
    fits = ~empty & ~has_reason(reasons)
    dated = dated_columns(table, found, dates)
    ask(raw, dated, fits, write)
    days = visit_days(dated, len(own))
    reasons = both_reasons(reasons, only_where(fits, days["reasons"]))
    rows, where = visit_places(table, found, places)
    for name in needed:
        if name in {"date", "origin", "destination"}:
            gone = missing_in(dated, where, rows, name, len(own))
            more = missing_reason(gone & fits, name, raw.form)
            reasons = both_reasons(reasons, more)
        if name in where:
            more = only_where(fits, failed_reason(where, rows, name, len(own)))
            reasons = both_reasons(reasons, more)
    if "date" in dated:
        more = heading_reason(where, rows, dated["date"].texts)
        reasons = both_reasons(reasons, only_where(fits, more))
    reasons[empty] = None
    bad = has_reason(reasons)
    kept = (~empty & ~bad)[rows]
    rows = rows[kept]
    where = {
        name: Categories(one.codes[kept], one.labels) for name, one in where.items()
    }
    n_visits = np.bincount(rows, minlength=len(own))
    ids = visit_ids(raw.places, rows, n_visits)
    made: dict[str, Any] = {"visit_id": ids.tolist(), "row": raw.places[rows]}
    if places is not None:
        made["trip"] = raw.places.astype(str)[rows].tolist()
    made |= {name: at(values, rows) for name, values in days["columns"].items()} | where
    outcome = np.select([empty, bad, n_visits > 1], [EMPTY, UNREAD, SPLIT], READ)
    words = {
        word: int((outcome == word).sum()) for word in (READ, SPLIT, UNREAD, EMPTY)
    }
    again = named_twice(rows, where, len(own))
    told = both_reasons(reasons, reasons_of(raw.odd, len(own)))
    told = both_reasons(told, again)
    far = far_years(dated["date"]) if "date" in dated else no_reasons(len(own))
    far = only_where(fits & ~bad, far)
    told = both_reasons(told, far)
    return ReadVisits(
        visits=visits_table(table, rows, found, made),
        account=table.build(account_columns(raw.places, outcome, n_visits, told)),
        unread=unread_table(own, np.flatnonzero(bad), raw.places, told),
        columns=found,
        suggestions=suggestions(own.columns, found),
        notes=(
            *_notes(raw, np.where(bad, told, None), table, found, places, write),
            *_told_of(raw, again),
            *_told_of(raw, far),
        ),
        source=f"{raw.name}: {', '.join(raw.form)}",
        counts=words,
    )


def _with_constant(own: Table, constant: Mapping[str, str] | None) -> Table:
    if not constant:
        return own
    for name in constant:
        if own.has(name):
            raise ColumnError(
                f"{own.name} has a column '{name}'; it cannot be the same in every row",
                code="contradiction",
                column="constant",
                hint=f"leave '{name}' out of `constant`, or rename the column",
            )
    codes = np.zeros(len(own), dtype=np.int64)
    added = {
        name: Categories(codes, [label_of(value)]) for name, value in constant.items()
    }
    return Table(own.with_columns(added), own.name)


def _told_of(raw: RawTable, again: Reasons) -> list[str]:
    """A sentence on rows that were read and of which something is to be said."""
    rows = np.flatnonzero(has_reason(again))
    if not rows.size:
        return []
    more = f" and {rows.size - 1} more" if rows.size > 1 else ""
    return [f"{raw.unit} {raw.places[rows[0]]}{more}: {again[rows[0]]}"]


def _notes(
    raw: RawTable,
    reasons: Reasons,
    table: Table,
    found: dict[str, str],
    rules: PlaceRules | None,
    write: Callable[[str, object], str],
) -> list[str]:
    bad = np.flatnonzero(has_reason(reasons))
    words, first, number = np.unique(
        reasons[bad].astype(str), return_index=True, return_counts=True
    )
    order = np.argsort(first, kind="stable")
    by_reason = {
        str(words[n]): (int(number[n]), int(raw.places[bad[first[n]]])) for n in order
    }
    notes = account_notes(by_reason, raw.unit)
    if rules is not None or "destination" not in found:
        return notes
    labels = table.categories(found["destination"]).labels
    for sign in _SIGNS:
        cells = [label for label in labels if sign in label.strip()]
        if cells:
            notes.append(
                f"'destination' holds {sign!r}, as in {cells[0][:60]!r}: for several "
                f"places, {write('places', {'separator': sign})}"
            )
    return notes
