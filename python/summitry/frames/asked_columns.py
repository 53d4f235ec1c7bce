"""Columns of a result that are made when they are asked for, and the choice of them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from summitry.exceptions import InputError
from summitry.frames.arguments import several_texts
from summitry.frames.suggestion import no_column

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from summitry.frames.native_types import Frame
    from summitry.frames.table import Table


class Later:
    """A column that is made when it is asked for."""

    __slots__ = ("made",)

    def __init__(self, make: Callable[[], Any]) -> None:
        self.made = make


def together(
    names: Iterable[str], make: Callable[[], Mapping[str, Any]]
) -> dict[str, Any]:
    """
    Return columns that are made together, once, when one of them is asked for.

    Examples
    --------
    >>> columns = {"n": [1]} | together(["twice"], lambda: {"twice": [2]})
    >>> chosen(columns), chosen(columns, ["n"])
    ({'n': [1], 'twice': [2]}, {'n': [1]})
    """
    once = cache(make)

    def of(name: str) -> Later:
        return Later(lambda: once()[name])

    return {name: of(name) for name in names}


def chosen(
    columns: Mapping[str, Any], names: Sequence[str] | None = None
) -> dict[str, Any]:
    """
    Return the columns that are asked for, in that order, or all; no other is made.

    Raises
    ------
    ColumnError
        If there is no such column.
    """
    wanted = columns if names is None else names
    for name in wanted:
        if name not in columns:
            raise no_column("the result", name, list(columns))
    found = ((name, columns[name]) for name in wanted)
    return {
        name: values.made() if isinstance(values, Later) else values
        for name, values in found
    }


def with_asked(
    table: Table, columns: Mapping[str, Any], names: Sequence[str] | None
) -> Frame:
    """
    Return a caller's table with columns added, or those asked for of all of them.

    Raises
    ------
    ColumnError
        If there is no such column.
    """
    if names is None:
        return table.with_columns(chosen(columns))
    found = chosen(dict.fromkeys(table.columns) | dict(columns), names)
    added = {name: found[name] for name in names if name in columns}
    # One column stays, so that the rows stay too.
    own = [name for name in names if name not in added] or table.columns[:1]
    part = type(table)(table.only(own), table.name)
    return type(table)(part.with_columns(added), table.name).only(names)


def names_asked(columns: Sequence[str] | str | None) -> list[str] | None:
    """
    Return the names of the columns that a caller asks for, if any are named.

    Raises
    ------
    InputError
        If none is named, or one twice.

    Examples
    --------
    >>> names_asked(("era", "count")), names_asked("count"), names_asked(None)
    (['era', 'count'], ['count'], None)
    """
    if columns is None:
        return None
    names = several_texts(columns, "columns", "columns=['era', 'count']")
    twice = next((name for name in names if names.count(name) > 1), None)
    if names and twice is None:
        return names
    raise InputError(
        "columns is empty" if twice is None else f"columns names '{twice}' twice",
        code="no_columns" if twice is None else "doubled_column",
        column="columns",
        hint="name each column once, or leave out columns= for all of them",
    )
