"""The columns of visits that are counted, as their library holds them."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from summitry.exceptions import SummitryError
from summitry.measure.classes import Classes, Weights, classes_of, classify
from summitry.measure.qualify import verdict_numbers, verdicts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from summitry.frames import Table
    from summitry.frames.coded import Numbered
    from summitry.frames.dates import Ticks


class VisitColumns(NamedTuple):
    """
    The columns of visits that are counted, read where they lie.

    Attributes
    ----------
    table : Table
        The visits.
    date : str
        The column that dates them.
    scheme : Scheme, mapping or str, optional
        What a visit is worth.
    dates : Ticks
        Their dates.
    classed : Classes
        The classes of the scheme.
    numbers : tuple of Numbered
        Columns of numbers whose sum is the class of each visit.
    verdicts : Numbered or None
        What the rule says of each.
    """

    table: Table
    date: str
    scheme: Weights
    dates: Ticks
    classed: Classes
    numbers: tuple[Numbered, ...]
    verdicts: Numbered | None

    @classmethod
    def of(cls, table: Table, date: str, scheme: Weights) -> VisitColumns:
        """Return the columns of a table; what is wrong in a row is not refused yet."""
        dates, verdicts = table.ticks(date), verdict_numbers(table)
        return cls(table, date, scheme, dates, *classes_of(table, scheme), verdicts)

    @contextmanager
    def refused_by_row(self) -> Iterator[None]:
        """Say what the core refuses as reading the column by itself says it."""
        try:
            yield
        except SummitryError:
            self.table.days(self.date)
            verdicts_of(self.table)
            classify(self.table, self.scheme)
            raise

    def days(self) -> npt.NDArray[np.int64]:
        """Return the day of each visit."""
        return self.table.days(self.date)

    def told(self) -> npt.NDArray[np.uint8] | None:
        """Return what the rule says of each visit, where there is one."""
        return verdicts_of(self.table)

    def number_of(self, some: npt.NDArray[np.bool_]) -> int:
        """Return how many of some visits are not excluded by the rule."""
        told = self.told()
        return int(np.count_nonzero(some if told is None else some & (told != 0)))

    def classes(self) -> npt.NDArray[np.uint32 | np.int64] | None:
        """Return the class of each visit, where there is more than one."""
        return classify(self.table, self.scheme)[1]
