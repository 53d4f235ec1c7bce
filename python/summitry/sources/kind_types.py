"""What type checkers are told of lists: they hold tables of the kind that was given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, overload

from summitry.frames.door import at_the_door

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from os import PathLike

    from summitry.frames.array_table import ArrayTable
    from summitry.frames.native_types import PandasFrame, PolarsFrame, PolarsPlan
    from summitry.frames.same_kind import Columns, FrameT, Streamed
    from summitry.sources.account import ReadVisits
    from summitry.sources.collapsed_trips import CollapsedTrips
    from summitry.sources.leader_list import LeaderList
    from summitry.sources.merged_visits import MergedVisits
    from summitry.sources.state_match import StateMatch

_P = ParamSpec("_P")


class Collapsing(Protocol[_P]):
    """Its visits are of the kind of the first table that it is given."""

    @overload
    def __call__(
        self, data: FrameT, /, *args: _P.args, **options: _P.kwargs
    ) -> CollapsedTrips[FrameT]: ...
    @overload
    def __call__(
        self, data: Columns, /, *args: _P.args, **options: _P.kwargs
    ) -> CollapsedTrips[ArrayTable]: ...
    @overload
    def __call__(
        self, data: PolarsPlan, /, *args: _P.args, **options: _P.kwargs
    ) -> CollapsedTrips[PolarsFrame]: ...
    @overload
    def __call__(
        self, data: Streamed, /, *args: _P.args, **options: _P.kwargs
    ) -> CollapsedTrips[Any]: ...
    @overload
    def __call__(self, **data_and_options: Any) -> CollapsedTrips[Any]: ...


def collapsing(
    function: Callable[Concatenate[Any, _P], CollapsedTrips[Any]],
) -> Collapsing[_P]:
    """Return the function with its door."""
    return at_the_door(function)  # type: ignore[return-value]


class Matching(Protocol[_P]):
    """Its matches are of the kind of the first table that it is given."""

    @overload
    def __call__(
        self, data: FrameT, /, *args: _P.args, **options: _P.kwargs
    ) -> StateMatch[FrameT]: ...
    @overload
    def __call__(
        self, data: Columns, /, *args: _P.args, **options: _P.kwargs
    ) -> StateMatch[ArrayTable]: ...
    @overload
    def __call__(
        self, data: PolarsPlan, /, *args: _P.args, **options: _P.kwargs
    ) -> StateMatch[PolarsFrame]: ...
    @overload
    def __call__(
        self, data: Streamed, /, *args: _P.args, **options: _P.kwargs
    ) -> StateMatch[Any]: ...
    @overload
    def __call__(self, **data_and_options: Any) -> StateMatch[Any]: ...


def matching(function: Callable[Concatenate[Any, _P], StateMatch[Any]]) -> Matching[_P]:
    """Return the function with its door."""
    return at_the_door(function)  # type: ignore[return-value]


class ListingEras(Protocol[_P]):
    """Its eras are of the kind of the first table that it is given."""

    @overload
    def __call__(
        self, data: FrameT, /, *args: _P.args, **options: _P.kwargs
    ) -> LeaderList[FrameT]: ...
    @overload
    def __call__(
        self, data: Columns, /, *args: _P.args, **options: _P.kwargs
    ) -> LeaderList[ArrayTable]: ...
    @overload
    def __call__(
        self, data: PolarsPlan, /, *args: _P.args, **options: _P.kwargs
    ) -> LeaderList[PolarsFrame]: ...
    @overload
    def __call__(
        self, data: Streamed, /, *args: _P.args, **options: _P.kwargs
    ) -> LeaderList[Any]: ...
    @overload
    def __call__(self, **data_and_options: Any) -> LeaderList[Any]: ...


def listing_eras(
    function: Callable[Concatenate[Any, _P], LeaderList[Any]],
) -> ListingEras[_P]:
    """Return the function with its door."""
    return at_the_door(function)  # type: ignore[return-value]


class Reading(Protocol[_P]):
    """Its visits are of the kind of the table that it is given; of a file, pandas."""

    @overload
    def __call__(
        self, source: str | PathLike[str], /, *args: _P.args, **options: _P.kwargs
    ) -> ReadVisits[PandasFrame]: ...
    @overload
    def __call__(
        self, data: FrameT, /, *args: _P.args, **options: _P.kwargs
    ) -> ReadVisits[FrameT]: ...
    @overload
    def __call__(
        self, data: Columns, /, *args: _P.args, **options: _P.kwargs
    ) -> ReadVisits[ArrayTable]: ...
    @overload
    def __call__(
        self, data: PolarsPlan, /, *args: _P.args, **options: _P.kwargs
    ) -> ReadVisits[PolarsFrame]: ...
    @overload
    def __call__(
        self, data: Streamed, /, *args: _P.args, **options: _P.kwargs
    ) -> ReadVisits[Any]: ...
    @overload
    def __call__(self, **data_and_options: Any) -> ReadVisits[Any]: ...


def reading(function: Callable[Concatenate[Any, _P], ReadVisits[Any]]) -> Reading[_P]:
    """Return the function with its door."""
    return at_the_door(function)  # type: ignore[return-value]


class Merging(Protocol[_P]):
    """Its visits are of the kind of the tables that it is given."""

    @overload
    def __call__(
        self,
        sources: Mapping[str, FrameT] | Sequence[FrameT],
        /,
        *args: _P.args,
        **options: _P.kwargs,
    ) -> MergedVisits[FrameT]: ...
    @overload
    def __call__(
        self,
        sources: Mapping[str, Any] | Sequence[Any],
        /,
        *args: _P.args,
        **options: _P.kwargs,
    ) -> MergedVisits[Any]: ...
    @overload
    def __call__(self, **data_and_options: Any) -> MergedVisits[Any]: ...


def merging(function: Callable[Concatenate[Any, _P], MergedVisits[Any]]) -> Merging[_P]:
    """Return the function with its door."""
    return at_the_door(function)  # type: ignore[return-value]
