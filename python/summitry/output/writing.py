"""Files written whole or not at all, and never over another unless asked."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from summitry.exceptions import InputError


def refuse_existing(path: str | Path, *, overwrite: bool) -> None:
    """
    Refuse to write over a file, before any work is done for it.

    Raises
    ------
    InputError
        If there is such a file and it may not be replaced.
    """
    if not overwrite and os.path.lexists(path):
        raise _exists(Path(path))


def write_whole(path: str | Path, data: str | bytes, *, overwrite: bool) -> Path:
    """
    Write a file: to a temporary name beside it, to the disk, then by renaming.

    Parameters
    ----------
    path : str or path
        Where to write.
    data : str or bytes
        What to write; text as UTF-8.
    overwrite : bool
        Whether a file that is there already may be replaced.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    InputError
        If there is such a file and it may not be replaced, or it cannot be written.
    """
    target = Path(path)
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    refuse_existing(target, overwrite=overwrite)
    try:
        try:
            _write_through(beside, data)
            _put(beside, target, overwrite=overwrite)
        finally:
            with suppress(FileNotFoundError):
                beside.unlink()
    except FileExistsError:
        raise _exists(target) from None
    except OSError as error:
        raise InputError(
            f"{target.name} cannot be written: {error.strerror or error}",
            code="cannot_write",
            column="path",
            hint="the folder must be there, and yours to write in",
        ) from None
    return target


def made_folder(path: str | Path) -> Path:
    """
    Return a folder, made if it is not there.

    Raises
    ------
    InputError
        If it cannot be made, or there is a file of its name.
    """
    if not isinstance(path, str | Path):
        raise InputError(
            f"folder is {path!r:.80}, not the name of one",
            code="bad_path",
            column="folder",
        )
    folder = Path(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"{folder.name} cannot be made a folder: {error.strerror or error}",
            code="cannot_write",
            column="folder",
            hint="choose another name, or a place that is yours to write in",
        ) from None
    return folder


def _write_through(path: Path, data: str | bytes) -> None:
    with path.open("xb") as file:
        file.write(data.encode() if isinstance(data, str) else data)
        file.flush()
        os.fsync(file.fileno())


def _put(beside: Path, target: Path, *, overwrite: bool) -> None:
    """Give the file its name; without leave to overwrite by a link, which refuses."""
    if not overwrite:
        try:
            os.link(beside, target)
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            if os.path.lexists(target):
                raise FileExistsError from None
        else:
            return
    beside.replace(target)


def _exists(target: Path) -> InputError:
    return InputError(
        f"{target.name} is there already",
        code="file_exists",
        column="path",
        hint="choose another name, or ask to overwrite it",
    )
