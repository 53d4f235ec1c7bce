"""A study of a few lines, written into a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import summitry

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
title = "A study"
[observation]
since = 2010-01-01
through = 2019-12-31
[visits]
path = "visits.csv"
"""


def write(folder: Path, text: str = TEXT, csv: str = "date\n2011-01-01\n") -> Path:
    (folder / "visits.csv").write_text(csv, "utf-8")
    path = folder / "study.toml"
    path.write_text(text, "utf-8")
    return path


def visits_of(path: Path) -> Any:
    return summitry.read_study(path).visits
