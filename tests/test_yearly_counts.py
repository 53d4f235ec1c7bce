"""The years of eras, and the visits in them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import trend_oracle as oracle
from conftest import columns_of
from hypothesis import given, settings, strategies as st

import summitry
from summitry.exceptions import InputError, SummitryWarning, TenureError

if TYPE_CHECKING:
    from conftest import Maker

ERAS = {
    "era": ["Hu", "Xi"],
    "start": ["2002-11-15", "2012-11-15"],
    "end": ["2012-11-15", None],
}
DAYS = st.dates(date(2001, 1, 1), date(2012, 12, 31))


def counts(visits: list[Any], **options: Any) -> dict[str, Any]:
    seen: dict[str, Any] = {"since": "2010-01-01", "through": "2015-03-15"}
    table = summitry.yearly_counts({"date": visits}, ERAS, **(seen | options))
    return columns_of(table)


def test_whole_years_belong_to_the_era_with_most_days() -> None:
    found = counts(["2010-01-01", "2012-12-01", "2014-12-31"])
    assert found["era"] == ["Hu", "Hu", "Hu", "Xi", "Xi"]
    assert found["year"] == [2010, 2011, 2012, 2013, 2014]
    assert found["count"] == [1, 0, 1, 0, 1]
    assert found["years"] == [1.0] * 5


def test_short_parts_of_days_are_joined() -> None:
    found = counts(["2012-12-01", "2015-03-15"], exposure="days")
    assert found["year"] == [2010, 2011, 2012, 2013, 2014]
    assert found["count"] == [0, 0, 0, 1, 1]
    days = [365, 365, 319, 47 + 365, 365 + 74]
    assert found["years"] == [n / 365.25 for n in days]


@settings(max_examples=80, deadline=None)
@given(one=DAYS, other=DAYS, visits=st.lists(DAYS, max_size=20))
def test_cells_by_days_hold_every_day_once(
    one: date, other: date, visits: list[date]
) -> None:
    first, last = min(one, other), max(one, other)
    eras = {"era": ["a"], "start": [first], "end": [last + timedelta(1)]}
    found = columns_of(
        summitry.yearly_counts(
            {"date": [*visits, first]},
            eras,
            since=date(2001, 1, 1),
            through=date(2012, 12, 31),
            exposure="days",
        )
        if all(first <= day <= last for day in visits)
        else summitry.yearly_counts(
            {"date": [first]},
            eras,
            since=date(2001, 1, 1),
            through=date(2012, 12, 31),
            exposure="days",
        )
    )
    slow = oracle.cells_by_days(first, last)
    assert found["year"] == [year for year, _ in slow]
    assert found["years"] == [days / 365.25 for _, days in slow]
    assert sum(found["count"]) == found["used"][0]


@pytest.mark.parametrize("exposure", ["days", "calendar_years"])
@pytest.mark.parametrize("handover", ["successor", "predecessor"])
def test_they_add_up_to_the_frequencies_of_the_eras(
    exposure: str, handover: str
) -> None:
    visits = summitry.datasets.load_visits("china-dprk")
    eras = summitry.datasets.load_eras("china-dprk")
    options: dict[str, Any] = {
        "since": "1953-07-27",
        "through": "2017-03-15",
        "exposure": exposure,
        "handover": handover,
        "unclear": "both",
    }
    visits = summitry.qualify(
        visits, definition=summitry.datasets.load_definition("china-dprk")
    )
    years = summitry.yearly_counts(visits, eras, **options)
    whole = summitry.era_frequency(visits, eras, **options)
    keys = ["side", "rule", "reading", "era"]
    summed = years.groupby(keys, sort=False)[["count", "years"]].sum()
    exposed = whole[whole["years"] > 0].set_index(keys)
    assert summed["count"].to_dict() == exposed["count"].to_dict()
    assert summed["years"].to_dict() == pytest.approx(exposed["years"].to_dict())


def test_sides_directions_and_the_kind_of_table(make: Maker) -> None:
    visits = make(
        {
            "date": ["2012-05-01", "2013-05-01"],
            "origin": ["CHN", "PRK"],
            "destination": ["PRK", "CHN"],
            "qualifies": [True, True],
        }
    )
    eras = make(
        {
            "side": ["CHN", "CHN"],
            "era": ["Hu", "Xi"],
            "start": ["2012-01-01", "2013-01-01"],
            "end": ["2013-01-01", "2014-01-01"],
        }
    )
    seen: dict[str, Any] = {"since": "2012-01-01", "through": "2013-12-31"}
    found = summitry.yearly_counts(visits, eras, by="direction", **seen)
    assert type(found) is type(visits)
    columns = columns_of(found)
    assert columns["origin"] == ["CHN", "CHN", "PRK", "PRK"]
    assert columns["count"] == [1, 0, 0, 1]
    one = summitry.yearly_counts(visits, eras, direction=("PRK", "CHN"), **seen)
    assert columns_of(one)["count"] == [0, 1]


def test_what_became_of_every_visit() -> None:
    with pytest.warns(SummitryWarning, match="1 in no era"):
        found = columns_of(
            summitry.yearly_counts(
                {"date": ["1999-01-01", "2001-05-05", "2012-12-12"]},
                ERAS,
                since="2001-01-01",
                through="2012-12-31",
            )
        )
    assert (found["rows_in"][0], found["used"][0]) == (3, 1)
    assert (found["outside_window"][0], found["in_no_era"][0]) == (1, 1)


def test_bad_arguments() -> None:
    with pytest.raises(InputError) as unknown:
        counts([], exposure="day")
    assert str(unknown.value.hint).startswith("did you mean 'days'?")
    with pytest.raises(TenureError):
        counts([], since="2016-01-01")
