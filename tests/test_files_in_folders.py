"""Files whose folders are columns of theirs, and files without a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from pyarrow import dataset, feather, parquet

import summitry
from summitry.exceptions import ColumnError, InputError

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Maker

ERAS: dict[str, Any] = {"era": ["A", "B"], "start": ["2000-01-01", "2005-01-01"]}
ERAS |= {"end": ["2005-01-01", None]}
OBSERVED: dict[str, Any] = {"since": "2000-01-01", "through": "2010-12-31"}
SHOCKS = pd.DataFrame({"date": ["2002-01-01"], "origin": ["CHN"]})
SHOCKS["destination"] = "South Korea"
VISITS = pd.DataFrame(
    {
        "date": ["2001-03-04", "2003-01-01", "2006-07-08", "2008-01-01"] * 3,
        "origin": ["CHN", "South Korea"] * 6,
        "destination": ["South Korea", "CHN"] * 6,
        "qualifies": ["true", "false", "unclear"] * 4,
    }
)


@pytest.mark.parametrize("by", [["origin"], ["qualifies"], ["qualifies", "origin"]])
@pytest.mark.parametrize("form", ["folder", "pattern", "paths", "arrow"])
def test_a_column_that_folders_name_is_one_of_the_visits(
    by: list[str], form: str, tmp_path: Path
) -> None:
    for values, rows in VISITS.groupby(by):
        folders = [f"{name}={value}" for name, value in zip(by, values, strict=True)]
        place = tmp_path.joinpath(*folders)
        place = tmp_path / str(place.relative_to(tmp_path)).replace(" ", "%20")
        place.mkdir(parents=True)
        table = pa.Table.from_pandas(rows.drop(columns=by), preserve_index=False)
        if form == "arrow":
            feather.write_feather(table, place / "part.arrow")
        else:
            parquet.write_table(table, place / "part.parquet")
    files = sorted(tmp_path.rglob("part.*"))
    pattern = str(tmp_path / "**" / "*.parquet")
    given = {"folder": tmp_path, "arrow": tmp_path, "pattern": pattern, "paths": files}
    whole = summitry.Tally(ERAS, by="direction", **OBSERVED)
    expected = whole.update(pa.Table.from_pandas(VISITS)).finish()
    tally = summitry.tally_files(given[form], ERAS, by="direction", **OBSERVED)
    found = tally.finish()
    assert sum(found["count"].to_pylist()) == 4
    pd.testing.assert_frame_equal(
        found.to_pandas(), expected.to_pandas(), check_exact=True
    )


def test_a_missing_value_in_the_name_of_a_folder_is_missing(tmp_path: Path) -> None:
    kinds = pl.DataFrame({"date": ["2001-01-01", "2002-01-01"], "qualifies": "true"})
    for name, row in zip(("true", "__HIVE_DEFAULT_PARTITION__"), (0, 1), strict=True):
        place = tmp_path / f"qualifies={name}"
        place.mkdir()
        kinds[row : row + 1].drop("qualifies").write_parquet(place / "a.parquet")
    with pytest.raises(summitry.exceptions.SummitryError, match="missing"):
        summitry.tally_files(tmp_path, ERAS, **OBSERVED)


def test_a_folder_is_a_column_however_it_is_given(tmp_path: Path) -> None:
    place = tmp_path / "qualifies=false"
    place.mkdir()
    pl.from_pandas(VISITS).drop("qualifies").write_parquet(place / "a.parquet")
    for given in (tmp_path, place, place / "a.parquet", str(place / "*.parquet")):
        found = summitry.tally_files(given, ERAS, **OBSERVED).finish()
        assert found["excluded_by_rule"].to_pylist() == [12, 12]


def test_a_column_of_the_file_goes_before_its_folder(tmp_path: Path) -> None:
    (tmp_path / "qualifies=false").mkdir()
    file = tmp_path / "qualifies=false" / "a.parquet"
    pl.from_pandas(VISITS).write_parquet(file)
    tally = summitry.tally_files(tmp_path, ERAS, **OBSERVED)
    assert tally.finish()["count"].to_pylist() == [2, 2]


@pytest.mark.parametrize("form", ["parquet", "arrow", "dataset", "folder"])
def test_files_without_a_row_are_a_table_without_one(form: str, tmp_path: Path) -> None:
    none = pa.Table.from_pandas(VISITS[:0], preserve_index=False)
    none = none.set_column(0, "date", pa.array([], pa.date32()))
    file = tmp_path / ("a.arrow" if form == "arrow" else "a.parquet")
    if form == "arrow":
        feather.write_feather(none, file)
    else:
        parquet.write_table(none, file)
    given: Any = tmp_path if form == "folder" else file
    given = dataset.dataset(file) if form == "dataset" else given
    with pytest.warns(summitry.exceptions.SummitryWarning, match="rests on no visit"):
        found = summitry.tally_files(given, ERAS, **OBSERVED).finish()
    assert found["count"].to_pylist() == [0, 0]
    assert found["rows_in"].to_pylist() == [0, 0]
    with pytest.warns(summitry.exceptions.SummitryWarning, match="no visit follows"):
        lags = summitry.Waits(SHOCKS, **OBSERVED).read(given).finish()
    with pytest.warns(summitry.exceptions.SummitryWarning, match="no visit follows"):
        expected = summitry.response_lags(SHOCKS, VISITS[:0], **OBSERVED)
    assert lags["status"].tolist() == expected["status"].tolist()


def test_a_file_without_a_row_brings_no_column_and_lacks_none(tmp_path: Path) -> None:
    parquet.write_table(
        pa.table({"date": pa.array([], pa.string())}), tmp_path / "a.parquet"
    )
    pl.from_pandas(VISITS).write_parquet(tmp_path / "b.parquet")
    found = summitry.tally_files(tmp_path, ERAS, by="direction", **OBSERVED).finish()
    assert sum(found["count"].to_pylist()) == 4


def test_what_writers_set_aside_in_a_folder_is_not_counted(tmp_path: Path) -> None:
    visits = pl.from_pandas(VISITS)
    for name in (
        "_temporary/0/part.parquet",
        ".hidden.parquet",
        "_origin=CHN/a.parquet",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        visits.write_parquet(tmp_path / name)
    (tmp_path / "._a.parquet").write_bytes(b"no file of Parquet")
    tally = summitry.tally_files(tmp_path, ERAS, by="direction", **OBSERVED)
    assert tally.finish()["rows_in"].to_pylist()[0] == len(VISITS)


def test_a_file_that_is_given_twice_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.parquet"
    pl.from_pandas(VISITS).write_parquet(file)
    (tmp_path / "b").mkdir()
    again = tmp_path / "b" / ".." / "a.parquet"
    for paths, said in (([file, file], "twice;"), ([file, again], "second time as")):
        with pytest.raises(InputError, match=said) as caught:
            summitry.tally_files(paths, ERAS, **OBSERVED)
        assert caught.value.code == "repeated_file"
        with pytest.raises(InputError, match=said):
            summitry.Waits(SHOCKS, **OBSERVED).read(paths)


def test_a_table_is_no_path(make: Maker) -> None:
    visits = make({"date": ["2001-01-02"]})
    with pytest.raises(InputError, match="not the path of a file") as caught:
        summitry.tally_files(visits, ERAS, **OBSERVED)
    assert "era_frequency" in str(caught.value)


def test_texts_of_files_come_out_as_texts(tmp_path: Path) -> None:
    parquet.write_table(pa.Table.from_pandas(VISITS), tmp_path / "a.parquet")
    tally = summitry.tally_files(tmp_path, ERAS, by="direction", **OBSERVED)
    found = tally.finish()
    assert not pa.types.is_dictionary(found["origin"].type)


@pytest.mark.parametrize("form", ["parquet", "arrow", "dataset"])
def test_a_misspelt_column_is_told_beside_those_of_the_files(
    form: str, tmp_path: Path
) -> None:
    """It was told beside the columns that were read, which were those asked for."""
    table = pa.Table.from_pandas(VISITS.assign(summit="true"))
    folder = tmp_path / "country=CHN"
    folder.mkdir()
    if form == "arrow":
        feather.write_feather(table, folder / "visits.arrow")
    else:
        parquet.write_table(table, folder / "visits.parquet")
    given: Any = tmp_path if form != "dataset" else dataset.dataset(folder)
    scheme = {"sumit": {"true": 2.0}}
    with pytest.raises(ColumnError, match="visits has no column 'sumit'") as found:
        summitry.tally_files(given, ERAS, **OBSERVED, scheme=scheme)
    assert "did you mean 'summit'? Its columns are 'date'" in str(found.value)
    assert ("'country'" in str(found.value)) == (form != "dataset")
