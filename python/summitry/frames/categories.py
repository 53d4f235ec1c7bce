"""Columns as codes into labels."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.frames.missing import is_masked, is_missing
from summitry.frames.whole_numbers import EXACT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt


_MIDNIGHT = dt.time()
_DIGITS = 100
"""A decimal with so many is told as it tells itself, by a power of ten."""
_PART = 1 << 16
"""So many values are looked up at a time."""


class Categories(NamedTuple):
    """A column as codes into its labels; a missing value has the code -1."""

    codes: npt.NDArray[np.int64]
    labels: list[str]

    def at(self, rows: npt.NDArray[np.int64]) -> Categories:
        """Return the categories of some rows, labels in order of first appearance."""
        codes = self.codes[rows]
        used, first = np.unique(codes, return_index=True)
        order = used[np.argsort(first, kind="stable")]
        order = order[order >= 0]
        places = np.full(len(self.labels) + 1, -1, dtype=np.int64)
        places[order] = np.arange(order.size)
        return Categories(places[codes], [self.labels[code] for code in order])

    def take(self, rows: npt.NDArray[np.int64 | np.uint32]) -> Categories:
        """Return the categories of some rows, with all labels."""
        return Categories(self.codes[rows], self.labels)

    def texts(self) -> npt.NDArray[Any]:
        """Return the text of each row, or None, as an array of objects."""
        return np.array([*self.labels, None], dtype=object)[self.codes]

    def says(self) -> bool:
        """Whether there is a text in any row."""
        first = self.codes[:1]
        return bool((first >= 0).any() or (self.codes >= 0).any())

    def coded(self, labels: Sequence[str]) -> npt.NDArray[np.int64]:
        """Return the codes into other labels; -1 where a value is none of them."""
        places = {label: place for place, label in enumerate(labels)}
        table = [places.get(label, -1) for label in self.labels]
        return np.array([*table, -1], dtype=np.int64)[self.codes]


def length_of(values: Any) -> int:
    """
    Return how many rows a column has.

    Examples
    --------
    >>> length_of(constant("days", 2)), length_of([7])
    (2, 1)
    """
    return len(values.codes if isinstance(values, Categories) else values)


def constant(label: str | None, n_rows: int) -> Categories:
    """
    Return one text in every row, or none in any; the code is held once.

    Examples
    --------
    >>> constant("days", 2).labels, constant(None, 2).codes.tolist()
    (['days'], [-1, -1])
    """
    code = np.int64(-1 if label is None else 0)
    return Categories(repeated(code, n_rows), [] if label is None else [label])


def repeated(value: Any, n_rows: int) -> npt.NDArray[Any]:
    """
    Return a number in every row, of which one is held.

    Examples
    --------
    >>> repeated(0.95, 3)
    array([0.95, 0.95, 0.95])
    """
    return np.broadcast_to(np.asarray(value), n_rows)


def is_constant(values: Any) -> bool:
    """
    Whether a column was made to hold one value, known, in several rows.

    Examples
    --------
    >>> is_constant(constant("days", 2)), is_constant(repeated(7, 2))
    (True, True)
    >>> is_constant(np.array([7, 7])), is_constant([7, 7])
    (False, False)
    """
    held = values.codes if isinstance(values, Categories) else values
    if not isinstance(held, np.ndarray) or held.dtype.kind not in "if":
        return False
    once = held.size > 1 and held.strides == (0,)
    return once and not is_masked(held) and not is_missing(held[0])


def joined_categories(parts: Iterable[Categories]) -> Categories:
    """
    Return the rows of several columns one after the other.

    Examples
    --------
    >>> one, two = constant("a", 1), Categories(np.array([1, -1]), ["a", "b"])
    >>> joined_categories([one, two])
    Categories(codes=array([ 0,  1, -1]), labels=['a', 'b'])
    """
    listed = list(parts)
    if len(listed) == 1:
        return listed[0]
    places: dict[str, int] = {}
    codes = []
    table: npt.NDArray[np.int64] | None = None
    for number, part in enumerate(listed):
        if not number or part.labels is not listed[number - 1].labels:
            own = [places.setdefault(label, len(places)) for label in part.labels]
            same = own == [*range(len(own))]
            table = None if same else np.array([*own, -1], dtype=np.int64)
        codes.append(part.codes if table is None else table[part.codes])
    return Categories(np.concatenate(codes), list(places))


def merged(codes: npt.NDArray[np.int64], labels: Sequence[str]) -> Categories:
    """
    Return categories whose labels may repeat as ones in which each stands once.

    Examples
    --------
    >>> merged(np.array([0, 1, 2, -1]), ["true", "false", "true"]).codes.tolist()
    [0, 1, 0, -1]
    """
    once = list(dict.fromkeys(labels))
    if len(once) < len(labels):
        places = {label: place for place, label in enumerate(once)}
        numbers = [places[label] for label in labels]
        codes = np.array([*numbers, -1], dtype=np.int64)[codes]
    return Categories(codes, once)


def label_of(value: Any) -> str:
    """
    Return the text by which a category is known.

    A whole number has one text, in whatever type it is held: beside a missing one
    pandas holds it as a float, where other libraries leave it whole, and databases give
    decimals. So has a day, which pandas holds as its midnight.

    Examples
    --------
    >>> label_of(2), label_of(2.0), label_of(-0.0), label_of(0.5), label_of(True)
    ('2', '2', '0', '0.5', 'true')
    >>> label_of(Decimal("2.00")), label_of(np.datetime64("2001-05-03", "ns"))
    ('2', '2001-05-03')
    """
    if isinstance(value, str):
        # A member of an enumeration that is a text calls itself otherwise.
        return value if type(value) is str else str.__str__(value)
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, dt.datetime) and value.timetz() == _MIDNIGHT:
        # A time of pandas has billionths of a second besides.
        finer = getattr(value, "nanosecond", 0)
        return str(value) if finer else value.date().isoformat()
    if isinstance(value, Decimal) and value.is_finite():
        # Of 2.50 the last digit says how it is held, not how much it is.
        text = f"{value:f}" if abs(value.adjusted()) < _DIGITS else str(value)
        exact = "." in text and "E" not in text
        return (text.rstrip("0").rstrip(".") if exact else text) if value else "0"
    if isinstance(value, np.datetime64):
        day = value.astype("datetime64[D]")
        # A month is not its first day.
        coarse = np.datetime_data(value.dtype)[0] in "YMW"
        return str(value if coarse or day != value else day)
    real = isinstance(value, float | np.floating) and math.isfinite(value)
    # A number of two bytes cannot be held against one of eight in every numpy.
    whole = real and abs(float(value)) <= EXACT and value == int(value)
    return str(int(value) if whole else value)


def texts_of(values: Sequence[Any]) -> Categories:
    """
    Return the text of each value as codes, whatever the values are.

    Examples
    --------
    >>> texts_of([7, None, 8, 7])
    Categories(codes=array([ 0, -1,  1,  0]), labels=['7', '8'])
    """
    return Categories(
        *codes_of_values([None if one is None else str(one) for one in values])
    )


def codes_of_values(values: Sequence[Any]) -> tuple[npt.NDArray[np.int64], list[Any]]:
    """
    Return the code of each value, -1 for None, and the values in order of appearance.

    Examples
    --------
    >>> codes_of_values(["b", None, "a", "b"])
    (array([ 0, -1,  1,  0]), ['b', 'a'])
    """
    # Ctrl-C is heeded between parts.
    begins = range(0, len(values), _PART)
    distinct: dict[Any, None] = {}
    for begin in begins:
        distinct.update(dict.fromkeys(values[begin : begin + _PART]))
    distinct.pop(None, None)
    places: dict[Any, int] = {value: place for place, value in enumerate(distinct)}
    places[None] = -1
    codes = np.empty(len(values), np.int64)
    for begin in begins:
        part = values[begin : begin + _PART]
        codes[begin : begin + _PART] = np.fromiter(
            map(places.__getitem__, part), np.int64, len(part)
        )
    return codes, list(distinct)
