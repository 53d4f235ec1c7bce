"""A column that says the same rows again and again, of which one turn is held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames.categories import Categories, length_of

if TYPE_CHECKING:
    import numpy.typing as npt

_ROWS_A_PIECE, _MOST_PIECES = 1 << 16, 64


class Cycle:
    """
    An array, or categories, repeated so many times.

    Examples
    --------
    >>> len(Cycle(np.array([2001, 2002]), 3)), Cycle(np.array([2001, 2002]), 2).whole()
    (6, array([2001, 2002, 2001, 2002]))
    """

    __slots__ = ("times", "values")

    def __init__(self, values: Categories | npt.NDArray[Any], times: int) -> None:
        self.values = values
        self.times = times

    def __len__(self) -> int:
        return length_of(self.values) * self.times

    def whole(self) -> Any:
        """Return all rows of it."""
        return self._turns(self.times)

    def _turns(self, times: int) -> Any:
        if isinstance(self.values, Categories):
            return self.values._replace(codes=np.tile(self.values.codes, times))
        return np.tile(self.values, times)

    def pieces(self, least: int = _ROWS_A_PIECE) -> tuple[Any, int, int]:
        """
        Return some turns as one piece, how often it stands there, and the rows left.

        The piece has at `least` so many rows.

        Examples
        --------
        >>> piece, times, rest = Cycle(np.arange(3), 100_000).pieces()
        >>> piece.size * times + rest
        300000
        """
        n = max(length_of(self.values), 1)
        rows = max(least, len(self) // _MOST_PIECES)
        turns = max(min(-(-rows // n), self.times), 1)
        times, rest = divmod(self.times, turns)
        return self._turns(turns), times, rest * n
