"""The archive by rank and decade, against hand counts and the oracle."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import archive_oracle as oracle
import pandas as pd
import pytest
from conftest import columns_of
from hypothesis import given, settings, strategies as st

import summitry
from summitry.exceptions import (
    CategoryError,
    ColumnError,
    InputError,
    RangeError,
    TenureError,
)

if TYPE_CHECKING:
    from conftest import Maker

SEEN: dict[str, Any] = {"since": "1988-03-01", "through": "2012-06-30"}
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "date": st.dates(date(1985, 1, 1), date(2015, 12, 31)),
            "visitor_rank": st.sampled_from([*summitry.RANKS, None]),
            "sourced": st.booleans(),
            "date_precision": st.sampled_from(["day", "month", "year"]),
            "announced": st.sampled_from(["true", "false", "unknown"]),
        }
    ),
    min_size=1,
    max_size=25,
)


def frame_of(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    return columns | {"date": [str(day) for day in columns["date"]]}


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_every_cell_is_counted_visit_by_visit(rows: list[dict[str, Any]]) -> None:
    found = columns_of(summitry.archive_table(frame_of(rows), **SEEN))
    seen = (date(1988, 3, 1), date(2012, 6, 30))
    for number, (group, period) in enumerate(
        zip(found["group"], found["period"], strict=True)
    ):
        wanted = oracle.cell(rows, group, int(period[:4]), seen)
        assert {name: found[name][number] for name in wanted} == pytest.approx(wanted)
    assert sum(found["visits"]) == found["used"][0]
    assert found["rows_in"][0] == len(rows)


def test_all_kinds_of_tables_give_the_same(make: Maker) -> None:
    visits = summitry.datasets.load_visits("china-dprk")
    columns = {
        name: visits[name].tolist()
        for name in ("visitor_rank", "sourced", "announced", "origin", "date_precision")
    } | {"date": [str(day)[:10] for day in visits["date"]]}
    seen: dict[str, Any] = {"since": "1953-07-27", "through": "2017-03-15"}
    found = columns_of(summitry.archive_table(make(columns), **seen))
    rows = zip(found["group"], found["period"], found["visits"], strict=True)
    assert ("ministers", "1990s", 1) in set(rows)
    assert found["note"] == [None] * len(found["group"]) if "note" in found else True


def test_what_is_absent_is_named() -> None:
    found = summitry.archive_table({"date": ["1990-05-01"]}, **SEEN)
    assert list(found["group"]) == ["all ranks"] * 4
    said = found["note"][0]
    assert all(f"'{n}'" in said for n in ("visitor_rank", "sourced", "announced"))
    assert "share_unsourced" not in found


def test_a_month_may_belong_to_the_next_decade() -> None:
    visits = pd.DataFrame({"date": ["1989-11/1990-02", "1995-03-01"]})
    found = summitry.archive_table(visits, **SEEN).set_index("period")
    assert found.loc["1980s", ["visits", "vague", "may_be_later"]].tolist() == [1, 1, 1]
    assert found.loc["1990s", ["visits", "vague", "may_be_later"]].tolist() == [1, 0, 0]


def test_other_ladders_and_other_groups() -> None:
    visits = {"date": ["1990-05-01"] * 3, "visitor_rank": ["king", "page", None]}
    own = summitry.archive_table(visits, **SEEN, periods=100)
    assert list(dict.fromkeys(own["group"])) == ["king", "page", "rank not recorded"]
    named = summitry.archive_table(visits, **SEEN, groups={"court": "king"})
    assert list(dict.fromkeys(named["group"])) == [
        "court",
        "other ranks",
        "rank not recorded",
    ]
    with pytest.raises(CategoryError, match="page"):
        summitry.archive_table(visits, **SEEN, ladder=["king"])


def test_periods_may_be_eras() -> None:
    visits = pd.DataFrame(
        {
            "date": ["1990-05-01", "2005-01-01"],
            "origin": ["CHN", "USA"],
            "destination": ["PRK", "RUS"],
        }
    )
    eras = {"side": ["CHN"], "era": ["Jiang"], "start": ["1989-11-09"], "end": [None]}
    found = summitry.archive_table(visits, **SEEN, periods=eras)
    assert found["visits"].tolist() == [1]
    assert found[["rows_in", "used", "other_dyads"]].iloc[0].tolist() == [2, 1, 1]


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"periods": 0}, RangeError),
        ({"groups": {"a": "king", "b": ["king"]}}, InputError),
        ({"groups": {"a": "kin"}}, CategoryError),
        ({"date": "day"}, ColumnError),
        ({"groups": {}}, InputError),
        ({"groups": 3}, InputError),
        ({"through": "1980-01-01"}, TenureError),
        ({"visitor_rank": "office", "groups": {"a": "king"}}, ColumnError),
    ],
)
def test_mistakes_are_named(options: dict[str, Any], error: type[Exception]) -> None:
    visits = {"date": ["1990-05-01"], "visitor_rank": ["king"]}
    with pytest.raises(error):
        summitry.archive_table(visits, **(SEEN | options))


def test_of_a_list_of_eras_the_columns_that_it_has_are_told() -> None:
    visits = {
        "date": ["2001-02-01"],
        "origin": ["CHN"],
        "destination": ["PRK"],
        "visitor_rank": ["minister"],
    }
    seen: Any = {"since": "2000-01-01", "through": "2004-12-31"}
    periods = {"era": ["a"], "start": ["2000-01-01"], "end": [None]}
    told = {
        name: summitry.archive_table(pd.DataFrame(visits), periods=own, **seen).columns
        for name, own in {
            "none": pd.DataFrame(periods),
            "side": pd.DataFrame({"side": ["CHN"], **periods}),
        }.items()
    }
    assert not {"side", "other_side", "rule"} & {*told["none"]}
    assert {"side", "other_side", "rule"} & {*told["side"]} == {"side"}
