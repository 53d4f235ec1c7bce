"""Eras ranked: how sure it is which had the fewest visits a year, or the most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from summitry import _core
from summitry.exceptions import LimitError
from summitry.frames.arguments import word_of
from summitry.frames.categories import Categories, constant, texts_of
from summitry.frames.same_kind import same_kind
from summitry.infer.era_years import in_order, noted
from summitry.infer.families import (
    INDEPENDENT,
    UNDECIDED,
    Families,
    alpha_of,
    draws_of,
    part_of,
    supposes_independence,
)
from summitry.measure.era_notes import joined_notes
from summitry.measure.years import at
from summitry.output.progress import watched

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.frames import Frame
    from summitry.output.progress import Progress

_MOST_ERAS, _MOST_CELLS = 1 << 12, 1 << 26

Method: TypeAlias = Literal["dispersed", "dispersed_years", "poisson"]


@same_kind
def rank_eras(
    frequencies: Frame,
    *,
    method: Method = "dispersed",
    draws: int = 100_000,
    seed: int = 0,
    level: float = 0.95,
    progress: Progress = None,
) -> Frame:
    """
    Say how probable each rank of each era is, the lowest frequency first.

    Parameters
    ----------
    frequencies : frame of n rows
        What `era_frequency` returned: ``era``, ``count`` and ``years`` are read and,
        where they are there, ``excess``, ``excess_years`` and ``dispersion_df``, which
        say how the years of the eras vary. Eras are ranked within one side, rule, pair
        of countries and reading.
    method : {"dispersed", "dispersed_years", "poisson"}
        What the ranks allow for: that years of one era differ among themselves,
        neighbouring years being alike; the same without the neighbours; or nothing, as
        if visits were independent of each other. Where years vary no more than chance
        lets them all three are the same, to the last bit.
    draws : int, default 100_000
        How many rankings are drawn where there are more than two eras.
    seed : int, default 0
        Seed of the draws.
    level : float, default 0.95
        How probable something must be before it counts as settled.
    progress : callable or False, optional
        Called with the draws done and the draws in all. Without it
        a bar shows them where the work is long and somebody watches; False shows none.

    Returns
    -------
    frame of n rows, the kind that was given
        What the ranking shares (``side``, ``rule``, ...); ``era``, ``count``,
        ``years``, ``frequency`` and its ``rank`` (1 is lowest); ``p_lowest`` and
        ``p_highest``; ``rank_lower`` and ``rank_upper``, the ranks that leave out at
        most ``(1 - level) / 2`` on each side; ``not_told_from``, the eras of which it
        is not settled whether their frequency is higher or lower; ``verdict``, where
        both limits are the same rank: ``"lowest"``, ``"highest"`` or ``"rank r"``; else
        ``"cannot be told apart"`` or ``"not observed"``; the rank matrix ``p_rank_1``,
        ``p_rank_2``, ...;
        ``mc_error``, the largest standard error of the row's probabilities from
        drawing (0 where they are exact); a ``note`` where an era is of an acting leader
        or too short for its rank to tell much, or nothing is known of how years vary;
        ``dispersion`` of the years (1 for independent visits); ``method``;
        ``computed``, in ``"closed form"`` or by ``"simulation"``; ``draws``, ``seed``,
        ``generator`` and ``level``.

    Raises
    ------
    ColumnError
        If a column is missing or holds no numbers.
    InputError
        If `method` is not one of its words, or an era is there twice.
    RangeError
        If `level`, `draws`, `seed` or an exposure is out of range.
    LimitError
        If one list has more than 4,096 eras, or the rank matrices of all have more than
        67,108,864 cells; nothing is computed.

    Notes
    -----
    Each frequency has the posterior of the Jeffreys prior, Gamma(count + 1/2) over
    the years. Where years vary more than those of independent visits, by a factor phi
    at the rate of the era, it is that of count / phi visits in years / phi years, and
    one factor drawn for all eras gives it Student's tails. Two eras are compared in
    closed form, by the beta distribution, and so is every pair in ``not_told_from``.
    Each draw has a stream of its own, so a seed gives the same table on any machine.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> frequencies = pd.DataFrame(
    ...     {"era": ["Xi", "Kim"], "count": [5, 9], "years": [4.0, 5.0]}
    ... )
    >>> ranked = summitry.rank_eras(frequencies)
    >>> ranked[["era", "rank", "p_lowest", "p_highest", "verdict"]].round(3)
       era  rank  p_lowest  p_highest               verdict
    0   Xi     1     0.742      0.258  cannot be told apart
    1  Kim     2     0.258      0.742  cannot be told apart
    """
    word_of(method, "rank_method", "method")
    tail = alpha_of(level) / 2
    options = draws_of(draws, seed)
    families = Families(frequencies)
    most = int(np.bincount(families.of_row, minlength=1).max())
    _refuse_many(families.of_row.size, most)
    counts, years, frequency = (
        families.counts(),
        families.years(),
        families.frequency(),
    )
    allowed, dispersion = families.allowed(method), families.dispersion()
    notes = joined_notes(families.notes(), _notes(dispersion, method))
    parts = []
    with watched(progress, "ranking eras") as tick:
        for family in range(max(families.n, 1)):
            rows = families.rows(family)
            ranking = _Ranking(
                families.eras[rows],
                {
                    "count": counts[rows],
                    "years": years[rows],
                    "allowed": at(allowed, rows),
                },
                frequency[rows],
                method=method,
                progress=part_of(tick, family, families.n),
                **options,
            )
            parts.append(
                families.key_columns(rows)
                | {"era": families.era_column(rows)}
                | ranking.columns(tail)
                | ranking.matrix(most)
                | {"note": notes.take(rows), "dispersion": dispersion[rows]}
                | ranking.origin(level=level, **options)
            )
    order = np.argsort(np.argsort(families.of_row, kind="stable"), kind="stable")
    return families.table.build(
        {name: in_order(values, order) for name, values in noted(parts).items()}
    )


def _notes(dispersion: npt.NDArray[np.float64], method: str) -> Categories:
    """Say what is supposed where nothing is known of how years vary."""
    supposed = supposes_independence(dispersion, method)
    return Categories(np.where(supposed, 0, -1), [INDEPENDENT])


def _refuse_many(n_rows: int, most: int) -> None:
    """Refuse rank matrices that would be too large, before any is made."""
    if most > _MOST_ERAS or n_rows * most > _MOST_CELLS:
        raise LimitError(
            f"frequencies has {n_rows:,} eras, up to {most:,} of them in one list; at "
            f"most {_MOST_ERAS:,} of a list are ranked, and {_MOST_CELLS:,} ranks in all",
            code="limit",
            column="frequencies",
            hint="rank fewer eras at a time",
        )


class _Ranking:
    """The ranks of one family of eras; those without exposure have none."""

    def __init__(
        self,
        eras: npt.NDArray[Any],
        visits: _core._Frequencies,
        frequency: npt.NDArray[np.float64],
        *,
        method: str,
        **options: Any,
    ) -> None:
        self.eras, self.counts, self.years = eras, visits["count"], visits["years"]
        self.frequency, self.method = frequency, method
        self.exposed = self.years > 0
        found = _core.rank_probabilities(visits, method=method, **options)
        self.exact = found["exact"]
        self.probability = self._spread(found["probability"])
        self.error = self._spread(found["error"].max(axis=1, initial=0.0))
        self.below = _core.below_probabilities(visits, method=method)

    def columns(self, tail: float) -> dict[str, Any]:
        """Everything but the matrix."""
        frequency = self.frequency
        size = int(self.exposed.sum())
        lowest = self.probability[:, 0] if size else frequency
        highest = self.probability[:, size - 1] if size else frequency
        unsure = (self.below > tail) & (self.below < 1 - tail)
        np.fill_diagonal(unsure, val=False)
        cumulated = np.cumsum(np.nan_to_num(self.probability), axis=1)
        first = 1 + (cumulated <= tail).sum(axis=1)
        last = 1 + (cumulated < 1 - tail).sum(axis=1)
        return {
            "count": self.counts.astype(np.int64),
            "years": self.years,
            "frequency": frequency,
            "rank": self._known(1 + (frequency < frequency[:, None]).sum(axis=1)),
            "p_lowest": lowest,
            "p_highest": highest,
            "rank_lower": self._known(first),
            "rank_upper": self._known(last),
            "not_told_from": ["; ".join(self.eras[row]) for row in unsure],
            "verdict": texts_of(self._verdicts(first, last, size)),
        }

    def matrix(self, most: int) -> dict[str, Any]:
        """The probability of each rank, up to the longest ranking of the table."""
        size = int(self.exposed.sum())
        missing = np.full(self.eras.shape, np.nan)
        ranks = {
            f"p_rank_{rank + 1}": self.probability[:, rank] if rank < size else missing
            for rank in range(most)
        }
        return ranks | {"mc_error": self.error}

    def origin(self, *, level: float, draws: int, seed: int) -> dict[str, Any]:
        """How the probabilities were found."""
        n_rows = self.eras.size
        mask = [self.exact] * n_rows
        return {
            "method": constant(self.method, n_rows),
            "computed": constant("closed form" if self.exact else "simulation", n_rows),
            "draws": np.ma.array(np.full(n_rows, draws), mask=mask),
            "seed": np.ma.array(np.full(n_rows, seed), mask=mask),
            "generator": constant("none" if self.exact else "pcg64", n_rows),
            "level": np.full(n_rows, float(level)),
        }

    def _verdicts(
        self, first: npt.NDArray[np.int64], last: npt.NDArray[np.int64], size: int
    ) -> list[str]:
        """The rank where its limits leave one: an error as rare as a comparison's."""
        if size == 1:
            return ["the only one" if one else "not observed" for one in self.exposed]
        words = ["lowest", *(f"rank {rank}" for rank in range(2, size)), "highest"]
        return [
            "not observed"
            if not exposed
            else words[lower - 1]
            if lower == upper
            else UNDECIDED
            for exposed, lower, upper in zip(self.exposed, first, last, strict=True)
        ]

    def _known(self, ranks: npt.NDArray[np.int64]) -> np.ma.MaskedArray[Any, Any]:
        return np.ma.array(ranks.astype(np.int64), mask=~self.exposed)

    def _spread(self, rows: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Rows for all eras, NaN for those without exposure."""
        spread = np.full((self.eras.size, *rows.shape[1:]), np.nan)
        spread[self.exposed] = rows
        return spread
