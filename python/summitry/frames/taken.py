"""A column of which the rows repeat those of a short one, such as the days of eras."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames.categories import Categories
from summitry.frames.cycle import Cycle

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt


class Taken:
    """
    A row of some values for each place; columns of a table may share their places.

    Examples
    --------
    >>> import numpy as np
    >>> column = Taken(np.array([2001, 2002]), np.array([1, 0, 1], dtype=np.uint32))
    >>> len(column), column.whole()
    (3, array([2002, 2001, 2002]))
    """

    __slots__ = ("places", "values")

    def __init__(
        self, values: Categories | npt.NDArray[Any], places: npt.NDArray[np.uint32]
    ) -> None:
        self.values = values
        self.places = places

    def __len__(self) -> int:
        return int(self.places.size)

    def whole(self) -> Any:
        """Return all rows of it."""
        # numpy takes by integers of its own size four times as fast as by smaller ones.
        return self.values.take(self.places.astype(np.intp))

    def says(self) -> bool:
        """Whether there is a value in any row."""
        held = self.values
        if not isinstance(held, Categories) or held.codes.min(initial=0) >= 0:
            return True
        return held.take(self.places).says()


def rows_of(values: Any) -> Any:
    """Return every row of a column that may be one of repeated rows."""
    return values.whole() if isinstance(values, Cycle | Taken) else values


def is_coded(values: Any) -> bool:
    """Whether a column is of texts that are codes into labels."""
    held = values.values if isinstance(values, Cycle | Taken) else values
    return isinstance(held, Categories)


def whole(columns: Mapping[str, Any]) -> dict[str, Any]:
    """
    Return columns with every row of those that repeat.

    Examples
    --------
    >>> import numpy as np
    >>> whole({"year": Cycle(np.array([2001, 2002]), 2)})["year"]
    array([2001, 2002, 2001, 2002])
    """
    return {name: rows_of(values) for name, values in columns.items()}
