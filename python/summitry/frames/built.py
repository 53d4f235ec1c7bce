"""Tables out: columns as a table of the caller's kind, or of the kind that is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.frames.arguments import known_name
from summitry.frames.array_table import of_own_arrays
from summitry.frames.backends import BACKENDS, in_library
from summitry.frames.building import library_table
from summitry.frames.taken import whole

if TYPE_CHECKING:
    from collections.abc import Mapping


def build(
    columns: Mapping[str, Any],
    backend: Any = "pandas",
    types: Mapping[str, Any] | None = None,
) -> Any:
    """
    Make a table from columns.

    Arrays of days must be datetime64[D], with NaT for missing; numbers that may be
    missing are masked arrays, or floats with NaN; text is a list with None, or
    categories where it repeats, which come out in the `types` that are given.
    """
    if backend == "arrays":
        return of_own_arrays(whole(columns))
    return library_table(columns, backend, types)


def frame_of(columns: Mapping[str, Any], backend: str) -> Any:
    """
    Return columns as a table of a kind that somebody asked for by its name.

    Raises
    ------
    CategoryError
        If there is no such kind.
    InputError
        If the library has no type for a column.
    MissingExtraError
        If its library is not installed.
    """
    known_name(backend, BACKENDS, "backend")
    if backend == "arrays":
        return build(columns, backend)
    return in_library(columns, backend)
