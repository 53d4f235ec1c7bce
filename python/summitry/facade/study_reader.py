"""What type checkers are told of studies: of which kind their tables are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypedDict, Unpack, overload

from summitry.frames.door import at_the_door

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from summitry.facade.study import Study
    from summitry.frames import Frame
    from summitry.frames.array_table import ArrayTable
    from summitry.frames.backends import Arrays, Arrow, Backend, Pandas, Polars
    from summitry.frames.native_types import (
        ArrowTable,
        PandasFrame,
        PolarsFrame,
        PolarsPlan,
    )
    from summitry.frames.same_kind import Columns, FrameT, Streamed
    from summitry.frames.word_types import Date

    Place = str | Path


class Given(TypedDict, total=False):
    """What else `read_study` takes."""

    eras: Frame | None
    shocks: Frame | None
    series: Frame | None
    as_of: Date | None


class StudyReader(Protocol):
    """Reads a study: its tables are of the kind of the visits given, or as asked."""

    @overload
    def __call__(
        self,
        source: Place,
        *,
        visits: None = ...,
        backend: Pandas = ...,
        **given: Unpack[Given],
    ) -> Study[PandasFrame]: ...
    @overload
    def __call__(
        self,
        source: Place,
        *,
        visits: None = ...,
        backend: Polars,
        **given: Unpack[Given],
    ) -> Study[PolarsFrame]: ...
    @overload
    def __call__(
        self,
        source: Place,
        *,
        visits: None = ...,
        backend: Arrow,
        **given: Unpack[Given],
    ) -> Study[ArrowTable]: ...
    @overload
    def __call__(
        self,
        source: Place,
        *,
        visits: None = ...,
        backend: Arrays,
        **given: Unpack[Given],
    ) -> Study[ArrayTable]: ...
    @overload
    def __call__(
        self,
        source: Place,
        *,
        visits: FrameT,
        backend: Backend = ...,
        **given: Unpack[Given],
    ) -> Study[FrameT]: ...
    @overload
    def __call__(
        self,
        source: Place,
        *,
        visits: Columns,
        backend: Backend = ...,
        **given: Unpack[Given],
    ) -> Study[ArrayTable]: ...
    @overload
    def __call__(
        self,
        source: Place,
        *,
        visits: PolarsPlan,
        backend: Backend = ...,
        **given: Unpack[Given],
    ) -> Study[PolarsFrame]: ...
    @overload
    def __call__(
        self,
        source: Place,
        *,
        visits: Streamed | None,
        backend: Backend = ...,
        **given: Unpack[Given],
    ) -> Study[Any]: ...


def study_reader(function: Callable[..., Study[Any]]) -> StudyReader:
    """Return the function with its door."""
    return at_the_door(function)  # type: ignore[return-value]
