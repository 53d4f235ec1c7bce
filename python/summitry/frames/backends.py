"""The kinds of table in which a record, or a table of arrays, is given out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from summitry.exceptions import InputError, SummitryError
from summitry.frames.building import library_table

if TYPE_CHECKING:
    from collections.abc import Mapping

Pandas: TypeAlias = Literal["pandas"]
Polars: TypeAlias = Literal["polars"]
Arrow: TypeAlias = Literal["pyarrow"]
Arrays: TypeAlias = Literal["arrays"]
Backend = Literal["pandas", "polars", "pyarrow", "arrays"]
"""The kinds of table in which a record is given out."""

BACKENDS: tuple[Backend, ...] = get_args(Backend)


def in_library(columns: Mapping[str, Any], backend: str) -> Any:
    """
    Return columns as a table of a data frame library.

    Raises
    ------
    InputError
        If the library has no type for a column.
    MissingExtraError
        If it is not installed.
    """
    try:
        return library_table(columns, backend)
    except (TypeError, ValueError, NotImplementedError, OverflowError) as error:
        if isinstance(error, SummitryError):
            raise
        raise InputError(
            f"{backend} has no type for these columns: {error!s:.200}",
            code="bad_column",
            hint="keep the table as it is, or make the column texts or numbers",
        ) from None
