"""What type checkers are told of what is loaded: a table of the kind asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol, TypedDict, Unpack, overload

from summitry.frames.door import at_the_door

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from summitry.frames.array_table import ArrayTable
    from summitry.frames.backends import Arrays, Arrow, Pandas, Polars
    from summitry.frames.native_types import ArrowTable, PandasFrame, PolarsFrame

    Words = str | Sequence[str]
    States = Literal["states", "terms", "spellings", "holdings", "successions"]


class VisitsOptions(TypedDict, total=False):
    """Of `load_visits`."""

    sourced_only: bool


class ShocksOptions(TypedDict, total=False):
    """Of `load_shocks`."""

    kind: Words | None


class ErasOptions(TypedDict, total=False):
    """Of `load_eras`."""

    side: Words | None
    rule: Words | None
    rules: Literal["all"] | Mapping[str, Words] | None
    pool_terms: bool
    acting: Literal["keep", "drop"]


class NamedLoader(Protocol):
    """Loads a table of a bundled record."""

    @overload
    def __call__(self, name: str = ..., *, backend: Pandas = ...) -> PandasFrame: ...
    @overload
    def __call__(self, name: str = ..., *, backend: Polars) -> PolarsFrame: ...
    @overload
    def __call__(self, name: str = ..., *, backend: Arrow) -> ArrowTable: ...
    @overload
    def __call__(self, name: str = ..., *, backend: Arrays) -> ArrayTable: ...


class VisitsLoader(Protocol):
    """Loads the visits of a bundled record."""

    @overload
    def __call__(
        self,
        name: str = ...,
        *,
        backend: Pandas = ...,
        **options: Unpack[VisitsOptions],
    ) -> PandasFrame: ...
    @overload
    def __call__(
        self, name: str = ..., *, backend: Polars, **options: Unpack[VisitsOptions]
    ) -> PolarsFrame: ...
    @overload
    def __call__(
        self, name: str = ..., *, backend: Arrow, **options: Unpack[VisitsOptions]
    ) -> ArrowTable: ...
    @overload
    def __call__(
        self, name: str = ..., *, backend: Arrays, **options: Unpack[VisitsOptions]
    ) -> ArrayTable: ...


class ShocksLoader(Protocol):
    """Loads the shocks of a bundled record."""

    @overload
    def __call__(
        self,
        name: str = ...,
        *,
        backend: Pandas = ...,
        **options: Unpack[ShocksOptions],
    ) -> PandasFrame: ...
    @overload
    def __call__(
        self, name: str = ..., *, backend: Polars, **options: Unpack[ShocksOptions]
    ) -> PolarsFrame: ...
    @overload
    def __call__(
        self, name: str = ..., *, backend: Arrow, **options: Unpack[ShocksOptions]
    ) -> ArrowTable: ...
    @overload
    def __call__(
        self, name: str = ..., *, backend: Arrays, **options: Unpack[ShocksOptions]
    ) -> ArrayTable: ...


class ErasLoader(Protocol):
    """Loads leaders' eras."""

    @overload
    def __call__(
        self,
        name: str | None = ...,
        *,
        backend: Pandas = ...,
        **options: Unpack[ErasOptions],
    ) -> PandasFrame: ...
    @overload
    def __call__(
        self, name: str | None = ..., *, backend: Polars, **options: Unpack[ErasOptions]
    ) -> PolarsFrame: ...
    @overload
    def __call__(
        self, name: str | None = ..., *, backend: Arrow, **options: Unpack[ErasOptions]
    ) -> ArrowTable: ...
    @overload
    def __call__(
        self, name: str | None = ..., *, backend: Arrays, **options: Unpack[ErasOptions]
    ) -> ArrayTable: ...


class StatesLoader(Protocol):
    """Loads a table of states."""

    @overload
    def __call__(
        self, table: States = ..., *, backend: Pandas = ...
    ) -> PandasFrame: ...
    @overload
    def __call__(self, table: States = ..., *, backend: Polars) -> PolarsFrame: ...
    @overload
    def __call__(self, table: States = ..., *, backend: Arrow) -> ArrowTable: ...
    @overload
    def __call__(self, table: States = ..., *, backend: Arrays) -> ArrayTable: ...


def named_loader(function: Callable[..., Any]) -> NamedLoader:
    """Return the function with its door."""
    return at_the_door(function)  # type: ignore[return-value]


def visits_loader(function: Callable[..., Any]) -> VisitsLoader:
    """Return the function with its door."""
    return at_the_door(function)  # type: ignore[return-value]


def shocks_loader(function: Callable[..., Any]) -> ShocksLoader:
    """Return the function with its door."""
    return at_the_door(function)  # type: ignore[return-value]


def eras_loader(function: Callable[..., Any]) -> ErasLoader:
    """Return the function with its door."""
    return at_the_door(function)  # type: ignore[return-value]


def states_loader(function: Callable[..., Any]) -> StatesLoader:
    """Return the function with its door."""
    return at_the_door(function)  # type: ignore[return-value]
