"""Everything that writes files, each with two contents of its own."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import summitry
from summitry.output.saved_folder import LIST, write_folder

Writer: TypeAlias = Callable[[Path, int], object]

OLD, NEW = 0, 1

ARCHIVES = ("bundle", "workbook")


SMALL: Mapping[str, Writer] = {
    "csv": lambda path, new: summitry.write_csv(
        {"n": [*range(5_000 - 500 * new)]}, path, overwrite=True
    ),
    "folder": lambda path, new: write_folder(
        path,
        {"a": f"{new}\n" * 10_000, "bn"[new]: "b" * 5_000, "c": "c" * (new + 1)},
        overwrite=True,
    ),
}
"""By name what writes the old or the new content to a path."""


def writers(home: Path) -> dict[str, Writer]:
    """The same of everything that writes the results of a study."""
    both = [_study(home / name, less=name == "new") for name in ("old", "new")]
    runs = [study.run() for study in both]
    return {
        "folder": lambda path, new: runs[new].save(path, overwrite=True),
        "report": lambda path, new: both[new].report(path, overwrite=True),
        "bundle": lambda path, new: both[new].bundle(path, overwrite=True),
        "workbook": lambda path, new: runs[new].save_workbook(path, overwrite=True),
    }


def _study(path: Path, *, less: bool) -> summitry.Study:
    """The study that every newcomer gets, or the same without its last visit."""
    summitry.new_study(path)
    if less:
        visits = path / "visits.csv"
        lines = visits.read_text("utf-8").splitlines(keepends=True)
        visits.write_text("".join(lines[:-1]), "utf-8")
    return summitry.read_study(path)


def place_of(kind: str, home: Path) -> Path:
    """A file for a kind of writer: the name of a report says what it is."""
    return home / f"{kind}{'.html' if kind == 'report' else '.out'}"


def sums(path: Path) -> dict[str, str]:
    """The SHA-256 of a file, or of each file of a folder that is not hidden."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return {
        one.name: hashlib.sha256(one.read_bytes()).hexdigest()
        for one in files
        if one.exists() and not one.name.startswith(".")
    }


def half_written(kind: str, path: Path, *known: Mapping[str, str]) -> dict[str, str]:
    """The files that are none of those that were written, to the last byte."""
    found = sums(path)
    if kind in ARCHIVES:
        # An archive says when it was made, and which of its parts are damaged.
        return found if path.exists() and zipfile.ZipFile(path).testzip() else {}
    return {
        name: sum_
        for name, sum_ in found.items()
        if name != LIST and sum_ not in {each.get(name) for each in known}
    }


def unlisted(path: Path) -> set[str]:
    """The files of a folder of results that its list does not name."""
    listed = (path / LIST).read_text("utf-8") if (path / LIST).exists() else ""
    return {name for name in sums(path) if name != LIST and name not in listed}
