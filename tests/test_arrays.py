"""Arrays in, a light table out: what it is, and which libraries that loads."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from conftest import columns_of

import summitry
from summitry.exceptions import ColumnError, ShapeError
from summitry.frames.array_table import ArrayTable

SEEN: dict[str, Any] = {"since": "2000-01-01", "through": "2010-12-31"}
VISITS: dict[str, Any] = {
    "date": np.array(["2001-05-03", "2003-02-01", "2007-09-30", "2008-01-01"], "M8[D]"),
    "origin": ["CHN", "PRK", "CHN", "PRK"],
    "destination": ["PRK", "CHN", "PRK", "CHN"],
    "visitor_rank": ["head_of_state", None, "cabinet_minister", "head_of_party"],
    "summit": np.array([True, False, False, True]),
}
ERAS = {
    "era": ["Jiang", "Hu"],
    "start": np.array(["1993-03-27", "2003-03-15"], "M8[D]"),
    "end": np.array(["2003-03-15", "NaT"], "M8[D]"),
}
SHOCKS = {"date": np.array(["2002-01-01", "2006-10-09", "2010-01-01"], "M8[D]")}
CALLS = """
import numpy as np, sys, summitry
visits, eras, shocks, seen = {data}
high = summitry.qualify(visits, minimum={{"*": "other"}})
found = summitry.era_frequency(high, eras, **seen)
lags = summitry.response_lags(shocks, high, **seen)
tables = [
    high, found, lags,
    summitry.compare_eras(found), summitry.rank_eras(found, draws=99),
    summitry.era_frequency(visits, eras, by="direction", **seen),
    summitry.era_tally(visits, eras, scheme={{"summit": {{True: 3.0, False: 1.0}}}}, **seen),
    summitry.lag_summary(lags), summitry.lag_curve(lags),
    summitry.visit_gaps(visits, **seen),
    summitry.weigh(visits, scheme={{"summit": {{True: 3.0, False: 1.0}}}}),
    summitry.visit_panel(visits, by="direction", **seen),
    summitry.yearly_counts(visits, eras, **seen),
    summitry.assign_eras(visits, eras, **seen), summitry.joint_eras,
    summitry.placebo_test(shocks, visits, draws=99, progress=False, **seen),
]
print(summitry.show(found))
"""
LOADED = 'print(*sorted({"pandas", "polars", "narwhals", "pyarrow"} & {*sys.modules}))'


def loaded(data: str, before: str = "") -> set[str]:
    code = f"{before}\n{CALLS.format(data=data)}\n{LOADED}"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.splitlines()[-1].split())


DATA = (VISITS, ERAS, SHOCKS, SEEN)


def written(data: Any) -> str:
    """The tables as Python code."""
    return repr(data).replace("array(", "np.array(").replace("dtype=bool", "dtype='?'")


def test_arrays_load_no_frame_library() -> None:
    assert loaded(written(DATA)) == set()


def test_a_first_answer_loads_nothing_that_shows_or_reads_files() -> None:
    # What starts cold is mostly what is loaded.
    shown = "summitry.output.text_table summitry.output.html summitry.measure.covered"
    files = "pathlib tempfile shutil csv html importlib.resources"
    code = (
        f"import sys, numpy as np\nbefore = {{*sys.modules}}\nimport summitry\n"
        f"visits, eras, _, seen = {written(DATA)}\n"
        "summitry.era_frequency(visits, eras, **seen)\n"
        f"print(*sorted({{*{shown.split() + files.split()}}} & ({{*sys.modules}} - before)))"
    )
    command = [sys.executable, "-W", "ignore", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_frames_of_polars_load_no_pandas() -> None:
    frames = f"(lambda a, b, c, d: (pl.DataFrame(a), pl.DataFrame(b), c, d))(*{written(DATA)})"
    assert "pandas" not in loaded(frames, "import polars as pl, numpy as np")


def test_arrays_and_frames_have_one_answer() -> None:
    for frame in (pd.DataFrame, pl.DataFrame):
        visits, eras = frame(VISITS), frame(ERAS)
        for name in ("era_frequency", "era_tally", "yearly_counts", "assign_eras"):
            function = getattr(summitry, name)
            light = function(VISITS, ERAS, **SEEN)
            assert isinstance(light, ArrayTable)
            assert columns_of(light) == columns_of(function(visits, eras, **SEEN))
        lags = summitry.response_lags(SHOCKS, VISITS, **SEEN)
        wanted = summitry.response_lags(frame(SHOCKS), visits, **SEEN)
        assert columns_of(lags) == columns_of(wanted)


def test_a_light_table_becomes_any_other() -> None:
    light = summitry.era_frequency(VISITS, ERAS, **SEEN)
    wanted = summitry.era_frequency(pd.DataFrame(VISITS), ERAS, **SEEN)
    pd.testing.assert_frame_equal(light.to_pandas(), wanted)
    assert isinstance(light.to_polars(), pl.DataFrame)
    for made in (light.to_polars(), light.to_arrow(), pa.table(light)):
        assert columns_of(made) == columns_of(light)
    assert pd.DataFrame(dict(light))["count"].tolist() == wanted["count"].tolist()


def test_a_light_table_is_a_mapping_that_nobody_changes() -> None:
    table = ArrayTable(
        {
            "day": np.array(["2001-01-01", "NaT"], "M8[D]"),
            "who": ["Hu", None],
            "n": [1, None],
            "sure": [None, True],
            "share": [0.5, float("nan")],
        }
    )
    held: Any = table
    assert isinstance(held, Mapping)
    assert (len(table), list(table), "who" in table) == (2, table.columns, True)
    assert table["day"].dtype == "M8[D]"
    assert table["who"].tolist() == ["Hu", None]
    assert table["n"].tolist() == [1, None]
    assert table["sure"].tolist() == [None, True]
    assert dict(table.items()).keys() == dict(table).keys()
    assert table.get("nothing") is None
    with pytest.raises(ValueError, match="read-only"):
        table["share"][0] = 1.0
    with pytest.raises(ColumnError, match="Its columns are 'day', 'who'"):
        table["whom"]
    again = pickle.loads(pickle.dumps(table))
    assert columns_of(again[["who", "n"]]) == columns_of(table[["who", "n"]])
    with pytest.raises(ShapeError, match="differ in length"):
        ArrayTable({"a": [1], "b": [1, 2]})


def test_a_light_table_shows_its_ends() -> None:
    table = ArrayTable({"n": np.arange(1000), "word": ["<b>"] * 1000})
    text = str(table).splitlines()
    assert (text[0], text[-1]) == ("  n  word", "1,000 rows, 2 columns")
    assert len(text) == 23
    assert "&lt;b&gt;" in table._repr_html_()
    assert "<b>" not in table._repr_html_()


def test_columns_of_other_kinds_are_read() -> None:
    given = {
        "a": ("x", "y"),
        "b": pl.Series([1, 2]),
        "c": pa.array(["u", None]),
        "d": "the same",
        "e": range(2),
    }
    found = summitry.find_duplicates({"date": ["2001"] * 2, **given})
    assert isinstance(found, ArrayTable)
    whole = summitry.expand_dates({"date": ["2001-01-01", "2002-01-01"], **given})
    assert whole["c"].tolist() == ["u", None]
    assert whole["d"].tolist() == ["the same"] * 2
    aligned = {"date": pd.Series(["2001-01-01"]), "a": pd.Series(["x"])}
    assert isinstance(summitry.expand_dates(aligned), pd.DataFrame)
