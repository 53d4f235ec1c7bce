"""Whether visits have a source, by the columns that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.exceptions import CategoryError

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.frames import Table


def tells_sources(table: Table) -> bool:
    """Whether some column says which visits have a source."""
    return table.has("sourced") or table.has("source")


_SAID = {"true": True, "yes": True, "1": True, "1.0": True}
_SAID |= {"false": False, "no": False, "0": False, "0.0": False, "": False}
"""How a column ``sourced`` says yes and no, whatever the case of its letters."""


def sourced_of(table: Table) -> npt.NDArray[np.bool_] | None:
    """
    Whether each visit has a source, or None where none lacks one.

    Raises
    ------
    CategoryError
        If the column ``sourced`` says something else than yes or no.
    """
    if table.has("sourced"):
        sourced = _flags(table)
    elif table.has("source"):
        found = table.categories("source")
        filled = [bool(label.strip()) for label in found.labels]
        sourced = np.array([*filled, False])[found.codes]
    else:
        return None
    return None if sourced.all() else sourced


def _flags(table: Table) -> npt.NDArray[np.bool_]:
    found = table.categories("sourced")
    words = [label.strip().lower() for label in found.labels]
    odd = [k for k, word in enumerate(words) if word not in _SAID]
    if odd:
        rows = np.flatnonzero(np.isin(found.codes, odd))
        raise CategoryError(
            f"{table.name} row {rows[0]}: sourced is '{found.labels[odd[0]]:.80}'",
            code="unknown_category",
            column="sourced",
            rows=rows[:10],
            n_bad=rows.size,
            hint="give true or false, or leave it empty where there is no source",
        )
    flags: npt.NDArray[np.bool_] = np.array([*(_SAID[word] for word in words), False])
    return flags[found.codes]
