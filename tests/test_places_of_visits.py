"""Tables of a run name visits by their places in the visits of the study."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from conftest import columns_of
from small_study import ONE_AND_TWO, shock, study_of, visit

import summitry

if TYPE_CHECKING:
    from pathlib import Path

PLACES = {
    "lags": [("visit_row", "visit_visitor")],
    "summit_gaps": [("start_row", "start_visitor"), ("end_row", "end_visitor")],
}


def are_of_the_study(study: summitry.Study) -> int:
    """Hold every place against the visitor beside it; return how many there are."""
    visitors, run, seen = columns_of(study.visits)["visitor"], study.run(), 0
    for tables in (run.tables, *run.records.values()):
        for name, pairs in PLACES.items():
            table = columns_of(tables[name])
            for place, visitor in pairs:
                for row, who in zip(table[place], table[visitor], strict=True):
                    if not pd.isna(row):
                        assert visitors[int(row)] == who
                        seen += 1
    return seen


@pytest.mark.parametrize(
    ("unsourced", "backend"),
    [("exclude", "pandas"), ("exclude", "polars"), ("doubt", "arrays")],
)
def test_where_visits_without_a_source_are_left_out(
    unsourced: str, backend: Any, tmp_path: Path
) -> None:
    """The places were among the visits that are counted, which nobody is shown."""
    visits = [
        visit(f"{year}-05-05", visitor=f"V{year}", summit="true", source=source)
        for year, source in zip(
            range(2001, 2007), ["", "a", "", "b", "", "c"], strict=True
        )
    ]
    shocks = [shock("s1", "2001-06-01"), shock("s2", "2004-12-01")]
    more = f"[conventions]\nunsourced = '{unsourced}'\n"
    study_of(tmp_path, {}, visits, ONE_AND_TWO, shocks, more)
    study = summitry.read_study(tmp_path, backend=backend)
    assert are_of_the_study(study) > 3
    lags = study.run()["lags"]
    told = columns_of(summitry.receipts(lags, study.visits))
    assert list(told["visitor"]) == list(columns_of(lags)["visit_visitor"])


def test_where_there_are_several_records() -> None:
    assert are_of_the_study(summitry.read_study("pyongyang-or-seoul")) > 50
