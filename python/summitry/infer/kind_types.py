"""What type checkers are told of phases: their table is of the kind of the visits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, overload

from summitry.frames.door import at_the_door

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from summitry.frames.array_table import ArrayTable
    from summitry.frames.native_types import PandasFrame, PolarsFrame, PolarsPlan
    from summitry.frames.same_kind import Columns, FrameT, Streamed

_P = ParamSpec("_P")


class OfVisitsOrTimes(Protocol[_P]):
    """Its table is of the kind of the visits; of bare times, pandas."""

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
    @overload
    def __call__(
        self,
        data: Sequence[float] | npt.NDArray[Any],
        /,
        *args: _P.args,
        **options: _P.kwargs,
    ) -> PandasFrame: ...
    @overload
    def __call__(self, **data_and_options: Any) -> Any: ...


def of_visits_or_times(
    function: Callable[Concatenate[Any, _P], Any],
) -> OfVisitsOrTimes[_P]:
    """Return the function with its door."""
    return at_the_door(function)  # type: ignore[return-value]
