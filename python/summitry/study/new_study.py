"""A working study to start from: a study file with its tables, all to be replaced."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from summitry import _core
from summitry.exceptions import StudyError

FOLDER = Path(__file__).with_name("template")
"""Where the template is."""


def new_study(folder: str | Path) -> list[Path]:
    """
    Write a working study into a folder: a study file, its tables and its schema.

    Parameters
    ----------
    folder : str or path
        The folder; it is made if it is not there. No file in it is replaced.

    Returns
    -------
    list of Path
        The files written, the study file first.

    Raises
    ------
    StudyError
        If one of the files is there already, or the folder cannot be written to.

    Examples
    --------
    >>> import tempfile, summitry
    >>> with tempfile.TemporaryDirectory() as home:
    ...     files = summitry.new_study(f"{home}/mine")
    ...     summitry.read_study(files[0]).check().passed
    True
    """
    home = Path(folder)
    contents = {
        path.name: path.read_bytes()
        for path in sorted(FOLDER.iterdir(), key=lambda path: path.suffix != ".toml")
        if path.suffix in {".toml", ".csv"}
    }
    contents["study.schema.json"] = _core.study_schema().encode()
    taken = [name for name in contents if (home / name).exists()]
    if taken:
        raise StudyError(
            f"{home / taken[0]} is there already; no file is replaced",
            code="file_exists",
            file=str(home / taken[0]),
            hint="give another folder",
        )
    try:
        home.mkdir(parents=True, exist_ok=True)
        return [_write(home / name, data) for name, data in contents.items()]
    except OSError as error:
        said = f"{home} cannot be written to ({error.strerror})"
        raise StudyError(said, code="unwritable", file=str(home)) from None


def _write(path: Path, data: bytes) -> Path:
    """Write a file whole or not at all."""
    handle, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(made).chmod(0o644)
        return Path(made).replace(path)
    except OSError:
        Path(made).unlink(missing_ok=True)
        raise
