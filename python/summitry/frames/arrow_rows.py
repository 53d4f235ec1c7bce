"""Columns of Arrow in types of which rows can be taken, which is not every one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import narwhals as nw


def takeable(series: nw.Series[Any]) -> nw.Series[Any]:
    """
    Return a column of which rows can be taken: the column itself, if it is one.

    Examples
    --------
    >>> import narwhals as nw, pyarrow as pa
    >>> texts = pa.chunked_array([pa.array(["a", "b"], pa.string_view())])
    >>> takeable(nw.from_native(texts, series_only=True))[[1]].to_list()
    ['b']
    """
    import narwhals as nw

    native = series.to_native()
    if series.implementation.is_pandas():
        made = _of_pandas(native)
    elif series.implementation.is_pyarrow():
        made = taken_whole(native)
    else:
        return series
    if made is native:
        return series
    column: nw.Series[Any] = nw.from_native(made, series_only=True)
    return column.alias(series.name)


def _of_pandas(native: Any) -> Any:
    import pandas as pd

    if not isinstance(native.dtype, pd.ArrowDtype):
        return native
    held = native.array.__arrow_array__()
    made = taken_whole(held)
    if made is held:
        return native
    dtype = pd.ArrowDtype(made.type)
    return pd.Series(made, index=native.index, name=native.name, dtype=dtype)


def taken_whole(column: Any) -> Any:
    """
    Return a column of pyarrow in a type whose parts it can join and take rows of.

    Examples
    --------
    >>> import pyarrow as pa
    >>> one = pa.array(["a", None]).dictionary_encode("encode")
    >>> other = pa.array(["b"]).dictionary_encode()
    >>> column = taken_whole(pa.chunked_array([one, other]))
    >>> column.combine_chunks().to_pylist()
    ['a', None, 'b']
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_run_end_encoded(column.type):
        column = pc.run_end_decode(column)
    if pa.types.is_dictionary(column.type):
        # Dictionaries with nulls of their own it does not unify.
        parts = getattr(column, "chunks", ())
        if len(parts) < 2 or not any(part.dictionary.null_count for part in parts):  # noqa: PLR2004
            return column
        decoded = [part.dictionary_decode() for part in parts]
        whole = pa.chunked_array(decoded, type=column.type.value_type)
        return taken_whole(whole).dictionary_encode()
    wanted = _without_views(column.type)
    return column if wanted == column.type else column.cast(wanted)


def _without_views(kind: Any) -> Any:
    """Return a type in which texts and bytes are not held as views of buffers."""
    import pyarrow as pa

    if kind == pa.string_view():
        return pa.large_string()
    if kind == pa.binary_view():
        return pa.large_binary()
    if pa.types.is_struct(kind):
        return pa.struct([_field(kind.field(k)) for k in range(kind.num_fields)])
    if pa.types.is_fixed_size_list(kind):
        return pa.list_(_field(kind.value_field), kind.list_size)
    for is_one, made in _LISTS.items():
        if getattr(pa.types, is_one)(kind):
            return getattr(pa, made)(_field(kind.value_field))
    return kind


def _field(field: Any) -> Any:
    return field.with_type(_without_views(field.type))


_LISTS = {
    "is_list": "list_",
    "is_large_list": "large_list",
    "is_list_view": "list_view",
    "is_large_list_view": "large_list_view",
}
"""Which word of pyarrow makes the lists that another word of it knows."""
