"""Files that belong together in a folder, which then holds no older ones of them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from summitry.exceptions import InputError
from summitry.output.writing import made_folder, refuse_existing, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_STUDY = "study.toml"
LIST = "summitry-files.txt"
"""Says which files of a folder summitry wrote, with the SHA-256 of each."""
_HEAD = "# Files that summitry wrote; sha256sum -c summitry-files.txt"


def write_folder(
    folder: str | Path, files: Mapping[str, str], *, overwrite: bool
) -> Path:
    """
    Write files into a folder, and remove others that an earlier call wrote.

    Only what `LIST` names, and what still is as it was written, is ever removed.

    Parameters
    ----------
    folder : str or path
        Where to write; it is made if it is not there.
    files : mapping of name to text
        The files.
    overwrite : bool
        Whether files that are there already may be replaced.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    InputError
        If a file is there already, or cannot be written, or may be a study's own.

    Examples
    --------
    >>> import tempfile
    >>> folder = write_folder(tempfile.mkdtemp(), {"a": "1", "b": "2"}, overwrite=False)
    >>> mine = (folder / "mine").write_text("3")
    >>> _ = write_folder(folder, {"b": "4"}, overwrite=True)
    >>> sorted(path.name for path in folder.iterdir())
    ['b', 'mine', 'summitry-files.txt']
    """
    home = made_folder(folder)
    for name in (*files, LIST):
        refuse_existing(home / name, overwrite=overwrite)
    old = _listed(home / LIST)
    _refuse_own_tables(home, files, {name for _, name in old})
    new = [(_sum(text.encode()), name) for name, text in files.items()]
    # Until all is done the list has both, so that what fails halfway leaves no orphans.
    write_whole(home / LIST, _text({*old, *new}), overwrite=overwrite)
    for name, text in files.items():
        write_whole(home / name, text, overwrite=overwrite)
    _remove(home, [(sum_, name) for sum_, name in old if name not in files])
    write_whole(home / LIST, _text(new), overwrite=True)
    return home


def _refuse_own_tables(home: Path, files: Iterable[str], ours: set[str]) -> None:
    """Refuse a study's own folder where a file may be one of its tables."""
    if not (home / _STUDY).is_file():
        return
    for name in files:
        if name not in ours and (home / name).is_file():
            raise InputError(
                f"{name} is there already beside {_STUDY}, and may be a table of the "
                "study",
                code="own_table",
                column="folder",
                hint="choose another folder",
            )


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _text(listed: Iterable[tuple[str, str]]) -> str:
    return "\n".join([_HEAD, *(f"{sum_}  {name}" for sum_, name in listed)]) + "\n"


def _listed(path: Path) -> list[tuple[str, str]]:
    """What an earlier list says; nothing where there is none of ours."""
    try:
        head, *lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError, ValueError):
        return []
    pairs = [line.partition("  ")[::2] for line in lines]
    return pairs if head == _HEAD else []


def _remove(home: Path, listed: Iterable[tuple[str, str]]) -> None:
    """Remove files of the folder that are to the last byte what was written."""
    for sum_, name in listed:
        path = home / name
        if Path(name).name != name or path.is_symlink() or not path.is_file():
            continue
        try:
            if _sum(path.read_bytes()) == sum_:
                path.unlink()
        except OSError as error:
            raise InputError(
                f"{name} of an earlier run cannot be removed: {error.strerror or error}",
                code="cannot_write",
                column="folder",
                hint="remove it, or choose another folder",
            ) from None
