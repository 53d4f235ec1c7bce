"""Pairs that are given by hand: their terms, directions, names and what is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from random_pairs import ERAS, SEEN, pairs_of, random_pairs, random_visits

import summitry
from summitry.exceptions import InputError, SummitryWarning

pytestmark = pytest.mark.filterwarnings(
    "ignore:.*in no era:summitry.exceptions.SummitryWarning",
    "ignore:no era has a whole calendar year:summitry.exceptions.SummitryWarning",
)


def test_sides_terms_and_directions_take_the_pairs_that_concern_them() -> None:
    visits = {
        "date": ["2001-05-05", "2002-05-05", "2004-05-05", "2004-06-05"],
        "origin": ["A", "A", "B", "C"],
        "destination": ["B", "C", "A", "A"],
    }
    eras = {
        "side": ["A", "A", "A", "B"],
        "era": ["x", "y", "x", "z"],
        "term": [1, 1, 2, 1],
        "start": ["2000-01-01", "2002-01-01", "2004-01-01", "2000-01-01"],
        "end": ["2002-01-01", "2004-01-01", None, None],
    }
    dyads = {
        "country": ["A", "A", "B"],
        "other_country": ["B", "C", "C"],
        "through": ["2004-05-31", None, None],
    }
    seen: dict[str, Any] = {"since": "2000-01-01", "through": "2004-12-31"}
    found = summitry.era_frequency(visits, eras, by="dyad", dyads=dyads, **seen)
    rows = list(zip(found["side"], pairs_of(found, "dyad"), found["era"], strict=True))
    assert rows == [
        *(("A", ("A", "B"), "x"), ("A", ("A", "B"), "y")),
        *(("A", ("A", "C"), "x"), ("A", ("A", "C"), "y")),
        *(("B", ("A", "B"), "z"), ("B", ("B", "C"), "z")),
    ]
    # The second term of x is cut for A and B: 731 days and 152.
    assert found["days"].tolist() == [731 + 152, 730, 731 + 366, 730, 1613, 1827]
    assert found["count"].tolist() == [2, 0, 1, 1, 2, 0]
    one = summitry.era_frequency(
        visits, eras, by="direction", dyads=dyads, direction=("A", "B"), **seen
    )
    assert pairs_of(one, "direction") == [("A", "B")] * 3
    assert one["count"].tolist() == [1, 0, 1]


def test_what_is_out_of_the_observation_is_not_there() -> None:
    visits = pd.DataFrame(
        {"date": ["2001-05-05"], "origin": ["A"], "destination": ["B"]}
    )
    dyads = pd.DataFrame(
        {
            "origin": ["A", "A"],
            "destination": ["B", "B"],
            "since": ["1998-01-01", "1990-01-01"],
            "through": ["2005-01-01", "1995-01-01"],
        }
    )
    eras = {"era": ["x"], "start": ["1950-01-01"], "end": [None]}
    seen: dict[str, Any] = {"since": "2000-01-01", "through": "2002-12-31"}
    for rows in (dyads, dyads.iloc[::-1]):
        found = summitry.era_frequency(visits, eras, by="dyad", dyads=rows, **seen)
        assert found[["days", "count"]].iloc[0].tolist() == [1096, 1]
        panel = summitry.visit_panel(visits, dyads=rows, **seen)
        assert panel["count"].tolist() == [0, 1, 0]
    gone = summitry.era_frequency(
        visits, eras, by="dyad", dyads=dyads.iloc[[1]], **seen
    ).iloc[0]
    assert gone["days"] == 0
    assert np.isnan(gone["frequency"])
    assert gone["outside_existence"] == 1


@pytest.mark.parametrize(
    ("edge", "day"), [("through", "1995-01-01"), ("since", "2005-01-01")]
)
def test_a_pair_may_end_before_the_observation_or_begin_after_it(
    edge: str, day: str
) -> None:
    visits = pd.DataFrame(
        {"date": ["2001-05-05"], "origin": ["A"], "destination": ["B"]}
    )
    dyads = {"origin": ["A"], "destination": ["B"], edge: [day]}
    seen: dict[str, Any] = {"since": "2000-01-01", "through": "2002-12-31"}
    eras = {"era": ["x"], "start": ["1950-01-01"], "end": [None]}
    found = summitry.era_frequency(visits, eras, by="dyad", dyads=dyads, **seen)
    assert found[["days", "outside_existence"]].iloc[0].tolist() == [0, 1]
    panel = summitry.visit_panel(visits, dyads=dyads, **seen)
    assert panel["days"].tolist() == [0, 0, 0]
    assert panel["count"].isna().all()


@pytest.mark.filterwarnings("ignore:visits has no row")
def test_no_pair_of_a_side_and_no_visit_at_all() -> None:
    none = pd.DataFrame({"date": [], "origin": [], "destination": []}, dtype=object)
    dyads = {"origin": ["A"], "destination": ["B"]}
    found = summitry.era_frequency(none, ERAS, by="direction", dyads=dyads, **SEEN)
    assert found["count"].tolist() == [0, 0, 0, 0]
    assert (found["lower"] == 0).all()
    visits = {"date": ["2001-05-05"], "origin": ["A"], "destination": ["B"]}
    eras = {
        "side": ["C", "A"],
        "era": ["x", "y"],
        "start": ["2000-01-01", "2000-01-01"],
        "end": [None, None],
    }
    with pytest.warns(SummitryWarning, match="'C'"):
        found = summitry.era_frequency(visits, eras, by="dyad", dyads=dyads, **SEEN)
    assert found["side"].tolist() == ["A"]


def test_tables_of_other_kinds_and_orders_of_rows() -> None:
    draws = np.random.default_rng(5)
    visits, dyads = random_visits(draws, 90), random_pairs(draws, "dyad").iloc[:-1]
    how: dict[str, Any] = {"by": "dyad", **SEEN}
    found = summitry.era_frequency(visits, ERAS, dyads=dyads, **how)
    turned = summitry.era_frequency(
        visits.sample(frac=1, random_state=1),
        ERAS,
        dyads=dyads.sample(frac=1, random_state=2),
        **how,
    )
    pd.testing.assert_frame_equal(found, turned)
    other = summitry.era_frequency(
        pl.from_pandas(visits), ERAS, dyads=pl.from_pandas(dyads), **how
    )
    assert isinstance(other, pl.DataFrame)
    np.testing.assert_array_equal(other["upper"].to_numpy(), found["upper"])


def test_names_of_pairs_that_no_visit_has_are_told_once() -> None:
    visits = {"date": ["2001-05-05"], "origin": ["China"], "destination": ["Iran"]}
    dyads = {"origin": ["Chinna", "China"], "destination": ["Iran", "Iran"]}
    eras = {"era": ["x"], "start": ["1999-01-01"], "end": [None]}
    with pytest.warns(SummitryWarning, match="'Chinna' \\(near is 'China'\\)") as told:
        summitry.era_frequency(visits, eras, by="direction", dyads=dyads, **SEEN)
    assert len(told) == 1


def test_what_cannot_be_asked_for() -> None:
    visits = {"date": ["2001-05-05"], "origin": ["A"], "destination": ["B"]}
    dyads = {"origin": ["A"], "destination": ["B"]}
    with pytest.raises(InputError, match="not counted by dyad or direction"):
        summitry.era_frequency(visits, ERAS, dyads=dyads, **SEEN)
    with pytest.raises(InputError, match="one of them at a time"):
        summitry.era_frequency(
            visits,
            ERAS,
            by="dyad",
            dyads=dyads,
            coverage={"since": ["2001-01-01"], "through": ["2001-12-31"]},
            **SEEN,
        )
    with pytest.raises(InputError, match="by is 'pair'"):
        summitry.era_tally(visits, ERAS, by="pair", dyads=dyads, **SEEN)  # type: ignore[call-overload]
    counted = {"era": ["x"], "years": [1.0], "count": [1]}
    options: dict[str, Any] = {"dyads": dyads}
    with pytest.raises(InputError, match="counted already"):
        summitry.era_frequency(counted, **options)
