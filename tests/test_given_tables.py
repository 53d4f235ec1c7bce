"""Tables that a caller gives to a study: read as its files are, and bundled with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from small_study import ONE_AND_TWO, shock, study_of, visit

import summitry
from summitry.frames import Table
from summitry.output.export import csv_text

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Maker

CLAIMS = {
    "count": "at = { era = 'One', side = 'AAA' }\nquantity = 'count'\nprinted = '2'",
    "wait": "at = { shocks = ['s'] }\nquantity = 'lag'\nprinted = 30",
}
VISITS = [
    visit("2001-05", id="a", end_date="2001-05"),
    visit("2003-02-03", id="b", end_date="2003-02-05"),
    visit("2004-01", id="c"),
    visit("2006", id="d"),
]
SHOCKS = [shock("s", "2002-01"), shock("t", "2005-03-02")]
_OWN = {"row", "visit_row"}
"""Columns that say where in its file a row stood."""


def frame_of(make: Maker, rows: list[dict[str, str]]) -> Any:
    names = dict.fromkeys(name for row in rows for name in row)
    return make({name: [row.get(name) or None for row in rows] for name in names})


def tables_of(study: summitry.Study) -> dict[str, str]:
    found = {}
    for name, table in study.run().whole().items():
        whole = Table(table, name)
        kept = [column for column in whole.columns if column not in _OWN]
        found[name] = csv_text(whole.only(kept))
    return found


def test_vague_dates_of_a_frame_are_judged_and_run_as_those_of_a_file(
    make: Maker, tmp_path: Path
) -> None:
    filed = study_of(tmp_path, CLAIMS, VISITS, ONE_AND_TWO, SHOCKS)
    frames = {"visits": frame_of(make, VISITS), "shocks": frame_of(make, SHOCKS)}
    given = summitry.read_study(tmp_path, **frames)
    told = [[(one.computed, one.verdict) for one in s.check()] for s in (filed, given)]
    assert told[0] == told[1]
    assert tables_of(given) == tables_of(filed)
    assert given.summary() == filed.summary()
    assert {*given.memos()} == {*CLAIMS}
