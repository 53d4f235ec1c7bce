"""Whether visits have a source, by the columns that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.measure.conditions import meets

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.frames import Table


def tells_sources(table: Table) -> bool:
    """Whether some column says which visits have a source."""
    return table.has("sourced") or table.has("source")


def sourced_of(table: Table) -> npt.NDArray[np.bool_] | None:
    """Whether each visit has a source, or None where none lacks one."""
    if table.has("sourced"):
        sourced = meets(table, {"sourced": True})
    elif table.has("source"):
        found = table.categories("source")
        filled = [bool(label.strip()) for label in found.labels]
        sourced = np.array([*filled, False])[found.codes]
    else:
        return None
    return None if sourced.all() else sourced
