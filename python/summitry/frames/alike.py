"""Whether two results say the same, though tables and arrays have no one answer."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable


class Alike:
    """What equals another of its type that holds the same, tables among it."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return self is other or alike(self._compared_(), other._compared_())

    __hash__ = None  # type: ignore[assignment]

    def _compared_(self) -> Any:
        made: Any = self
        return _held(made) if is_dataclass(made) else made.__getstate__()


def alike(one: Any, other: Any) -> bool:
    """
    Whether two values are the same, all that they hold as well; NaN is like NaN.

    Examples
    --------
    >>> alike({"a": [np.arange(2), float("nan")]}, {"a": [np.arange(2), float("nan")]})
    True
    >>> alike([1, 2], [1, 2.5]), alike(np.arange(2), np.arange(3))
    (False, False)
    """
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    for kind, compared in _BY_KIND.items():
        if isinstance(one, kind):
            return compared(one, other)
    # Tables of every library compare themselves in this way.
    if hasattr(one, "equals"):
        return bool(one.equals(other))
    if is_dataclass(one):
        return alike(_held(one), _held(other))
    return bool(one == other) or bool(one != one and other != other)  # noqa: PLR0124


def _arrays(one: Any, other: Any) -> bool:
    same = one.dtype == other.dtype and one.shape == other.shape
    return same and alike(one.tolist(), other.tolist())


def _mappings(one: Any, other: Any) -> bool:
    return one.keys() == other.keys() and all(alike(one[k], other[k]) for k in one)


def _sequences(one: Any, other: Any) -> bool:
    return len(one) == len(other) and all(map(alike, one, other))


_BY_KIND: dict[Any, Callable[[Any, Any], bool]] = {
    np.ndarray: _arrays,
    Alike: lambda one, other: bool(one == other),
    dict: _mappings,
    list | tuple: _sequences,
}


def _held(made: Any) -> dict[str, Any]:
    """Return the fields by which a data class is compared."""
    return {one.name: getattr(made, one.name) for one in fields(made) if one.compare}
