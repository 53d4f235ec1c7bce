"""Columns as codes into labels, by the library's own codes where it has some."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.exceptions import CategoryError, ColumnError
from summitry.frames.missing import holds_objects, is_missing, values_of
from summitry.frames.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import narwhals as nw
    import numpy.typing as npt

    from summitry.frames.table import Table


class Categories(NamedTuple):
    """A column as codes into its labels; a missing value has the code -1."""

    codes: npt.NDArray[np.int64]
    labels: list[str]

    def at(self, rows: npt.NDArray[np.int64]) -> Categories:
        """Return the categories of some rows, labels in order of first appearance."""
        codes = self.codes[rows]
        used, first = np.unique(codes, return_index=True)
        order = used[np.argsort(first, kind="stable")]
        order = order[order >= 0]
        places = np.full(len(self.labels) + 1, -1, dtype=np.int64)
        places[order] = np.arange(order.size)
        return Categories(places[codes], [self.labels[code] for code in order])

    def take(self, rows: npt.NDArray[np.int64]) -> Categories:
        """Return the categories of some rows, with all labels."""
        return Categories(self.codes[rows], self.labels)

    def coded(self, labels: Sequence[str]) -> npt.NDArray[np.int64]:
        """Return the codes into other labels; -1 where a value is none of them."""
        places = {label: place for place, label in enumerate(labels)}
        table = [places.get(label, -1) for label in self.labels]
        return np.array([*table, -1], dtype=np.int64)[self.codes]


def constant(label: str | None, n_rows: int) -> Categories:
    """
    Return one text in every row, or none in any.

    Examples
    --------
    >>> constant("days", 2).labels, constant(None, 2).codes.tolist()
    (['days'], [-1, -1])
    """
    if label is None:
        return Categories(np.full(n_rows, -1, dtype=np.int64), [])
    return Categories(np.zeros(n_rows, dtype=np.int64), [label])


def joined_categories(parts: Iterable[Categories]) -> Categories:
    """
    Return the rows of several columns one after the other.

    Examples
    --------
    >>> one, two = constant("a", 1), Categories(np.array([1, -1]), ["a", "b"])
    >>> joined_categories([one, two])
    Categories(codes=array([ 0,  1, -1]), labels=['a', 'b'])
    """
    listed = list(parts)
    places: dict[str, int] = {}
    codes = []
    for part in listed:
        own = [places.setdefault(label, len(places)) for label in part.labels]
        same = own == list(range(len(own)))
        codes.append(
            part.codes if same else np.array([*own, -1], dtype=np.int64)[part.codes]
        )
    return Categories(np.concatenate(codes), list(places))


def merged(codes: npt.NDArray[np.int64], labels: Sequence[str]) -> Categories:
    """
    Return categories whose labels may repeat as ones in which each stands once.

    Examples
    --------
    >>> merged(np.array([0, 1, 2, -1]), ["true", "false", "true"]).codes.tolist()
    [0, 1, 0, -1]
    """
    once = list(dict.fromkeys(labels))
    if len(once) < len(labels):
        places = {label: place for place, label in enumerate(once)}
        numbers = [places[label] for label in labels]
        codes = np.array([*numbers, -1], dtype=np.int64)[codes]
    return Categories(codes, once)


def label_of(value: Any) -> str:
    """Return the text by which a category is known."""
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    return str(value)


def refuse_unknown(
    table: Table,
    column: str,
    found: Categories,
    codes: npt.NDArray[np.int64],
    labels: Iterable[str],
    what: str,
    *,
    told: tuple[str, str] | None = None,
) -> None:
    """
    Raise if a code is -1: the value is missing, or not one of the labels.

    With `told`, a value that is not one of them is said to be something else, and the
    hint is another.
    """
    labels = list(labels)
    bad = np.flatnonzero(codes < 0)
    if not bad.size:
        return
    known = ", ".join(f"'{label}'" for label in labels)
    own = found.codes[bad[0]]
    value = repr(found.labels[own])[:80] if own >= 0 else None
    filled = _CODED if table.has(f"given_{column}") else _FILL
    near = _hint(found.labels[own], labels, column) if own >= 0 else filled
    said = f"{value} is not one of {known}" if value else f"'{column}' is missing"
    if value and told is not None:
        said, near = f"{value} {told[0]}", told[1]
    raise CategoryError(
        f"{table.name} row {bad[0]}: {said}",
        code=f"unknown_{what}" if value else f"missing_{what}",
        column=column,
        rows=bad[:10],
        n_bad=bad.size,
        hint=near or f"known are {known}",
    )


_FILL = (
    "fill it or leave the row out; summitry.read_visits says what became of every row, "
    "empty ones too"
)
_CODED = (
    "match_states found no code for it: `unmatched` says why, and `coded` has the rows "
    "with a code"
)


def _hint(value: str, labels: list[str], column: str) -> str | None:
    """The nearest label; where they are true and false, how a column becomes so."""
    if not {*labels} <= {"true", "false"}:
        return did_you_mean(value, labels)
    return (
        f"'{column}' holds texts or numbers where True and False are known; make it "
        f"boolean, such as frame['{column}'] == {value!r:.40}"
    )


def factorize(
    series: nw.Series[Any], name: str
) -> tuple[npt.NDArray[np.int64], list[Any]]:
    """
    Codes by first appearance, -1 where missing, and the distinct values.

    Raises
    ------
    ColumnError
        If a cell holds several values; the table is called by its `name`.
    """
    import narwhals as nw

    nested = isinstance(series.dtype, nw.List | nw.Array | nw.Struct)
    if nested or holds_objects(series):
        _refuse_several(values_of(series), str(series.name), name)
    nulls = series.is_null().to_numpy().astype(bool)
    if nulls.all():
        return np.full(len(series), -1, dtype=np.int64), []
    if holds_objects(series):
        return _of_objects(series)
    codes, values = _own_codes(series)
    codes = np.where(nulls, -1, codes)
    kept = [place for place, value in enumerate(values) if not is_missing(value)]
    if len(kept) == len(values):
        return codes, values
    # NaN beside the nulls, or a null that is one of a dictionary's own values.
    places = np.full(len(values) + 1, -1, dtype=np.int64)
    places[kept] = np.arange(len(kept))
    return places[codes], [values[place] for place in kept]


def _refuse_several(values: Sequence[Any], column: str, name: str) -> None:
    """Refuse cells with several values: lists, mappings and what else has no code."""
    bad = [row for row, value in enumerate(values) if not isinstance(value, Hashable)]
    if bad:
        cell = values[bad[0]]
        raise ColumnError(
            f"{name} row {bad[0]}: '{column}' is {cell!r:.80}, a {type(cell).__name__} "
            "and not one value",
            code="several_values",
            column=column,
            rows=bad,
            n_bad=len(bad),
            hint=f"give each value a row of its own, frame.explode('{column}'), or write "
            "them as one text",
        )


def _own_codes(series: nw.Series[Any]) -> tuple[npt.NDArray[np.int64], list[Any]]:
    """Codes by first appearance, by the library itself where it has some."""
    kind, native = series.implementation, series.to_native()
    if kind.is_pandas():
        import pandas as pd

        if not isinstance(native.dtype, pd.CategoricalDtype):
            codes, values = pd.factorize(native)
            return np.array(codes, dtype=np.int64), list(values)
        return _by_appearance(native.cat.codes, series)
    if kind.is_pyarrow():
        series = takeable(series)
        native = series.to_native()
        found = native.dictionary_encode().combine_chunks()
        return _by_appearance(found.indices.fill_null(-1), series)
    if kind.is_polars():
        import polars as pl

        text = native.dtype == pl.String
        if text or native.dtype in (pl.Categorical, pl.Enum):
            coded = native.cast(pl.Categorical) if text else native
            codes = coded.to_physical().cast(pl.Int64).fill_null(-1)
            return _by_appearance(codes, series)
    return _by_value(series)


def takeable(series: nw.Series[Any]) -> nw.Series[Any]:
    """A column of pyarrow in a type of which rows can be taken: not yet string_view."""
    import narwhals as nw

    native = series.to_native()
    if str(native.type) != "string_view":
        return series
    made: nw.Series[Any] = nw.from_native(native.cast("large_string"), series_only=True)
    return made.alias(series.name)


def _of_objects(series: nw.Series[Any]) -> tuple[npt.NDArray[np.int64], list[Any]]:
    import pandas as pd

    codes, values = pd.factorize(pd.Series(values_of(series), dtype=object))
    return np.array(codes, dtype=np.int64), list(values)


def _by_value(series: nw.Series[Any]) -> tuple[npt.NDArray[np.int64], list[Any]]:
    """Codes of a column of any other type."""
    import narwhals as nw

    series = series.fill_nan(None) if series.dtype.is_float() else series
    distinct = series.unique(maintain_order=True).to_list()
    values = [value for value in distinct if value is not None]
    if not values:
        return np.full(len(series), -1, dtype=np.int64), []
    filled = series.fill_null(values[0]) if series.null_count() else series
    places = list(range(len(values)))
    codes = filled.replace_strict(values, places, return_dtype=nw.Int64)
    # What was NaN is null only here, so that it is told by its own code.
    nulls = series.is_null().to_numpy().astype(bool)
    return np.where(nulls, -1, codes.to_numpy()).astype(np.int64), values


def _by_appearance(
    codes: Any, series: nw.Series[Any]
) -> tuple[npt.NDArray[np.int64], list[Any]]:
    """Renumber the library's own codes by first appearance; -1 stays -1."""
    array = np.asarray(codes, dtype=np.int64)
    n_codes = int(array.max(initial=-1)) + 1
    first = np.full(n_codes + 1, array.size, dtype=np.int64)
    first[array[::-1]] = np.arange(array.size - 1, -1, -1)
    order = np.argsort(first[:n_codes], kind="stable")
    order = order[first[order] < array.size]
    places = np.full(n_codes + 1, -1, dtype=np.int64)
    places[order] = np.arange(order.size)
    return places[array], series[first[order].tolist()].to_list()
