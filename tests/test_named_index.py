"""An index of pandas that has a name is not lost, whatever a table is taken on into."""

from __future__ import annotations

import csv
import random
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import summitry
from summitry.exceptions import ColumnError, FrameError
from summitry.output.shown import text_table

if TYPE_CHECKING:
    from pathlib import Path

LEVELS: dict[str, list[Any]] = {
    "era": ["Hu Jintao", "Xi Jinping", "Kim Jong Un"],
    "year": [2011, 2012, 2013],
    "day": [*pd.to_datetime(["2011-05-20", "2012-08-17", "2013-05-22"])],
    "open": [True, False, True],
}
FIRST = {"era": "Hu Jintao", "year": "2011", "day": "2011-05-20", "open": "true"}


def indexed(draw: random.Random) -> tuple[pd.DataFrame, list[str]]:
    """Return a table whose index has one level or several, some without a name."""
    levels = draw.sample([*LEVELS], draw.randint(1, 3))
    names = [name if draw.random() < 0.8 else None for name in levels]
    columns = [name for name in LEVELS if name not in levels]
    frame = pd.DataFrame(
        {name: LEVELS[name] for name in columns} | {"count": [3, 1, 4]}
    )
    arrays = [LEVELS[name] for name in levels]
    if len(levels) == 1 and draw.random() < 0.5:
        frame.index = pd.Index(arrays[0], name=names[0])
    else:
        frame.index = pd.MultiIndex.from_arrays(arrays, names=names)
    return frame, [*(name for name in names if name), *frame.columns]


@pytest.mark.parametrize("number", range(30))
def test_a_named_index_is_told_in_every_form(number: int, tmp_path: Path) -> None:
    frame, columns = indexed(random.Random(number))
    before = frame.copy()
    path = summitry.write_csv(frame, tmp_path / "table.csv")
    with path.open(encoding="utf-8", newline="") as file:
        head, first, *_ = csv.reader(file)
    assert head == columns
    assert first == [FIRST.get(name, "3") for name in columns]
    shown = summitry.show(frame)
    told = [FIRST[name] for name in columns if name in {"era", "day"}]
    forms = {
        "text": str(shown),
        "markdown": shown.to_markdown(),
        "latex": shown.to_latex(),
        "html": shown.to_html(),
        "table": text_table(frame, columns),
    }
    for name in ("table.txt", "table.md", "shown.csv"):
        forms[name] = shown.save(tmp_path / name).read_text("utf-8")
    for form, text in forms.items():
        for value in told:
            assert value in text.replace("\n", " ").replace("-{}", "-"), form
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(shown.to_excel(tmp_path / "table.xlsx"))
    cells = [str(cell.value) for row in book.active.iter_rows() for cell in row]
    for value in told:
        assert any(cell.startswith(value) for cell in cells)
    pd.testing.assert_frame_equal(frame, before)


def test_a_level_that_is_a_column_too_is_told_once(tmp_path: Path) -> None:
    frame = pd.DataFrame({"era": ["Hu", "Xi"], "count": [55, 6]})
    kept = frame.set_index("era", drop=False)
    path = summitry.write_csv(kept, tmp_path / "table.csv")
    assert path.read_text("utf-8").splitlines()[0] == "era,count"
    kept["era"] = ["A", "B"]
    for write in (summitry.show, lambda one: summitry.write_csv(one, "never.csv")):
        with pytest.raises(ColumnError, match="both a column and an index") as caught:
            write(kept)
        assert "reset_index" in str(caught.value)


def test_an_index_without_a_name_is_no_column(tmp_path: Path) -> None:
    frame = pd.DataFrame({"count": [55, 6]}, index=["Hu", "Xi"])
    path = summitry.write_csv(frame, tmp_path / "table.csv")
    assert path.read_text("utf-8").splitlines() == ["count", "55", "6"]
    assert "Hu" not in str(summitry.show(frame))


@pytest.mark.parametrize(
    ("index", "same"),
    [
        (pd.RangeIndex(2), [0, 1]),
        (pd.DatetimeIndex(["2011-05-20", "2013-05-22"]), None),
        (pd.PeriodIndex(["2011", "2013"], freq="Y"), None),
        (pd.TimedeltaIndex(["1D", "2D"]), None),
    ],
    ids=lambda one: type(one).__name__,
)
def test_a_level_of_any_kind_is_held_against_its_column(index: Any, same: Any) -> None:
    """They ended in errors of pandas, that of a plain count of rows too."""
    frame = pd.DataFrame({"era": ["spring", "autumn"]}, index=index.rename("era"))
    with pytest.raises(ColumnError, match="both a column and an index"):
        summitry.show(frame)
    if same:
        frame["era"] = same
        assert str(summitry.show(frame)).split()[0] == "era"


def test_columns_with_names_of_several_levels_are_refused() -> None:
    # As pandas.read_html reads a page with two rows of names.
    named = [("Day", "date"), ("Countries", "origin"), ("Countries", "destination")]
    frame = pd.DataFrame(
        [["2001-01-02", "CHN", "PRK"]], columns=pd.MultiIndex.from_tuples(named)
    )
    for call in (summitry.read_visits, summitry.drop_duplicates):
        with pytest.raises(FrameError, match="names of 2 levels") as caught:
            call(frame)
        assert caught.value.code == "several_levels"
    frame.columns = [" ".join(map(str, one)).strip() for one in frame.columns]
    names = {"date": "Day date", "origin": "Countries origin"}
    names |= {"destination": "Countries destination"}
    assert len(summitry.read_visits(frame, columns=names).visits) == 1
