"""The kinds of table in which a record, or a table of arrays, is given out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from summitry.exceptions import MissingExtraError
from summitry.frames.arguments import known_name
from summitry.frames.building import build

if TYPE_CHECKING:
    from collections.abc import Mapping

Backend = Literal["pandas", "polars", "pyarrow", "arrays"]
"""The kinds of table in which a record is given out."""

EXTRAS = {
    "pandas": "summitry",
    "polars": "summitry[polars]",
    "pyarrow": "summitry[arrow]",
    "arrays": "summitry",
}


def frame_of(columns: Mapping[str, Any], backend: str) -> Any:
    """
    Return columns as a table of a kind.

    Raises
    ------
    CategoryError
        If there is no such kind.
    MissingExtraError
        If its library is not installed.
    """
    known_name(backend, list(EXTRAS), "backend")
    try:
        return build(columns, backend)
    except ModuleNotFoundError:
        raise MissingExtraError(
            f"{backend} is not installed",
            code="missing_extra",
            column="backend",
            hint=f"pip install '{EXTRAS[backend]}'",
        ) from None
