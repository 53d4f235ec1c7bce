"""Files: guarded, whole or not at all, never over another unless asked."""

from __future__ import annotations

import csv
import os
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from conftest import columns_of

import summitry
from summitry.exceptions import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Maker

HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "  =1", "safe", None]  # noqa: RUF001


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_text_is_guarded_and_numbers_stay_numbers(make: Maker, tmp_path: Path) -> None:
    frame = make({"=name": HOSTILE, "n": [float(-n) for n in range(len(HOSTILE))]})
    path = summitry.write_csv(frame, tmp_path / "table.csv")
    head, *body = rows_of(path)
    assert head == ["'=name", "n"]
    assert [row[0] for row in body] == [
        *(f"'{text}" for text in HOSTILE[:8] if text),
        "safe",
        "",
    ]
    assert [float(row[1]) for row in body] == [-n for n in range(len(HOSTILE))]
    bare = summitry.write_csv(frame, tmp_path / "bare.csv", guard=False)
    assert rows_of(bare)[1][0] == "=1+1"


def test_a_table_comes_back_as_it_was(make: Maker, tmp_path: Path) -> None:
    frame = make(
        {
            "date": ["2017-03-15", "2011-12-17"],
            "share": [1 / 3, None],
            "open": [True, False],
            "name": ["习近平", 'a "quoted", one\nwith lines'],
        }
    )
    path = summitry.write_csv(frame, tmp_path / "table.csv")
    found = columns_of(frame)
    assert rows_of(path)[1:] == [
        ["2017-03-15", repr(1 / 3), "true", "习近平"],
        ["2011-12-17", "", "false", found["name"][1]],
    ]


def test_days_are_written_without_a_time(make: Maker, tmp_path: Path) -> None:
    visits = {"date": ["2013-05-22"], "visitor": ["Choe Ryong Hae"]}
    shocks = {"date": ["2013-02-12"]}
    lags = summitry.response_lags(
        make(shocks), make(visits), since="2013-01-01", through="2017-03-15"
    )
    head, row = rows_of(summitry.write_csv(lags, tmp_path / "lags.csv"))
    assert dict(zip(head, row, strict=True))["visit_date"] == "2013-05-22"


def test_nothing_is_overwritten_unless_asked(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    summitry.write_csv(pd.DataFrame({"n": [1]}), path)
    with pytest.raises(InputError, match="is there already") as caught:
        summitry.write_csv(pd.DataFrame({"n": [2]}), path)
    assert caught.value.code == "file_exists"
    assert rows_of(path) == [["n"], ["1"]]
    summitry.write_csv(pd.DataFrame({"n": [2]}), path, overwrite=True)
    assert rows_of(path) == [["n"], ["2"]]
    assert os.listdir(tmp_path) == ["table.csv"]  # noqa: PTH208


def test_a_failure_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError, match="No space left on device") as caught:
        summitry.write_csv({"n": [1]}, tmp_path / "table.csv")
    assert caught.value.code == "cannot_write"
    assert not list(tmp_path.iterdir())


def test_a_file_system_without_links_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: Any) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    path = summitry.write_csv(pd.DataFrame({"n": [1]}), tmp_path / "table.csv")
    assert rows_of(path) == [["n"], ["1"]]
    with pytest.raises(InputError, match="is there already"):
        summitry.write_csv(pd.DataFrame({"n": [1]}), path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written") as caught:
        summitry.write_csv({"n": [1]}, tmp_path / "nowhere" / "table.csv")
    assert str(tmp_path) not in str(caught.value)


@pytest.mark.parametrize("flag", [True, False])
def test_a_truth_of_numpy_is_one(*, flag: bool, tmp_path: Path) -> None:
    truth: Any = np.bool_(flag)
    path = summitry.write_csv({"a": [1]}, tmp_path / "it.csv", bom=truth)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf") is flag
