"""Files that are larger than memory, read some columns and some rows at a time."""

from __future__ import annotations

from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summitry.exceptions import InputError, MissingExtraError, SummitryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ROWS = 1 << 19
"""About how many rows are held at a time."""

_FORMATS = {".parquet": "parquet", ".pq": "parquet", ".arrow": "ipc", ".feather": "ipc"}


def batches_of(source: Any, wanted: Sequence[str]) -> Iterator[Any]:
    """
    Yield the rows of files in their order, as pyarrow tables of the columns wanted.

    Of columns that are not there it is left to the reader to complain.

    Parameters
    ----------
    source : path, pattern, folder, sequence of paths or pyarrow dataset
        Parquet or Arrow files, in the order given; those of a pattern or a folder by
        name. Or a dataset of any format that pyarrow reads.
    wanted : sequence of str
        The columns.

    Raises
    ------
    InputError
        If there is no such file, or none of a kind that is read.
    MissingExtraError
        If pyarrow is not installed.
    """
    data = _dataset(source)
    columns = [name for name in wanted if name in data.schema.names]
    scanner = data.scanner(
        columns=columns, batch_size=1 << 17, batch_readahead=2, fragment_readahead=1
    )
    yield from gathered_batches(scanner.to_batches())


def gathered_batches(batches: Iterable[Any]) -> Iterator[Any]:
    """Yield Arrow batches put together into tables of about as many rows."""
    import pyarrow as pa

    held: list[Any] = []
    for batch in batches:
        held.append(batch)
        if sum(one.num_rows for one in held) >= ROWS:
            yield pa.Table.from_batches(held)
            held = []
    if held:
        yield pa.Table.from_batches(held)


def told_where(error: SummitryError, first: int, rows: int) -> None:
    """Say of a mistake in one batch in which rows of all it is."""
    error.add_note(f"Counted within rows {first} to {first + rows - 1} of all files")


def _dataset(source: Any) -> Any:
    try:
        import pyarrow as pa
        from pyarrow import dataset
    except ImportError as error:
        raise MissingExtraError(
            "files are read by pyarrow, which is not installed",
            code="no_pyarrow",
            hint="pip install 'summitry[arrow]'",
        ) from error
    if isinstance(source, dataset.Dataset):
        return source
    paths = _paths(source)
    kinds = {_FORMATS.get(path.suffix) for path in paths}
    if None in kinds or len(kinds) > 1:
        listed = ", ".join(sorted({f"'{path.suffix}'" for path in paths}))
        raise InputError(
            f"the files end in {listed}; they must all be Parquet (.parquet) or all "
            "Arrow files (.arrow, .feather)",
            code="unknown_format",
            column="paths",
            hint="give pyarrow.dataset.dataset(paths, format='csv'), or another that "
            "pyarrow reads",
        )
    files = [fspath(path) for path in paths]
    if kinds == {"ipc"}:
        return dataset.dataset(files, format="ipc")
    schema = dataset.dataset(files[0], format="parquet").schema
    # Codes instead of texts, as most files hold them.
    texts = {one.name for one in schema if pa.types.is_string(one.type)}
    return dataset.dataset(
        files, format=dataset.ParquetFileFormat(dictionary_columns=texts)
    )


def _paths(source: Any) -> list[Path]:
    if isinstance(source, str | PathLike):
        path = Path(source)
        if path.is_dir():
            found = sorted(
                one
                for one in path.rglob("*")
                if one.suffix in _FORMATS and one.is_file()
            )
        else:
            pattern = path.relative_to(path.anchor)
            files = [path] if path.exists() else Path(path.anchor).glob(str(pattern))
            found = sorted(files)
    else:
        found = [Path(one) for one in source]
    lacking = [path for path in found if not path.is_file()]
    if lacking or not found:
        raise InputError(
            f"there is no file {fspath(lacking[0]) if lacking else source!r}",
            code="no_file",
            column="paths",
        )
    return found
