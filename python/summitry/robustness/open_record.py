"""Visits of which something is open: their day, their class, or whether they count."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames import label_of, refuse_unknown
from summitry.frames.arguments import known_name
from summitry.frames.spans import day_spans
from summitry.measure.conditions import warn_of_near
from summitry.measure.qualify import verdicts_of
from summitry.measure.weights import as_scheme

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from summitry.frames import Table
    from summitry.measure.weights import Scheme

_READINGS = ("open", "exclude", "include")
_QUALIFIES, _UNCLEAR = 1, 2


class OpenRecord:
    """
    What is known of each visit that counts or may count.

    Parameters
    ----------
    table : Table
        The visits.
    date : str
        The column of dates: days, or texts that may name a month or a year. With a
        column ``<date>_latest`` the two are the first and the last day.
    unclear : {"open", "exclude", "include"}
        What to do with visits of which it is unclear whether they qualify.
    scheme : Scheme or mapping, optional
        What visits weigh.
    unknown : sequence of str
        Categories that stand for an unknown one, besides a missing value.

    Attributes
    ----------
    rows : (n,) int64
        Position of each visit in the table.
    """

    def __init__(
        self,
        table: Table,
        *,
        date: str,
        unclear: str,
        scheme: Scheme | Mapping[str, Mapping[Any, float]] | None = None,
        unknown: Sequence[str] = (),
    ) -> None:
        known_name(unclear, _READINGS, "unclear")
        first, last = day_spans(table, date)
        verdicts = verdicts_of(table)
        sure = np.ones(len(table), dtype=bool)
        if verdicts is not None:
            taken = unclear == "include"
            sure = (verdicts == _QUALIFIES) | (taken & (verdicts == _UNCLEAR))
        may_count = sure.copy()
        if verdicts is not None and unclear == "open":
            may_count |= verdicts == _UNCLEAR
        self.rows = np.flatnonzero(may_count)
        self._first, self._last = first[self.rows], last[self.rows]
        self._sure = sure[self.rows]
        self._sets, self._which = _weight_sets(table, scheme, unknown, self.rows)

    def known(self, keep: npt.NDArray[np.bool_] | None = None) -> tuple[Any, ...]:
        """Return the visits at some rows of the table, as the core takes them."""
        own = np.ones(self.rows.size, bool) if keep is None else keep[self.rows]
        chosen = self._which[own]
        sizes = np.array([len(weights) for weights in self._sets], dtype=np.int64)
        starts, offsets = _offsets(sizes), _offsets(sizes[chosen])
        within = np.arange(offsets[-1]) - np.repeat(offsets[:-1], sizes[chosen])
        weights = np.array([one for weights in self._sets for one in weights], float)
        return (
            np.ascontiguousarray(self._first[own]),
            np.ascontiguousarray(self._last[own]),
            np.ascontiguousarray(self._sure[own]),
            offsets,
            weights[np.repeat(starts[:-1][chosen], sizes[chosen]) + within],
        )

    def unweighted(self, keep: npt.NDArray[np.bool_] | None = None) -> tuple[Any, ...]:
        """Return the same with every visit weighing one."""
        first, last, sure, *_ = self.known(keep)
        n_visits = len(first)
        return first, last, sure, np.arange(n_visits + 1), np.ones(n_visits)


def _offsets(sizes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def _weight_sets(
    table: Table,
    scheme: Scheme | Mapping[str, Mapping[Any, float]] | None,
    unknown: Sequence[str],
    rows: npt.NDArray[np.int64],
) -> tuple[list[list[float]], npt.NDArray[np.int64]]:
    """Return the sets of weights that visits may have, and which set each visit has."""
    if scheme is None:
        return [[1.0]], np.zeros(rows.size, dtype=np.int64)
    factors = as_scheme(scheme).factors
    open_labels = {label_of(value) for value in unknown}
    columns = []
    for column, weights in factors.items():
        found = table.categories(column)
        codes = found.coded(list(weights))
        warn_of_near(table, {column: list(unknown)}, "unknown")
        is_open = np.array([*(label in open_labels for label in found.labels), True])
        given = np.where(is_open[found.codes], 0, codes)
        refuse_unknown(table, column, found, given, list(weights), "category")
        columns.append(np.where(is_open[found.codes], -1, codes)[rows])
    kinds, which = np.unique(np.stack(columns, axis=1), axis=0, return_inverse=True)
    tables = [list(weights.values()) for weights in factors.values()]
    sets = [
        sorted(
            {
                float(np.prod(parts))
                for parts in product(
                    *(
                        table if code < 0 else [table[code]]
                        for table, code in zip(tables, kind, strict=True)
                    )
                )
            }
        )
        for kind in kinds.tolist()
    ]
    return sets, which.ravel().astype(np.int64)
