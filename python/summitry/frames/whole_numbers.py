"""Columns of whole numbers: exactly as they are held, or refused with their rows."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import ColumnError, LimitError, RangeError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

MOST = 2**63 - 1
"""The largest number that is held exactly, and the most visits of a table."""
EXACT = 2.0**53
"""Below it every whole number is a double."""


def whole_type(values: np.ma.MaskedArray[Any, Any]) -> type[np.int64 | np.uint64]:
    """
    Return the type that holds every number of an array: mostly that of all tables.

    Examples
    --------
    >>> whole_type(np.ma.array([1, 2])).__name__
    'int64'
    """
    if values.dtype != np.uint64 or values.filled(0).max(initial=0) <= MOST:
        return np.int64
    return np.uint64


def exactly(values: npt.NDArray[Any] | Sequence[Any]) -> npt.NDArray[np.int64] | None:
    """
    Return whole numbers without a detour by floats; None where these are no such ones.

    Examples
    --------
    >>> exactly([2**53 + 1, Decimal(2)]), exactly([1, None]), exactly([2**63])
    (array([9007199254740993,                2]), None, None)
    """
    if isinstance(values, np.ndarray) and values.dtype.kind in "iu":
        fits = values.dtype.kind == "i" or values.max(initial=0) <= MOST
        return values.astype(np.int64) if fits else None
    numbers = [_exactly(value) for value in values]
    if any(number is None or abs(number) > MOST for number in numbers):
        return None
    return np.array(numbers, dtype=np.int64)


def _exactly(value: Any) -> int | None:
    if isinstance(value, bool | np.bool_):
        return None
    if isinstance(value, Decimal):
        whole = value.is_finite() and value == value.to_integral_value()
        return int(value) if whole else None
    return int(value) if isinstance(value, int | np.integer) else None


def of_floats(
    floats: npt.NDArray[np.float64], column: str, table: str
) -> npt.NDArray[np.int64]:
    """
    Return floats as whole numbers.

    Raises
    ------
    ColumnError
        If one is missing or no whole number.
    LimitError
        If one is too large to be held exactly.
    """
    odd = np.flatnonzero(~(np.isfinite(floats) & (np.floor(floats) == floats)))
    if odd.size:
        raise ColumnError(
            f"{table} row {odd[0]}: '{column}' is {floats[odd[0]]}, not a whole number",
            code="not_an_integer",
            column=column,
            rows=odd[:10],
            n_bad=odd.size,
        )
    large = np.flatnonzero(np.abs(floats) >= MOST)
    if large.size:
        raise LimitError(
            f"{table} row {large[0]}: '{column}' is {floats[large[0]]:g}, too large to "
            "be counted exactly",
            code="overflow",
            column=column,
            rows=large[:10],
            n_bad=large.size,
        )
    return floats.astype(np.int64)


def refuse_negative(numbers: npt.NDArray[np.int64], column: str, table: str) -> None:
    """
    Refuse counts below 0.

    Raises
    ------
    RangeError
        If one is negative.
    """
    negative = np.flatnonzero(numbers < 0)
    if negative.size:
        raise RangeError(
            f"{table} row {negative[0]}: {column} is {numbers[negative[0]]}",
            code="negative_count",
            column=column,
            rows=negative[:10],
            n_bad=negative.size,
        )


def added_up(
    columns: dict[str, npt.NDArray[np.int64]], table: str
) -> npt.NDArray[np.int64]:
    """
    Return the sums of counts, row by row, of which no sum of rows overflows either.

    Raises
    ------
    LimitError
        If all of them are too many to be counted exactly.

    Examples
    --------
    >>> added_up(
    ...     {"count": np.array([1, 2]), "count_unclear": np.array([0, 5])}, "tally"
    ... )
    array([1, 7])
    """
    # A float errs by far less than one part in two: of a sum near the limit, whole
    # numbers of any size decide.
    about = sum(float(numbers.sum(dtype=np.float64)) for numbers in columns.values())
    if about > MOST / 2:
        parts = [numbers.tolist() for numbers in columns.values()]
        rows = [sum(row) for row in zip(*parts, strict=True)]
        if sum(rows) > MOST:
            large = [row for row, most in enumerate(rows) if most == max(rows)]
            named = " and ".join(f"'{column}'" for column in columns)
            raise LimitError(
                f"the visits of {table} are too many to be counted exactly: {named} "
                f"add up to {sum(rows)}, of which row {large[0]} has {max(rows)}",
                code="overflow",
                column=next(iter(columns)),
                rows=large[:10],
                n_bad=len(large),
                hint=f"at most {MOST} visits can be counted",
            )
    first, *others = columns.values()
    for numbers in others:
        first = first + numbers
    return first
