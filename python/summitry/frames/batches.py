"""Files that are larger than memory, read some columns and some rows at a time."""

from __future__ import annotations

from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import (
    ColumnError,
    InputError,
    MissingExtraError,
    SummitryError,
    brief,
)
from summitry.frames.arguments import is_sequence, path_of
from summitry.frames.suggestion import no_column
from summitry.frames.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

ROWS = 1 << 18
"""About how many rows are held at a time."""

_AT_ONCE = 1 << 17
_NO_VALUE = "__HIVE_DEFAULT_PARTITION__"
"""What a folder is called in place of a missing value."""
_KINDS = {
    ".parquet": "parquet",
    ".pq": "parquet",
    ".arrow": "arrow",
    ".feather": "arrow",
}


def batches_of(source: Any, wanted: Sequence[str]) -> Iterator[Any]:
    """
    Yield the rows of files in their order, as pyarrow tables of the columns wanted.

    Of columns that are not there it is left to the reader to complain.

    Parameters
    ----------
    source : path, pattern, folder, sequence of paths or pyarrow dataset
        Parquet or Arrow files, in the order given; those of a pattern or a folder by
        name. Names that begin with a point or ``_`` are left out of a folder. A folder
        called ``origin=CHN`` is a column of the files in it that lack it. Or a dataset
        of any format that pyarrow reads.
    wanted : sequence of str
        The columns.

    Raises
    ------
    InputError
        If there is no such file, none of a kind that is read, or one twice.
    MissingExtraError
        If pyarrow is not installed.
    """
    yield from gathered_batches(_batches(source, wanted))


def take_batches(
    source: Any, wanted: Sequence[str], take: Callable[[Any], Any]
) -> None:
    """
    Hand over the rows of files as `batches_of` reads them.

    A note to a mistake that `take` finds says in which rows of all files it is.

    Raises
    ------
    SummitryError
        As `batches_of`, and what `take` raises.
    """
    first = 0
    for batch in batches_of(source, wanted):
        after = first + batch.num_rows
        try:
            take(batch)
        except ColumnError as error:
            # Of the columns of the files only those wanted were read.
            known = _columns_in(source)
            if error.column is None or error.column in known:
                raise
            raise no_column("visits", error.column, known) from None
        except SummitryError as error:
            error.add_note(f"Counted within rows {first} to {after - 1} of all files")
            raise
        first = after


def gathered_batches(batches: Iterable[Any]) -> Iterator[Any]:
    """
    Yield Arrow batches put together into tables of about as many rows.

    Batches without rows are left out, or are one table where there are no others.
    """
    import pyarrow as pa

    held: list[Any] = []
    empty: Any = None
    rows, some = 0, False
    for batch in batches:
        if not batch.num_rows:
            empty = batch if empty is None else empty
            continue
        some = True
        if held and not batch.schema.equals(held[0].schema):
            yield pa.Table.from_batches(held)
            held, rows = [], 0
        held.append(batch)
        rows += batch.num_rows
        if rows >= ROWS:
            yield pa.Table.from_batches(held)
            held, rows = [], 0
    if held:
        yield pa.Table.from_batches(held)
    elif not some and empty is not None:
        yield pa.Table.from_batches([empty])


def packed(state: bytes) -> Any:
    """Return an Arrow batch with one row, the bytes."""
    import pyarrow as pa

    return pa.RecordBatch.from_pydict({"state": pa.array([state], pa.binary())})


def unpacked(table: Any) -> list[bytes]:
    """Return the bytes of Arrow batches, stacked."""
    found: list[bytes] = table.column("state").to_pylist()
    return found


def _batches(source: Any, wanted: Sequence[str]) -> Iterator[Any]:
    try:
        from pyarrow import dataset
    except ImportError as error:
        raise MissingExtraError(
            "files are read by pyarrow, which is not installed",
            code="no_pyarrow",
            extra="arrow",
        ) from error
    import pyarrow as pa

    place = "the files"
    try:
        if isinstance(source, dataset.Dataset):
            columns = [name for name in wanted if name in source.schema.names]
            scanner = source.scanner(columns=columns, use_threads=False)
            yield _empty(scanner.projected_schema, columns)
            yield from scanner.to_batches()
            return
        paths = _paths(source)
        read = _reader(paths)
        for path in paths:
            place = visible(fspath(path))
            told = _told_by_folders(path, wanted)
            for batch in read(path, wanted):
                yield _with_folders(batch, told)
    except (pa.ArrowException, OSError) as error:
        said = " ".join(str(error).split())
        raise InputError(
            f"{place} cannot be read: {said:.200}",
            code="unreadable_file",
            column="paths",
            hint="write them anew; a file that was cut off has no end",
        ) from None


def _reader(paths: Sequence[Path]) -> Callable[[Path, Sequence[str]], Iterator[Any]]:
    kinds = {_KINDS.get(path.suffix) for path in paths}
    if kinds == {"parquet"}:
        return _parquet
    if kinds == {"arrow"}:
        return _arrow
    listed = ", ".join(sorted({f"'{path.suffix}'" for path in paths}))
    raise InputError(
        f"the files end in {listed}; they must all be Parquet (.parquet) or all Arrow "
        "files (.arrow, .feather)",
        code="unknown_format",
        column="paths",
        hint="give pyarrow.dataset.dataset(paths, format='csv'), or another that "
        "pyarrow reads",
    )


def _parquet(path: Path, wanted: Sequence[str]) -> Iterator[Any]:
    """Read a file by itself: a scanner of many runs ahead, and holds what it read."""
    import pyarrow as pa
    from pyarrow import parquet

    schema = parquet.read_schema(path)
    columns = [name for name in wanted if name in schema.names]
    # Codes instead of texts, as most files hold them.
    texts = [name for name in columns if pa.types.is_string(schema.field(name).type)]
    with parquet.ParquetFile(path, read_dictionary=texts) as file:
        yield _empty(file.schema_arrow, columns)
        yield from file.iter_batches(_AT_ONCE, columns=columns)


def _arrow(path: Path, wanted: Sequence[str]) -> Iterator[Any]:
    import pyarrow as pa

    with pa.OSFile(fspath(path)) as file, pa.ipc.open_file(file) as reader:
        columns = [name for name in wanted if name in reader.schema.names]
        yield _empty(reader.schema, columns)
        for place in range(reader.num_record_batches):
            yield reader.get_batch(place).select(columns)


def _empty(schema: Any, columns: Sequence[str]) -> Any:
    """No rows of some columns: what a file without any is read as."""
    import pyarrow as pa

    fields = [schema.field(name) for name in columns]
    arrays = [pa.array([], field.type) for field in fields]
    return pa.RecordBatch.from_arrays(arrays, schema=pa.schema(fields))


def _columns_in(source: Any) -> list[str]:
    """Return the columns that every one of some files has."""
    from pyarrow import dataset

    if isinstance(source, dataset.Dataset):
        return [*source.schema.names]
    paths = _paths(source)
    form = {"parquet": "parquet", "arrow": "ipc"}[_KINDS[paths[0].suffix]]
    schemas = [dataset.dataset(path, format=form).schema for path in paths]
    named = [
        [*schema.names, *_columns_of_folders(path)]
        for schema, path in zip(schemas, paths, strict=True)
    ]
    return [name for name in named[0] if all(name in one for one in named)]


def _told_by_folders(path: Path, wanted: Sequence[str]) -> dict[str, Any]:
    """Columns wanted that folders tell."""
    told = _columns_of_folders(path)
    return {
        name: None if value == _NO_VALUE else value
        for name, value in told.items()
        if name in wanted
    }


def _columns_of_folders(path: Path) -> dict[str, str]:
    """Columns in the names of folders, as Spark, DuckDB and Hive write them."""
    from urllib.parse import unquote

    pairs = [part.partition("=") for part in path.parent.parts]
    return {unquote(name): unquote(value) for name, equals, value in pairs if equals}


def _with_folders(batch: Any, told: dict[str, Any]) -> Any:
    import pyarrow as pa

    names = list(batch.schema.names)
    arrays = [batch.column(place) for place in range(len(names))]
    for name, value in told.items():
        if name not in names:
            codes = pa.array(np.zeros(batch.num_rows, np.int8))
            texts = pa.array([value], pa.string())
            arrays.append(pa.DictionaryArray.from_arrays(codes, texts))
            names.append(name)
    return pa.RecordBatch.from_arrays(arrays, names=names) if told else batch


def _files_in(folder: Path) -> list[Path]:
    """
    Return the files of a folder, without those that writers and systems set aside.

    Spark keeps what a job that failed had written in ``_temporary``, and a Macintosh
    puts ``._a.parquet`` beside ``a.parquet``: counted, visits would count twice.
    """
    return sorted(
        one
        for one in folder.rglob("*")
        if one.suffix in _KINDS
        and not any(map(_set_aside, one.relative_to(folder).parts))
        and one.is_file()
    )


def _set_aside(part: str) -> bool:
    return part.startswith((".", "_")) and "=" not in part


def _refuse_repeated(paths: Sequence[Path]) -> None:
    seen: dict[Path, Path] = {}
    for path in paths:
        first = seen.setdefault(path.resolve(), path)
        if first is not path:
            same = "" if first == path else f", the second time as {fspath(path)}"
            raise InputError(
                f"the file {fspath(first)} is given twice{same}; its visits would count "
                "twice",
                code="repeated_file",
                column="paths",
                hint="give each file once",
            )


def _of_pattern(path: Path) -> list[Path]:
    try:
        return sorted(Path(path.anchor).glob(str(path.relative_to(path.anchor))))
    except ValueError as error:
        raise InputError(
            f"paths is {brief(fspath(path))}, no pattern of files: {error}",
            code="bad_path",
            column="paths",
            hint="'**' stands alone for folders within folders, such as 'mine/**/*.parquet'",
        ) from None


def _paths(source: Any) -> list[Path]:
    if isinstance(source, str | PathLike):
        path = path_of(source, "paths")
        if path.is_dir():
            found = _files_in(path)
        else:
            found = [path] if path.exists() else _of_pattern(path)
    elif hasattr(source, "columns") or hasattr(source, "keys"):
        raise InputError(
            f"paths is a {type(source).__name__}, not the path of a file",
            code="wrong_type",
            column="paths",
            hint="count a table by era_frequency, or part by part by Tally.update",
        )
    else:
        several = is_sequence(source)
        found = [path_of(one, "paths") for one in (source if several else [source])]
    lacking = [path for path in found if not path.is_file()]
    if lacking or not found:
        raise InputError(
            f"there is no file {fspath(lacking[0]) if lacking else source!r}",
            code="no_file",
            column="paths",
        )
    _refuse_repeated(found)
    return found
