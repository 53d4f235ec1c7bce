"""What the other reading of unclear visits gives, where that is another number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.output.format import number
from summitry.plot._around import in_legend
from summitry.plot._columns import one_reading, read, texts
from summitry.plot._row_names import row_names

if TYPE_CHECKING:
    import numpy.typing as npt
    from matplotlib.axes import Axes

    from summitry.frames import Table
    from summitry.plot._row_names import RowNames

    Reals = npt.NDArray[np.float64]
    Rows = npt.NDArray[np.int64]


def has_diamonds(data: Any) -> bool:
    """
    Return whether a figure of frequencies marks what the other reading gives.

    Examples
    --------
    >>> table = {"era": ["Xi", "Xi"], "reading": ["without", "with"]}
    >>> has_diamonds(table | {"frequency": [1.0, 1.5]})
    True
    >>> has_diamonds(table | {"frequency": [1.0, 1.0]})
    False
    """
    main, other = one_reading(read(data, "table", "eras"), None)
    if other is None:
        return False
    return beside_of(row_names(main), main.floats("frequency"), other) is not None


def beside_of(names: RowNames, value: Reals, other: Table) -> tuple[str, Reals] | None:
    """Return what the other reading gives for each row, where it gives another."""
    own = row_names(other)
    keys = zip(own.groups, own.texts, strict=True)
    found = dict(zip(keys, other.floats("frequency").tolist(), strict=True))
    wanted = zip(names.groups, names.texts, strict=True)
    values = np.array([found.get(key, np.nan) for key in wanted])
    values[values == value] = np.nan
    label = f"{texts(other, 'reading')[0]} visits"
    return None if np.isnan(values).all() else (label, values)


def diamonds(ax: Axes, label: str, values: Reals, rows: Rows, places: Reals) -> None:
    """Mark what the other reading gives for some of the rows, each at its place."""
    ax.plot(
        values[rows],
        places,
        "D",
        mfc="white",
        mec="black",
        ms=4.5,
        label=in_legend(label),
        zorder=5,
    )


def diamond_words(other: tuple[str, Reals] | None, row: int) -> str:
    """
    Return what the diamond of a row says, where it has one.

    Examples
    --------
    >>> diamond_words(("with unclear visits", np.array([np.nan, 0.375])), 1)
    ', with unclear visits 0.38'
    """
    if other is None or np.isnan(other[1][row]):
        return ""
    label, values = other
    return f", {label} {number(float(values[row]), 2)}"
