"""Tables of frequencies, split into the families of eras that may be compared."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import (
    CategoryError,
    ColumnError,
    InputError,
    LimitError,
    RangeError,
    brief,
)
from summitry.frames import Frame, Table
from summitry.frames.arguments import real_number, whole_number
from summitry.frames.at_rows import columns_at
from summitry.frames.ragged import places_within
from summitry.frames.suggestion import choices
from summitry.infer.exposure import exposure_in
from summitry.infer.pair_limit import MOST_PAIRS, refuse_pairs
from summitry.measure.era_list import LIST_COLUMNS
from summitry.measure.era_notes import acting_in, era_notes
from summitry.measure.years import DISPERSED, allowed_for

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from summitry import _core
    from summitry.frames.categories import Categories

KEYS = (
    *("country", "other_country", "origin", "destination"),
    *(*LIST_COLUMNS, "reading", "exposure", "coverage"),
)
"""Columns whose values eras must share to be compared."""


UNDECIDED = "cannot be told apart"
"""The verdict where the evidence does not decide."""

REFUSED = "not tested"
"""The verdict where there was nothing to test, or no outcome could have decided."""

INDEPENDENT = "if visits are independent of each other"
"""The note where nothing is known of how years vary."""

_ROUNDING = 1e-9

MOST_DRAWS = 100_000_000
"""How many draws may be asked for."""


class Families:
    """
    A table that `era_frequency` returned.

    Eras are compared only within a family: the rows of one side, rule, pair of
    countries and reading. Eras of two sides overlap, so comparing them would count
    visits twice.

    Attributes
    ----------
    table : Table
        The caller's table.
    eras : (n,) object
        Name of each era.
    of_row : (n,) int64
        Family of each row, numbered in order of first appearance.
    n : int
        How many families there are.

    Raises
    ------
    ColumnError
        If there is no column ``era``.
    CategoryError
        If an era has no name, or a family has two of one name.
    """

    def __init__(self, frequencies: Frame) -> None:
        self.table = Table(frequencies, "frequencies")
        named = self.table.categories("era")
        refuse_nameless(self.table, named.codes)
        self.keys = [key for key in KEYS if self.table.has(key)]
        codes = [self.table.categories(key).codes for key in self.keys]
        self.of_row = numbered(codes, len(self.table))
        self.n = int(self.of_row.max(initial=-1)) + 1
        self.eras = np.array([*named.labels, ""], dtype=object)[named.codes]
        self._refuse_doubles(named.codes)

    def rows(self, family: int) -> npt.NDArray[np.int64]:
        """Return the rows of a family, in the caller's order."""
        return np.flatnonzero(self.of_row == family)

    def key_columns(self, rows: npt.NDArray[np.int64]) -> dict[str, Any]:
        """Return what tells families apart, at these rows."""
        return columns_at(self.table, self.keys, rows)

    def era_column(self, rows: npt.NDArray[np.int64]) -> Categories:
        """Return the names of the eras of these rows."""
        return self.table.categories("era").take(rows)

    def counts(self) -> npt.NDArray[np.uint64]:
        """Return the visits of each row."""
        return counts_in(self.table)

    def years(self) -> npt.NDArray[np.float64]:
        """Return the exposure of each row."""
        return exposure_in(self.table)

    def frequency(self) -> npt.NDArray[np.float64]:
        """Return the visits a year of each row, NaN where it has no exposure."""
        counts, years = self.counts(), self.years()
        with np.errstate(over="ignore"):
            frequency: npt.NDArray[np.float64] = np.divide(
                counts, years, out=np.full(years.shape, np.nan), where=years > 0
            )
        endless = np.flatnonzero(np.isinf(frequency))
        if endless.size:
            raise LimitError(
                f"frequencies row {endless[0]}: {years[endless[0]]} years of exposure are too few "
                "for a frequency",
                code="overflow",
                column="years",
                rows=endless[:10],
                n_bad=endless.size,
            )
        return frequency

    def allowed(self, method: str) -> _core._Excesses:
        """Return what a method allows for in each row, by how its years vary."""
        name = DISPERSED.get(method, "")
        if name and np.isfinite(self.dispersion()).any() and not self.table.has(name):
            raise ColumnError(
                f"frequencies says how years vary, but has no column '{name}'",
                code="no_column",
                column=name,
                hint="keep every column that era_frequency wrote",
            )
        names = [name, "dispersion_df"] if self.table.has(name) else []
        columns = {column: self.table.floats(column) for column in names}
        return allowed_for(columns, method, len(self.table))

    def dispersion(self) -> npt.NDArray[np.float64]:
        """Return how the years of each row's family vary, NaN where not known."""
        if self.table.has("dispersion"):
            return self.table.floats("dispersion")
        return np.full(len(self.table), np.nan)

    def notes(self) -> Categories:
        """Say which eras are of acting leaders, or too short for ranks to tell much."""
        acting = acting_in(self.table)
        return era_notes(self.counts(), self.years(), self.of_row, acting)

    def weighted(self, method: str) -> _core._WeightedFrequencies:
        """Return the weighted frequency, its variance and the largest weight."""
        wanted = ["weighted_frequency", "weighted_variance", "largest_weight"]
        lacking = [column for column in wanted if not self.table.has(column)]
        if lacking:
            raise ColumnError(
                f"frequencies has no column '{lacking[0]}'",
                code="no_column",
                column=lacking[0],
                hint="give era_frequency a scheme first",
            )
        frequency, variance, largest = (self.table.floats(name) for name in wanted)
        # Only what is allowed for needs them; `era_frequency` writes both.
        years = self.years() if self.table.has("years") else np.ones(len(self.table))
        return {
            "frequency": frequency,
            "variance": variance,
            "largest_weight": largest,
            "years": years,
            "allowed": self.allowed(method),
        }

    def pairs(
        self, reference: str | None = None, most: int = MOST_PAIRS
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """
        Pair the rows of each family, the earlier first, or each `against` a reference.

        Raises
        ------
        LimitError
            If they are more than `most`.
        """
        if reference is not None:
            return self.against(reference)
        sizes = np.bincount(self.of_row, minlength=self.n)
        refuse_pairs(int((sizes * (sizes - 1) // 2).sum()), most)
        order = np.argsort(self.of_row, kind="stable")
        ends = np.cumsum(sizes)
        later = ends[self.of_row[order]] - np.arange(order.size) - 1
        first = np.repeat(np.arange(order.size), later)
        return order[first], order[first + 1 + places_within(later)]

    def against(
        self, reference: str
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """
        Pair every row with the row of the reference era in its family.

        Families without that era are left out.

        Raises
        ------
        CategoryError
            If no family has that era.
        """
        chosen = np.flatnonzero(self.eras == reference)
        if not chosen.size:
            known = list(dict.fromkeys(self.eras.tolist()))
            raise CategoryError(
                f"reference {brief(reference)} is not one of the eras",
                code="unknown_era",
                column="reference",
                hint=choices(reference, known, "they are"),
            )
        row_of = np.full(self.n, -1, dtype=np.int64)
        row_of[self.of_row[chosen]] = chosen
        second = row_of[self.of_row]
        first = np.flatnonzero((second >= 0) & (second != np.arange(second.size)))
        return first, second[first]

    def _refuse_doubles(self, era_codes: npt.NDArray[np.int64]) -> None:
        cells = np.stack([self.of_row, era_codes])
        _, first = np.unique(cells, axis=1, return_index=True)
        doubles = np.setdiff1d(np.arange(era_codes.size), first)
        if doubles.size:
            raise InputError(
                f"frequencies row {doubles[0]}: era '{self.eras[doubles[0]]}' is there "
                "twice",
                code="duplicate_era",
                column="era",
                rows=doubles[:10],
                n_bad=doubles.size,
                hint="keep the rows of one table of frequencies, then compare",
            )


def refuse_nameless(table: Table, eras: npt.NDArray[np.int64]) -> None:
    """Refuse a table in which an era, given as codes, has no name."""
    nameless = np.flatnonzero(eras < 0)
    if nameless.size:
        raise CategoryError(
            f"{table.name} row {nameless[0]}: the era has no name",
            code="missing_era",
            column="era",
            rows=nameless[:10],
            n_bad=nameless.size,
        )


def counts_in(table: Table) -> npt.NDArray[np.uint64]:
    """Return the visits of each row, of which none is negative."""
    return table.counts("count").astype(np.uint64)


def supposes_independence(
    dispersion: npt.NDArray[np.float64], method: str
) -> npt.NDArray[np.bool_]:
    """
    Return where a result is to say that it holds only for independent visits.

    That is where nothing is known of how years vary, though the method would allow for
    it, and where they vary more and the method does not.

    Examples
    --------
    >>> values = np.array([0.9, 1.4, np.nan])
    >>> supposes_independence(values, "dispersed").tolist()
    [False, False, True]
    >>> supposes_independence(values, "central").tolist()
    [False, True, False]
    """
    told = np.isnan(dispersion) if method in DISPERSED else dispersion > 1
    return np.asarray(told)


def alpha_of(level: Any) -> float:
    """
    Return one minus a confidence level, as the decimal that it is written as.

    Examples
    --------
    >>> alpha_of(0.95)
    0.05
    """
    number = real_number(level, "level")
    if not 0 < number < 1:
        raise RangeError(
            f"level is {level}; give a number between 0 and 1, such as 0.95",
            code="bad_level",
            column="level",
        )
    return float(1 - Decimal(repr(number)))


def at_most(p: Any, alpha: float) -> Any:
    """
    Whether p-values are at most alpha: where they are equal, rounding cannot deny it.

    Examples
    --------
    >>> at_most(3 * 0.1, 0.3), at_most(0.301, 0.3), at_most(float("nan"), 0.3)
    (True, False, False)
    """
    return p <= alpha * (1 + _ROUNDING)


def draws_of(draws: Any, seed: Any) -> dict[str, int]:
    """
    Return how much is drawn, and from which seed.

    Examples
    --------
    >>> draws_of(1000, 0)
    {'draws': 1000, 'seed': 0}
    """
    return {
        "draws": whole_number(draws, "draws", lowest=1, highest=MOST_DRAWS),
        "seed": whole_number(seed, "seed", lowest=0, highest=2**63 - 1),
    }


def part_of(
    progress: Callable[[int, int], object] | None, part: int, parts: int
) -> Callable[[int, int], object] | None:
    """Let one of several equal parts report what is done of the whole."""
    if progress is None:
        return None
    return lambda done, total: progress(part * total + done, parts * total)


def numbered(codes: Sequence[npt.NDArray[np.int64]], size: int) -> Any:
    """Number the distinct combinations in order of first appearance."""
    if not codes or not size:
        return np.zeros(size, dtype=np.int64)
    _, first, number = np.unique(
        np.stack(codes), axis=1, return_index=True, return_inverse=True
    )
    return np.argsort(np.argsort(first))[number.ravel()].astype(np.int64)
