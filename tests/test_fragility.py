"""How many visits or days overturn a claim, by trial."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from conftest import columns_of
from hypothesis import given, settings, strategies as st
from oracle import overturned_by
from small_tally import tally

import summitry
from summitry import Claim
from summitry.exceptions import CategoryError, InputError


@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(1, 9)), min_size=2, max_size=4)
)
@settings(max_examples=60, deadline=None)
def test_fragility_is_the_fewest_by_trial(eras: list[tuple[int, int]]) -> None:
    names = [f"era {k}" for k in range(len(eras))]
    counts, years = ([one[k] for one in eras] for k in range(2))
    table = pd.DataFrame(
        {"era": names, "years": [float(t) for t in years], "count": counts}
    )
    found = columns_of(summitry.fragility(table, Claim.lowest("era 0")))
    for row, change in enumerate((1, -1)):
        expected = overturned_by(counts, years, 0, change=change, tied=True)
        assert found["visits"][row] == (expected[0] if expected else None)
        if expected and expected[0]:
            assert found["era"][row] is not None


def test_fragility_of_weighted_claims_names_both_kinds() -> None:
    table = tally({"A": [0, 2], "B": [3, 5]}, {"A": 1, "B": 1}, (3.0, 1.0))
    lowest = Claim.lowest("A", quantity="weighted_frequency")
    found = columns_of(summitry.fragility(table, lowest))
    assert found["kind"] == ["lightest", "heaviest"] * 2
    # A 2 and B 14: level with B, A shares the lowest place, so one more is needed.
    assert found["visits"] == [13, 5, 8, 7]
    assert found["era"] == ["A", "A", "B", "B"]


OBSERVED: Any = {
    "shocks": {
        "id": ["2006-10-09", "2009-05-25", "2016-09-09"],
        "date": ["2006-10-09", "2009-05-25", "2016-09-09"],
    },
    "since": "2003-01-01",
    "through": "2017-03-15",
}


def test_fragility_of_waits() -> None:
    visits = {
        "date": ["2006-10-18", "2006-11-20", "2009-09-16"],
        "summit": [False, True, False],
    }
    first = Claim.lag("2006-10-09", 11, comparison="at_most")
    found = columns_of(summitry.fragility(visits, first, **OBSERVED))
    assert found["visits"] == [None, 1]
    mean = Claim.lag(["2006-10-09", "2009-05-25"], "61.5")
    found = columns_of(summitry.fragility(visits, mean, **OBSERVED))
    assert found["visits"] == [1, 1]
    gap = Claim.gap("10.3", unit="years", where={"summit": True})
    found = columns_of(summitry.fragility(visits, gap, **OBSERVED))
    # Without it no visit is left since 2003, which is more than 10.3 years.
    assert found["visits"] == [1, 1]
    silent = Claim.unanswered("2016-09-09")
    found = columns_of(summitry.fragility(visits, silent, **OBSERVED))
    assert found["visits"] == [1, None]


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (Claim.lag("2016-09-09", 187, comparison="more_than"), [1, None]),
        (Claim.lag("2016-09-09", 150, comparison="at_least"), [1, None]),
        (Claim.lag("2016-09-09", 187, comparison="at_most"), [0, 0]),
        (Claim.gap(14, comparison="more_than", unit="years"), [1, None]),
        (Claim.gap(14, comparison="less_than", unit="years"), [0, 0]),
    ],
    ids=str,
)
def test_a_wait_that_no_visit_has_ended_is_overturned_as_it_is_judged(
    claim: Claim, expected: list[int | None]
) -> None:
    """187 days had passed since the fifth test, and 14.2 years without a visit."""
    visits: dict[str, list[str]] = {"date": ["2002-11-20"]}
    found = columns_of(summitry.fragility(visits, claim, **OBSERVED))
    assert found["visits"] == expected


@pytest.mark.parametrize(
    "claim",
    [
        Claim.lag("2016-09-09", 200),
        Claim.gap(15, comparison="more_than", unit="years"),
    ],
    ids=str,
)
def test_a_wait_that_may_yet_be_as_long_is_not_determined(claim: Claim) -> None:
    with pytest.raises(InputError, match=r"the (lag|open gap) cannot be"):
        summitry.fragility({"date": ["2002-11-20"]}, claim, **OBSERVED)


def test_removed_visits_of_several_stretches_overturn_a_mean() -> None:
    """Without the first three and the last there is one lag, of 10 days."""
    days = [1, 4, 8, 11, 11, 14]
    found = columns_of(
        summitry.fragility(
            {"date": [f"2001-01-{day:02}" for day in days]},
            Claim.lag(["one", "two"], 8, comparison="less_than"),
            shocks={"id": ["one", "two"], "date": ["2001-01-01", "2001-01-12"]},
            since="2001-01-01",
            through="2001-01-14",
        )
    )
    assert found["visits"] == [None, 4]


def test_an_era_that_only_one_list_has_tells_the_list() -> None:
    lists: dict[str, list[Any]] = {
        "side": ["CHN", "CHN", "PRK", "PRK"],
        "era": ["Hu", "Xi", "Kim", "Xi"],
        "years": [10.0, 4.0, 17.0, 5.0],
        "count": [55, 6, 67, 1],
    }
    alone = {name: values[:2] for name, values in lists.items()}
    highest = Claim.highest("Hu")
    found = columns_of(summitry.fragility(lists, highest))
    assert found == columns_of(summitry.fragility(alone, highest))
    with pytest.raises(InputError, match="2 lists"):
        summitry.fragility(lists, Claim.lowest("Xi"))
    with pytest.raises(CategoryError, match="'Huu' is not one of"):
        summitry.fragility(lists, Claim.lowest("Huu"))
