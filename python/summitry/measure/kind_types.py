"""What type checkers are told of receipts: they are of the kind of the visits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, overload

from summitry.frames.door import at_the_door

if TYPE_CHECKING:
    from collections.abc import Callable

    from summitry.frames import Frame
    from summitry.frames.array_table import ArrayTable
    from summitry.frames.native_types import PolarsFrame, PolarsPlan
    from summitry.frames.same_kind import Columns, FrameT, KindT, Streamed
    from summitry.sources.collapsed_trips import CollapsedTrips
    from summitry.sources.merged_visits import MergedVisits

_P = ParamSpec("_P")


class Expanding(Protocol[_P]):
    """Its rows are of the kind of the visits, the second that it is given."""

    @overload
    def __call__(
        self,
        table: Frame,
        visits: MergedVisits[KindT] | CollapsedTrips[KindT],
        /,
        *args: _P.args,
        **options: _P.kwargs,
    ) -> KindT: ...
    @overload
    def __call__(
        self, table: Frame, visits: FrameT, /, *args: _P.args, **options: _P.kwargs
    ) -> FrameT: ...
    @overload
    def __call__(
        self, table: Frame, visits: Columns, /, *args: _P.args, **options: _P.kwargs
    ) -> ArrayTable: ...
    @overload
    def __call__(
        self, table: Frame, visits: PolarsPlan, /, *args: _P.args, **options: _P.kwargs
    ) -> PolarsFrame: ...
    @overload
    def __call__(
        self, table: Frame, visits: Streamed, /, *args: _P.args, **options: _P.kwargs
    ) -> Any: ...
    @overload
    def __call__(self, table: Frame = ..., /, **data_and_options: Any) -> Any: ...


def expanding(function: Callable[Concatenate[Any, Any, _P], Any]) -> Expanding[_P]:
    """Return the function with its door."""
    return at_the_door(function)  # type: ignore[return-value]
