"""The panel by hand: pairs never visited, rolling means, coverage, mistakes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from conftest import columns_of

import summitry
from summitry.exceptions import (
    CategoryError,
    ColumnError,
    InputError,
    LimitError,
    SummitryWarning,
)

pytestmark = pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
"""Random visits are to one's own country too, and some pairs are never visited."""


def test_the_panel_of_one_pair_sums_to_its_frequency() -> None:
    visits = summitry.datasets.load_visits("china-dprk")
    definition = summitry.datasets.load_definition("china-dprk")
    high = summitry.qualify(visits, definition=definition)
    panel = summitry.visit_panel(high, since="1953-07-27", through="2017-03-15")
    eras = {"era": ["all"], "start": ["1953-07-27"], "end": [None]}
    whole = summitry.era_frequency(
        high, eras, since="1953-07-27", through="2017-03-15"
    ).iloc[0]
    assert panel["count"].sum() == whole["count"]
    assert panel["days"].sum() == whole["days"]
    months = summitry.visit_panel(
        high, since="1953-07-27", through="2017-03-15", period="month"
    )
    assert months["count"].sum() == whole["count"]
    known = high["qualifies"].eq("true") & high["date"].lt("2017-03-16")
    assert months["vague"].sum() == (known & high["date_precision"].eq("year")).sum()


def test_a_pair_that_was_never_visited_is_rows_of_zeros() -> None:
    visits = {"date": ["2001-05-05"], "origin": ["A"], "destination": ["B"]}
    dyads = {"country": ["B", "C"], "other_country": ["A", "A"]}
    panel = summitry.visit_panel(
        visits, since="2000-01-01", through="2002-12-31", dyads=dyads
    )
    assert panel["count"].tolist() == [0, 1, 0, 0, 0, 0]
    assert panel["country"].tolist() == ["A"] * 6
    assert panel["other_country"].tolist() == ["B"] * 3 + ["C"] * 3


def test_rolling_means_and_what_cuts_them() -> None:
    visits = pd.DataFrame(
        {
            "date": ["2000-05-05", "2002-05-05", "2002-06-05"],
            "origin": ["A"] * 3,
            "destination": ["B"] * 3,
        }
    )
    dyads = {"origin": ["A"], "destination": ["B"], "through": ["2003-12-31"]}
    panel = summitry.visit_panel(
        visits, since="2000-01-01", through="2004-12-31", dyads=dyads, rolling=3
    )
    years = panel["years"]
    expected = [np.nan, np.nan, 3 / years[:3].sum(), 2 / years[1:4].sum(), np.nan]
    np.testing.assert_allclose(panel["rolling_frequency"], expected)
    assert panel["count"].isna().tolist() == [False] * 4 + [True]


def test_outside_a_coverage_is_unknown_and_not_zero() -> None:
    visits = pd.DataFrame(
        {
            "date": ["2000-05-05", "2002-05-05", "2001-05-05"],
            "origin": ["A", "A", "B"],
            "destination": ["B", "B", "A"],
        }
    )
    coverage = {"origin": ["A", "B"], "since": ["2001-01-01", None]}
    seen: dict[str, Any] = {"since": "2000-01-01", "through": "2002-12-31"}
    each = summitry.visit_panel(visits, by="direction", coverage=coverage, **seen)
    told = each["count"].astype(object).where(each["count"].notna(), None).tolist()
    assert told == [None, 0, 1, 0, 1, 0]
    both = summitry.visit_panel(visits, coverage=coverage, **seen)
    told = both["count"].astype(object).where(both["count"].notna(), None).tolist()
    assert told == [None, 1, 1]
    assert both["outside_coverage"].iloc[0] == 1
    assert both["rows_in"].iloc[0] == 3


@pytest.mark.parametrize(
    ("coverage", "told"),
    [
        ({"origin": ["A", "C", "BB"]}, "row 2: the state 'BB' is in no visit"),
        ({"visitor": ["X", None, "XX"]}, "row 2: the traveller 'XX' is in no visit"),
    ],
)
def test_a_coverage_of_nobody_is_refused(coverage: dict[str, Any], told: str) -> None:
    """Such a row covered no visit, and nobody noticed; C is of a pair asked for."""
    visits = {"date": ["2001-05-05"], "origin": ["A"], "destination": ["B"]}
    with pytest.raises(CategoryError, match=told):
        summitry.visit_panel(
            visits | {"visitor": ["X"]},
            dyads={"country": ["A", "A"], "other_country": ["B", "C"]},
            coverage=coverage | {"since": [None, None, "2001-06-01"]},
            since="2001-01-01",
            through="2001-12-31",
        )


def test_a_coverage_of_everybody_covers_who_never_came() -> None:
    visits = {"date": ["2001-09-01"], "origin": ["A"], "destination": ["B"]}
    panel = summitry.visit_panel(
        visits,
        since="2001-01-01",
        through="2001-12-31",
        by="direction",
        dyads={"origin": ["A", "C"], "destination": ["B", "A"]},
        coverage={"since": ["2001-07-01"], "through": ["2001-12-31"]},
    )
    assert columns_of(panel)["days"] == [184, 184]
    assert columns_of(panel)["count"] == [1, 0]


def test_visits_at_home_and_vague_days_are_told() -> None:
    visits = {
        "date": ["2000-12", "2000", "2000-05-05", "1999-12/2000-01"],
        "origin": ["A", "A", "A", "B"],
        "destination": ["B", "B", "A", "A"],
    }
    with pytest.warns(SummitryWarning, match="itself"):
        panel = summitry.visit_panel(
            visits, since="1999-01-01", through="2001-12-31", period="year"
        )
    assert panel["count"].tolist() == [1, 2, 0]
    assert panel["vague"].tolist() == [1, 0, 0]
    assert panel["own_country"].tolist() == [1, 1, 1]


def test_names_that_do_not_meet_are_warned_of_once() -> None:
    visits = {
        "date": ["2001-05-05", "2001-05-06"],
        "origin": ["China", "China"],
        "destination": ["Japan", "China"],
    }
    dyads = {"origin": ["china"], "destination": ["Japan"]}
    with pytest.warns(SummitryWarning) as caught:
        panel = summitry.visit_panel(
            visits, since="2001-01-01", through="2001-12-31", dyads=dyads
        )
    assert len(caught) == 1
    assert "china" in str(caught[0].message)
    assert panel["count"].tolist() == [0]
    double = {name: values * 2 for name, values in visits.items()}
    with pytest.warns(SummitryWarning):
        panel = summitry.visit_panel(double, since="2001-01-01", through="2001-12-31")
    assert panel["duplicates"].tolist() == [2]
    with pytest.raises(InputError, match="before its start"):
        summitry.visit_panel(visits, since="2003-01-01", through="2000-01-01")


def test_mistakes_are_told() -> None:
    visits = {"date": ["2001-05-05"], "origin": ["A"], "destination": ["B"]}
    seen: dict[str, Any] = {"since": "2000-01-01", "through": "2002-12-31"}
    with pytest.raises(InputError, match="period"):
        summitry.visit_panel(visits, period="week", **seen)
    with pytest.raises(ColumnError, match="it must have 'origin'"):
        summitry.visit_panel(visits, dyads={"a": ["A"]}, **seen)
    with pytest.raises(InputError, match="paired with itself"):
        summitry.visit_panel(
            visits, dyads={"origin": ["A"], "destination": ["A"]}, **seen
        )
    twice = {"origin": ["A", "B"], "destination": ["B", "A"]}
    with pytest.raises(InputError, match="by another row"):
        summitry.visit_panel(visits, dyads=twice, **seen)
    assert len(summitry.visit_panel(visits, dyads=twice, by="direction", **seen)) == 6
    back = {"origin": ["A"], "destination": ["B"], "since": ["2002-01-01"],
            "through": ["2001-01-01"]}  # fmt: skip
    with pytest.raises(InputError, match="'through' is before 'since'"):
        summitry.visit_panel(visits, dyads=back, **seen)
    many = {"origin": [f"o{n}" for n in range(40_000)], "destination": ["B"] * 40_000}
    with pytest.raises(LimitError, match="longer periods"):
        summitry.visit_panel(
            visits, dyads=many, since="1800-01-01", through="2020-12-31", period="month"
        )


def test_no_visits_at_all() -> None:
    none: dict[str, list[str]] = {"date": [], "origin": [], "destination": []}
    dyads = {"origin": ["A"], "destination": ["B"]}
    panel = summitry.visit_panel(
        none, since="2000-01-01", through="2001-12-31", dyads=dyads
    )
    assert panel["count"].tolist() == [0, 0]
    empty = summitry.visit_panel(none, since="2000-01-01", through="2001-12-31")
    assert len(empty) == 0


def test_only_visits_in_a_cell_need_a_weight() -> None:
    visits = {
        "date": ["2001-05-05", "1990-05-05"],
        "origin": ["A", "A"],
        "destination": ["B", "B"],
        "kind": ["state", "unheard of"],
    }
    asked: dict[str, Any] = {"since": "2001-01-01", "scheme": {"kind": {"state": 2}}}
    panel = summitry.visit_panel(visits, through="2001-12-31", **asked)
    assert panel["weighted_count"].tolist() == [2.0]
    with pytest.raises(CategoryError, match="unheard of"):
        summitry.visit_panel(
            visits, **asked | {"since": "1990-01-01"}, through="2001-12-31"
        )
