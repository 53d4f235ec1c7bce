"""Observations that begin or end with the years that there are: 0001 and 9999."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
import openpyxl
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from conftest import KINDS

import summitry
from summitry.output.workbook import write_workbook

if TYPE_CHECKING:
    from pathlib import Path

WHOLE: dict[str, Any] = {"since": "0001-01-01", "through": "9999-12-31"}
VISITS = {
    "date": ["0001-01-01", "1999-05-05", "2001-01-01", "9999-12-31"],
    "origin": ["CHN", "PRK", "CHN", "PRK"],
    "destination": ["PRK", "CHN", "PRK", "CHN"],
}
ERAS = {
    "side": ["CHN", "CHN"],
    "era": ["Old", "New"],
    "start": ["0001-01-01", "2000-01-01"],
    "end": ["2000-01-01", None],
}
mpl.use("agg")


def in_the_last_years(folder: Path) -> Path:
    """A study whose observation ends with the year 9999."""
    study, *others = summitry.new_study(folder)
    for path in (study, *others):
        text = path.read_text("utf-8")
        years = re.sub(r"\b20\d\d(?=-\d\d)", lambda y: f"{int(y[0]) + 7983}", text)
        path.write_text(years, "utf-8")
    return study


@pytest.mark.parametrize("exposure", ["days", "calendar_years"])
def test_a_study_through_the_last_day(exposure: str, tmp_path: Path) -> None:
    """The day after it is in no year that a date may have."""
    path = in_the_last_years(tmp_path / "mine")
    text = path.read_text("utf-8").replace('= "days"', f'= "{exposure}"')
    path.write_text(text, "utf-8")
    study = summitry.read_study(path)
    told = {"days": "(1675 days)", "calendar_years": "9995 to 9999"}[exposure]
    assert told in study.check()["second-government-lowest"].definition
    assert str(study.run())
    assert study.run().save_workbook(tmp_path / "r.xlsx").stat().st_size


@pytest.mark.parametrize(
    "make", [dict, pd.DataFrame, pl.DataFrame, pa.table], ids=["arrays", *KINDS]
)
def test_the_last_day_of_phases_is_shown_in_every_kind(make: Any) -> None:
    seen: dict[str, Any] = {"since": "2001-01-01", "through": "9999-12-31"}
    found = summitry.phases(make(VISITS), draws=19, progress=False, **seen)
    told = str(summitry.show(found))
    assert "9999-12-31" in told
    assert "10000" not in told


def test_a_workbook_holds_the_day_after_the_last_one(tmp_path: Path) -> None:
    ends = np.array(["2001-01-01", "10000-01-01"], "datetime64[s]")
    path = write_workbook(
        {"a": pd.DataFrame({"end": ends})}, tmp_path / "a.xlsx", title="it"
    )
    book = openpyxl.load_workbook(path)
    assert str(book["a"]["A5"].value) == "10000-01-01"


def test_a_timeline_of_all_the_years_is_drawn() -> None:
    ax = summitry.plot.timeline(VISITS, ERAS, **WHOLE)
    figure: Any = ax.figure
    figure.savefig(io.BytesIO(), format="svg")
