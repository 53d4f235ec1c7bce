"""Tables that come as a stream or a plan of work: read once, where they are small."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn
from weakref import WeakKeyDictionary

from summitry.exceptions import FrameError, MissingExtraError, SummitryError

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_ROWS = 2_000_000
"""A plan of more rows is read only by the caller, who knows what memory there is."""

_ON_FILES = (
    "or count it where it lies, by summitry.tally_files or summitry.Waits.update_files"
)
_once: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()


def streamed(frame: Any, name: str) -> Any:
    """
    Return what a stream or a plan holds, as a table of pyarrow or polars.

    A stream can be read once, so what was read of it is kept as long as it lives; a
    plan, such as a relation of DuckDB, is carried out anew each time. None is returned
    for what is neither.

    Parameters
    ----------
    frame : object
        Anything with ``__arrow_c_stream__``, a dataset or a scanner of pyarrow, or a
        LazyFrame of polars.
    name : str
        What messages call it.

    Raises
    ------
    FrameError
        If it is a table of Spark or Dask, a plan of more than `MOST_ROWS` rows, or one
        that its library cannot carry out.
    MissingExtraError
        If neither pyarrow nor polars is there to read a stream.

    Examples
    --------
    >>> import pyarrow as pa
    >>> batch = pa.record_batch({"date": ["2010-05-03"]})
    >>> streamed(pa.RecordBatchReader.from_batches(batch.schema, [batch]), "visits")
    pyarrow.Table
    date: string
    ----
    date: [["2010-05-03"]]
    """
    try:
        return _carried_out(frame, name)
    except (SummitryError, MemoryError):
        raise
    # What is given is somebody else's, and may raise anything.
    except Exception as error:
        said = " ".join(str(error).split())
        raise FrameError(
            f"{name} is a {type(frame).__name__} that could not be read: "
            f"{type(error).__name__}: {said:.300}",
            code="unreadable_table",
            column=name,
            hint="read it yourself first, and give the table in memory",
        ) from error


def _carried_out(frame: Any, name: str) -> Any:
    library = type(frame).__module__.partition(".")[0]
    if library in _ELSEWHERE:
        _refuse(frame, name, _ELSEWHERE[library])
    if library == "polars" and hasattr(frame, "collect"):
        return _small(lambda n: frame.head(n).collect(), "collect", frame, name)
    if library == "duckdb" and hasattr(frame, "limit"):
        return _small(lambda n: _read(frame.limit(n)), "to_arrow_table", frame, name)
    if library == "pyarrow" and hasattr(frame, "to_table"):
        # A dataset of files can be read again; one of a stream cannot.
        known = None if hasattr(frame, "files") else frame
        return _kept(known, lambda: _small(frame.head, "to_table", frame, name))
    if any(hasattr(frame, door) for door in _DOORS):
        return _kept(frame, lambda: _read(frame))
    return None


_DOORS = ("__arrow_c_stream__", "__arrow_c_array__")
_ELSEWHERE = {
    "pyspark": "count it in Spark: summitry.spark.era_frequency or "
    "summitry.spark.response_lags; a small one, give .toArrow()",
    "dask": "call .compute() first, if it is small",
}


def _small(head: Callable[[int], Any], whole: str, frame: Any, name: str) -> Any:
    """Carry a plan out as far as is small, and refuse it if there is more."""
    table = head(MOST_ROWS + 1)
    if len(table) > MOST_ROWS:
        more = (
            f"it has more than {MOST_ROWS:,} rows: call .{whole}() first, {_ON_FILES}"
        )
        _refuse(frame, name, more)
    return table


def _kept(frame: Any, read: Callable[[], Any]) -> Any:
    """Return what was read of a stream before, or read and keep it."""
    try:
        known = _once.get(frame)
    except TypeError:
        # What has no hash or no weak reference, such as a batch, can be read again.
        return read()
    if known is None:
        known = _once[frame] = read()
    return known


def _read(frame: Any) -> Any:
    """Return a stream as a table of the library that is there; None if it is none."""
    try:
        import pyarrow as pa
    except ModuleNotFoundError:
        return _read_by_polars(frame)
    try:
        return pa.table(frame)
    except (TypeError, ValueError) as error:
        return _no_table(error)


def _read_by_polars(frame: Any) -> Any:
    try:
        import polars as pl
    except ModuleNotFoundError:
        raise MissingExtraError(
            f"a {type(frame).__name__} is read by pyarrow, which is not installed",
            column="pyarrow",
            extra="arrow",
        ) from None
    try:
        return pl.DataFrame(frame)
    except (TypeError, pl.exceptions.SchemaError) as error:
        return _no_table(error)


def _no_table(error: Exception) -> None:
    """Return nothing where a stream is one of single values; else the error stays."""
    if "struct" not in str(error).lower():
        raise error


def _refuse(frame: Any, name: str, hint: str) -> NoReturn:
    raise FrameError(
        f"{name} is a {type(frame).__name__} of "
        f"{type(frame).__module__.partition('.')[0]}, not a table in memory",
        code="not_in_memory",
        column=name,
        hint=hint,
    )
