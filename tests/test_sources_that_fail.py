"""Tables of the user that cannot be read: told as such, in the words of a library."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

import summitry
from summitry.exceptions import ColumnError, FrameError, InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ERAS = {"side": ["A"], "era": ["x"], "start": ["2000-01-01"], "end": ["2002-01-01"]}
OBSERVED = summitry.Observation(since="2000-01-01", through="2001-12-31")
DAYS = pa.table({"date": ["2001-01-01", "2001-02-01"]})


OPEN: list[Any] = []


class Gone:
    """A stream that raises what it is told to."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __arrow_c_stream__(self, _: object = None) -> object:
        raise self.error


def closed() -> Any:
    connection = duckdb.connect()
    relation = connection.sql("select '2001-01-01' as date")
    connection.close()
    return relation


def uncastable() -> Any:
    connection = duckdb.connect()
    # An older DuckDB closes a connection that nobody holds.
    OPEN.append(connection)
    connection.sql("create table t as select 'no number' as date")
    return connection.sql("select cast(date as int) as date from t")


def broken_off() -> Any:
    def batches() -> Iterator[pa.RecordBatch]:
        yield from DAYS.to_batches()
        raise RuntimeError("half way")

    return pa.RecordBatchReader.from_batches(DAYS.schema, batches())


_KINDS = (OSError, ValueError, TypeError, KeyError, RuntimeError, AttributeError)
SOURCES: dict[str, tuple[Callable[[], Any], str]] = {
    "a column that is not there": (
        lambda: pl.LazyFrame({"a": [1]}).select("nowhere"),
        "nowhere",
    ),
    "a file that is not there": (
        lambda: pl.scan_parquet("no-such.parquet"),
        "no-such.parquet",
    ),
    "a closed connection": (closed, "closed"),
    "a cast that fails": (uncastable, "no number"),
    "a stream that breaks off": (broken_off, "half way"),
    **{
        f"a {kind.__name__}": (partial(Gone, kind("gone away")), "gone away")
        for kind in _KINDS
    },
}


@pytest.mark.parametrize("name", SOURCES)
def test_what_cannot_be_read_says_why(name: str) -> None:
    make, said = SOURCES[name]
    with pytest.raises(FrameError, match=r"^visits is a \w+ that could not") as caught:
        summitry.assign_eras(make(), ERAS, **OBSERVED)
    error = caught.value
    assert said in error.message
    assert "\n" not in error.message
    assert (error.code, error.column) == ("unreadable_table", "visits")
    assert error.__cause__ is not None
    assert said in str(error.__cause__)


def test_a_dataset_whose_file_is_spoiled_says_so(tmp_path: Path) -> None:
    for source in (
        ds.dataset(spoiled(tmp_path)),
        ds.dataset(spoiled(tmp_path)).scanner(),
    ):
        with pytest.raises(FrameError, match="could not be read") as caught:
            summitry.assign_eras(source, ERAS, **OBSERVED)
        assert caught.value.__cause__ is not None


def spoiled(folder: Path) -> Path:
    """A Parquet file whose pages are no longer those that its end tells of."""
    path = folder / "spoiled.parquet"
    pq.write_table(DAYS, path)
    data = bytearray(path.read_bytes())
    data[10:50] = b"\xff" * 40
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("data", [b"PAR1 no", b"", b"not of that kind" * 9, None])
def test_the_one_file_that_cannot_be_read_is_named(
    data: bytes | None, tmp_path: Path
) -> None:
    for name in ("a", "z"):
        pq.write_table(DAYS, tmp_path / f"{name}.parquet")
    if data is None:
        bad = spoiled(tmp_path)
    else:
        bad = tmp_path / "m.parquet"
        bad.write_bytes(data)
    with pytest.raises(InputError) as caught:
        summitry.tally_files(tmp_path, ERAS, **OBSERVED)
    assert caught.value.message.startswith(f"{bad} cannot be read: ")
    assert caught.value.code == "unreadable_file"


def test_what_is_no_pattern_of_files_is_refused(tmp_path: Path) -> None:
    pq.write_table(DAYS, tmp_path / "a.parquet")
    with pytest.raises(InputError) as caught:
        summitry.tally_files(tmp_path / "a**b", ERAS, **OBSERVED)
    assert caught.value.code in {"bad_path", "no_file"}  # newer Pythons take it for a*b


TWICE = pa.table([DAYS["date"], DAYS["date"]], names=["date", "date"])


@pytest.mark.parametrize(
    "table",
    [
        TWICE,
        TWICE.to_batches()[0],
        pa.RecordBatchReader.from_batches(TWICE.schema, TWICE.to_batches()),
        TWICE.select([0]).to_pandas().iloc[:, [0, 0]],
    ],
    ids=["table", "batch", "stream", "pandas"],
)
def test_a_column_that_stands_twice_is_called_by_its_name(table: Any) -> None:
    with pytest.raises(ColumnError, match="visits has more than one column 'date'"):
        summitry.assign_eras(table, ERAS, **OBSERVED)
