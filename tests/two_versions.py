"""Two versions of a small study, and the rows of what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conftest import in_pandas
from small_study import ONE_AND_TWO, study_of, visit

import summitry
from summitry import compare_studies

if TYPE_CHECKING:
    from pathlib import Path

VISITS = [
    visit("2001-05-01", id="a"),
    visit("2002-05-01", id="b"),
    visit("2003-05-01", id="c"),
    visit("2005-05-01", id="d"),
]
CLAIM = "at = { era = 'One', side = 'AAA' }\nquantity = 'count'\nprinted = '3'"
FEWER = (
    "quantity = 'frequency'\nat = { era = 'Two', side = 'AAA' }\n"
    "lower_than = { era = 'One', side = 'AAA' }"
)


def versions(
    folder: Path, old: dict[str, Any], new: dict[str, Any]
) -> summitry.StudyChanges:
    studies = []
    for name, changed in (("old", old), ("new", new)):
        (folder / name).mkdir()
        own: dict[str, Any] = {
            "claims": {"three": CLAIM, "fewer": FEWER},
            "visits": VISITS,
            "eras": ONE_AND_TWO,
        }
        studies.append(study_of(folder / name, **(own | changed)))
    return compare_studies(*studies)


def rows(frame: Any, *names: str) -> list[tuple[Any, ...]]:
    return list(in_pandas(frame)[list(names)].itertuples(index=False, name=None))
