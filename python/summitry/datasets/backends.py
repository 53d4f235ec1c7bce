"""The kinds of table in which a bundled record is given out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from summitry.exceptions import MissingExtraError
from summitry.frames import Frame, build
from summitry.frames.arguments import known_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.sources.packages import Column

Backend = Literal["pandas", "polars", "pyarrow"]
"""The kinds of table in which a record is given out."""

_EXTRAS = {
    "pandas": "summitry",
    "polars": "summitry[polars]",
    "pyarrow": "summitry[arrow]",
}


def frame_of(columns: Mapping[str, Column], backend: str) -> Frame:
    """
    Return columns as a table of a kind.

    Raises
    ------
    CategoryError
        If there is no such kind.
    MissingExtraError
        If its library is not installed.
    """
    known_name(backend, list(_EXTRAS), "backend")
    try:
        return build(columns, backend)
    except ModuleNotFoundError:
        raise MissingExtraError(
            f"{backend} is not installed",
            code="missing_extra",
            column="backend",
            hint=f"pip install '{_EXTRAS[backend]}'",
        ) from None
