"""Era frequency: exposure, counts, accounts, intervals (vectors M1, M12)."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from conftest import columns_of
from few_eras import CUTS, ERAS, EVENTS, M1
from hypothesis import given, settings, strategies as st
from oracle import count_in_era, days_in_era

import summitry
from summitry import exceptions as ex


@pytest.mark.parametrize(
    ("handover", "counts", "rates"),
    [
        (
            "successor",
            [0, 2, 1, 4],
            [0.0, 2.187125748503, 3.069327731092, 1.052593659942],
        ),
        (
            "predecessor",
            [1, 2, 1, 3],
            [0.510839160839, 2.187125748503, 3.069327731092, 0.789445244957],
        ),
    ],
)
def test_vector_m1(
    make: Any, handover: Any, counts: list[int], rates: list[float]
) -> None:
    found = columns_of(
        summitry.era_frequency(
            make({"date": EVENTS}), make(ERAS), handover=handover, **M1
        )
    )
    assert found["days"] == [715, 334, 119, 1388]
    assert found["years"] == pytest.approx(
        [1.957563312799, 0.914442162902, 0.325804243669, 3.800136892539], rel=1e-11
    )
    assert found["count"] == counts
    assert found["frequency"] == pytest.approx(rates, rel=1e-11)


def test_ranks_share_the_better_place_at_a_tie() -> None:
    eras: dict[str, Any] = {
        "era": ["a", "b", "c"],
        "start": ["2001", "2002", "2003"],
        "end": [None] * 3,
    }
    eras["start"] = ["2001-01-01", "2002-01-01", "2003-01-01"]
    eras["end"] = ["2002-01-01", "2003-01-01", "2004-01-01"]
    visits: dict[str, Any] = {
        "date": ["2001-05-01", "2002-05-01", "2003-05-01", "2003-06-01"]
    }
    found = summitry.era_frequency(
        visits, eras, since="2001-01-01", through="2003-12-31"
    )
    assert found["rank"].tolist() == [1, 1, 3]


def test_calendar_years(make: Any) -> None:
    eras: dict[str, Any] = {
        "side": ["CHN", "CHN"],
        "era": ["Hu", "Xi"],
        "start": ["2002-11-15", "2012-11-15"],
        "end": ["2012-11-15", None],
    }
    visits: dict[str, Any] = {
        "date": ["2012-12-01", "2013-05-22", "2015-10-09", "2017-01-05", "2002-12-01"],
        "origin": ["CHN"] * 5,
        "destination": ["PRK"] * 5,
    }
    found = columns_of(
        summitry.era_frequency(
            make(visits),
            make(eras),
            since="2002-11-15",
            through="2017-03-15",
            exposure="calendar_years",
        )
    )
    assert found["years"] == [10.0, 4.0]
    assert found["years_used"] == ["2003 to 2012", "2013 to 2016"]
    assert found["count"] == [1, 2], "2012 is Hu's year; 2002 and 2017 are cut short"
    assert found["frequency"] == [0.1, 0.5]
    assert found["outside_window"] == [2, 2]


def test_every_row_is_accounted_for(make: Any) -> None:
    visits: dict[str, Any] = {
        "date": ["2009-12-31", *EVENTS, "2017-05-01", "2011-01-01", "2011-01-02"],
        "qualifies": ["true"] * 9 + ["false", "unclear"],
    }
    eras: dict[str, Any] = {"era": ["b"], "start": [CUTS[1]], "end": [CUTS[2]]}
    with pytest.warns(ex.SummitryWarning, match="in no era"):
        found = columns_of(
            summitry.era_frequency(make(visits), make(eras), unclear="both", **M1)
        )
    parts = ("used", "outside_window", "in_no_era", "excluded_by_rule", "unclear")
    for row in range(2):
        assert found["rows_in"][row] == 11
        assert sum(found[part][row] for part in parts) + found["other_dyads"][row] == 11
    assert found["count"] == [2, 2]
    assert found["reading"] == ["without unclear", "with unclear"]


def test_assign_eras_lists_the_same_rows(make: Any) -> None:
    visits: dict[str, Any] = {
        "date": ["2009-12-31", *EVENTS[:2]],
        "qualifies": ["true", "false", "unclear"],
    }
    eras: dict[str, Any] = {"era": ["b"], "start": [CUTS[1]], "end": [CUTS[2]]}
    found = columns_of(summitry.assign_eras(make(visits), make(eras), **M1))
    assert found["era_eras"] == [None, "b", "b"]
    assert found["status_eras"] == ["outside_window", "excluded_by_rule", "unclear"]


def test_weighted_frequency_counts_classes_that_never_occurred(make: Any) -> None:
    visits = make({"date": ["2013-05-22"] * 9, "summit": [False] * 9})
    eras = make({"era": ["Xi"], "start": ["2012-01-01"], "end": ["2016-12-31"]})
    scheme: dict[str, Any] = {"summit": {True: 2.0, False: 1.0}}
    found = columns_of(
        summitry.era_frequency(
            visits, eras, since="2012-01-01", through="2016-12-30", scheme=scheme
        )
    )
    years = found["years"][0]
    assert found["weighted_frequency"][0] == pytest.approx(9 / years)
    assert found["weighted_upper"][0] > found["upper"][0]
    assert found["weighted_lower"][0] == pytest.approx(found["lower"][0], rel=1e-13)
    column = summitry.weigh(visits, scheme)
    as_column = columns_of(
        summitry.era_frequency(
            column, eras, since="2012-01-01", through="2016-12-30", scheme="weight"
        )
    )
    assert as_column["weighted_upper"] == pytest.approx(found["upper"], rel=1e-13)


def test_an_era_outside_the_observation_keeps_its_row(make: Any) -> None:
    eras: dict[str, Any] = {
        "era": ["past", "now"],
        "start": ["1950-01-01", "2010-01-01"],
    }
    eras |= {"end": ["1960-01-01", None]}
    found = columns_of(summitry.era_frequency(make({"date": EVENTS}), make(eras), **M1))
    assert found["days"] == [0, 2556]
    assert found["frequency"][0] is None
    assert found["lower"][0] is None
    assert found["upper"][0] is None
    assert found["rank"] == [None, 1]


@pytest.mark.filterwarnings("ignore:visits has no row")
def test_no_visits_is_zero_with_an_interval() -> None:

    empty = pd.DataFrame({"date": pd.to_datetime([])})
    found = summitry.era_frequency(empty, ERAS, **M1)
    assert found["count"].tolist() == [0] * 4
    assert found["frequency"].tolist() == [0.0] * 4
    expected = [3.688879454113936 / years for years in found["years"]]
    assert found["upper"].tolist() == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("rows", ["summit", "weight"])
def test_tally_adds_up_to_the_frequency(make: Any, rows: str) -> None:
    visits: dict[str, Any] = {"date": EVENTS, "summit": [True, False] * 3 + [True]}
    visits["weight"] = [2.0 if summit else 1.0 for summit in visits["summit"]]
    scheme: Any = {"summit": {True: 2.0, False: 1.0}} if rows == "summit" else "weight"
    tally = columns_of(
        summitry.era_tally(make(visits), make(ERAS), scheme=scheme, **M1)
    )
    table = columns_of(
        summitry.era_frequency(make(visits), make(ERAS), scheme=scheme, **M1)
    )
    weighted = [
        sum(
            weight * count
            for era, weight, count in zip(
                tally["era"], tally["weight"], tally["count"], strict=True
            )
            if era == label
        )
        for label in table["era"]
    ]
    assert weighted == table["weighted_count"]


def test_a_single_calendar_year_is_named_once() -> None:
    eras: dict[str, Any] = {
        "era": ["One", "Two"],
        "start": ["2001-01-01", "2002-01-01"],
        "end": ["2002-01-01", None],
    }
    seen: dict[str, Any] = {"since": "2001-01-01", "through": "2003-12-31"}
    found = summitry.era_frequency(
        {"date": ["2001-05-01"]}, eras, exposure="calendar_years", **seen
    )
    assert found["years_used"].tolist() == ["2001", "2002 to 2003"]


LONG = st.integers(1, 10**15).map(lambda digits: f"{digits / 10**15:.15f}")
"""Weights of fifteen decimals, whose sums over quarters of days pass 64 bits."""


@given(
    st.lists(st.sampled_from("abc"), min_size=3, max_size=12),
    st.tuples(LONG, LONG, LONG),
    st.tuples(*[st.integers(1, 9000)] * 3),
)
@settings(max_examples=60, deadline=None)
def test_weighted_ranks_are_those_of_exact_quotients(
    kinds: list[str], weights: tuple[str, ...], days: tuple[int, ...]
) -> None:
    """Equal weighted frequencies rank apart, or long weights wrap around."""
    starts = np.datetime64("1900-01-01") + np.cumsum([0, *days])
    eras: dict[str, Any] = {"era": list("xyz"), "start": starts[:3], "end": starts[1:]}
    visits = {"date": starts[np.arange(len(kinds)) % 3], "kind": kinds}
    scheme = {"kind": dict(zip("abc", map(float, weights), strict=True))}
    observed: dict[str, Any] = {"since": starts[0], "through": starts[-1] - 1}
    found = summitry.era_frequency(visits, eras, scheme=scheme, **observed)
    exact = [
        sum(Fraction(repr(scheme["kind"][kind])) for kind in kinds[era::3]) / length
        for era, length in enumerate(days)
    ]
    expected = [1 + sum(other < own for other in exact) for own in exact]
    assert found["weighted_rank"].tolist() == expected


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.integers(0, 900), max_size=20),
    st.lists(st.integers(0, 800), min_size=2, max_size=6, unique=True),
    st.integers(0, 200),
    st.integers(300, 900),
    st.randoms(use_true_random=False),
)
@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
def test_counts_and_exposure_equal_the_oracle(
    visits: list[int], cuts: list[int], since: int, through: int, random: Any
) -> None:
    def dates(numbers: list[int]) -> list[dt.date]:
        return [dt.date(1970, 1, 1) + dt.timedelta(number) for number in numbers]

    cuts = sorted(cuts)
    eras: dict[str, Any] = {
        "era": [str(number) for number in range(len(cuts) - 1)],
        "start": dates(cuts[:-1]),
        "end": dates(cuts[1:]),
    }
    span: dict[str, Any] = {"since": dates([since])[0], "through": dates([through])[0]}
    frame: Any = {"date": dates(visits or [2000])}
    found = columns_of(summitry.era_frequency(frame, eras, **span))
    spans = list(pairwise(cuts))
    assert found["count"] == [count_in_era(visits, *s, since, through) for s in spans]
    assert found["days"] == [days_in_era(*s, since, through) for s in spans]
    assert found["used"][0] == sum(found["count"])
    assert found["rows_in"][0] == len(frame["date"])
    shuffled = frame["date"][:]
    random.shuffle(shuffled)
    again = columns_of(summitry.era_frequency({"date": shuffled}, eras, **span))
    assert again == found
    joined = {"era": ["all"], "start": [dates(cuts)[0]], "end": [dates(cuts)[-1]]}
    whole = columns_of(summitry.era_frequency(frame, joined, **span))
    assert whole["count"] == [sum(found["count"])]
    assert whole["days"] == [sum(found["days"])]
