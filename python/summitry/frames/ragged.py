"""Groups of different sizes, one after the other in one array."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt


def places_within(sizes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """
    Return the place of each element in its group, from 0.

    Examples
    --------
    >>> places_within(np.array([2, 0, 3])).tolist()
    [0, 1, 0, 1, 2]
    """
    begins = np.cumsum(sizes) - sizes
    return np.arange(int(np.sum(sizes))) - np.repeat(begins, sizes)
