"""
Data packages: folders of tables that a ``datapackage.json`` describes.

Each column is read as the type that its Table Schema states, so that a record says
once what its columns are. See https://datapackage.org/standard/table-schema.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import CategoryError
from summitry.frames.arguments import known_name
from summitry.frames.dates import days_of_values, filled, to_dates
from summitry.frames.suggestion import listed

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt

Column = Any
"""One column as a numpy array; a missing text is None, other values as in a frame."""


def bundled_folder() -> Path:
    """Return the folder of the bundled records, one folder each."""
    from pathlib import Path

    return Path(__file__).parent.parent / "datasets"


def folder_of(name: str, file: str = "datapackage.json") -> Path:
    """Return the folder of a bundled record, or say which have such a file."""
    known = sorted(path.parent.name for path in bundled_folder().glob(f"*/{file}"))
    try:
        return bundled_folder() / known_name(name, known, "record")
    except CategoryError as error:
        if is_path(name):
            error.hint = (
                f"{listed(known)} come with the package; a list of your own is "
                f"read by summitry.read_visits({str(name)[:80]!r})"
            )
        raise


_SUFFIX = re.compile(r"[^.]\.[^.]+$")
"""A file name that ends in a point and more, and does not begin with the point."""


def is_path(name: object) -> bool:
    """
    Whether a name looks like the path of a file.

    Examples
    --------
    >>> is_path("my.csv"), is_path("china-dprk")
    (True, False)
    """
    said = str(name)
    return "/" in said or "\\" in said or _SUFFIX.search(said) is not None


def package_of(name: str) -> dict[str, Any]:
    """Return the description of a bundled record."""
    import json

    text = (folder_of(name) / "datapackage.json").read_text("utf-8")
    package: dict[str, Any] = json.loads(text)
    return package


def read_table(name: str, resource: str) -> dict[str, Column]:
    """Read the columns of one table of a bundled record, each of its own type."""
    import csv

    folder = folder_of(name, f"{resource}.csv")
    resources = {table["name"]: table for table in package_of(name)["resources"]}
    table = resources[resource]
    with (folder / table["path"]).open(encoding="utf-8", newline="") as lines:
        cells = np.array(list(csv.reader(lines)), dtype=object)[1:]
    return {
        field["name"]: _typed(cells[:, number], field["name"], field["type"])
        for number, field in enumerate(table["schema"]["fields"])
    }


def days_of_texts(
    texts: npt.NDArray[Any], name: str
) -> tuple[npt.NDArray[np.datetime64], npt.NDArray[np.datetime64]]:
    """Return the first and the last day that each text may mean; NaT where missing."""
    values, missing = filled(texts.tolist(), optional=True)
    spans = days_of_values(values, name, spans_allowed=True)
    return to_dates(spans.first, missing), to_dates(spans.last, missing)


def _typed(cells: npt.NDArray[Any], name: str, kind: str) -> Column:
    missing = cells == ""
    if kind == "boolean":
        return cells == "true"
    if kind == "number":
        return np.where(missing, "nan", cells).astype(np.float64)
    if kind == "integer":
        whole = np.where(missing, "0", cells).astype(np.int64)
        return np.ma.masked_array(whole, mask=missing)
    texts = cells.copy()
    texts[missing] = None
    return days_of_texts(texts, name)[0] if kind == "date" else texts
