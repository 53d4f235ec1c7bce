"""Columns in the codes of their own library, as narrow as it has them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry import _core
from summitry.frames.categories import Categories, label_of, merged
from summitry.frames.missing import is_missing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy.typing as npt

    Rows = npt.NDArray[np.int64]
    Places = npt.NDArray[np.uint8 | np.uint32]

_NARROW = 255
"""From so many labels on, places need more than a byte; the last is kept for none."""
_FEW = 1 << 12
"""So many values of codes are read, whether or not they occur."""
_NO_NUMBER = np.iinfo(np.uint32).max


class Numbered(NamedTuple):
    """Codes, and the number of each; without these each is its own number."""

    codes: npt.NDArray[Any]
    numbers: npt.NDArray[np.uint32] | None = None


class Coded:
    """
    A column in the codes of its library, read where they lie.

    Parameters
    ----------
    codes : (n,) integers of any width
        A missing value has a code without a value: a negative one, or one beyond all.
    n_codes : int
        How many codes have a value, used or not.
    values_at : callable
        Given an array of codes and the first row of each, returns their values.
    fixed : bool, default True
        Whether the value of a code can be told without a row of it.

    Attributes
    ----------
    codes : (n,) integers
        As given.
    used : (m,) int64
        The codes that occur and stand for a value, in order of first appearance.
    values, labels : list
        The value of each of these, and its text; two values may have the same.
    complete : bool
        Whether no row is without a value.

    Examples
    --------
    >>> codes = np.array([1, 1, 0], np.uint8)
    >>> column = Coded(codes, 3, lambda used, _: used.tolist())
    >>> column.labels, column.complete, column.places(["0", "1"]).tolist()
    (['1', '0'], True, [1, 1, 0])
    """

    def __init__(
        self,
        codes: npt.NDArray[Any],
        n_codes: int,
        values_at: Callable[[Rows, Rows], Sequence[Any]],
        *,
        fixed: bool = True,
    ) -> None:
        self.codes = np.ascontiguousarray(codes)
        self.n_codes = n_codes
        self._values_at = values_at
        self._fixed = fixed

    @cached_property
    def _seen(self) -> tuple[Rows, list[Any], bool]:
        """The codes that occur, the value of each, and whether no row is without."""
        first, missing = _core.labels_seen(self.codes, self.n_codes)
        used = np.flatnonzero(first < self.codes.size)
        used = used[np.argsort(first[used], kind="stable")]
        values = self._values_at(used, first[used].astype(np.int64))
        # NaN beside the nulls, or a null that is one of a dictionary's own values.
        kept = [k for k, value in enumerate(values) if not is_missing(value)]
        complete = not missing and len(kept) == len(values)
        return used[kept], [values[k] for k in kept], complete

    @cached_property
    def _few(self) -> tuple[Rows, list[Any]] | None:
        """All codes and the value of each, where few enough to read without a look."""
        if not self._fixed or self.n_codes > _FEW:
            return None
        every = np.arange(self.n_codes)
        return every, [*self._values_at(every, every)]

    @property
    def used(self) -> Rows:
        """The codes that occur and stand for a value, in order of first appearance."""
        return self._seen[0]

    @property
    def values(self) -> list[Any]:
        """The value of each of these."""
        return self._seen[1]

    @property
    def complete(self) -> bool:
        """Whether no row is without a value."""
        return self._seen[2]

    @cached_property
    def labels(self) -> list[str]:
        """The text of each value that occurs."""
        return [label_of(value) for value in self.values]

    @property
    def possible(self) -> list[str]:
        """The labels, and perhaps those of values that no row has."""
        if self._few is None:
            return self.labels
        return [label_of(value) for value in self._few[1] if not is_missing(value)]

    @classmethod
    def of(cls, categories: Categories) -> Coded:
        """Return a column of which the categories are known."""
        labels = categories.labels
        return cls(
            categories.codes,
            len(labels),
            lambda used, _: [labels[code] for code in used],
        )

    @cached_property
    def _once(self) -> Categories:
        """The label of each value that occurs, where each label stands once."""
        return merged(np.arange(len(self.labels)), self.labels)

    def numbered(self, numbers: Mapping[str, int]) -> Numbered:
        """
        Return the codes and what number each label has, for the core to look up.

        A label without a number has the highest of 32 bits. Where the codes are few
        it is not looked which of them occur.

        Examples
        --------
        >>> column = Coded(np.array([1, 0]), 2, lambda used, _: used.tolist())
        >>> column.numbered({"0": 7}).numbers.tolist() == [7, 2**32 - 1]
        True
        """
        table = np.full(self.n_codes, _NO_NUMBER, dtype=np.uint32)
        used, values = self._few or (self.used, self.values)
        table[used] = [
            _NO_NUMBER
            if is_missing(value)
            else numbers.get(label_of(value), _NO_NUMBER)
            for value in values
        ]
        own = np.array_equal(table, np.arange(self.n_codes))
        return Numbered(self.codes, None if own else table)

    def at(self, rows: Rows) -> Coded:
        """Return the column of some rows."""
        values = dict(zip(self.used.tolist(), self.values, strict=True))
        return Coded(
            self.codes[rows],
            self.n_codes,
            lambda used, _: [values.get(code) for code in used.tolist()],
        )

    def categories(self) -> Categories:
        """Return it as codes in order of first appearance, each label once."""
        own, labels = self._once
        return Categories(self._numbered(own), labels)

    def texts(self, rows: Rows) -> Categories:
        """
        Return the texts of some rows; there is none where the row is below 0.

        Examples
        --------
        >>> column = Coded(np.array([1, 0]), 2, lambda used, _: used.tolist())
        >>> column.texts(np.array([1, -1, 1, 0]))
        Categories(codes=array([ 1, -1,  1,  0]), labels=['1', '0'])
        """
        own, labels = self._once
        table = np.full(self.n_codes, -1, dtype=np.int64)
        table[self.used] = own
        found = Categories(_core.looked_up_at(self.codes, rows, table), labels)
        few = len(labels) <= rows.size
        return found if few else found.at(np.arange(rows.size))

    def value_numbers(self) -> npt.NDArray[np.int64]:
        """Return the place of each row's value among the values; -1 for none."""
        return self._numbered(np.arange(len(self.values)))

    def _numbered(self, numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        table = np.full(self.n_codes, -1, dtype=np.int32)
        table[self.used] = numbers
        codes = _core.looked_up(self.codes, table.view(np.uint32))
        # The highest number stands for a missing value: -1, if it may be negative.
        return codes.view(np.int32).astype(np.int64)

    def places(self, labels: Sequence[str]) -> Places | None:
        """
        Return the place of each value among labels, in a byte where that is enough.

        None if a value is missing or none of them.
        """
        place = {label: number for number, label in enumerate(labels)}
        if not self.complete or any(label not in place for label in self.labels):
            return None
        return self.looked_up([place[label] for label in self.labels], len(labels))

    def looked_up(self, numbers: Sequence[int], size: int) -> Places:
        """
        Return for each row the number of its label, each below `size`.

        Where a value is missing, it is the highest number of the width.
        """
        kind: type[np.uint8 | np.uint32] = np.uint8 if size < _NARROW else np.uint32
        if self.complete and self.codes.dtype == kind and numbers == self.used.tolist():
            return self.codes
        table = np.full(self.n_codes, np.iinfo(kind).max, dtype=kind)
        table[self.used] = numbers
        found: Places = _core.looked_up(self.codes, table)
        return found
