"""Exact counts on several lists of eras: the rows of each below those before them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from summitry.measure.row_counts import RowCounts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry.measure.counts import Counts


@dataclass(frozen=True)
class AxesCounts:
    """
    Exact counts on some axes of eras.

    Attributes
    ----------
    each : list of Counts
        Those of each axis.
    parts : sequence of RowCounts
        The same counts, row by row; those of several axes together where they were
        counted in one pass.
    """

    each: Sequence[Counts]
    parts: Sequence[RowCounts]

    @classmethod
    def of(cls, each: Sequence[Counts]) -> AxesCounts:
        """Return counts that were made axis by axis."""
        return cls(each, [RowCounts.of(one.eras()) for one in each])

    @cached_property
    def rows(self) -> RowCounts:
        """The visits of each row of the table of all axes."""
        return RowCounts.joined(self.parts)
