"""Workbooks of names and values that Excel does not have: each is written, visibly."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
import pytest
from conftest import china_dprk

import summitry
from summitry.output.workbook import write_workbook

if TYPE_CHECKING:
    from pathlib import Path

HIDDEN = {
    "nothing\0": r"nothing\x00",
    "\x1b[31mred": r"\x1b[31mred",
    "tab\vdown\f": r"tab\x0bdown\x0c",
    "no\ufffe\uffff": r"no\ufffe\uffff",
    "half\udc00": r"half\udc00",
}


def texts(path: Path) -> list[list[Any]]:
    book = openpyxl.load_workbook(path)
    return [[cell.value for row in sheet.iter_rows() for cell in row] for sheet in book]


@pytest.mark.parametrize("text", HIDDEN)
@pytest.mark.parametrize("how", ["save", "to_excel"])
def test_every_text_is_written(text: str, how: str, tmp_path: Path) -> None:
    table = {text: [text, "plain"], "n": [1, 2]}
    path = tmp_path / "t.xlsx"
    shown = summitry.show(table, title=text)
    getattr(shown, how)(path)
    (cells,) = texts(path)
    assert cells.count(HIDDEN[text]) >= 2  # the heading, and the cell
    assert openpyxl.load_workbook(path).sheetnames[0].strip()


@pytest.mark.parametrize("text", HIDDEN)
def test_every_name_of_a_table_is_written(text: str, tmp_path: Path) -> None:
    tables = {text: {text: [text]}, text.upper(): {"a": [1]}, "a:b/c": {"b": [2]}}
    path = write_workbook(tables, tmp_path / "t.xlsx", title=text, notes=[text])
    book = openpyxl.load_workbook(path)
    first, *others = texts(path)
    assert first.count(HIDDEN[text]) >= 2  # the title, and the note
    assert others[0].count(HIDDEN[text]) >= 2
    assert len({name.casefold() for name in book.sheetnames}) == 4
    assert [name in first for name in book.sheetnames[1:]] == [True] * 3


def test_names_of_a_study_are_written(tmp_path: Path) -> None:
    study = china_dprk()
    odd: Any = study.eras
    odd = odd.copy()
    odd["era"] = odd["era"].astype(object).str.replace("Xi", "X\x02i")
    found = summitry.analyse(
        study.visits, odd, since="1953-07-27", through="2017-03-15"
    )
    cells = [
        cell for one in texts(found.save_workbook(tmp_path / "t.xlsx")) for cell in one
    ]
    assert any(isinstance(cell, str) and r"X\x02i" in cell for cell in cells)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (2 - 3j, "(2-3j)"),
        ((1, "a\x01"), None),
        ([1.5, None], "[1.5, None]"),
        ({"b": 1}, "{'b': 1}"),
        (pd.Interval(0, 2.5), "(0, 2.5]"),
        (pd.Period("2003-05", "M"), "2003-05"),
        (Fraction(1, 3), "1/3"),
        (b"\xff\x00", None),
        (range(3), "range(0, 3)"),
        (Decimal("Infinity"), "Infinity"),
        (Decimal("1.25"), 1.25),
        (dt.timedelta(days=2), None),
        (frozenset(), "frozenset()"),
    ],
)
def test_every_value_is_written(value: Any, written: Any, tmp_path: Path) -> None:
    table = pd.DataFrame({"v": pd.Series([value, None], dtype=object)})
    for path in (
        summitry.show(table).save(tmp_path / "shown.xlsx"),
        write_workbook({"t": table}, tmp_path / "book.xlsx", title="t"),
    ):
        cells = texts(path)[-1]
        assert cells[cells.index("v") + 1] is not None
        if written is not None:
            assert written in cells
