"""A column of a table that no library holds: an array, or codes into texts."""

from __future__ import annotations

from collections.abc import Mapping, Set as AbstractSet
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import InputError
from summitry.frames import kinds
from summitry.frames.categories import (
    Categories,
    codes_of_values,
    joined_categories,
    label_of,
    length_of,
)
from summitry.frames.coded import Coded
from summitry.frames.library_columns import own_values
from summitry.frames.missing import is_masked, is_missing

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Rows = npt.NDArray[np.int64]

_KINDS = {
    "M": kinds.DATE,
    "b": kinds.BOOLEAN,
    "i": kinds.INTEGER,
    "u": kinds.INTEGER,
    "f": kinds.FLOAT,
}
_WRITTEN = {"Y", "M"}
"""Units of dates that are longer than a day, and have a text that says so."""


class ArrayColumn:
    """
    One column: codes into texts, an array, or an array of objects.

    `missing` is there only for whole numbers and booleans, which have no value of their
    own for what is missing.
    """

    __slots__ = ("missing", "values")

    def __init__(
        self,
        values: Categories | npt.NDArray[Any],
        missing: npt.NDArray[np.bool_] | None = None,
    ) -> None:
        self.values = values
        self.missing = missing

    def __len__(self) -> int:
        held = self.values
        return length_of(held)

    @property
    def kind(self) -> str:
        """What it holds, as one of the words of `kinds`."""
        if isinstance(self.values, Categories):
            return kinds.TEXT
        return _KINDS.get(self.values.dtype.kind, kinds.OBJECT)

    def __getitem__(self, rows: Rows) -> ArrayColumn:
        gone = None if self.missing is None else self.missing[rows]
        if isinstance(self.values, Categories):
            return ArrayColumn(self.values.take(rows))
        return ArrayColumn(self.values[rows], gone)

    def nulls(self) -> npt.NDArray[np.bool_]:
        """Return where a value is missing."""
        held = self.values
        if isinstance(held, Categories):
            return held.codes < 0
        if self.missing is not None:
            return self.missing
        if held.dtype.kind == "O":
            return np.array([is_missing(value) for value in held], dtype=bool)
        gone: npt.NDArray[np.bool_] = held != held  # noqa: PLR0124
        return gone

    def array(self) -> npt.NDArray[Any]:
        """Return it as an array: texts and objects with None, masked where it must."""
        held = self.values
        if isinstance(held, Categories):
            return held.texts()
        if self.missing is not None and self.missing.any():
            return np.ma.MaskedArray(_fixed(held), _fixed(self.missing))
        return _fixed(held)

    def own(self) -> ArrayColumn:
        """Return it with an array of its own; texts are in codes of its own already."""
        if isinstance(self.values, Categories):
            return self
        gone = None if self.missing is None else self.missing.copy()
        return ArrayColumn(self.values.copy(), gone)

    def built(self) -> Any:
        """Return it as `build` takes it."""
        if self.kind == kinds.OBJECT:
            return self.listed()
        if self.missing is not None:
            return np.ma.MaskedArray(self.values, self.missing)
        return self.values

    def listed(self) -> list[Any]:
        """Return it as a list, missing values as None."""
        held = self.values
        if isinstance(held, Categories):
            return list(self.array())
        if held.dtype.kind == "M" and np.datetime_data(held.dtype)[0] not in "Dhms":
            # Dates to the nanosecond would become whole numbers.
            held = held.astype("datetime64[us]")
        values: list[Any] = held.tolist()
        if held.dtype.kind == "M":
            # A year beyond those of Python comes as a number.
            pairs = zip(values, held, strict=True)
            values = [str(one) if isinstance(v, int) else v for v, one in pairs]
        if held.dtype.kind in "fO" or self.missing is not None:
            gone = self.nulls().tolist()
            pairs = zip(values, gone, strict=True)
            return [None if none else value for value, none in pairs]
        return values

    def coded(self) -> Coded:
        """Return it in codes."""
        held = self.values
        if isinstance(held, Categories):
            return Coded.of(held)
        if self.kind == kinds.OBJECT:
            codes, values = codes_of_values(self.listed())
            return Coded(codes, len(values), lambda used, _: [values[k] for k in used])
        gone = self.nulls()
        if held.dtype.kind == "b":
            codes = np.where(gone, 2, held.view(np.uint8)) if gone.any() else held
            return Coded(
                codes.view(np.uint8), 2, lambda used, _: [bool(k) for k in used]
            )
        distinct, codes = np.unique(held[~gone], return_inverse=True)
        if gone.any():
            full = np.full(held.shape, -1, dtype=np.int64)
            full[~gone] = codes
            codes = full
        values = ArrayColumn(distinct).listed()
        return Coded(codes, distinct.size, lambda used, _: [values[k] for k in used])


def _fixed(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The same array, by which nothing can be changed."""
    seen = array.view()
    seen.flags.writeable = False
    return seen


def column_of(values: Any) -> ArrayColumn:
    """
    Return values as a column.

    Parameters
    ----------
    values : array, masked array, categories, or sequence with None for missing values
        A row each.

    Raises
    ------
    InputError
        If they are nothing of this kind.

    Examples
    --------
    >>> column_of(["a", None, "a"]).values
    Categories(codes=array([ 0, -1,  0]), labels=['a'])
    >>> column_of([1, None]).array()
    masked_array(data=[1, --],
                 mask=[False,  True],
           fill_value=999999)
    >>> column_of(np.array(["1950"], "datetime64[Y]")).listed()
    ['1950']
    """
    if isinstance(values, ArrayColumn):
        return values
    if isinstance(values, Categories):
        return ArrayColumn(values)
    values = own_values(values)
    if is_masked(values):
        return _of_masked(values)
    if isinstance(values, np.ndarray) and values.dtype.kind in _KINDS:
        dated = values.dtype.kind == "M"
        if dated and np.isnat(values).all():
            values = values.astype(_DAY)
        coarse = dated and _is_coarse(values.dtype)
        return _of_list(_texts_of(values)) if coarse else ArrayColumn(_plain(values))
    if isinstance(values, Mapping | AbstractSet | str | bytes):
        raise _no_column(f"a {type(values).__name__}, and no sequence of values")
    try:
        listed = values.tolist() if isinstance(values, np.ndarray) else list(values)
    except TypeError:
        said = f"a {type(values).__name__}, and no sequence of values"
        raise _no_column(said) from None
    return _of_list(listed)


def _no_column(said: str, hint: str | None = None) -> InputError:
    return InputError(f"a column is {said}", code="bad_column", hint=hint)


def _plain(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The array in the byte order of the machine."""
    return array.astype(array.dtype.newbyteorder("="), copy=False)


def _is_coarse(dtype: np.dtype[Any]) -> bool:
    """
    Whether a tick of these dates is a month or a year, which is not its first day.

    Raises
    ------
    InputError
        If it is a week, several of a unit, or of no unit.
    """
    unit, step = np.datetime_data(dtype)
    if unit in {"W", "generic"} or step > 1:
        raise _no_column(
            f"of {dtype}, of which a tick is no day and has no text that says so",
            "if its first day is meant: values.astype('datetime64[D]')",
        )
    return unit in _WRITTEN


_DAY = np.dtype("datetime64[D]")


def _texts_of(dates: npt.NDArray[Any]) -> list[str | None]:
    """Months as 2017-03 and years as 2017, as a text has them."""
    texts = np.datetime_as_string(dates).tolist()
    pairs = zip(texts, np.isnat(dates).tolist(), strict=True)
    return [None if gone else text for text, gone in pairs]


def _of_masked(values: np.ma.MaskedArray[Any, Any]) -> ArrayColumn:
    gone = np.ma.getmaskarray(values)
    if values.dtype.kind in "biu":
        return ArrayColumn(_plain(values.data), gone if gone.any() else None)
    if values.dtype.kind == "M":
        dates = values.data.copy()
        dates[gone] = "NaT"
        return column_of(dates)
    return column_of(values.tolist())


def _of_list(values: list[Any]) -> ArrayColumn:
    found = _types(values)
    if len(found) > 1:
        # NaN among texts, or NaT among dates, says that one is missing.
        values = [None if is_missing(value) else value for value in values]
        found = _types(values)
    if _are(found, str):
        codes, labels = codes_of_values(values)
        return ArrayColumn(Categories(codes, [label_of(label) for label in labels]))
    if found == {np.datetime64}:
        return _of_moments(values)
    if _are(found, bool, np.bool_):
        return _filled(values, np.dtype(bool))
    if found & {bool, np.bool_}:
        return _objects(values)
    if _are(found, int, np.integer):
        fits = max(abs(int(one)) for one in values if one is not None) < _ROOM
        return _filled(values, np.dtype(np.int64)) if fits else _objects(values)
    numbers = _are(found, int, float, np.integer, np.floating)
    if numbers and all(map(_is_exact_as_float, values)):
        return ArrayColumn(np.array(values, dtype=np.float64))
    return _objects(values)


def _of_moments(values: list[Any]) -> ArrayColumn:
    values = [None if is_missing(value) else value for value in values]
    types = {value.dtype for value in values if value is not None} or {_DAY}
    if len(types) > 1:
        # Dates of several units would be converted to one, which may not hold all.
        return _objects(values)
    return column_of(np.array(values, dtype=types.pop()))


def _is_exact_as_float(value: Any) -> bool:
    whole = isinstance(value, int | np.integer)
    return not whole or abs(int(value)) <= 2**53


def _types(values: list[Any]) -> set[type]:
    return {*map(type, values)} - {type(None)}


def _are(found: set[type], *wanted: type) -> bool:
    return all(issubclass(one, wanted) for one in found)


_ROOM = 2**63
"""Below it a whole number is held in eight bytes."""


def _filled(values: list[Any], dtype: np.dtype[Any]) -> ArrayColumn:
    """Whole numbers or booleans, of which some may be missing."""
    gone = np.array([value is None for value in values], dtype=bool)
    if not gone.any():
        return ArrayColumn(np.array(values, dtype=dtype))
    filled = [0 if value is None else value for value in values]
    return ArrayColumn(np.array(filled, dtype=dtype), gone)


def _objects(values: list[Any]) -> ArrayColumn:
    return ArrayColumn(np.fromiter(values, dtype=object, count=len(values)))


def stacked_column(parts: Sequence[ArrayColumn]) -> ArrayColumn:
    """
    Return the rows of several columns one after the other.

    Examples
    --------
    >>> one, two = column_of([1, 2]), column_of([None])
    >>> stacked_column([one, two]).listed()
    [1, 2, None]
    """
    held = [part.values for part in parts]
    texts = [one for one in held if isinstance(one, Categories)]
    if len(texts) == len(held):
        return ArrayColumn(joined_categories(texts))
    arrays = [one for one in held if not isinstance(one, Categories)]
    if len({part.kind for part in parts}) > 1 or arrays[0].dtype.kind == "O":
        return _of_list([value for part in parts for value in part.listed()])
    gone = [part.missing for part in parts]
    if any(one is not None for one in gone):
        masks = [part.nulls() for part in parts]
        return ArrayColumn(np.concatenate(arrays), np.concatenate(masks))
    return ArrayColumn(np.concatenate(arrays))
