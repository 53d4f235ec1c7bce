"""What matching states gives: the mapped table, and an account of every value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic

import numpy as np

from summitry.frames import Table
from summitry.frames.alike import Alike
from summitry.frames.same_kind import KindT
from summitry.output.readable import Readable
from summitry.output.shown import show

if TYPE_CHECKING:
    from summitry.output.readable import Part


@dataclass(frozen=True, eq=False, repr=False)
class StateMatch(Alike, Readable, Generic[KindT]):
    """
    A table with codes in place of names, and an account of every value.

    Attributes
    ----------
    table : frame
        The caller's table. Each column that was named holds codes, missing where there
        is none; what it held before is beside it in ``given_<column>``.
    coded : frame
        The rows of `table` in which every one of these columns has a code, for
        functions that need all countries.
    unmatched : frame
        One row a value and reason without a code: ``column``, ``value``, ``rows`` (how
        many), ``first_row`` (counted from 0), ``first_day`` and ``last_day`` of these
        rows, ``reason``, ``states`` (who may be meant), ``belonged_to``,
        ``before_or_after`` (predecessors of what was not yet a state, successors of
        what was one no longer), ``nearest`` (known spellings, for the
        2,000 values that most rows have) and ``says``, the same as a sentence. Codes of
        several states have a comma and a space between them.
    matched : frame
        One row a value and code: ``column``, ``value``, ``code``, ``rows``,
        ``first_row``, ``first_day``, ``last_day``, ``status`` (``state``,
        ``territory``, ``disputed``, ``undated``, ``corrected`` where the caller's
        `corrections` have it, or with `outside` the reason for which it would have had
        no code) and ``belonged_to``.
    """

    table: KindT
    unmatched: KindT
    matched: KindT
    _n_found: dict[str, int] = field(default_factory=dict)
    _n_rows: int = 0
    _unneeded: list[str] = field(default_factory=list)

    @property
    def coded(self) -> KindT:
        """The rows that have a code in each of the columns."""
        table = Table(self.table, "table")
        known = [table.missing(column) for column in self._n_found]
        rows: KindT = table.rows(np.flatnonzero(~np.any(known, axis=0)))
        return rows

    def _parts_(self) -> list[Part]:
        told = [
            f"{column}: {found:,} of {self._n_rows:,} rows have a code."
            for column, found in self._n_found.items()
        ]
        if self._unneeded:
            listed = ", ".join(map(repr, self._unneeded))
            told.append(f"Corrections that no row needed: {listed}.")
        columns = ["column", "value", "rows", "says"]
        return [
            show(
                self.unmatched,
                title="Names without a code",
                caption=" ".join(told),
                columns=columns,
            )
        ]
