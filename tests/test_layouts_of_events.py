"""Lists of events by machines: ICEWS, GDELT and POLECAT, with their traps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import polars as pl
import pytest
from layout_files import days, written

import summitry
from summitry.exceptions import ColumnError, InputError

if TYPE_CHECKING:
    from pathlib import Path


def test_an_empty_row_of_events_is_empty() -> None:
    events = pd.DataFrame(ICEWS).reindex(range(6))
    read = summitry.read_layout(events, layout="icews")
    assert read.counts == {"read": 2, "split": 0, "not read": 3, "empty": 1}


ICEWS = {
    "Event ID": ["1", "2", "3", "4", "5"],
    "Event Date": [
        "2013-05-22",
        "2013-05-23",
        "2013-05-24",
        "2013-05-25",
        "2013-05-26",
    ],
    "Source Name": ["Choe Ryong Hae", "Xi Jinping", "Xi Jinping", "Li Peng", "UN"],
    "Source Country": ["North Korea", "China", "China", "China", None],
    "Event Text": [
        "Make a visit",
        "Host a visit",
        "Praise",
        "Make a visit",
        "Make a visit",
    ],
    "CAMEO Code": ["042", "43", "051", "42", "042"],
    "Target Name": ["China", "Park Geun Hye", "Japan", "Beijing", "China"],
    "Target Country": ["China", "South Korea", "Japan", "China", "China"],
}


@pytest.mark.parametrize("kind", ["text", "frame", "polars"])
def test_icews(tmp_path: Path, kind: str) -> None:
    frame = pd.DataFrame(ICEWS)
    source: Any = frame
    if kind == "text":
        source = tmp_path / "icews.tab"
        frame.to_csv(source, sep="\t", index=False)
    elif kind == "polars":
        source = pl.from_pandas(frame)
    read = summitry.read_layout(source, layout="icews")
    visits = read.visits
    assert list(visits["origin"]) == ["North Korea", "South Korea"]
    assert list(visits["destination"]) == ["China", "China"]
    assert list(visits["visitor"]) == ["Choe Ryong Hae", "Park Geun Hye"]
    assert list(visits["host"]) == ["China", "Xi Jinping"]
    assert list(visits["event_id"]) == ["1", "2"]
    reasons = list(read.unread["reason"])
    assert "event 051 is neither a visit made (042) nor hosted (043)" in reasons[0]
    assert "both actors are of China" in reasons[1]
    assert "no country" in reasons[2]
    assert sum(read.counts.values()) == len(frame)


def gdelt_row(width: int, **cells: str) -> list[str]:
    places = {
        "GLOBALEVENTID": 0,
        "SQLDATE": 1,
        "Actor1Name": 6,
        "Actor1CountryCode": 7,
        "Actor2Name": 16,
        "Actor2CountryCode": 17,
        "EventCode": 26,
    }
    row = [""] * width
    told = {"GLOBALEVENTID": "410", "SQLDATE": "20130522", "Actor1Name": "CHINA",
            "Actor1CountryCode": "CHN", "Actor2Name": "SEOUL", "Actor2CountryCode": "KOR",
            "EventCode": "042", **cells}  # fmt: skip
    for name, value in told.items():
        row[places[name]] = value
    return row


@pytest.mark.parametrize("width", [57, 58, 61])
def test_gdelt_has_no_line_of_names(tmp_path: Path, width: int) -> None:
    rows = [
        gdelt_row(width),
        gdelt_row(width, EventCode="043"),
        gdelt_row(width, EventCode="010"),
        gdelt_row(width, Actor2CountryCode=""),
        gdelt_row(width, SQLDATE="20130231"),
    ]
    text = "".join("\t".join(row) + "\n" for row in rows)
    path = written(tmp_path / "20130522.export.CSV", text)
    read = summitry.read_layout(path, layout="gdelt")
    visits = read.visits
    assert visits["row"].tolist() == [1, 2]
    assert visits["origin"].tolist() == ["CHN", "KOR"]
    assert visits["destination"].tolist() == ["KOR", "CHN"]
    assert days(visits, "date") == ["2013-05-22"] * 2
    assert sum(read.counts.values()) == len(rows)
    assert "event 010" in read.unread["reason"].iloc[0]


def test_gdelt_with_names_and_of_another_width(tmp_path: Path) -> None:
    named = {
        "GlobalEventID": [1], "SQLDATE": [20130522], "Actor1Name": ["CHINA"],
        "Actor1CountryCode": ["CHN"], "Actor2Name": ["SEOUL"],
        "Actor2CountryCode": ["KOR"], "EventCode": [42],
    }  # fmt: skip
    read = summitry.read_layout(named, layout="gdelt")
    assert read.visits["destination"].tolist() == ["KOR"]
    path = written(tmp_path / "short.csv", "1\t20130522\tx\n2\t20130523\ty\n")
    with pytest.raises(ColumnError, match="3 columns"):
        summitry.read_layout(path, layout="gdelt")


def test_a_part_of_the_columns_of_gdelt_will_do() -> None:
    some = {
        "SQLDATE": [20130522, 20130627],
        "Actor1CountryCode": ["PRK", "KOR"],
        "Actor2CountryCode": ["CHN", "CHN"],
        "EventCode": ["042", "043"],
    }
    read = summitry.read_layout(pd.DataFrame(some), layout="gdelt")
    assert read.visits["origin"].tolist() == ["PRK", "CHN"]
    assert not {"visitor", "host", "event_id"} & {*read.visits.columns}
    named = {**some, "Actor1Name": ["A", "B"], "Actor2Name": ["C", "D"]}
    read = summitry.read_layout(pd.DataFrame(named), layout="gdelt")
    assert read.visits["visitor"].tolist() == ["A", "D"]
    for name in some:
        fewer = pd.DataFrame(named).drop(columns=name)
        with pytest.raises(ColumnError, match=f"no column '{name}', which the layout"):
            summitry.read_layout(fewer, layout="gdelt")


def test_icews_without_the_names_of_actors() -> None:
    events = {
        "Event Date": ["2013-05-22", "2013-06-27"],
        "Source Country": ["North Korea", "China"],
        "CAMEO Code": ["042", "043"],
        "Target Country": ["China", "South Korea"],
    }
    read = summitry.read_layout(pd.DataFrame(events), layout="icews")
    assert read.visits["origin"].tolist() == ["North Korea", "South Korea"]
    assert "visitor" not in read.visits.columns


def test_polecat() -> None:
    events = {
        "Event ID": list("abcdef"),
        "Event Date": ["2021-03-18"] * 6,
        "Event Type": ["CONSULT"] * 5 + ["AGREE"],
        "Event Mode": ["visit", "visit", "visit", "phone", "visit", None],
        "Actor Name": ["Lavrov"] * 6,
        "Actor Country": ["RUS", "RUS", "RUS", "RUS", "RUS;UKR", "RUS"],
        "Recipient Name": ["Wang Yi"] * 6,
        "Recipient Country": ["CHN"] * 6,
        "Country": ["CHN", "RUS", "CHE", "CHN", "CHN", "CHN"],
    }
    read = summitry.read_layout(events, layout="polecat")
    visits = read.visits
    assert visits["origin"].tolist() == ["RUS", "CHN"]
    assert visits["visitor"].tolist() == ["Lavrov", "Wang Yi"]
    reasons = read.unread["reason"].tolist()
    assert "in CHE, with neither of the two" in reasons[0]
    assert "CONSULT phone is no visit" in reasons[1]
    assert "several countries" in reasons[2]


def test_an_unknown_layout_is_told() -> None:
    with pytest.raises(InputError, match="layout"):
        summitry.read_layout(ICEWS, layout="icews2")  # type: ignore[call-overload]
