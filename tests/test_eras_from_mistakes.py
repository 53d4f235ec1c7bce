"""Lists of leaders that cannot be read as they are: what is asked and refused."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from leader_lists import ARCHIGOS, MONTHLY, REIGN, TOLD

import summitry
from summitry.exceptions import ColumnError, InputError


def test_all_mistakes_are_told_at_once() -> None:
    wrong = pd.DataFrame(
        {
            "side": ["A", "A", "A", None, "B", "B", "B", "B"],
            "leader": ["a", "b", "c", "d", None, "f", "g", "h"],
            "start": [
                *("2000-01-01", "2001-02-30", "2003-05-05", "2000-01-01"),
                *("2000-01-01", "2000-01", "2001-01-01", "2001-06-01"),
            ],
            "end": [
                *("2000-12-31", "2002-01-01", "2003-01-01", "2000-02-01"),
                *("2000-02-01", "2000-03-01", "2001-12-31", None),
            ],
        }
    )
    with pytest.raises(InputError) as caught:
        summitry.eras_from(wrong)
    text = str(caught.value)
    for said in (
        "row 1: start: '2001-02-30' is not a date",
        "row 2: c of A ends on 2003-01-01, before the start 2003-05-05",
        "row 3: 'side' is missing",
        "row 4: 'leader' is missing",
        "row 5: the start 2000-01 of f of B is no day",
        "rows 6, 7: g and h of B share the days 2001-06-01 to 2001-12-31",
        "row 7: h of B was still in office",
    ):
        assert said in text, said
    assert caught.value.code == "several_mistakes"
    assert set(caught.value.rows) == {1, 2, 3, 4, 5, 6, 7}


@pytest.mark.parametrize(
    ("frame", "told", "hint"),
    [
        (ARCHIGOS, {"layout": "archigos"}, "in_office='open'"),
        (REIGN, {"layout": "reign"}, "known_through="),
        (REIGN, {"layout": "reign", "in_office": "open"}, "known_through="),
        (REIGN, {"layout": "reign", "known_through": "2021-03-31"}, "in_office="),
        (MONTHLY, {"layout": "reign"}, "in_office="),
    ],
)
def test_what_becomes_of_those_in_office_is_asked(
    frame: Any, told: dict[str, Any], hint: str
) -> None:
    with pytest.raises(InputError) as caught:
        summitry.eras_from(frame, **told)
    assert caught.value.code == "still_in_office"
    assert hint in str(caught.value.hint)


@pytest.mark.parametrize(
    ("frame", "hint"),
    [
        (ARCHIGOS, "layout='archigos'"),
        (REIGN, "layout='reign'"),
        (MONTHLY, "layout='reign'"),
        ({"sides": ["A"], "leader": ["a"], "start": ["2000"]}, "did you mean 'sides'?"),
    ],
)
def test_missing_columns_are_told_with_what_they_may_be(frame: Any, hint: str) -> None:
    with pytest.raises(ColumnError) as caught:
        summitry.eras_from(frame)
    assert hint in str(caught.value.hint)


def test_every_missing_column_is_told() -> None:
    with pytest.raises(ColumnError, match="'idacr', 'leader', 'startdate', 'enddate'"):
        summitry.eras_from({"x": [1]}, layout="archigos")
    with pytest.raises(ColumnError, match="no column 'born'"):
        summitry.eras_from(REIGN, columns={"person": "born"}, **TOLD)


def test_an_end_that_lacks_and_is_not_in_office_is_a_mistake() -> None:
    lost = ARCHIGOS.assign(
        enddate=[None, *ARCHIGOS["enddate"][1:]],
    )
    with pytest.raises(InputError, match="Ames of AAA has no end") as caught:
        summitry.eras_from(lost, layout="archigos", in_office="open")
    assert caught.value.rows == (0,)


@pytest.mark.parametrize(
    "odd",
    [
        {"layout": "archigoss"},
        {"in_office": "yes"},
        {"ends": "last"},
        {"overlaps": "drop"},
    ],
)
def test_words_that_are_none_are_refused(odd: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="not one of its words"):
        summitry.eras_from(REIGN, **TOLD | odd)


def test_days_after_the_last_one_are_refused() -> None:
    with pytest.raises(InputError) as caught:
        summitry.eras_from(REIGN, **TOLD | {"known_through": "1980-01-01"})
    assert caught.value.code in {"beyond_known", "several_mistakes"}
    assert "Jung of DDD" in str(caught.value)


def test_dates_of_another_order_are_told_what_reads_them() -> None:
    """The hint named `read_visits`, which reads no list of leaders."""
    table = pd.DataFrame(
        {
            "side": ["RUS", "RUS"],
            "leader": ["A", "B"],
            "start": ["03/04/2010", "13/05/2012"],
            "end": ["13/05/2012", "01/02/2013"],
        }
    )
    with pytest.raises(InputError, match="is not a date") as found:
        summitry.eras_from(table)
    said = "pandas.to_datetime(column, format='%d/%m/%Y')"
    assert said in str(found.value)
    assert "read_visits" not in str(found.value)
    ends = ("start", "end")
    read = {end: pd.to_datetime(table[end], format="%d/%m/%Y") for end in ends}
    eras = summitry.eras_from(table.assign(**read)).eras
    assert str(eras["start"].iloc[0])[:10] == "2010-04-03"


def test_days_of_a_spreadsheet_are_told_what_reads_them() -> None:
    table = pd.DataFrame({"side": ["RUS"], "leader": ["A"]})
    table = table.assign(start=["40271"], end=["41042"])
    with pytest.raises(InputError) as found:
        summitry.eras_from(table)
    assert "origin='1899-12-30'" in str(found.value)
    assert "read_visits" not in str(found.value)
    read = {
        end: pd.to_datetime(table[end].astype(int), unit="D", origin="1899-12-30")
        for end in ("start", "end")
    }
    eras = summitry.eras_from(table.assign(**read)).eras
    assert str(eras["start"].iloc[0])[:10] == "2010-04-03"
