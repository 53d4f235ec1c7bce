"""A working study to start from: a study file with its tables, all to be replaced."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from summitry import _core
from summitry.exceptions import InputError, StudyError
from summitry.frames.arguments import path_of
from summitry.frames.door import at_the_door
from summitry.frames.visible import visible
from summitry.output.writing import made_folder, write_whole

FOLDER = Path(__file__).with_name("template")
"""Where the template is."""


@at_the_door
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
    InputError
        If the folder has no name.
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
    home = path_of(folder, "folder")
    contents = {
        path.name: path.read_bytes()
        for path in sorted(FOLDER.iterdir(), key=lambda path: path.suffix != ".toml")
        if path.suffix in {".toml", ".csv"}
    }
    contents["study.schema.json"] = _core.study_schema().encode()
    taken = [name for name in contents if os.path.lexists(home / name)]
    if taken:
        raise _taken(home / taken[0])
    new = _new_folders(home)
    written: list[Path] = []
    try:
        made_folder(home)
        for name, data in contents.items():
            written.append(write_whole(home / name, data, overwrite=False))
    except InputError as error:
        _take_back(written, new)
        if error.code == "file_exists":
            # Somebody else began a study here meanwhile.
            raise _taken(home / [*contents][len(written)]) from None
        said = f"{visible(str(home))} cannot be written to ({error.message.rpartition(': ')[2]})"
        raise StudyError(said, code="unwritable", file=str(home)) from None
    return written


def _new_folders(home: Path) -> list[Path]:
    """The folders that have to be made, the innermost first."""
    return [one for one in (home, *home.parents) if not os.path.lexists(one)]


def _take_back(written: list[Path], folders: list[Path]) -> None:
    """Remove what was written of a study that could not be written whole."""
    with suppress(OSError):
        for file in written:
            file.unlink()
        for folder in folders:
            folder.rmdir()  # only if nobody else has a file there


def _taken(path: Path) -> StudyError:
    return StudyError(
        f"{visible(str(path))} is there already; no file is replaced",
        code="file_exists",
        file=str(path),
        hint="give another folder",
    )
