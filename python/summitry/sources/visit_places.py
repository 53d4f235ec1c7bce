"""The places of each visit, one row for each, and the values that rows lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.exceptions import ColumnError, brief
from summitry.frames import Categories, Table
from summitry.frames.suggestion import choices
from summitry.sources.date_faults import OF_SHEET, SHEET_ERROR
from summitry.sources.place_columns import divided
from summitry.sources.reasons import Reasons, has_reason, no_reasons, reason_where
from summitry.sources.spelling import trimmed

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from summitry.sources.date_columns import DateColumn
    from summitry.sources.reading_rules import PlaceRules


def visit_places(
    table: Table, found: dict[str, str], rules: PlaceRules | None
) -> tuple[npt.NDArray[np.int64], dict[str, Categories]]:
    """
    Return the row of each visit, and its places by column.

    Parameters
    ----------
    table : Table
        The list.
    found : dict of str to str
        Our names of columns, and what the list calls each.
    rules : PlaceRules or None
        How cells are divided.

    Raises
    ------
    ColumnError
        If they are to be divided in a column that the list does not have.
    """
    rows = np.arange(len(table))
    where: dict[str, Categories] = {}
    divided_in = rules.columns if rules else ()
    _refuse_unknown(divided_in, found)
    columns = dict.fromkeys(("origin", "destination", *divided_in))
    for name in columns:
        if name not in found:
            continue
        cells = table.categories(found[name])
        here = Categories(cells.codes[rows], cells.labels)
        made = divided(here, rules if rules and name in rules.columns else None)
        rows = rows[made.rows]
        where = {
            other: Categories(one.codes[made.rows], one.labels)
            for other, one in where.items()
        }
        where[name] = made.places
    return rows, where


def _refuse_unknown(columns: Sequence[str], found: dict[str, str]) -> None:
    """Raise for a column in which nothing would be divided, and no visit made."""
    odd = [one for one in columns if one not in {*found, "destination"}]
    if odd:
        raise ColumnError(
            f"places cannot be divided in {brief(odd[0])}: the visits have no such column",
            code="no_column",
            column="places",
            hint=choices(odd[0], found),
        )


def named_twice(
    rows: npt.NDArray[np.int64], where: dict[str, Categories], n_rows: int
) -> Reasons:
    """
    Return which rows name a place again, so that two visits are the same.

    Examples
    --------
    >>> place = Categories(np.zeros(3, dtype=int), ["A"])
    >>> rows, where = np.array([0, 1, 1]), {"destination": place}
    >>> named_twice(rows, where, 2).tolist()
    [None, "'A' is named twice; each is a visit"]
    """
    told = no_reasons(n_rows)
    if rows.size == np.unique(rows).size:
        return told
    keys = [rows, *(one.codes for one in where.values())]
    _, first = np.unique(np.stack(keys), axis=1, return_index=True)
    again = np.setdiff1d(np.arange(rows.size), first)
    names = where.get("destination", next(iter(where.values()), None))
    if names is not None:
        said = [
            f"{name!r:.80} is named twice; each is a visit" for name in names.labels
        ]
        told[rows[again]] = np.array([*said, None], dtype=object)[names.codes[again]]
    return told


def missing_in(
    dated: dict[str, DateColumn],
    where: dict[str, Categories],
    rows: npt.NDArray[np.int64],
    name: str,
    n_rows: int,
) -> npt.NDArray[np.bool_]:
    """Return the rows without a value that a visit must have."""
    if name == "date":
        return dated["date"].missing
    blank = np.array([*(not label for label in where[name].labels), True])
    gone = np.zeros(n_rows, dtype=bool)
    gone[rows[blank[where[name].codes]]] = True
    return gone


def failed_reason(
    where: dict[str, Categories],
    rows: npt.NDArray[np.int64],
    name: str,
    n_rows: int,
) -> Reasons:
    """
    Return why rows are not read whose place is an error of a spreadsheet.

    Examples
    --------
    >>> where = {"origin": Categories(np.array([0, 1, -1]), ["CHN", "#N/A"])}
    >>> failed_reason(where, np.arange(3), "origin", 3).tolist()[1]
    "'origin' is '#N/A': the cell holds an error of the spreadsheet; mend its formula"
    """
    said = [
        f"'{name}' is '{label}': {OF_SHEET}" if SHEET_ERROR.fullmatch(label) else None
        for label in where[name].labels
    ]
    told = no_reasons(n_rows)
    failed = np.array([*said, None], dtype=object)[where[name].codes]
    found = has_reason(failed)
    told[rows[found]] = failed[found]
    return told


def heading_reason(
    where: dict[str, Categories],
    rows: npt.NDArray[np.int64],
    dates: Sequence[str | None],
) -> Reasons:
    """
    Return why rows are not read that say one thing as date and as place.

    A heading between the rows spans the columns of a page, and stands in each of them.

    Examples
    --------
    >>> where = {"origin": Categories(np.array([0, 1]), ["CHN", "2010"])}
    >>> heading_reason(where, np.arange(2), ["2010", "2010"]).tolist()[1]
    "'2010' is the date and the 'origin': a heading between the rows; leave it out"
    """
    told = no_reasons(len(dates))
    written = {text: trimmed(text) for text in set(dates) if text is not None}
    both = {*written.values()} - {""}
    for name, one in where.items():
        for code, label in enumerate(one.labels):
            if trimmed(label) not in both:
                continue
            at = rows[one.codes == code]
            same = [
                written.get(dates[row] or "") == trimmed(label) for row in at.tolist()
            ]
            told[at[np.array(same, dtype=bool)]] = (
                f"'{label.strip()[:80]}' is the date and the '{name}': a heading between "
                "the rows; leave it out"
            )
    return told


def missing_reason(
    gone: npt.NDArray[np.bool_], name: str, form: tuple[str, ...]
) -> Reasons:
    """Return why rows without such a value were not read."""
    said = f"'{name}' is missing; fill it or leave the row out"
    if name != "date" and form == ("table",):
        said = (
            f"'{name}' is missing; if it was NA (Namibia), give the file itself, "
            "or pandas.read_csv(..., keep_default_na=False)"
        )
    return reason_where(gone, said)
