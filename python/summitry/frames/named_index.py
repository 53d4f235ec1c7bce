"""Tables of pandas whose index has names, for whoever writes every column down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.exceptions import ColumnError

if TYPE_CHECKING:
    from summitry.frames.native_types import Frame


def with_index(frame: Frame) -> Frame:
    """
    Return a table with the named levels of its index as its first columns.

    An index without a name counts rows, and is no column. A level that stands among the
    columns already, as after ``set_index("era", drop=False)``, is not told twice.

    Raises
    ------
    ColumnError
        If a level has the name of a column, or of another level, and other values.

    Examples
    --------
    >>> import pandas as pd
    >>> counts = pd.DataFrame({"era": ["Hu", "Xi"], "count": [55, 6]})
    >>> list(with_index(counts.set_index("era")).columns)
    ['era', 'count']
    """
    if type(frame).__module__.partition(".")[0] != "pandas":
        return frame
    index = getattr(frame, "index", None)
    if index is None or not hasattr(frame, "columns"):
        return frame
    columns = {str(name): place for place, name in enumerate(frame.columns)}
    told: list[int] = []
    for level, name in enumerate(index.names):
        if name is None:
            continue
        values = index.get_level_values(level)
        others = [index.get_level_values(k) for k in told if index.names[k] == name]
        if str(name) in columns:
            others.append(frame.iloc[:, columns[str(name)]])
        if not others:
            told.append(level)
        elif not all(_are_alike(values, other) for other in others):
            raise ColumnError(
                f"the table has both a column and an index, or two, named '{name}'",
                code="double_column",
                column=str(name),
                hint="rename one, as in table.rename_axis('other').reset_index()",
            )
    return frame.reset_index(level=told) if told else frame


def _are_alike(values: Any, other: Any) -> bool:
    """Whether a level has the values of a column or of another level."""
    import pandas as pd

    kind = pd.Index if isinstance(values, pd.RangeIndex) else type(values)
    try:
        return bool(values.equals(kind(other)))
    except (TypeError, ValueError):
        # What a level cannot hold are other values.
        return False
