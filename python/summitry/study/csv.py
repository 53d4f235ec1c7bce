"""Tables that a study names in files, as columns: strict, and with nothing guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.exceptions import StudyError, SummitryError
from summitry.frames import Table
from summitry.sources.files import FileOptions, table_of_bytes
from summitry.study.places import Places

if TYPE_CHECKING:
    from summitry.sources.raw_table import RawTable


class Columns(NamedTuple):
    """What a file holds, and where each row stands in it."""

    values: dict[str, list[Any]]
    places: Places


def read_columns(data: bytes, named: str) -> Columns:
    r"""
    Split a file into columns.

    An empty field is missing, and nothing else is: ``NA`` is Namibia. A column of
    which every field is ``true`` or ``false``, in any case, is one of booleans. Rows
    without a field are left out; all else of a text stays text.

    Parameters
    ----------
    data : bytes
        What the file holds: a table of any kind that `summitry.read_visits` reads.
    named : str
        What messages call it.

    Returns
    -------
    Columns
        The columns, and the line or row of each of their rows.

    Raises
    ------
    StudyError
        If a name is missing or doubled, a row has too few or too many fields, a quote
        is not closed, or a limit is passed.

    Examples
    --------
    >>> read_columns(b"origin;summit\nNA;true\n;FALSE\n;\n", "visits.csv").values
    {'origin': ['NA', None], 'summit': [True, False]}
    """
    try:
        raw = table_of_bytes(data, named, FileOptions(strict=True, backend="arrays"))
    except SummitryError as error:
        raise StudyError(error.message, code=error.code, hint=error.hint) from None
    refuse_ragged(raw)
    table = Table(raw.frame, named)
    columns = {name: table.values(name) for name in table.columns}
    cells = np.array([*columns.values()], dtype=object).reshape(len(columns), -1)
    full = np.flatnonzero((cells != np.array(None)).any(axis=0))
    kept = {name: [values[row] for row in full] for name, values in columns.items()}
    return Columns(kept, Places(named, raw.unit, raw.places[full].tolist()))


def refuse_ragged(raw: RawTable) -> None:
    """Raise if a row does not fit under the names, with all such rows."""
    if not raw.faults:
        return
    first = min(raw.faults)
    raise StudyError(
        f"{raw.at(first)}: {raw.faults[first]}",
        code="ragged_row",
        rows=sorted(raw.faults),
        n_bad=len(raw.faults),
    )
