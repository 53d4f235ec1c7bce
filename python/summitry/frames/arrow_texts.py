"""Text in the buffers of Arrow, coded in one pass of the core where it is short."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.frames.coded import Coded

if TYPE_CHECKING:
    from collections.abc import Callable

_MANY = 1 << 20
"""Fewer rows are coded by their library, without importing another."""


def coded_texts(native: Any, arrow: Callable[[], Any]) -> Coded | None:
    """
    Return a long column of texts as codes, or None where it is not one of short texts.

    Parameters
    ----------
    native : series
        Of which rows are taken by position, `native[row]`.
    arrow : callable
        Returns it as an array or a chunked array of pyarrow, nothing of it copied.

    Examples
    --------
    >>> import pyarrow as pa
    >>> texts = pa.array(["b", "a"] * _MANY)
    >>> found = coded_texts(texts, lambda: texts)
    >>> found.labels, found.codes.dtype.name
    (['b', 'a'], 'uint8')
    """
    if len(native) < _MANY or find_spec("pyarrow") is None:
        return None
    import pyarrow as pa

    array = arrow()
    if isinstance(array, pa.ChunkedArray):
        if array.num_chunks != 1:
            return None
        array = array.chunk(0)
    if array.null_count:
        return None
    kind, buffers = str(array.type), array.buffers()
    if kind not in _ENDS:
        return None
    width, dtype, more = _ENDS[kind]
    rows = slice(width * array.offset, width * (array.offset + len(array)) + more)
    ends = np.frombuffer(buffers[1], dtype)[rows]
    data = buffers[2] if kind != "string_view" and buffers[2] is not None else b""
    found = _core.short_texts(ends, np.frombuffer(data, np.uint8))
    if found is None:
        return None
    values = [str(native[row]) for row in found["first"].tolist()]
    return Coded(found["codes"], len(values), lambda used, _: [values[k] for k in used])


_ENDS: dict[str, tuple[int, Any, int]] = {
    "string_view": (2, np.uint64, 0),
    "string": (1, np.int32, 1),
    "large_string": (1, np.int64, 1),
}
"""How many numbers a row has, of what kind, and how many more there are than rows."""
