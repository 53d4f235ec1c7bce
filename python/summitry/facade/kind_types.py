"""What type checkers are told of runs: of which kind their tables are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, overload

from summitry.frames.door import at_the_door

if TYPE_CHECKING:
    from collections.abc import Callable

    from summitry.facade.analysis_result import Analysis
    from summitry.frames.array_table import ArrayTable
    from summitry.frames.native_types import PolarsFrame, PolarsPlan
    from summitry.frames.same_kind import Columns, FrameT, Streamed

_P = ParamSpec("_P")


class Analyst(Protocol[_P]):
    """Its run is of the kind of the first table that it is given."""

    @overload
    def __call__(
        self, data: FrameT, /, *args: _P.args, **options: _P.kwargs
    ) -> Analysis[FrameT]: ...
    @overload
    def __call__(
        self, data: Columns, /, *args: _P.args, **options: _P.kwargs
    ) -> Analysis[ArrayTable]: ...
    @overload
    def __call__(
        self, data: PolarsPlan, /, *args: _P.args, **options: _P.kwargs
    ) -> Analysis[PolarsFrame]: ...
    @overload
    def __call__(
        self, data: Streamed, /, *args: _P.args, **options: _P.kwargs
    ) -> Analysis[Any]: ...
    @overload
    def __call__(self, **data_and_options: Any) -> Analysis[Any]: ...


def analyst(function: Callable[Concatenate[Any, _P], Analysis[Any]]) -> Analyst[_P]:
    """Return the function with its door."""
    return at_the_door(function)  # type: ignore[return-value]
