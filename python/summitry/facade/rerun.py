"""A replication bundle run again, and compared with what it holds, byte by byte."""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from summitry.exceptions import InputError, SummitryError
from summitry.facade.bundle import SUMS
from summitry.facade.results import VERSIONS, results_of
from summitry.facade.study import Study
from summitry.frames import build
from summitry.frames.arguments import path_of
from summitry.frames.dates import day_of
from summitry.frames.door import at_the_door
from summitry.sources.files import MOST_BYTES
from summitry.sources.packages import bundled_folder
from summitry.study.folder import read_regular, text_of
from summitry.study.given_files import given_frames
from summitry.study.source import STUDY_FILE, Source

if TYPE_CHECKING:
    from summitry.frames import Frame

_STUDY = "study/"
_RECORDS = "study/records/"
ALTERED = "altered"
SAME, DIFFERS, MISSING, NEW = "same", "differs", "not made", "not in the bundle"


@at_the_door
def rerun(path: str | Path) -> Frame:
    """
    Run the study of a replication bundle again, and compare every result.

    Parameters
    ----------
    path : str or path
        What `Study.bundle` wrote.

    Returns
    -------
    frame of one row a result
        ``file``, and ``outcome``: ``"same"`` to the last byte, ``"differs"``,
        ``"not made"`` (figures, where matplotlib is not installed) or ``"not in the
        bundle"``. Versions of programs are not compared. Further rows name the files
        of bundled records that differ from those installed, which are what is run, and
        every file that is ``"altered"``: not what its SHA-256 in the bundle says.

    Raises
    ------
    StudyError
        If there is no such file, or its study cannot be read.
    InputError
        If it is no bundle, or is damaged.
    MissingExtraError
        If pandas is not installed, in which the outcomes are told; ``summitry rerun``
        in a terminal needs it only for tables that were given to the study.

    Examples
    --------
    >>> import summitry, tempfile, pathlib
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "mine.zip"
    >>> folder = path.parent / "mine"
    >>> files = summitry.new_study(folder)
    >>> written = summitry.read_study(folder).bundle(path)
    >>> set(summitry.rerun(path)["outcome"])
    {'same'}
    """
    outcomes = outcomes_of(path)
    return build({"file": list(outcomes), "outcome": list(outcomes.values())})


def outcomes_of(path: str | Path) -> dict[str, str]:
    """Return the outcome of each file of a bundle, as `rerun` does in a table."""
    files = _opened(path_of(path, "path"))
    held = {name: data for name, data in files.items() if name.startswith("results/")}
    made = _again(files)
    outcomes = {
        name: SAME if made.get(name) == data else DIFFERS if name in made else MISSING
        for name, data in held.items()
        if name != VERSIONS
    }
    outcomes |= {name: NEW for name in made if name not in held}
    return outcomes | _other_records(files) | _altered(files)


def _opened(path: Path) -> dict[str, bytes]:
    """The files of a bundle, none of them longer than may be read."""
    data = read_regular(path, path.name, MOST_BYTES)
    try:
        files = _unpacked(data, path)
    except (SummitryError, MemoryError):
        raise
    # What a damaged archive makes its readers raise has no common class.
    except Exception as error:  # noqa: BLE001
        said = f"it is no archive, or is damaged ({error})"
        raise _refused(path, said, "not_a_bundle") from None
    for name in (SUMS, VERSIONS, f"{_STUDY}{STUDY_FILE}"):
        if name not in files:
            raise _refused(path, f"it holds no {name}", "not_a_bundle")
    return files


def _unpacked(data: bytes, path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        if sum(entry.file_size for entry in entries) > MOST_BYTES:
            raise _refused(path, f"it unpacks to over {MOST_BYTES} bytes", "limit")
        return {entry.filename: archive.read(entry) for entry in entries}


def _other_records(files: dict[str, bytes]) -> dict[str, str]:
    """Files of bundled records that are not those installed."""
    found = {}
    for name, data in files.items():
        installed = bundled_folder() / name.removeprefix(_RECORDS)
        if not name.startswith(_RECORDS) or ".." in name:
            continue
        if not installed.is_file() or installed.read_bytes() != data:
            found[name] = DIFFERS
    return found


def _altered(files: dict[str, bytes]) -> dict[str, str]:
    """Files that are not what the sums of the bundle say; sums of files not there."""
    lines = files[SUMS].decode("utf-8", "replace").splitlines()
    sums = {name: sum_ for sum_, _, name in (line.partition("  ") for line in lines)}
    there = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    del there[SUMS]
    return {
        name: ALTERED
        for name in dict.fromkeys([*sums, *there])
        if sums.get(name) != there.get(name)
    }


def _again(files: dict[str, bytes]) -> dict[str, bytes]:
    """The results of the study of a bundle, computed anew."""
    try:
        said = json.loads(files[VERSIONS])
        name_of, as_of = str(said["study"]), said.get("as_of")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        said = f"its {VERSIONS} is damaged ({type(error).__name__})"
        raise _refused(Path("the bundle"), said, "not_a_bundle") from None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        for file, data in files.items():
            target = (folder / file.removeprefix(_STUDY)).resolve()
            if not file.startswith(_STUDY) or not target.is_relative_to(folder):
                continue  # what leads out of the study is no file of it
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        text = text_of(files[f"{_STUDY}{STUDY_FILE}"], STUDY_FILE)
        day = None if as_of is None else day_of(as_of, "as_of")
        study = Study(Source(name_of, folder, text, "arrays"), given_frames(files), day)
        made, _ = results_of(study)
    made.pop(VERSIONS)
    return made


def _refused(path: Path, said: str, code: str) -> InputError:
    return InputError(
        f"{path.name}: {said}",
        code=code,
        column="path",
        hint="give a file that `study.bundle('bundle.zip')` wrote",
    )
