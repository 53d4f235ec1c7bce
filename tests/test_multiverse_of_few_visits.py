"""The multiverse of a handful of visits: drivers, frames, dates and weights."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from conftest import Maker, columns_of
from hypothesis import given, settings, strategies as st
from oracle import explained, shapley

import summitry
from summitry import Claim, _core
from summitry.exceptions import CategoryError
from summitry.frames import Table


@given(
    st.lists(st.integers(1, 3), min_size=1, max_size=4).flatmap(
        lambda sizes: st.tuples(
            st.just(sizes),
            st.lists(
                st.booleans(),
                min_size=int(np.prod(sizes)),
                max_size=int(np.prod(sizes)),
            ),
        )
    )
)
@settings(max_examples=60, deadline=None)
def test_drivers_are_those_of_the_oracle(case: tuple[list[int], list[bool]]) -> None:
    sizes, holds = case
    found = _core.multiverse_drivers(sizes, np.array(holds))
    outcomes = dict(zip(np.ndindex(*sizes), holds, strict=True))
    every = set(range(len(sizes)))
    whole = explained(outcomes, every)
    if not whole:
        assert found is None
        return
    assert found is not None
    expected = shapley(outcomes, len(sizes))
    assert found.share == pytest.approx([float(one) for one in expected], abs=1e-12)
    for decision in every:
        own = explained(outcomes, {decision}) / whole
        left = (whole - explained(outcomes, every - {decision})) / whole
        assert found.first_order[decision] == pytest.approx(float(own), abs=1e-12)
        assert found.total[decision] == pytest.approx(float(left), abs=1e-12)


def test_a_planted_driver_ranks_first() -> None:
    dates = pd.date_range("2001-01-01", periods=40, freq="91D")
    lower = ["foreign_minister", "other"]
    visits = pd.DataFrame(
        {
            "date": dates,
            "origin": ["X"] * 40,
            "visitor_rank": [
                "head_of_state" if k > 20 else lower[k % 2] for k in range(40)
            ],
        }
    )
    two = {
        "era": ["A", "B"],
        "start": ["2001-01-01", "2006-01-01"],
        "end": ["2006-01-01", None],
    }
    found = summitry.multiverse(
        visits,
        two,
        since="2001-01-01",
        through="2010-12-31",
        claims={"silent": Claim.value("A", 0, quantity="count")},
        definitions={
            "all": {"*": "other"},
            "heads": {"*": "head_of_state"},
            "ministers": {"*": "foreign_minister"},
        },
    )
    own = found.drivers.iloc[0]
    assert (own["decision"], own["choices"]) == ("definition", 3)
    assert own["share"] > 0.99


def test_every_kind_of_table(make: Maker) -> None:
    visits = {
        "date": ["2010-05-03", "2012-11-15", "2013-05-22"],
        "summit": [True, False, False],
    }
    two = {
        "era": ["Hu", "Xi"],
        "start": ["2010-01-01", "2012-11-15"],
        "end": ["2012-11-15", "2020-01-01"],
    }
    found = summitry.multiverse(
        make(visits),
        make(two),
        claims={"low": Claim.lowest("Hu", quantity="weighted_frequency")},
        since="2010-01-01",
        through="2014-12-31",
    )
    frame = make(visits)
    for table in (found.table, found.claims, found.drivers, found.failing("low")):
        assert type(table) is type(frame)
    table = columns_of(found.table)
    assert table["scheme"][:4] == ["summit 1", "summit 2", "summit 3", "summit 5"]
    assert columns_of(found.claims)["specifications"] == [16]
    assert all(isinstance(holds, bool) for holds in table["low_holds"])


def test_an_end_known_to_the_month_is_its_first_day() -> None:
    visits = {"date": ["2012-10-20", "2013-05-22"], "end_date": ["2012-11", None]}
    eras = {"era": ["Hu", "Xi"], "start": ["2010-01-01", "2012-11-15"]}
    eras["end"] = ["2012-11-15", None]  # type: ignore[list-item]
    found = summitry.multiverse(
        visits,
        eras,
        since="2010-01-01",
        through="2014-12-31",
        claims=[Claim.value("Xi", "2", quantity="count")],
        exposure=["days"],
        handover=["successor"],
    )
    table = Table(found.table, "specifications")
    counts = dict(
        zip(
            table.values("date_rule"),
            table.values(found.claims["claim"][0]),
            strict=True,
        )
    )
    assert counts == {"start": 1.0, "end": 1.0}


def test_built_in_weights_leave_no_category_unweighed() -> None:
    visits = {"date": ["2013-05-22", "2013-06-01"], "summit": ["true", "unclear"]}
    eras = {"era": ["Xi"], "start": ["2012-11-15"], "end": [None]}
    with pytest.raises(CategoryError, match="built-in weights") as caught:
        summitry.multiverse(visits, eras, since="2010-01-01", through="2014-12-31")
    assert "'unclear': 1.0}}}" in str(caught.value.hint)


@pytest.mark.parametrize(
    ("exposure", "value"), [("days", 2 / (671 / 365.25)), ("calendar_years", 1.0)]
)
def test_an_only_alternative_is_the_one_that_counts(
    exposure: str, value: float
) -> None:
    found: Any = summitry.multiverse(
        {"date": ["2012-06-01", "2013-06-01"]},
        {"era": ["A"], "start": ["2012-03-01"], "end": [None]},
        since="2012-01-01",
        through="2013-12-31",
        claims={"one": Claim.value("A", "1.00")},
        exposure=exposure,
        handover="successor",
    )
    assert found.table["one"].tolist() == pytest.approx([value], rel=1e-12)
