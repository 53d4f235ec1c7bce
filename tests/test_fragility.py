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
