"""What type checkers are told: a table comes back in the kind in which it came in."""

from __future__ import annotations

from typing import (
    TYPE_CHECKING,
    Any,
    Concatenate,
    ParamSpec,
    Protocol,
    TypeVar,
    overload,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from narwhals.typing import IntoDataFrame

    from summitry.frames.array_table import ArrayTable
    from summitry.frames.plain_table import PlainTable

FrameT = TypeVar("FrameT", bound="IntoDataFrame")
"""A pandas, polars or pyarrow table, whichever was given."""

_P = ParamSpec("_P")


class ArrowStream(Protocol):
    """Anything that hands out an Arrow stream."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Hand it out."""


class SameKind(Protocol[_P]):
    """A function whose table is of the kind of the first table that it is given."""

    @overload
    def __call__(
        self, data: FrameT, /, *args: _P.args, **options: _P.kwargs
    ) -> FrameT: ...
    @overload
    def __call__(
        self,
        data: Mapping[Any, Any] | ArrayTable,
        /,
        *args: _P.args,
        **options: _P.kwargs,
    ) -> ArrayTable: ...
    @overload
    def __call__(
        self, data: ArrowStream | PlainTable, /, *args: _P.args, **options: _P.kwargs
    ) -> Any: ...
    # Data given by name: what comes back is not told then.
    @overload
    def __call__(self, **data_and_options: Any) -> Any: ...


def same_kind(function: Callable[Concatenate[Any, _P], Any]) -> SameKind[_P]:
    """Return the function itself, known to give tables of the kind that it is given."""
    return function  # type: ignore[return-value]
