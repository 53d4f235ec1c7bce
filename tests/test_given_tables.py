"""Tables that a caller gives to a study: read as its files are, and bundled with it."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings, strategies as st
from small_study import ONE_AND_TWO, shock, study_of, visit

import summitry
from summitry.exceptions import ColumnError, InputError
from summitry.frames import Table
from summitry.frames.kinds import NUMBERS
from summitry.output.export import csv_text
from summitry.study.fingerprint import of_tables
from summitry.study.given_files import given_files, given_frames

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


# In a bundle


TYPED: dict[str, list[Any]] = {
    "date": [dt.date(2001, 5, 1), dt.date(2003, 2, 3), dt.date(2004, 1, 1)],
    "end_date": [dt.date(2001, 5, 2), None, dt.date(2004, 1, 1)],
    "origin": ["AAA", "AAA", "AAA"],
    "destination": ["BBB", "BBB", "BBB"],
    "id": [1, 2, 3],
    "summit": [True, None, False],
    "sourced": [True, True, False],
    "note": ["", None, '=1+1, "so"\r\nand on'],
    "weight": [0.1, float("nan"), 1e300],
}


def test_a_bundle_of_given_tables_runs_again_to_the_same_bits(
    make: Maker, tmp_path: Path
) -> None:
    study_of(tmp_path, CLAIMS, VISITS, ONE_AND_TWO, SHOCKS)
    for name in ("visits", "shocks"):
        (tmp_path / f"{name}.csv").unlink()
    frames = {"visits": make(TYPED), "shocks": frame_of(make, SHOCKS)}
    study = summitry.read_study(tmp_path, **frames)
    path = study.bundle(tmp_path / "b.zip")
    assert set(summitry.rerun(path)["outcome"]) == {"same"}
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert files["given/visits.csv"].startswith(b"date,end_date,origin")
    assert "study/eras.csv" in files
    assert "study/visits.csv" not in files
    assert b"`given/`" in files["README.md"]
    whole = json.loads(files["ro-crate-metadata.json"])["@graph"]
    (run,) = (one for one in whole if one["@id"] == "#run")
    assert {"@id": "given/visits.csv"} in run["object"]


def same_in_files(frame: Any) -> None:
    restored = given_frames(given_files({"visits": frame}))["visits"]
    pair = [Table(one, "visits") for one in (frame, restored)]
    assert pair[0].columns == pair[1].columns
    for column in pair[0].columns:
        assert pair[0].values(column) == pair[1].values(column) or column in {
            *("date", "end_date")
        }
        numeric = pair[0].kind(column) in NUMBERS
        assert (pair[1].kind(column) in NUMBERS) == numeric
    assert of_tables({"visits": pair[0]}) == of_tables({"visits": pair[1]})


def test_files_hold_every_kind_of_column(make: Maker) -> None:
    same_in_files(make(TYPED))
    same_in_files(make({"note": [None, "", None]}))
    same_in_files(make({"n": [None, None], "day": ["2001", "2002-03"]}))
    same_in_files(make({name: values[:0] for name, values in TYPED.items()}))


TEXTS = st.none() | st.text(max_size=4)
COLUMNS = st.one_of(
    st.lists(TEXTS, min_size=3, max_size=3),
    st.lists(st.none() | st.booleans(), min_size=3, max_size=3),
    st.lists(st.integers(-(2**53), 2**53), min_size=3, max_size=3),
    st.lists(st.none() | st.floats(allow_nan=False), min_size=3, max_size=3),
)


@given(st.dictionaries(st.text(max_size=3), COLUMNS, min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_random_tables_come_back(columns: dict[str, Any]) -> None:
    same_in_files(pd.DataFrame(columns))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([dt.time(9), dt.time(10)], "time"),
        ([dt.datetime(2001, 1, 1, 9, tzinfo=dt.UTC), None], "datetime"),
        ([Decimal("0.1"), None], "Decimal"),
    ],
)
def test_what_no_file_holds_is_named(values: list[Any], said: str) -> None:
    table = pl.DataFrame({"date": ["2001"] * 2, "at": values})
    with pytest.raises(ColumnError, match=f"column 'at' holds .*{said}") as caught:
        given_files({"visits": table})
    assert (caught.value.code, caught.value.column) == ("not_exact", "at")


@pytest.mark.parametrize(
    "kinds", [b"{", b"[]", b'{"visits": {}}', b'{"eras": {"columns": {}, "empty": {}}}']
)
def test_damaged_kinds_are_no_bundle(kinds: bytes) -> None:
    files = given_files({"visits": TYPED}) | {"given/kinds.json": kinds}
    with pytest.raises(InputError, match="given tables of the bundle are damaged"):
        given_frames(files)


TESTS: dict[str, list[str]] = {"date": ["2001-02-12"], "label": ["third test"]}
VISITED: dict[str, list[str]] = {"date": ["2001-05-22", "2001-05-23"]}
BETWEEN: dict[str, list[str]] = {"origin": ["A"] * 2, "destination": ["B"] * 2}


@pytest.mark.parametrize("of_visits", [BETWEEN, {"visitor": ["x"] * 2}])
@pytest.mark.parametrize("pair", [{}, {"origin": ["A"], "destination": ["B"]}])
@pytest.mark.parametrize(
    "function",
    [summitry.response_lags, summitry.placebo_test, summitry.event_coincidence],
)
def test_shocks_and_visits_that_are_exchanged_are_refused(
    function: Any, pair: dict[str, list[str]], of_visits: dict[str, list[str]]
) -> None:
    visits, shocks = {**VISITED, **BETWEEN, **of_visits}, {**TESTS, **pair}
    more: dict[str, Any] = (
        {"window": 5} if function is summitry.event_coincidence else {}
    )
    if function is summitry.placebo_test:
        more = {"draws": 9, "seed": 1}
    seen: dict[str, Any] = {"since": "2001-01-01", "through": "2002-12-31"}
    assert len(function(shocks, visits, **seen, **more))
    if pair and "visitor" not in visits:
        return  # nothing tells the two apart
    with pytest.raises(ColumnError, match="these look exchanged") as caught:
        function(visits, shocks, **seen, **more)
    assert caught.value.code == "exchanged"


def test_shocks_of_a_pair_are_refused_beside_visits_of_nobody() -> None:
    shocks = {**TESTS, "origin": ["A"], "destination": ["B"]}
    with pytest.raises(ColumnError, match="'origin' and 'destination'"):
        summitry.response_lags(
            shocks, VISITED, since="2001-01-01", through="2002-12-31"
        )


@pytest.mark.parametrize(
    "function", [summitry.era_frequency, summitry.trend, summitry.yearly_counts]
)
def test_a_table_in_the_place_of_another_is_named(function: Any) -> None:
    eras = {"era": ["x"], "start": ["2001-01-01"], "end": ["2002-01-01"]}
    visits = {**VISITED, "visitor_rank": ["head_of_state"] * 2}
    with pytest.raises(ColumnError, match=r"looks like (eras|visits)"):
        function(eras, visits, since="2001-01-01", through="2002-12-31")
