"""
The folder of a study: its files are read from inside it and from nowhere else.

A path in a study file is data that somebody else may have written. It is taken as a
path below the folder, links are followed before it is looked at, and only a regular
file is opened. Nothing in it is expanded.
"""

from __future__ import annotations

import os
import re
import stat
from typing import TYPE_CHECKING

from summitry.exceptions import InputError, StudyError
from summitry.sources.blocks import read_blocks

if TYPE_CHECKING:
    from pathlib import Path

_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:")


def read_inside(folder: Path, named: str, limit: int) -> bytes:
    """
    Read a file that a study names.

    Parameters
    ----------
    folder : Path
        The study's folder.
    named : str
        The path as the study has it.
    limit : int
        Most bytes that are read.

    Returns
    -------
    bytes
        What the file holds.

    Raises
    ------
    StudyError
        If the path is a URL or absolute, leads out of the folder, is no regular file
        or holds too much.
    """
    return read_regular(_inside(folder, named), named, limit)


def read_regular(path: Path, named: str, limit: int) -> bytes:
    """
    Read a regular file of limited size; never wait on a pipe or a device.

    Raises
    ------
    StudyError
        If there is no such file, it is something else, or it holds too much.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags)
    except FileNotFoundError:
        raise _refused(named, "there is no such file", "no_file") from None
    except OSError as error:
        said = f"it cannot be opened ({error.strerror})"
        raise _refused(named, said, "unreadable_file") from None
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        raise _refused(named, "it is not a regular file", "not_a_file")
    with os.fdopen(handle, "rb") as file:
        if status.st_size > limit:
            said = f"it has {status.st_size} bytes; at most {limit} are read"
            raise _refused(named, said, "limit")
        try:
            return read_blocks(file, named, limit)
        except InputError as error:
            raise _refused(named, error.message, error.code, error.hint) from None
        except OSError as error:
            said = f"it cannot be read ({error.strerror or error})"
            raise _refused(named, said, "unreadable_file") from None


def text_of(data: bytes, named: str) -> str:
    """
    Decode UTF-8, strictly, with or without a byte order mark.

    Raises
    ------
    StudyError
        Naming the line with the first byte that is not UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise StudyError(
            f"{named}, line {line}: byte 0x{data[error.start]:02x} is not UTF-8",
            code="not_utf8",
            line=line,
            hint="save the file as UTF-8",
        ) from None


def _inside(folder: Path, named: str) -> Path:
    hint = "a path in a study is below the folder of the study, such as 'visits.csv'"
    if _SCHEME.match(named):
        said = "it is a URL or names a drive; nothing is fetched"
        raise _refused(named, said, "url", hint)
    if not named.strip() or "\\" in named or named.startswith(("/", "~")):
        raise _refused(named, "it is not a path below the folder", "bad_path", hint)
    home = folder.resolve()
    try:
        target = (home / named).resolve(strict=False)
    except (OSError, RuntimeError, ValueError):
        raise _refused(named, "it leads nowhere", "bad_path", hint) from None
    if not target.is_relative_to(home) or target == home:
        raise _refused(named, "it leads out of the folder", "path_outside", hint)
    return target


def _refused(named: str, said: str, code: str, hint: str | None = None) -> StudyError:
    shown = ascii(named)[1:81] if not named.isprintable() else named[:80]
    return StudyError(f"'{shown.rstrip(chr(39))}': {said}", code=code, hint=hint)
