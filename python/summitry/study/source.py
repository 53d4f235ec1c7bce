"""The text of a study file, and the place in it of a mistake that its data reveal."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summitry import _core
from summitry.exceptions import StudyError
from summitry.frames.arguments import path_of
from summitry.frames.suggestion import choices, did_you_mean
from summitry.sources.packages import bundled_folder, is_path
from summitry.study.folder import read_inside, read_regular, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summitry.exceptions import SummitryError

STUDY_FILE = "study.toml"
"""What the study of a folder is called."""


@dataclass(frozen=True)
class Source:
    """
    A study file as it was read.

    Attributes
    ----------
    name : str
        What messages call it: its file name, or the name of a bundled study.
    folder : Path
        Where the files that it names are.
    text : str
        What it says.
    backend : str
        The kind of table that its files and bundled records become.
    """

    name: str
    folder: Path
    text: str
    backend: str = "pandas"

    @classmethod
    def find(cls, named: str | Path, backend: str = "pandas") -> Source:
        """
        Read a study by path (of the file or its folder) or by bundled name.

        Raises
        ------
        StudyError
            If there is none, or it cannot be read.
        """
        path = path_of(named, "source")
        bundled = isinstance(named, str) and named in bundled_studies()
        path = bundled_folder() / path if bundled else path
        if path.is_dir():
            path = path_of(path / STUDY_FILE, "source")
        if not path.exists():
            raise _no_study(named)
        data = read_regular(path, path.name, _core.largest_study())
        name = str(named) if bundled else path.name
        return cls(name, path.parent, text_of(data, path.name), backend)

    def model(self) -> dict[str, Any]:
        """
        Return what the study says, as a plain dictionary with the keys of the file.

        Raises
        ------
        StudyError
            With the line, the key and the choices.
        """
        model: dict[str, Any] = json.loads(_core.read_study(self.name, self.text))
        return model

    def read(self, named: str, limit: int, key: str) -> bytes:
        """
        Read a file in the study's folder.

        Raises
        ------
        StudyError
            With the line and key that name the file.
        """
        try:
            return read_inside(self.folder, named, limit)
        except StudyError as error:
            raise self.placed(key, error) from None

    def locate(self, key: str) -> tuple[int, int]:
        """Line and column of a key, or of the nearest table above it."""
        (place,) = self.locate_all([key])
        return place

    def locate_all(self, keys: list[str]) -> list[tuple[int, int]]:
        """Lines and columns of several keys."""
        return _core.locate_keys(self.text, keys) or [(1, 1)] * len(keys)

    def mistake(
        self,
        key: str,
        said: str,
        code: str,
        hint: str | None = None,
        **fields: Any,
    ) -> StudyError:
        """Return an error placed at a key of the file."""
        line, column = self.locate(key)
        return StudyError(
            f"{self.name}, line {line}, column {column}: {said}",
            code=code,
            hint=hint,
            file=self.name,
            line=line,
            key=key,
            **fields,
        )

    def placed(self, key: str, error: SummitryError, **fields: Any) -> StudyError:
        """Return what is wrong with something that the file names, at its key."""
        return self.mistake(key, error.message, error.code, error.hint, **fields)

    def refuse_columns(
        self,
        name: str,
        wanted: Mapping[str, str],
        have: Sequence[str],
        *,
        given: bool = False,
    ) -> None:
        """Raise for a column that a table lacks, or would have twice."""
        for ours, theirs in wanted.items():
            key = f"{name}.columns.{ours}"
            if theirs not in have and not (given and ours in have):
                raise self.unknown(key, theirs, have, "column")
            if ours in have and theirs in have and ours != theirs:
                said = f"there is a column '{ours}' already, beside '{theirs}'"
                raise self.mistake(key, said, "double_column")

    def unknown(
        self, key: str, found: str, known: Sequence[str], what: str
    ) -> StudyError:
        """Return the error for a name that is not one of those known."""
        return self.mistake(
            key,
            f"there is no {what} '{found[:80]}'",
            f"unknown_{what.replace(' ', '_')}",
            choices(found, known),
        )


def bundled_studies() -> list[str]:
    """
    Names of the studies that come with the package.

    Examples
    --------
    >>> bundled_studies()
    ['china-dprk', 'china-rok', 'pyongyang-or-seoul']
    """
    return sorted(path.parent.name for path in bundled_folder().glob(f"*/{STUDY_FILE}"))


def _no_study(named: str | Path) -> StudyError:
    known = bundled_studies()
    listed = ", ".join(f"'{name}'" for name in known)
    hint = f"bundled studies are {listed}"
    if is_path(named) and Path(named).suffix not in {"", ".toml"}:
        hint += (
            f"; a list of visits is read by summitry.read_visits({str(named)[:80]!r})"
        )
    where = ""
    if Path(named).is_dir():
        where, hint = "in the folder ", f"call it {STUDY_FILE}, or name the file itself"
    return StudyError(
        f"there is no study file {where}'{str(named)[:80]}'",
        code="no_study",
        hint=hint if where else did_you_mean(named, known, most=len(known)) or hint,
        file=str(named),
    )
