"""What type checkers are told of what is loaded: a table of the kind asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from summitry.frames.array_table import ArrayTable
    from summitry.frames.native_types import ArrowTable, PandasFrame, PolarsFrame


class NamedLoader(Protocol):
    """Loads a table of a bundled record."""

    @overload
    def __call__(
        self, name: str = ..., *, backend: Literal["pandas"] = ...
    ) -> PandasFrame: ...
    @overload
    def __call__(
        self, name: str = ..., *, backend: Literal["polars"]
    ) -> PolarsFrame: ...
    @overload
    def __call__(
        self, name: str = ..., *, backend: Literal["pyarrow"]
    ) -> ArrowTable: ...
    @overload
    def __call__(
        self, name: str = ..., *, backend: Literal["arrays"]
    ) -> ArrayTable: ...


class VisitsLoader(Protocol):
    """Loads the visits of a bundled record."""

    @overload
    def __call__(
        self,
        name: str = ...,
        *,
        sourced_only: bool = ...,
        backend: Literal["pandas"] = ...,
    ) -> PandasFrame: ...
    @overload
    def __call__(
        self, name: str = ..., *, sourced_only: bool = ..., backend: Literal["polars"]
    ) -> PolarsFrame: ...
    @overload
    def __call__(
        self, name: str = ..., *, sourced_only: bool = ..., backend: Literal["pyarrow"]
    ) -> ArrowTable: ...
    @overload
    def __call__(
        self, name: str = ..., *, sourced_only: bool = ..., backend: Literal["arrays"]
    ) -> ArrayTable: ...


class ShocksLoader(Protocol):
    """Loads the shocks of a bundled record."""

    @overload
    def __call__(
        self,
        name: str = ...,
        *,
        kind: str | Sequence[str] | None = ...,
        backend: Literal["pandas"] = ...,
    ) -> PandasFrame: ...
    @overload
    def __call__(
        self,
        name: str = ...,
        *,
        kind: str | Sequence[str] | None = ...,
        backend: Literal["polars"],
    ) -> PolarsFrame: ...
    @overload
    def __call__(
        self,
        name: str = ...,
        *,
        kind: str | Sequence[str] | None = ...,
        backend: Literal["pyarrow"],
    ) -> ArrowTable: ...
    @overload
    def __call__(
        self,
        name: str = ...,
        *,
        kind: str | Sequence[str] | None = ...,
        backend: Literal["arrays"],
    ) -> ArrayTable: ...


class ErasLoader(Protocol):
    """Loads leaders' eras."""

    @overload
    def __call__(
        self,
        name: str | None = ...,
        *,
        side: str | Sequence[str] | None = ...,
        rule: str | Sequence[str] | None = ...,
        rules: Literal["all"] | Mapping[str, str | Sequence[str]] | None = ...,
        pool_terms: bool = ...,
        acting: Literal["keep", "drop"] = ...,
        backend: Literal["pandas"] = ...,
    ) -> PandasFrame: ...
    @overload
    def __call__(
        self,
        name: str | None = ...,
        *,
        side: str | Sequence[str] | None = ...,
        rule: str | Sequence[str] | None = ...,
        rules: Literal["all"] | Mapping[str, str | Sequence[str]] | None = ...,
        pool_terms: bool = ...,
        acting: Literal["keep", "drop"] = ...,
        backend: Literal["polars"],
    ) -> PolarsFrame: ...
    @overload
    def __call__(
        self,
        name: str | None = ...,
        *,
        side: str | Sequence[str] | None = ...,
        rule: str | Sequence[str] | None = ...,
        rules: Literal["all"] | Mapping[str, str | Sequence[str]] | None = ...,
        pool_terms: bool = ...,
        acting: Literal["keep", "drop"] = ...,
        backend: Literal["pyarrow"],
    ) -> ArrowTable: ...
    @overload
    def __call__(
        self,
        name: str | None = ...,
        *,
        side: str | Sequence[str] | None = ...,
        rule: str | Sequence[str] | None = ...,
        rules: Literal["all"] | Mapping[str, str | Sequence[str]] | None = ...,
        pool_terms: bool = ...,
        acting: Literal["keep", "drop"] = ...,
        backend: Literal["arrays"],
    ) -> ArrayTable: ...


class StatesLoader(Protocol):
    """Loads a table of states."""

    @overload
    def __call__(
        self,
        table: Literal["states", "terms", "spellings", "holdings", "successions"] = ...,
        *,
        backend: Literal["pandas"] = ...,
    ) -> PandasFrame: ...
    @overload
    def __call__(
        self,
        table: Literal["states", "terms", "spellings", "holdings", "successions"] = ...,
        *,
        backend: Literal["polars"],
    ) -> PolarsFrame: ...
    @overload
    def __call__(
        self,
        table: Literal["states", "terms", "spellings", "holdings", "successions"] = ...,
        *,
        backend: Literal["pyarrow"],
    ) -> ArrowTable: ...
    @overload
    def __call__(
        self,
        table: Literal["states", "terms", "spellings", "holdings", "successions"] = ...,
        *,
        backend: Literal["arrays"],
    ) -> ArrayTable: ...


def named_loader(function: Callable[..., Any]) -> NamedLoader:
    """Return the function itself."""
    return function


def visits_loader(function: Callable[..., Any]) -> VisitsLoader:
    """Return the function itself."""
    return function


def shocks_loader(function: Callable[..., Any]) -> ShocksLoader:
    """Return the function itself."""
    return function


def eras_loader(function: Callable[..., Any]) -> ErasLoader:
    """Return the function itself."""
    return function


def states_loader(function: Callable[..., Any]) -> StatesLoader:
    """Return the function itself."""
    return function
