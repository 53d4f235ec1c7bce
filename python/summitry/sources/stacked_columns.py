"""One column of several lists of visits, whatever type each has it in."""

from __future__ import annotations

from decimal import Decimal
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.frames import Categories, Table
from summitry.frames.kinds import BOOLEAN, FLOAT, INTEGER, NUMBERS, OBJECT
from summitry.frames.whole_numbers import EXACT, MOST

if TYPE_CHECKING:
    import numpy.typing as npt

    Codes = npt.NDArray[np.int64]

_MIDNIGHT = "00:00:00"


class Said(NamedTuple):
    """A column: what each row says, as a code into texts, and as its own kind."""

    codes: Codes
    """-1 where a row says nothing."""
    texts: list[str]
    values: npt.NDArray[Any] | None = None
    """Numbers or truths; none of a column of texts."""

    def at(self, rows: Codes) -> Categories:
        """Return what some rows say, as text."""
        return Categories(self.codes[rows], self.texts)

    def taken(self, rows: Codes) -> Any:
        """Return the values of these rows; a row of -1 gives a missing one."""
        gone = rows < 0
        at = np.where(gone, 0, rows)
        if self.values is None:
            return Categories(np.where(gone, -1, self.codes[at]), self.texts)
        if self.values.dtype.kind == "f":
            return np.where(gone, np.nan, self.values[at])
        mask = gone | (self.codes[at] < 0)
        return np.ma.array(self.values[at], mask=mask)

    def in_order(self, order: Codes) -> Said:
        """Return the column with its rows in this order."""
        values = None if self.values is None else self.values[order]
        return Said(self.codes[order], self.texts, values)


def one_column(tables: list[Table], column: str, sizes: list[int]) -> Said:
    """One column of all lists: whole numbers, numbers or truths as such, else texts."""
    held = [_kind(table, column) if table.has(column) else None for table in tables]
    kinds = {kind for kind in held if kind is not None}
    parts = list(zip(tables, held, sizes, strict=True))
    if kinds and kinds <= NUMBERS:
        numbers = np.concatenate(
            [
                np.full(size, np.nan) if kind is None else table.floats(column)
                for table, kind, size in parts
            ]
        )
        if kinds != {INTEGER} or np.nanmax(np.abs(numbers), initial=0) < EXACT:
            return _numbers(numbers)
    found = [
        Categories(np.full(size, -1, dtype=np.int64), [])
        if kind is None
        else _texts(table, column)
        for table, kind, size in parts
    ]
    labels = list(dict.fromkeys(label for one in found for label in one.labels))
    codes = np.concatenate([one.coded(labels) for one in found])
    if kinds == {BOOLEAN}:
        truth = np.array([*(label == "true" for label in labels), False])
        return Said(codes, labels, truth[codes])
    if kinds == {INTEGER}:
        whole = [*map(int, labels), 0]
        fits = max(map(abs, whole)) <= MOST
        if fits or 0 <= min(whole) <= max(whole) < 2 * MOST:
            made = np.array(whole, np.int64 if fits else np.uint64)
            return Said(codes, labels, made[codes])
    return Said(codes, labels)


def _kind(table: Table, column: str) -> str | None:
    """What a column holds, whatever the type in which it does; None for nothing."""
    if table.missing(column).all():
        return None
    kind = table.kind(column)
    if kind != OBJECT:
        return kind
    values = [value for value in table.values(column) if value is not None]
    if all(isinstance(value, bool | np.bool_) for value in values):
        return BOOLEAN
    if not all(map(_is_number, values)):
        return OBJECT
    return INTEGER if all(isinstance(value, Integral) for value in values) else FLOAT


def _is_number(value: object) -> bool:
    """Whether a value is a number that a column of numbers can hold."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, Real | Decimal):
        return False
    try:
        return float(abs(value)) <= MOST
    except ArithmeticError:
        # A decimal that signals, or more than any double.
        return False


def _texts(table: Table, column: str) -> Categories:
    """What a column says, as text; days without the hours that their type adds."""
    found = table.categories(column)
    if table.is_dated(column) and all(one.endswith(_MIDNIGHT) for one in found.labels):
        days = [one.removesuffix(_MIDNIGHT).rstrip(" T") for one in found.labels]
        return Categories(found.codes, days)
    return found


def _numbers(values: npt.NDArray[np.float64]) -> Said:
    gone = np.isnan(values)
    distinct, codes = np.unique(values[~gone], return_inverse=True)
    all_codes = np.full(values.size, -1, dtype=np.int64)
    all_codes[~gone] = codes
    whole = (distinct == np.floor(distinct)) & (np.abs(distinct) < EXACT)
    texts = [
        f"{value:.0f}" if is_whole else repr(value)
        for value, is_whole in zip(distinct.tolist(), whole.tolist(), strict=True)
    ]
    if whole.all():
        return Said(all_codes, texts, np.where(gone, 0, values).astype(np.int64))
    return Said(all_codes, texts, values)
