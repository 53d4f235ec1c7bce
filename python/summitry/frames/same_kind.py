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

from summitry.frames.door import at_the_door

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeAlias

    from narwhals.typing import IntoDataFrame
    from typing_extensions import TypeVar as TypeVarWithDefault

    from summitry.frames.array_table import ArrayTable
    from summitry.frames.native_types import PolarsFrame, PolarsPlan
    from summitry.frames.plain_table import PlainTable

    KindT = TypeVarWithDefault("KindT", default=Any)
else:
    KindT = TypeVar("KindT")
"""The kind of table that something has or gives; any, where nothing is said."""

FrameT = TypeVar("FrameT", bound="IntoDataFrame")
"""A pandas, polars or pyarrow table, whichever was given."""

_P = ParamSpec("_P")


class ArrowStream(Protocol):
    """Anything that hands out an Arrow stream."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Hand it out."""


class ArrowBatch(Protocol):
    """Anything that hands out an Arrow array, such as a record batch."""

    def __arrow_c_array__(self, requested_schema: object | None = None) -> object:
        """Hand it out."""


class ArrowDataset(Protocol):
    """A dataset or a scanner of pyarrow."""

    def to_table(self, *args: Any, **options: Any) -> Any:
        """Read all of it."""


if TYPE_CHECKING:
    Columns: TypeAlias = Mapping[Any, Any] | ArrayTable
    Streamed: TypeAlias = ArrowStream | ArrowBatch | ArrowDataset | PlainTable


class SameKind(Protocol[_P]):
    """A function whose table is of the kind of the first table that it is given."""

    @overload
    def __call__(
        self, data: FrameT, /, *args: _P.args, **options: _P.kwargs
    ) -> FrameT: ...
    @overload
    def __call__(
        self, data: Columns, /, *args: _P.args, **options: _P.kwargs
    ) -> ArrayTable: ...
    @overload
    def __call__(
        self, data: PolarsPlan, /, *args: _P.args, **options: _P.kwargs
    ) -> PolarsFrame: ...
    @overload
    def __call__(
        self, data: Streamed, /, *args: _P.args, **options: _P.kwargs
    ) -> Any: ...
    # Data given by name: what comes back is not told then.
    @overload
    def __call__(self, **data_and_options: Any) -> Any: ...


def same_kind(function: Callable[Concatenate[Any, _P], Any]) -> SameKind[_P]:
    """Return the function, known to give tables of the kind that it is given."""
    return at_the_door(function)  # type: ignore[return-value]
