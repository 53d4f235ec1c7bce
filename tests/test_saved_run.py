"""A run as files: every table as CSV, and as the sheets of one workbook."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from small_study import ONE_AND_TWO, study_of, visit

from summitry.exceptions import InputError
from summitry.output.captions import CAPTIONS
from summitry.output.saved_folder import LIST
from summitry.output.workbook import write_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Maker

    import summitry

VISITS = [visit("2001-05-01"), visit("2005-06-01")]


@pytest.fixture
def found(tmp_path: Path) -> summitry.Analysis:
    return study_of(tmp_path, {}, VISITS, ONE_AND_TWO).run()


def test_every_table_has_a_file_and_a_caption(
    found: summitry.Analysis, tmp_path: Path
) -> None:
    folder = found.save(tmp_path / "a" / "tables")
    read_me = (folder / "README.txt").read_text("utf-8")
    for name, table in found.tables.items():
        assert f"{name}.csv: {CAPTIONS[name]}" in read_me
        lines = (folder / f"{name}.csv").read_text("utf-8").splitlines()
        assert lines[0] == ",".join(table.columns)
    assert read_me.startswith("A small study, observed from 2001-01-01 to 2006-12-31\n")
    with pytest.raises(InputError, match="is there already"):
        found.save(folder)
    found.save(folder, overwrite=True)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be made a folder"):
        found.save(tmp_path / "file")


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_folder_holds_the_files_of_the_last_run_alone(
    found: summitry.Analysis, tmp_path: Path
) -> None:
    fewer = replace(
        found, tables={name: found.tables[name] for name in ("record", "frequency")}
    )
    folder = found.save(tmp_path / "tables")
    assert names_in(folder) == {*found.files(), LIST}
    fewer.save(folder, overwrite=True)
    assert names_in(folder) == {"README.txt", "record.csv", "frequency.csv", LIST}
    found.save(folder, overwrite=True)
    assert names_in(folder) == {*found.files(), LIST}
    sums = (folder / LIST).read_text("utf-8").splitlines()[1:]
    assert {line.split("  ")[1] for line in sums} == {*found.files()}


def test_nothing_is_removed_that_was_not_written(
    found: summitry.Analysis, tmp_path: Path
) -> None:
    few = replace(found, tables={"record": found.tables["record"]})
    folder = found.save(tmp_path / "tables")
    strangers = {"mine.csv": "a", "lags.csv": "mine since", "ranks.csv": "edited"}
    for name, text in strangers.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "inner").mkdir()
    away = tmp_path / "away.csv"
    away.write_text("x", encoding="utf-8")
    sum_ = hashlib.sha256(b"x").hexdigest()
    for name in ("../away.csv", str(away), "inner", ".", ""):
        with (folder / LIST).open("a", encoding="utf-8") as file:
            file.write(f"{sum_}  {name}\n")
    (folder / "phases.csv").unlink()
    few.save(folder, overwrite=True)
    assert away.exists()
    own = {"README.txt", "record.csv", LIST}
    assert names_in(folder) == own | {*strangers, "inner"}
    assert all((folder / n).read_text("utf-8") == t for n, t in strangers.items())


@pytest.mark.parametrize("text", ["", "not ours\n", "\xff", None])
def test_a_list_that_is_not_ours_names_nothing(
    text: str | None, found: summitry.Analysis, tmp_path: Path
) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "mine.csv").write_text("x", encoding="utf-8")
    line = f"{hashlib.sha256(b'x').hexdigest()}  mine.csv\n"
    if text is not None:
        (folder / LIST).write_bytes((text + line).encode("latin-1"))
        with pytest.raises(InputError, match="is there already"):
            found.save(folder)
        assert names_in(folder) == {"mine.csv", LIST}
    found.save(folder, overwrite=True)
    assert (folder / "mine.csv").exists()


def test_verdicts_are_saved_beside_the_tables(tmp_path: Path) -> None:
    claim = "at = { era = 'One', side = 'AAA' }\nquantity = 'count'\nprinted = '1'"
    found = study_of(tmp_path, claim, VISITS, ONE_AND_TWO).run()
    text = (found.save(tmp_path / "tables") / "claims.csv").read_text("utf-8")
    assert "reproduced" in text
    book = openpyxl.load_workbook(found.save_workbook(tmp_path / "t.xlsx"))
    assert book.sheetnames[-1] == "claims"
    folder: Any = None
    with pytest.raises(InputError, match="folder is None"):
        found.save(folder)


def test_every_table_has_a_sheet(found: summitry.Analysis, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(found.save_workbook(tmp_path / "t.xlsx"))
    assert book.sheetnames == ["contents", *found.tables]
    listed = [row[0].value for row in book["contents"].iter_rows(min_row=4)]
    assert [name for name in listed if name in found.tables] == [*found.tables]
    sheet = book["frequency"]
    assert sheet["A1"].value == CAPTIONS["frequency"]
    table = found.tables["frequency"]
    assert [cell.value for cell in sheet[3]] == list(table.columns)
    counts = list(table.columns).index("count")
    assert [row[counts].value for row in sheet.iter_rows(min_row=4)] == list(
        table["count"]
    )
    start = list(table.columns).index("start")
    assert sheet.cell(row=4, column=start + 1).value == dt.datetime(2001, 1, 1)  # noqa: DTZ001


def test_texts_are_texts_and_numbers_numbers(make: Maker, tmp_path: Path) -> None:
    columns: dict[str, Any] = {
        "visitor": ["=1+1", "+A1", "bell\x07", None],
        "lag": [9, -1, None, 3],
        "mean": [0.1 + 0.2, float("inf"), float("nan"), -2.5],
        "summit": [True, False, None, True],
        "date": [dt.date(2001, 5, 1), None, dt.date(1800, 1, 1), dt.date(2001, 5, 2)],
    }
    path = write_workbook({"table": make(columns)}, tmp_path / "t.xlsx", title="=t")
    sheet = openpyxl.load_workbook(path)["table"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert [row[0] for row in rows] == ["=1+1", "+A1", r"bell\x07", None]
    assert sheet["A4"].data_type == "s"
    assert [row[1] for row in rows] == [9, -1, None, 3]
    assert [row[2] for row in rows] == [0.3, "inf", None, -2.5]
    assert [row[3] for row in rows] == [True, False, None, True]
    assert str(rows[0][4])[:10] == "2001-05-01"
    assert str(rows[2][4])[:10] == "1800-01-01"


def test_long_names_do_not_meet(tmp_path: Path) -> None:
    names = [f"{'long' * 8}{number}" for number in range(3)]
    tables = {name: {"a": [number]} for number, name in enumerate(names)}
    book = openpyxl.load_workbook(
        write_workbook(tables, tmp_path / "t.xlsx", title="t")
    )
    found = [book[name]["A4"].value for name in book.sheetnames[1:]]
    assert found == [0, 1, 2]


def test_no_table_of_the_study_itself_is_replaced(tmp_path: Path) -> None:
    tables = {"record": VISITS}
    study = study_of(tmp_path, {}, VISITS, ONE_AND_TWO, tables=tables)
    before = (tmp_path / "record.csv").read_bytes()
    with pytest.raises(InputError, match=r"record\.csv is there already") as caught:
        study.run().save(tmp_path, overwrite=True)
    assert caught.value.code == "own_table"
    assert (tmp_path / "record.csv").read_bytes() == before
    assert not (tmp_path / LIST).exists()
    (tmp_path / "record.csv").unlink()
    for overwrite in (False, True):
        study.run().save(tmp_path, overwrite=overwrite)
    assert (tmp_path / "visits.csv").is_file()
