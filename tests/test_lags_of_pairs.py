"""Lags of pairs that were not always there: against each pair observed alone."""

from __future__ import annotations

import warnings
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from conftest import columns_of, in_pandas

import summitry
from summitry.claims.dated_shocks import shocks_of
from summitry.exceptions import (
    ColumnError,
    InputError,
    MissingValueError,
    SummitryWarning,
)

if TYPE_CHECKING:
    from collections.abc import Callable

COUNTRIES = ("A", "B", "C", "D")
SINCE, THROUGH = date(2000, 1, 1), date(2005, 12, 31)
SEEN: dict[str, Any] = {"since": SINCE, "through": THROUGH}
TOLD = ["lag", "observed", "status", "visit_row", "lag_lower", "lag_upper", "vague"]

pytestmark = pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")


def dated(draws: np.random.Generator, n: int, *, vague: bool) -> pd.DataFrame:
    """Events of random pairs, some of which may have been on several days."""
    origin = draws.integers(0, 4, n)
    other = (origin + draws.integers(1, 4, n)) % 4
    days = [
        date(1999, 9, 1) + timedelta(int(day)) for day in draws.integers(0, 2500, n)
    ]
    more = draws.integers(0, 60, n) * (draws.random(n) < 0.2) * vague
    latest = [day + timedelta(int(k)) for day, k in zip(days, more, strict=True)]
    return pd.DataFrame(
        {
            "date": days,
            "date_latest": latest,
            "origin": np.array(COUNTRIES)[origin],
            "destination": np.array(COUNTRIES)[other],
        }
    )


def stretches(draws: np.random.Generator) -> pd.DataFrame:
    """Pairs with one stretch of days or two, or none at all."""
    rows: list[tuple[Any, ...]] = []
    for one, other in product(COUNTRIES, COUNTRIES):
        if one >= other or draws.random() < 0.2:
            continue
        edges = sorted(draws.choice(2600, 4, replace=False).tolist())
        days = [date(1999, 6, 1) + timedelta(edge) for edge in edges]
        if draws.random() < 0.5:
            rows.append((other, one, days[2], None))
            rows.append((one, other, None, days[1]))
        else:
            rows.append((other, one, days[0], days[3]))
    return pd.DataFrame(rows, columns=["origin", "destination", "since", "through"])


def alone(
    shocks: pd.DataFrame, visits: pd.DataFrame, dyads: pd.DataFrame, **options: Any
) -> list[dict[str, Any]]:
    """Each shock in an observation of the days of its pair, with visits of it alone."""
    found: list[dict[str, Any]] = []
    for _, shock in shocks.iterrows():
        pair = {shock["origin"], shock["destination"]}
        own = [
            (row["since"] or date.min, row["through"] or date.max)
            for row in dyads.astype(object)
            .where(dyads.notna(), None)
            .to_dict("records")
            if {row["origin"], row["destination"]} == pair
        ]
        day = shock["date"]
        here = [(a, b) for a, b in own if a <= day <= b]
        status = None
        if not SINCE <= day <= THROUGH:
            status = "shock_after_end" if day > THROUGH else "shock_before_start"
        elif not own:
            status = "other_dyad"
        elif not here:
            status = "outside_existence"
        if status is not None:
            found.append({"status": status})
            continue
        of_pair = [{a, b} == pair for a, b in
                   zip(visits["origin"], visits["destination"], strict=True)]  # fmt: skip
        others = [{a, b} == pair for a, b in
                  zip(shocks["origin"], shocks["destination"], strict=True)]  # fmt: skip
        seen: dict[str, Any] = {
            "since": max(SINCE, here[0][0]),
            "through": min(THROUGH, here[0][1]),
        }
        lags = summitry.response_lags(
            shocks[others].drop(columns=["origin", "destination"]),
            visits[of_pair],
            **seen,
            **options,
        )
        mine = lags.iloc[int(np.flatnonzero(shocks.index[others] == shock.name)[0])]
        row = mine["visit_row"]
        place = None if pd.isna(row) else int(np.flatnonzero(of_pair)[int(row)])
        found.append({**{name: mine[name] for name in TOLD}, "visit_row": place})
    return found


@pytest.mark.parametrize("overlap", ["both", "latest", "first"])
@pytest.mark.parametrize("seed", [1, 3])
def test_each_pair_waits_as_if_it_were_observed_alone(seed: int, overlap: str) -> None:
    draws = np.random.default_rng(seed)
    shocks = dated(draws, 14, vague=seed == 3)
    visits, dyads = dated(draws, 40, vague=seed > 1), stretches(draws)
    options: dict[str, Any] = {"overlap": overlap, "unvisited_pairs": "censor"}
    found = summitry.response_lags(shocks, visits, dyads=dyads, **SEEN, **options)
    expected = alone(shocks, visits, dyads, **options)
    assert len({one["status"] for one in expected}) > 3
    for row, one in zip(found.to_dict("records"), expected, strict=True):
        for name, value in one.items():
            there = row[name]
            assert there == value or (pd.isna(there) and pd.isna(value)), (
                name,
                row,
                one,
            )


STATES: dict[str, Any] = {
    "date": ["2009-05-01", "2011-08-01", "2012-01-01", "2014-01-01"],
    "origin": ["CHN", "SSD", "CHN", "SSD"],
    "destination": ["SSD", "CHN", "SSD", "KEN"],
}
VISITS: dict[str, Any] = {
    "date": ["2010-05-01", "2011-09-01", "2013-05-01"],
    "origin": ["CHN", "CHN", "CHN"],
    "destination": ["SSD", "SSD", "SSD"],
}
DYADS: dict[str, Any] = {
    "country": ["CHN"],
    "other_country": ["SSD"],
    "since": ["2011-07-09"],
    "through": ["2012-12-31"],
}


def test_a_state_that_did_not_exist_is_waited_for_by_nobody(make: Any) -> None:
    seen: dict[str, Any] = {"since": "2005-01-01", "through": "2014-12-31"}
    lags = summitry.response_lags(make(STATES), make(VISITS), dyads=make(DYADS), **seen)
    found = columns_of(lags)
    assert found["status"] == [
        *("outside_existence", "observed", "censored", "other_dyad"),
    ]
    assert found["lag"] == [None, 31, 365, None]
    summary = columns_of(summitry.lag_summary(lags))
    assert (summary["n"], summary["left_out"]) == ([2], [2])


def test_placebo_shocks_stay_on_the_days_of_their_pair() -> None:
    seen: dict[str, Any] = {"since": "2005-01-01", "through": "2014-12-31"}
    own: dict[str, Any] = {"since": "2011-07-09", "through": "2012-12-31"}
    of_pair = {name: values[:3] for name, values in STATES.items()}
    found = summitry.placebo_test(of_pair, VISITS, dyads=DYADS, tau=30, **seen)
    plain = summitry.placebo_test(of_pair, VISITS, tau=30, **own)
    pd.testing.assert_frame_equal(in_pandas(found), in_pandas(plain))


def test_placebo_shocks_of_pairs_with_other_days_are_refused() -> None:
    dyads = {
        "origin": ["CHN", "KEN"],
        "destination": ["SSD", "SSD"],
        "since": ["2011-07-09", "2012-07-09"],
    }
    visits = {name: [*values, values[-1]] for name, values in VISITS.items()}
    visits["origin"] = ["CHN", "CHN", "CHN", "KEN"]
    with pytest.raises(InputError) as caught:
        summitry.placebo_test(
            STATES,
            visits,
            dyads=dyads,
            tau=30,
            since="2005-01-01",
            through="2014-12-31",
        )
    assert caught.value.code == "pairs_differ"
    assert "2011-07-09 to 2014-12-31, 2012-07-09 to 2014-12-31" in str(caught.value)


def test_pairs_that_are_asked_for_are_told_where_no_visit_has_them() -> None:
    dyads = {"origin": ["CHN", "SSDD"], "destination": ["SSD", "CHN"]}
    with pytest.warns(SummitryWarning, match="'SSDD' .near is 'SSD'") as caught:
        summitry.response_lags(
            {"date": ["2011-01-01"]}, VISITS, dyads=dyads, since="2005-01-01",
            through="2014-12-31",
        )  # fmt: skip
    assert len(caught) == 1


HALF: dict[str, Any] = {"date": ["2011-01-01"] * 2, "origin": ["CHN", "USA"]}


@pytest.mark.parametrize("name", ["lags", "placebo", "coincidence", "claims"])
def test_a_shock_that_names_one_country_is_refused(name: str, make: Any) -> None:
    seen: dict[str, Any] = {"since": "2005-01-01", "through": "2014-12-31"}
    shocks = make({**HALF, "destination": ["SSD", None], "id": ["a", "b"]})
    visits = make(VISITS)
    calls: dict[str, Callable[[], object]] = {
        "lags": lambda: summitry.response_lags(shocks, visits, **seen),
        "placebo": lambda: summitry.placebo_test(shocks, visits, **seen),
        "coincidence": lambda: summitry.event_coincidence(
            shocks, visits, window=9, **seen
        ),
        "claims": lambda: shocks_of(shocks),
    }
    with pytest.raises(MissingValueError) as caught:
        calls[name]()
    error = caught.value
    assert (error.code, error.column, error.rows) == (
        "missing_country",
        "destination",
        (1,),
    )
    assert "shocks row 1: 'origin' is 'USA', and 'destination' is missing" in str(error)


@pytest.mark.parametrize("name", ["lags", "placebo", "coincidence", "claims"])
@pytest.mark.parametrize("has", ["origin", "destination"])
def test_a_table_of_shocks_with_one_column_of_countries_is_refused(
    name: str, has: str, make: Any
) -> None:
    seen: dict[str, Any] = {"since": "2005-01-01", "through": "2014-12-31"}
    lacks = "destination" if has == "origin" else "origin"
    dates = {"date": ["2011-01-01"] * 2}
    calls: dict[str, Callable[[Any], object]] = {
        "lags": lambda one: summitry.response_lags(one, VISITS, **seen),
        "placebo": lambda one: summitry.placebo_test(one, VISITS, **seen),
        "coincidence": lambda one: summitry.event_coincidence(
            one, VISITS, window=9, **seen
        ),
        "claims": shocks_of,
    }
    with pytest.raises(ColumnError) as caught:
        calls[name](make({**dates, has: [None, "CHN"]}))
    error = caught.value
    assert (error.code, error.column, error.rows) == ("missing_country", lacks, (1,))
    told = f"shocks row 1: '{has}' is 'CHN', and there is no column '{lacks}'"
    assert told in str(error)
    calls[name](make({**dates, has: [None, None]}))


def test_a_shock_that_names_nobody_waits_for_the_only_pair() -> None:
    shocks = {**HALF, "origin": ["CHN", None], "destination": ["SSD", None]}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = summitry.response_lags(
            shocks, VISITS, since="2005-01-01", through="2014-12-31"
        )
    assert found["lag"].tolist() == [243, 243]


@pytest.mark.parametrize("n_shocks", [0, 1, 3])
def test_pairs_that_were_always_there_wait_as_if_they_were_not_named(
    n_shocks: int, make: Any
) -> None:
    seen: dict[str, Any] = {"since": "2005-01-01", "through": "2014-12-31"}
    days = ["2011-01-01", "2011-01-01", "2012-06-01"][:n_shocks]
    shocks = make(
        {"date": days, "origin": ["CHN"] * n_shocks, "destination": ["SSD"] * n_shocks}
    )
    dyads = {"country": ["CHN"], "other_country": ["SSD"]}
    found = summitry.response_lags(shocks, VISITS, dyads=dyads, **seen)
    plain = summitry.response_lags(shocks, VISITS, **seen)
    assert columns_of(found) == columns_of(plain)


@pytest.mark.parametrize("overlap", ["latest", "first"])
def test_shocks_of_countries_with_themselves_are_of_no_pair(overlap: Any) -> None:
    shocks: dict[str, Any] = {
        "date": ["2011-01-01", "2011-02-01", "2011-03-01"],
        "origin": ["CHN", "SSD", "CHN"],
        "destination": ["CHN", "SSD", "SSD"],
    }
    found = summitry.response_lags(
        shocks,
        VISITS,
        overlap=overlap,
        unvisited_pairs="censor",
        since="2005-01-01",
        through="2014-12-31",
    )
    assert found["status"].tolist() == ["censored", "censored", "observed"]
    assert found["lag"].tolist()[:2] == [1460, 1429]
