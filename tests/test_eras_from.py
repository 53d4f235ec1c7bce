"""Lists of leaders read into eras: the traps of two published lists, and receipts."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from leader_lists import ARCHIGOS, MONTHLY, REIGN, TOLD

import summitry
from summitry.exceptions import InputError, TenureError


def spans(eras: Any) -> list[tuple[Any, ...]]:
    return [
        (
            row.era,
            str(row.start.date()),
            None if pd.isna(row.end) else str(row.end.date()),
        )
        for row in eras.itertuples()
    ]


def test_archigos() -> None:
    found = summitry.eras_from(ARCHIGOS, layout="archigos", in_office="open")
    assert spans(found.eras) == [
        ("Ames (1)", "1900-01-01", "1904-03-04"),
        ("Bell", "1904-03-04", "1908-03-04"),
        ("Ames (2)", "1908-03-04", "1909-05-01"),
        ("Dunn (from 1909)", "1909-05-01", "1950-07-01"),
        ("Dunn (from 1950)", "1950-08-01", None),
        ("Eyre", "1990-01-01", "1990-01-02"),
        ("Ford", "1990-01-02", None),
    ]
    assert found.known_through == "2015-12-31"
    assert set(found.eras["known_through"]) == {pd.Timestamp("2015-12-31")}
    assert found.account["reading"].tolist() == [
        "the successor's first day",
        "the last day in office",
        "the successor's first day",
        "without a day: the successor's first day",
        "the last day in office",
        "still in office",
        "the last day in office",
        "still in office",
    ]
    assert found.dropped["leader"].tolist() == ["Cole"]
    assert found.dropped["row"].tolist() == [3]
    assert "8 rows: 7 eras of 2 sides; 1 row dropped" in str(found)


def test_archigos_eras_are_counted_up_to_their_last_day() -> None:
    found = summitry.eras_from(ARCHIGOS, layout="archigos", in_office="open")
    visits = pd.DataFrame({"date": ["1903-01-01", "2010-05-01"], "origin": ["AAA"] * 2})
    visits["destination"] = ["BBB"] * 2
    seen: dict[str, Any] = {"since": "1900-01-01", "through": "2015-12-31"}
    with pytest.warns():
        table = summitry.era_frequency(visits, found.eras, **seen)
    assert table.set_index("era")["count"].to_dict()["Ames (1)"] == 1
    with pytest.raises(InputError, match="known through 2015-12-31"):
        summitry.era_frequency(visits, found.eras, **seen | {"through": "2016-01-01"})


def test_terms_still_in_office_can_end_with_the_list() -> None:
    found = summitry.eras_from(ARCHIGOS, layout="archigos", in_office="close")
    assert not found.eras["end"].isna().any()
    assert found.eras["end"].max() == pd.Timestamp("2016-01-01")
    assert "closed after the last day of the list: 2" in str(found)


def test_pooled_terms_share_a_name() -> None:
    found = summitry.eras_from(
        ARCHIGOS, layout="archigos", in_office="open", pool_terms=True
    )
    ames = found.eras[found.eras["era"] == "Ames"]
    assert ames["term"].tolist() == [1, 2]
    seen: dict[str, Any] = {"since": "1900-01-01", "through": "1909-12-31"}
    with pytest.warns():
        table = summitry.era_frequency(
            pd.DataFrame(
                {"date": ["1901-01-01"], "origin": ["AAA"], "destination": ["BBB"]}
            ),
            found.eras,
            **seen,
        )
    days = table.set_index("era")["days"]
    assert (
        days["Ames"]
        == (dt.date(1904, 3, 4) - dt.date(1900, 1, 1)).days
        + (dt.date(1909, 5, 1) - dt.date(1908, 3, 4)).days
    )


@pytest.mark.parametrize(
    ("ends", "bell"), [("last_day", "1908-03-04"), ("successor", "1908-03-03")]
)
def test_what_an_end_means_can_be_told(ends: Any, bell: str) -> None:
    found = summitry.eras_from(
        ARCHIGOS, layout="archigos", in_office="open", ends=ends, overlaps="cut"
    )
    assert ("Bell", "1904-03-04", bell) in spans(found.eras)
    assert len(found.account) == len(ARCHIGOS)


def test_another_column_can_be_the_side() -> None:
    found = summitry.eras_from(
        ARCHIGOS, layout="archigos", in_office="open", columns={"side": "ccode"}
    )
    assert set(found.eras["side"]) == {"900", "910"}


def test_reign() -> None:
    found = summitry.eras_from(REIGN, **TOLD)
    assert spans(found.eras) == [
        ("Gray (from 1960) (1)", "1960-02-01", "1964-03-15"),
        ("Hill", "1964-03-15", "1970-07-20"),
        ("Gray (from 1960) (2)", "1970-07-20", "1975-06-01"),
        ("Gray (from 1975)", "1975-08-02", None),
        ("Jung", "1980-01-01", "1990-11-01"),
    ]
    assert found.account["reading"].tolist() == [
        "in the month in which the successor starts",
        "before the month, where the successor starts",
        "the last day of the month",
        "without a day: another starts on the same day and stays",
        "still in office",
        "the last day of the month",
    ]
    assert found.account["said_end"].tolist()[:2] == ["1964-03", "1970-09"]
    assert found.account["said_start"].tolist()[0] == "1960-02-01"
    assert pd.isna(found.account["said_end"][4])


@pytest.mark.parametrize(
    "kind", [pl.from_pandas, pa.Table.from_pandas], ids=["polars", "pyarrow"]
)
def test_lists_of_any_kind_come_back_as_that_kind(kind: Any) -> None:
    frame = kind(REIGN)
    found = summitry.eras_from(frame, **TOLD)
    assert isinstance(found.eras, type(frame))
    assert isinstance(found.account, type(frame))
    assert isinstance(found.dropped, type(frame))


def test_reign_with_days_of_the_end() -> None:
    days = REIGN.rename(columns={"sdate": "sday"}).assign(
        emonth=[3, 7, 5, 8, None, 10], eday=[14, 19, 31, 2, None, 3]
    )
    found = summitry.eras_from(days, **TOLD)
    assert spans(found.eras)[0][2] == "1964-03-15"
    with pytest.raises(TenureError) as caught:
        summitry.eras_from(days.assign(eday=[14, 24, 31, 2, None, 3]), **TOLD)
    assert caught.value.code == "overlapping_eras"
    assert "Hill and Gray of CCC share the days 1970-07-20 to 1970-07-24" in str(
        caught.value
    )


def test_leader_months() -> None:
    found = summitry.eras_from(MONTHLY, layout="reign", in_office="open")
    assert spans(found.eras) == [
        ("Kent (1)", "1999-10-01", "1999-12-01"),
        ("Lane", "1999-12-01", "2000-02-01"),
        ("Kent (2)", "2000-03-01", None),
        ("More", "1999-11-01", "1999-12-01"),
    ]
    assert found.known_through == "2000-04-30"
    assert len(found.account) == len(MONTHLY)
    assert found.account["era"].tolist()[:4] == ["Kent (1)"] * 3 + ["Lane"]
