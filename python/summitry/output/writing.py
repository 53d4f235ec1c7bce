"""Files written whole or not at all, and never over another unless asked."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from summitry.exceptions import InputError
from summitry.frames.arguments import path_of
from summitry.frames.visible import visible


def refuse_existing(path: str | Path, *, overwrite: bool) -> Path:
    """
    Return a path that may be written to, before any work is done for it.

    Raises
    ------
    InputError
        If there is such a file and it may not be replaced, or it is something else: a
        folder, a pipe or a device.
    """
    target = path_of(path, "path")
    if not overwrite:
        if os.path.lexists(target):
            raise _exists(target)
        return target
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return target
    except OSError as error:
        raise _unwritable(target, error) from None
    if not stat.S_ISREG(mode):
        raise InputError(
            f"{_called(target)} is {_KINDS.get(stat.S_IFMT(mode), 'no file')}, "
            "which is not replaced",
            code="not_a_file",
            column="path",
            hint="choose another name",
        )
    return target


def refuse_suffix(path: str | Path, *own: str) -> None:
    """
    Refuse a name that ends as files of another kind do.

    Examples
    --------
    >>> refuse_suffix("table.v2.csv", ".csv")

    Raises
    ------
    InputError
        If it does.
    """
    target = path_of(path, "path")
    suffix = target.suffix.lower()
    if suffix in _SUFFIXES and suffix not in own:
        raise InputError(
            f"'{_called(target)}' ends as another kind of file than the one that is written",
            code="unknown_kind",
            column="path",
            hint=f"end it with {own[0]}, or save it as that kind: show(...).save(path)",
        )


_SUFFIXES = frozenset(
    [
        ".bib",
        ".csv",
        ".doc",
        ".docx",
        ".feather",
        ".gif",
        ".html",
        ".htm",
        ".ipynb",
        ".jpg",
        ".json",
        ".md",
        ".ods",
        ".parquet",
        ".pdf",
        ".png",
        ".ps",
        ".py",
        ".svg",
        ".tex",
        ".toml",
        ".tsv",
        ".txt",
        ".xls",
        ".xlsm",
        ".xlsx",
        ".xml",
        ".yaml",
        ".zip",
    ]
)
"""Endings by which other programs know what a file is."""
_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFSOCK: "a socket",
}


def write_whole(path: str | Path, data: str | bytes, *, overwrite: bool) -> Path:
    """
    Write a file: to a temporary name beside it, to the disk, then by renaming.

    Parameters
    ----------
    path : str or path
        Where to write. What a link leads to is written; the link stays.
    data : str or bytes
        What to write; text as UTF-8.
    overwrite : bool
        Whether a file that is there already may be replaced; it keeps its mode.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    InputError
        If there is such a file and it may not be replaced, or it cannot be written.
    """
    target = refuse_existing(path, overwrite=overwrite)
    data = _encoded(data, target)
    try:
        place = Path(os.path.realpath(target)) if overwrite else target
        beside = place.with_name(f".{secrets.token_hex(8)}.part")
        try:
            _write_through(beside, data)
            _put(beside, place, overwrite=overwrite)
        finally:
            with suppress(OSError):
                beside.unlink()
    except FileExistsError:
        raise _exists(target) from None
    except OSError as error:
        raise _unwritable(target, error) from None
    return target


def made_folder(path: str | Path) -> Path:
    """
    Return a folder, made if it is not there.

    Raises
    ------
    InputError
        If it cannot be made, or there is a file of its name.
    """
    folder = path_of(path, "folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"{_called(folder)} cannot be made a folder: {error.strerror or error}",
            code="cannot_write",
            column="folder",
            hint=hint_on(
                error, "choose another name, or a place that is yours to write in"
            ),
        ) from None
    return folder


def _encoded(data: str | bytes, target: Path) -> bytes:
    if isinstance(data, bytes):
        return data
    try:
        return data.encode()
    except UnicodeEncodeError as error:
        line = data.count("\n", 0, error.start) + 1
        begin = data.rfind("\n", 0, error.start) + 1
        near = data[max(begin, error.start - 20) : error.end + 20]
        raise InputError(
            f"{_called(target)} cannot be written: line {line} would hold {near!a}, of "
            "which half a character is lost",
            code="not_unicode",
            column="path",
            hint="read the source again, with the encoding that it has",
        ) from None


def _write_through(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _put(beside: Path, target: Path, *, overwrite: bool) -> None:
    """Give the file its name; without leave to overwrite by a link, which refuses."""
    if overwrite:
        with suppress(FileNotFoundError):
            _resemble(beside, target.stat())
        beside.replace(target)
        return
    try:
        os.link(beside, target)
    except FileExistsError:
        raise
    except OSError:
        # A file system without links: the name is taken by an empty file, which only
        # one can make.
        target.open("xb").close()
        try:
            beside.replace(target)
        except OSError:
            target.unlink()
            raise


def _resemble(path: Path, status: os.stat_result) -> None:
    """Give a file the owner and the mode that another has, as far as may be."""
    if hasattr(os, "chown"):
        with suppress(PermissionError):
            os.chown(path, status.st_uid, status.st_gid)
    path.chmod(stat.S_IMODE(status.st_mode))


def _called(path: Path) -> str:
    """What a message calls a path: its name, of which a folder may have none."""
    return visible(path.name or str(path))


def _exists(target: Path) -> InputError:
    return InputError(
        f"{_called(target)} is there already",
        code="file_exists",
        column="path",
        hint="choose another name, or say overwrite=True (--overwrite in a terminal)",
    )


def _unwritable(target: Path, error: OSError) -> InputError:
    return InputError(
        f"{_called(target)} cannot be written: {error.strerror or error}",
        code="cannot_write",
        column="path",
        hint=hint_on(error, "the folder must be there, and yours to write in"),
    )


_PLACE = frozenset(
    {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR, errno.EEXIST}
)
"""Faults of the place, which another place does not have."""


def hint_on(error: OSError, hint: str) -> str | None:
    """
    Return a hint on the place if it is the place that keeps a file from being written.

    Examples
    --------
    >>> hint_on(OSError(errno.ENOSPC, "no room"), "choose another") is None
    True
    """
    return hint if error.errno in _PLACE else None
