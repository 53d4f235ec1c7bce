"""A caller's table, read column by column as numpy arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np

from summitry.exceptions import SummitryError
from summitry.frames.built import build
from summitry.frames.categories import Categories, constant, texts_of
from summitry.frames.coded import Coded
from summitry.frames.dates import (
    Ticks,
    days_of_array,
    days_of_values,
    filled,
    ticks_of,
)
from summitry.frames.half_characters import refuse_halves
from summitry.frames.plain_table import PlainTable, Widened
from summitry.frames.spans import refuse_early_ends
from summitry.frames.taken import is_coded
from summitry.frames.unknown_values import refuse_unknown
from summitry.frames.whole_numbers import added_up, of_floats, refuse_negative

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from summitry.frames.native_types import Frame

_Days = tuple["npt.NDArray[np.int64]", "npt.NDArray[np.bool_]"]


class Table(PlainTable):
    """
    A caller's table, read column by column and never changed.

    What is read of a column is kept, so that each is coded once however often it is
    asked for; a table that is given where one is read already is that same table.

    Parameters
    ----------
    frame : pandas.DataFrame, polars.DataFrame, pyarrow.Table or mapping of columns
        The table.
    name : str
        What messages call it: ``visits``, ``eras`` or ``shocks``.

    Attributes
    ----------
    root : Table
        The table that columns were joined to; itself where there is none.
    n_repeats : int or None
        How many of its rows repeat others, once they have been counted.
    """

    def __new__(cls, frame: Frame, name: str) -> Self:
        """Return a table that is read already as it is."""
        del name
        return frame if isinstance(frame, cls) else super().__new__(cls)

    def __init__(self, frame: Frame, name: str) -> None:
        if frame is self:
            return
        super().__init__(frame, name)
        self._categories: dict[str, Categories] = {}
        self._coded: dict[str, Coded] = {}
        self._numbers: dict[str, npt.NDArray[np.int32]] = {}
        self._dated: dict[tuple[str, bool], _Days] = {}
        self._whole: tuple[Table, npt.NDArray[np.int64]] | None = None
        self.root: Table = self
        self._joined: frozenset[str] = frozenset()
        self.n_repeats: int | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what it was read from; what is read of a column is read again."""
        return type(self), (self.native, self.name)

    def days(self, column: str) -> npt.NDArray[np.int64]:
        """Days since 1970-01-01; every row must have one."""
        days, missing = self._days(column, optional=False)
        del missing
        if column == "end_date":
            refuse_early_ends(self, days)
        return days

    def day_numbers(self, column: str) -> npt.NDArray[np.int32]:
        """Days as `days` has them in four bytes, read where they lie if they can be."""
        if column not in self._numbers:
            known = self.known_days(column, optional=False)
            array = None if known is not None else self.dates(column)
            if column == "end_date" or array is None:
                found = self.days(column).astype(np.int32)
            else:
                found, _ = self._exact(array, column, optional=False)
            found.flags.writeable = False
            self._numbers[column] = found
        return self._numbers[column]

    def ticks(self, column: str) -> Ticks:
        """
        Dates of a column as they lie, whose reader has to refuse what is no day.

        Then `days` says which rows those are.
        """
        known = self.known_days(column, optional=False)
        array = None if known is not None else self.dates(column)
        if column == "end_date" or array is None:
            return Ticks(self.days(column))
        return ticks_of(array)

    def optional_days(
        self, column: str
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
        """Days, and where there is none (such days are 0)."""
        return self._days(column, optional=True)

    def _days(self, column: str, *, optional: bool) -> _Days:
        found = self.known_days(column, optional=optional)
        if found is None:
            found = self._read_days(column, optional=optional)
        for array in found:
            array.flags.writeable = False
        self._dated[column, optional] = found
        return found

    def known_days(self, column: str, *, optional: bool) -> _Days | None:
        """Return the days of a column if they have been read, or else None."""
        for asked in (False, True)[: 1 + optional]:
            if (column, asked) in self._dated:
                return self._dated[column, asked]
        if self._whole is None:
            return None
        whole, rows = self._whole
        known = whole.known_days(column, optional=optional)
        return None if known is None else (known[0][rows], known[1][rows])

    def _read_days(self, column: str, *, optional: bool) -> _Days:
        array = self.dates(column)
        if array is not None:
            days, missing = self._exact(array, column, optional=optional)
            return days.astype(np.int64), missing
        try:
            values, missing = filled(self.values(column), optional=optional)
            return days_of_values(values, self._named(column)).first, missing
        except SummitryError as error:
            error.column = column
            raise

    def _exact(
        self, array: npt.NDArray[Any], column: str, *, optional: bool
    ) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.bool_]]:
        try:
            return days_of_array(array, self._named(column), optional=optional)
        except SummitryError as error:
            error.column = column
            raise

    def _named(self, column: str) -> str:
        return f"{self.name} column '{column}'" if column != "date" else self.name

    def integers(self, column: str) -> npt.NDArray[np.int64]:
        """Whole numbers; every row must have one."""
        found = self._with(column).whole_numbers(column)
        if found is None:
            found = of_floats(self.floats(column), column, self.name)
        return found

    def counts(self, *columns: str) -> npt.NDArray[np.int64]:
        """Visits of each row, of one column or several, of which none is negative."""
        found = {column: self.integers(column) for column in columns}
        for column, numbers in found.items():
            refuse_negative(numbers, column, self.name)
        return added_up(found, self.name)

    def categories(self, column: str) -> Categories:
        """
        A column as codes into its labels, in order of first appearance.

        True and False become ``true`` and ``false``; other values their text.
        """
        if column not in self._categories:
            shared = self._shares(column)
            read = self.root.categories if shared else self._read_categories
            found = read(column)
            found.codes.flags.writeable = False
            self._categories[column] = found
        return self._categories[column]

    def _shares(self, column: str) -> bool:
        return self.root is not self and column not in self._joined

    def _read_categories(self, column: str) -> Categories:
        return self.coded(column).categories()

    def coded(self, column: str) -> Coded:
        """A column in the codes of its library: the cheapest form to look up."""
        if column not in self._coded:
            known = self._categories.get(column)
            if known is not None:
                found = Coded.of(known)
            elif self._shares(column):
                found = self.root.coded(column)
            elif self._whole is not None:
                whole, rows = self._whole
                found = whole.coded(column).at(rows)
            else:
                found = self._with(column).coded(column, self.name)
                refuse_halves(found, column, self.name)
            self._coded[column] = found
        return self._coded[column]

    def places(
        self, column: str, labels: Sequence[str], what: str
    ) -> npt.NDArray[np.uint8 | np.uint32]:
        """The place of each value among labels, of which each must be one."""
        found = self.coded(column).places(labels)
        if found is None:
            found = self.known(column, labels, what).codes.astype(np.uint32)
        return found

    def texts(self, column: str, rows: npt.NDArray[np.int64]) -> Categories:
        """
        The texts of a column in some rows, of which alone they are read.

        There is none where the row is below 0.
        """
        if column in self._coded or column in self._categories:
            return self.coded(column).texts(rows)
        some = rows >= 0
        found = texts_of(self.values_at(column, rows[some]))
        codes = np.full(rows.size, -1, dtype=np.int64)
        codes[some] = found.codes
        return Categories(codes, found.labels)

    def known(self, column: str, labels: Sequence[str], what: str) -> Categories:
        """Categories of which each must be present and one of the labels."""
        found = self.categories(column)
        codes = found.coded(labels)
        refuse_unknown(self, column, found, codes, labels, what)
        return Categories(codes, list(labels))

    def with_columns(self, columns: Mapping[str, Any]) -> Frame:
        """Return the caller's table with columns added or replaced; its own is kept."""
        return self.held.with_columns(columns)

    def copied(self, names: Mapping[str, str]) -> Table:
        """The table with copies of columns, each under its new name."""
        for column in names.values():
            self.require(column)
        return Table(self.held.copied(names), self.name)

    def renamed(self, names: Mapping[str, str]) -> Frame:
        """The caller's table with columns called otherwise."""
        return self.held.renamed(names)

    def joined(self, columns: Mapping[str, Any]) -> Table:
        """
        The table with these columns, keeping what was read of the others.

        Columns that are given as categories need not be coded again, and the caller's
        table is widened only if it is asked for.
        """
        wide = Table(Widened(self, columns), self.name)
        wide.root, wide._joined = self.root, self._joined | set(columns)
        given = {k: v for k, v in columns.items() if isinstance(v, Categories)}
        for column, found in given.items():
            codes, labels = found.at(np.arange(len(self)))
            codes.flags.writeable = False
            wide._categories[column] = Categories(codes, labels)
        wide._categories |= _without(self._categories, columns)
        wide._coded |= _without(self._coded, columns)
        wide._numbers |= _without(self._numbers, columns)
        wide._dated |= {k: v for k, v in self._dated.items() if k[0] not in columns}
        return wide

    def rows(self, keep: npt.NDArray[np.int64]) -> Frame:
        """The rows at these positions, as the caller's kind of table."""
        return self.held.rows(keep)

    def take(self, keep: npt.NDArray[np.int64]) -> Table:
        """The rows at these positions, with what is known of their columns."""
        part = Table(self.rows(keep), self.name)
        part._whole = (self, np.asarray(keep, dtype=np.int64))
        return part

    def only(self, columns: Sequence[str]) -> Frame:
        """The caller's table with these columns alone, in this order."""
        return self.held.only(columns)

    def led_by(self, words: Mapping[str, str | None]) -> Frame:
        """The caller's table behind columns that say the same in every row."""
        said = {name: constant(word, len(self)) for name, word in words.items()}
        return self.joined(said).only([*said, *self.columns])

    @staticmethod
    def concat(frames: Sequence[Frame], name: str, *, fill: bool = False) -> Frame:
        """Stack tables of one kind with the same columns, or fill those one lacks."""
        held: list[Any] = [Table(frame, name).held for frame in frames]
        return held[0].stacked(held, fill=fill)

    @staticmethod
    def beside(tables: Sequence[Table]) -> Frame:
        """Put the columns of tables of one kind beside each other."""
        held: list[Any] = [table.held for table in tables]
        return held[0].beside(held)

    def category_types(
        self, names: Sequence[str], eras: Frame | None = None
    ) -> dict[str, Any]:
        """The types of those columns of the caller's table that are categories."""
        tables = [self.root]
        if eras is not None:
            # What the visits have goes before what eras of the same library have.
            other = Table(eras, "eras")
            tables = [other, *tables] if other.backend == self.backend else tables
        types = {
            name: table.held.category_type(name)
            for table in tables
            for name in names
            if table.has(name)
        }
        return {name: kind for name, kind in types.items() if kind is not None}

    def build(self, columns: Mapping[str, Any], eras: Frame | None = None) -> Frame:
        """
        Make a new table of the caller's kind.

        Whoever groups a table by categories gets categories: a column of text has the
        type of the caller's own of the same name, if that is one of categories, or of
        that of the caller's `eras`.
        """
        coded = [name for name, values in columns.items() if is_coded(values)]
        return build(columns, self.backend, self.category_types(coded, eras))


def _without(known: Mapping[str, Any], columns: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of the columns that are not replaced."""
    return {name: read for name, read in known.items() if name not in columns}
