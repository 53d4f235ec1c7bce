"""Places, columns and rows of a list: every row accounted for, in any order."""

from __future__ import annotations

from typing import Any

import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

import summitry
from summitry.exceptions import ColumnError

BOSNIA = "Bosnia and Herzegovina"


@pytest.mark.parametrize(
    ("cell", "separator", "names", "places"),
    [
        ("Fiji; Tonga", ";", [], ["Fiji", "Tonga"]),
        ("Fiji;;Tonga; ", ";", [], ["Fiji", "Tonga"]),
        ("Fiji", ";", [], ["Fiji"]),
        ("Korea, Republic of", ",", [], ["Korea, Republic of"]),
        ("Congo, Democratic Republic of the", ",", [], None),
        ("Bonaire, Sint Eustatius and Saba", ",", [], None),
        ("Atlantis, Isle of", ",", ["Atlantis, Isle of"], None),
        ("Atlantis, Isle of", ",", [], ["Atlantis", "Isle of"]),
        (
            "Japan, korea,  REPUBLIC of, China",
            ",",
            [],
            ["Japan", "korea,  REPUBLIC of", "China"],
        ),
        ("Korea, Republic of", ";", [], ["Korea, Republic of"]),
        ("Fiji and Tonga", " and ", [], ["Fiji", "Tonga"]),
        ("Poland and Finland", "and", [], ["Poland", "Finland"]),
        ("Bosnia and Herzegovina and Fiji", "and ", [], [BOSNIA, "Fiji"]),
        ("Bosnia and Herzegovina and Fiji", " and ", [], [BOSNIA, "Fiji"]),
        (";", ";", [], [";"]),
    ],
)
def test_places_of_a_cell(
    cell: str, separator: str, names: list[str], places: list[str] | None
) -> None:
    frame = {"date": ["2001"], "origin": ["A"], "destination": [cell]}
    read = summitry.read_visits(frame, places={"separator": separator, "names": names})
    found = read.visits["destination"].tolist()
    assert found == (places or [cell])
    assert set(read.visits["trip"]) == {"0"}


def test_a_place_that_is_named_twice_is_told() -> None:
    frame = pd.DataFrame(
        {
            "date": ["2001", "2002"],
            "origin": ["A", "A"],
            "destination": ["Fiji; Tonga", "Fiji; Tonga; Fiji"],
        }
    )
    read = summitry.read_visits(frame, places={"separator": ";"})
    assert read.visits["destination"].tolist() == ["Fiji", "Tonga"] * 2 + ["Fiji"]
    told = "'Fiji' is named twice; each is a visit"
    assert read.account["reason"].tolist()[1] == told
    assert read.account["reason"].isna().tolist() == [True, False]
    assert str(read).endswith(f"row 1: {told}")


def test_several_origins_meet_several_destinations() -> None:
    frame = pd.DataFrame({"date": ["2001"], "origin": ["A;B"], "destination": ["C;D"]})
    places = {"separator": ";", "columns": ["origin", "destination"]}
    visits = summitry.read_visits(frame, places=places).visits
    pairs = {*zip(visits["origin"], visits["destination"], strict=True)}
    assert pairs == {("A", "C"), ("A", "D"), ("B", "C"), ("B", "D")}
    assert visits["visit_id"].is_unique


@pytest.mark.parametrize(
    ("columns", "hint"),
    [(["destnation"], "'destination'"), (["origin", "Where"], "known are")],
)
def test_places_are_divided_in_columns_that_there_are(
    columns: list[str], hint: str
) -> None:
    table = {"date": ["2011-01-02"], "origin": ["X"], "Where": ["A; B"]}
    with pytest.raises(ColumnError) as caught:
        summitry.read_visits(
            pd.DataFrame(table),
            columns={"destination": "Where"},
            places={"separator": ";", "columns": columns},
        )
    assert caught.value.column == "places"
    assert repr(columns[-1]) in str(caught.value)
    assert hint in str(caught.value.hint)


def test_a_cell_is_not_divided_unasked() -> None:
    frame = {"date": ["2001"], "origin": ["A"], "destination": ["C; D"]}
    read = summitry.read_visits(frame)
    assert read.visits["destination"].tolist() == ["C; D"]
    assert "places={'separator': ';'}" in str(read)


def test_columns_are_understood_by_name_alone() -> None:
    frame = pd.DataFrame(
        {"Date": ["2001"], "ORIGIN": ["A"], "destination": ["B"], "Who": ["x"]}
    )
    read = summitry.read_visits(frame)
    assert read.columns == {
        "date": "Date",
        "origin": "ORIGIN",
        "destination": "destination",
    }
    assert read.suggestions == {"Who": "visitor"}
    assert read.visits.columns.tolist()[:6] == [
        *("visit_id", "row", "date", "origin", "destination", "Who"),
    ]
    assert "not understood, perhaps: columns={'visitor': 'Who'}" in str(read)
    assert "visitor" in read._repr_html_()
    with pytest.raises(ColumnError) as caught:
        summitry.read_visits(
            pd.DataFrame({"Arrival": ["2001"], "From": ["A"], "To": ["B"]})
        )
    hint = caught.value.hint or ""
    assert "{'date': 'Arrival', 'origin': 'From', 'destination': 'To'}" in hint


def test_a_name_that_is_taken_is_kept_aside() -> None:
    frame = {
        "date": ["2001", "x"],
        "origin": ["A", "A"],
        "destination": ["B", "B"],
        "row": [7, 8],
        "reason": ["because", "so"],
        "date_text": ["then", "then"],
    }
    read = summitry.read_visits(frame)
    assert read.visits["given_row"].tolist() == [7]
    assert read.visits["given_date_text"].tolist() == ["then"]
    assert read.visits["reason"].tolist() == ["because"]
    assert read.unread["given_row"].tolist() == [8]
    assert read.unread["given_reason"].tolist() == ["so"]


def test_a_read_list_can_be_read_again() -> None:
    first = summitry.read_visits(summitry.datasets.load_visits("china-dprk"))
    again = summitry.read_visits(first.visits)
    for column in ("date", "date_latest", "end_date", "origin", "date_precision"):
        pd.testing.assert_series_equal(first.visits[column], again.visits[column])
    bundled = summitry.datasets.load_visits("china-dprk")
    assert first.visits["date_precision"].tolist() == bundled["date_precision"].tolist()


def test_html_of_a_list_is_escaped() -> None:
    frame = {"date": ["2001"], "origin": ["A"], "destination": ["<b>;x"]}
    shown = summitry.read_visits(frame)._repr_html_()
    assert "<b>" not in shown


HEAD = ["date", "origin", "destination"]
CELLS = st.sampled_from(
    [
        *("2001-01-02", "1964", "May 2001", "2017-02-29", "soon", "", "  ", "TBD"),
        *("August 14–21, 1906", "03/04/2010", "39153", "2001-01-02 08:30"),
    ]
)
PLACES = st.sampled_from(["A", "NA", "", "B; C", "Korea, Republic of", " ", ";"])
LISTS = st.lists(st.tuples(CELLS, PLACES, PLACES), max_size=12)
TOLD: dict[str, Any] = {
    "dates": ["day_first", "excel"],
    "ranges": "trip",
    "times": "cut",
    "places": {"separator": ";", "columns": ["origin", "destination"]},
}


@given(rows=LISTS)
@settings(deadline=None, max_examples=60)
def test_no_row_disappears(rows: list[tuple[str, str, str]]) -> None:
    columns = [*zip(*rows, strict=True)] or [(), (), ()]
    frame = pl.DataFrame(
        dict(zip(HEAD, map(list, columns), strict=False)),
        schema=dict.fromkeys(HEAD, pl.String),
    )
    read = summitry.read_visits(frame, **TOLD)
    account = read.account
    assert account["row"].to_list() == [*range(len(rows))]
    assert sum(read.counts.values()) == len(rows)
    assert account["n_visits"].sum() == len(read.visits)
    unread = account.filter(pl.col("outcome") == "not read")
    assert unread["row"].to_list() == read.unread["row"].to_list()
    assert unread["reason"].null_count() == 0
    assert read.visits["visit_id"].is_unique().all()
    assert read.visits["visit_id"].str.split(".").list.first().to_list() == [
        str(row) for row in read.visits["row"].to_list()
    ]
    for row, said in zip(account["row"], account["visit_ids"], strict=True):
        ids = read.visits.filter(pl.col("row") == row)["visit_id"].to_list()
        assert said == (None if not ids else " to ".join([ids[0], *ids[1:][-1:]]))
    for visit in read.visits.iter_rows(named=True):
        assert visit["date_text"] == rows[visit["row"]][0]


@given(rows=LISTS.filter(len), seed=st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=30)
def test_the_order_of_rows_does_not_matter(rows: list[Any], seed: Any) -> None:
    order = [*range(len(rows))]
    seed.shuffle(order)

    def visits(listed: list[Any]) -> list[tuple[Any, ...]]:
        frame = pd.DataFrame(listed, columns=HEAD, dtype=object)
        kept = summitry.read_visits(frame, **TOLD).visits
        names = ["row", "date", "date_latest", "origin", "destination"]
        return [*kept[names].itertuples(index=False, name=None)]

    shuffled = visits([rows[place] for place in order])
    back = sorted((order[row], *rest) for row, *rest in shuffled)
    assert back == sorted(visits(rows))


@pytest.mark.parametrize("part", ["-", "1 - ", "May-", "1/", ";", "2001-01-01 ", ", "])
def test_a_long_cell_is_looked_at_once(part: str) -> None:
    cell = part * (1 << 19)
    frame = {"date": [cell], "origin": ["A"], "destination": [cell]}
    read = summitry.read_visits(frame, places={"separator": ";"})
    (reason,) = read.account["reason"]
    assert "is too long for a date" in reason
    assert len(reason) < 400


def test_dates_in_parts_are_not_read_as_their_year() -> None:
    frame = pd.DataFrame({"Year": [2009], "Month": [3], "Day": [2], "destination": "X"})
    with pytest.raises(ColumnError) as caught:
        summitry.read_visits(frame, constant={"origin": "USA"})
    assert "columns={'date': '…'}" in str(caught.value)
    assert "in parts, in 'Year', 'Month', 'Day', make one column" in str(caught.value)
