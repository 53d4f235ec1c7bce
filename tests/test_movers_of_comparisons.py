"""What moved a claim that compares: visits of all that it compares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import columns_of
from small_study import era, study_of, visit

import summitry

if TYPE_CHECKING:
    from pathlib import Path

ERAS = [
    era("One", "2001-01-01", "2003-01-01"),
    era("Two", "2003-01-01", "2005-01-01"),
    era("Three", "2005-01-01"),
]
AT = "quantity = 'frequency'\nat = { era = 'One' }\n"
ON_TWO = {
    "lower": f"{AT}lower_than = {{ era = 'Two' }}",
    "higher": f"{AT}higher_than = {{ era = 'Two' }}",
    "apart": f"{AT}told_apart_from = {{ era = 'Two' }}",
    "ratio": "quantity = 'ratio'\nat = { era = 'One' }\nof = { era = 'Two' }\n"
    "printed = 2.0",
    "share": "quantity = 'share'\nat = { era = 'One', where = { summit = true } }\n"
    "of = { era = 'Two' }\nprinted = 0.5",
}
ON_ALL = {
    "rank": f"{AT}rank = {{ place = 2 }}",
    "ascending": "quantity = 'count'\nascending = ['One', 'Three', 'Two']",
}
ON_ONE = {"value": f"{AT}printed = 1.0"}


def movers(folder: Path, added: str) -> dict[str, str]:
    """Return which visits moved each claim where one visit is added."""
    days = ["2001-03-01", "2002-03-01", "2003-03-01", "2005-03-01", "2006-03-01"]
    rows = [visit(day, id=day, summit="true") for day in days]
    claims = ON_TWO | ON_ALL | ON_ONE
    versions = []
    for name, visits in (
        ("old", rows),
        ("new", [*rows, visit(added, id="added", summit="true")]),
    ):
        (folder / name).mkdir()
        versions.append(study_of(folder / name, claims, visits, ERAS))
    found = columns_of(summitry.compare_studies(*versions).verdicts)
    assert set(found["moved_by"]) <= {"visits"}
    return dict(zip(found["claim"], found["rows"], strict=True))


@pytest.mark.parametrize(
    ("added", "moved"),
    [
        ("2001-04-01", {*ON_TWO, *ON_ALL, *ON_ONE}),
        ("2003-04-01", {*ON_TWO, *ON_ALL}),
    ],
)
def test_every_claim_that_moved_says_by_which_visit(
    added: str, moved: set[str], tmp_path: Path
) -> None:
    """Of the era that was named second nothing was told, or another visit."""
    found = movers(tmp_path, added)
    assert set(found) <= moved
    assert {"ratio", "apart"} <= set(found)
    assert set(found.values()) == {"enters added"}
