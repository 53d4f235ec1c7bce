"""A column that says the same rows again and again, of which one turn is held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

_ROWS_A_PIECE, _MOST_PIECES = 1 << 16, 64


class Cycle:
    """
    An array that is repeated so many times.

    Examples
    --------
    >>> len(Cycle(np.array([2001, 2002]), 3)), Cycle(np.array([2001, 2002]), 2).whole()
    (6, array([2001, 2002, 2001, 2002]))
    """

    __slots__ = ("times", "values")

    def __init__(self, values: npt.NDArray[Any], times: int) -> None:
        self.values = values
        self.times = times

    def __len__(self) -> int:
        return int(self.values.size) * self.times

    def whole(self) -> npt.NDArray[Any]:
        """Return all rows of it."""
        return np.tile(self.values, self.times)

    def pieces(self) -> tuple[npt.NDArray[Any], int, int]:
        """
        Return some turns as one piece, how often it stands there, and the rows left.

        Examples
        --------
        >>> piece, times, rest = Cycle(np.arange(3), 100_000).pieces()
        >>> piece.size * times + rest
        300000
        """
        n = max(int(self.values.size), 1)
        rows = max(_ROWS_A_PIECE, len(self) // _MOST_PIECES)
        turns = max(min(-(-rows // n), self.times), 1)
        times, rest = divmod(self.times, turns)
        return np.tile(self.values, turns), times, rest * n
