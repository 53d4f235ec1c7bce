"""What type checkers are told: results of the kind of table that was given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, overload

from summitry.frames.door import at_the_door

if TYPE_CHECKING:
    from collections.abc import Callable

    from summitry.frames.array_table import ArrayTable
    from summitry.frames.native_types import PolarsFrame, PolarsPlan
    from summitry.frames.same_kind import Columns, FrameT, Streamed
    from summitry.robustness.bounds_result import Bounds
    from summitry.robustness.break_even_result import BreakEven
    from summitry.robustness.multiverse_result import Multiverse

_P = ParamSpec("_P")


class Multiversal(Protocol[_P]):
    """Its multiverse is of the kind of the first table that it is given."""

    @overload
    def __call__(
        self, data: FrameT, /, *args: _P.args, **options: _P.kwargs
    ) -> Multiverse[FrameT]: ...
    @overload
    def __call__(
        self, data: Columns, /, *args: _P.args, **options: _P.kwargs
    ) -> Multiverse[ArrayTable]: ...
    @overload
    def __call__(
        self, data: PolarsPlan, /, *args: _P.args, **options: _P.kwargs
    ) -> Multiverse[PolarsFrame]: ...
    @overload
    def __call__(
        self, data: Streamed, /, *args: _P.args, **options: _P.kwargs
    ) -> Multiverse[Any]: ...
    @overload
    def __call__(self, **data_and_options: Any) -> Multiverse[Any]: ...


def multiversal(
    function: Callable[Concatenate[Any, _P], Multiverse[Any]],
) -> Multiversal[_P]:
    """Return the function with its door."""
    return at_the_door(function)  # type: ignore[return-value]


class Bounding(Protocol[_P]):
    """Its bounds are tables of the kind of the first table that it is given."""

    @overload
    def __call__(
        self, data: FrameT, /, *args: _P.args, **options: _P.kwargs
    ) -> Bounds[FrameT]: ...
    @overload
    def __call__(
        self, data: Columns, /, *args: _P.args, **options: _P.kwargs
    ) -> Bounds[ArrayTable]: ...
    @overload
    def __call__(
        self, data: PolarsPlan, /, *args: _P.args, **options: _P.kwargs
    ) -> Bounds[PolarsFrame]: ...
    @overload
    def __call__(
        self, data: Streamed, /, *args: _P.args, **options: _P.kwargs
    ) -> Bounds[Any]: ...
    @overload
    def __call__(self, **data_and_options: Any) -> Bounds[Any]: ...


def bounding(function: Callable[Concatenate[Any, _P], Bounds[Any]]) -> Bounding[_P]:
    """Return the function with its door."""
    return at_the_door(function)  # type: ignore[return-value]


class Breaking(Protocol[_P]):
    """Its break-even points are of the kind of the first table that it is given."""

    @overload
    def __call__(
        self, data: FrameT, /, *args: _P.args, **options: _P.kwargs
    ) -> BreakEven[FrameT]: ...
    @overload
    def __call__(
        self, data: Columns, /, *args: _P.args, **options: _P.kwargs
    ) -> BreakEven[ArrayTable]: ...
    @overload
    def __call__(
        self, data: PolarsPlan, /, *args: _P.args, **options: _P.kwargs
    ) -> BreakEven[PolarsFrame]: ...
    @overload
    def __call__(
        self, data: Streamed, /, *args: _P.args, **options: _P.kwargs
    ) -> BreakEven[Any]: ...
    @overload
    def __call__(self, **data_and_options: Any) -> BreakEven[Any]: ...


def breaking(function: Callable[Concatenate[Any, _P], BreakEven[Any]]) -> Breaking[_P]:
    """Return the function with its door."""
    return at_the_door(function)  # type: ignore[return-value]
