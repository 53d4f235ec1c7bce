"""What a study hands out may be changed: it keeps its tables to itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

import summitry

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GIVEN: dict[str, str] = {"visits": "date", "eras": "era", "shocks": "date"}


pytestmark = pytest.mark.filterwarnings(
    "ignore::summitry.exceptions.SummitryWarning", "ignore:The inplace keyword"
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    summitry.new_study(tmp_path / "mine")
    return tmp_path / "mine"


def told(study: summitry.Study[Any]) -> tuple[str, ...]:
    run = study.run()
    tables = {name: table.to_csv() for name, table in run.tables.items()}
    claims = study.check().to_frame()
    parts: tuple[Any, ...] = (study.visits, study.eras, study.shocks, claims)
    parts += (study.multiverse().table,)
    return repr(tables), *(part.to_csv() for part in parts), study.data_hash


CHANGES: dict[str, Callable[[Any], object]] = {
    "a column": lambda frame: frame.isetitem(0, None),
    "a column less": lambda frame: frame.pop(frame.columns[0]),
    "no row": lambda frame: frame.drop(frame.index, inplace=True),
}
HANDED: dict[str, Callable[[summitry.Study[Any]], Any]] = {
    "visits": lambda study: study.visits,
    "eras": lambda study: study.eras,
    "shocks": lambda study: study.shocks,
    "specifications": lambda study: study.multiverse().table,
    "shares": lambda study: study.multiverse().claims,
    "run": lambda study: study.run().tables["frequency"],
    "receipts": lambda study: study.check().receipts(study.claims[0]["id"]),
    "claims": lambda study: study.check().to_frame(),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("when", ["before a run", "after"])
def test_a_study_is_as_it_was_read_whatever_becomes_of_its_tables(
    change: str, when: str, place: Path
) -> None:
    wanted = told(summitry.read_study(place))
    study = summitry.read_study(place)
    if when == "after":
        told(study)
    for hand in HANDED.values():
        CHANGES[change](hand(study))
    assert told(study) == wanted
    assert study.report(place / "report.html").exists()


@pytest.mark.parametrize("change", CHANGES)
def test_a_study_owns_the_tables_that_it_is_given(change: str, place: Path) -> None:
    first = summitry.read_study(place)
    given = {name: getattr(first, name).copy() for name in GIVEN}
    wanted = told(summitry.read_study(place, **{k: v.copy() for k, v in given.items()}))
    study = summitry.read_study(place, **given)
    for frame in given.values():
        CHANGES[change](frame)
    assert told(study) == wanted


def test_other_kinds_of_table_are_owned_too(place: Path) -> None:
    frame = pl.from_pandas(summitry.read_study(place).visits)
    arrays = {name: np.array(frame[name].to_numpy()) for name in frame.columns}
    arrays["date"] = arrays["date"].astype("datetime64[D]")
    studies: list[Any] = [
        summitry.read_study(place, visits=given) for given in (frame, arrays)
    ]
    before = [repr(study.visits) for study in studies]
    studies[0].visits.drop_in_place("date")
    frame.drop_in_place("origin")
    arrays["date"] += 100
    assert [repr(study.visits) for study in studies] == before


def test_changed_shocks_change_neither_run_nor_check(place: Path) -> None:
    study = summitry.read_study(place)
    shocks: Any = study.shocks
    shocks.loc[0, "date"] = pd.Timestamp("2009-06-01")
    wanted = summitry.read_study(place).run().tables["lags"]
    pd.testing.assert_frame_equal(study.run().tables["lags"], wanted)
