"""Tests and gaps of the pairs that are asked for, against one pair alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

import summitry
from summitry.exceptions import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

SINCE, THROUGH = "1990-01-01", "2009-12-31"
ERAS = {
    "era": ["one", "two"],
    "start": ["1985-01-01", "2000-01-01"],
    "end": ["2000-01-01", None],
}
DYADS = pd.DataFrame(
    {
        "country": ["A", "C", "A"],
        "other_country": ["B", "D", "Z"],
        "since": ["1980-01-01", "1996-01-01", "1980-01-01"],
        "through": [None, None, None],
    }
)
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "dispersion": summitry.dispersion,
    "trend": summitry.trend,
    "trend_or_step": summitry.trend_or_step,
    "permutation_test": summitry.permutation_test,
    "composition": lambda *data, **options: summitry.composition(
        *data, where={"summit": True}, **options
    ),
}


def visits(seed: int) -> pd.DataFrame:
    draws = np.random.default_rng(seed)
    pairs = np.array([("A", "B"), ("B", "A"), ("C", "D"), ("B", "C")])
    ends = pairs[draws.integers(0, len(pairs), 150)]
    days = np.datetime64("1990-01-01") + draws.integers(0, 20 * 365, 150)
    frame = pd.DataFrame(
        {"date": days, "origin": ends[:, 0], "destination": ends[:, 1]}
    )
    return frame.assign(summit=draws.random(150) < 0.4)


def of_pair(table: pd.DataFrame, one: str, other: str) -> pd.DataFrame:
    ours = {one, other}
    keep = table["origin"].isin(ours) & table["destination"].isin(ours)
    return table[keep]


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("seed", range(3))
def test_a_pair_is_tested_as_if_it_were_alone(name: str, seed: int) -> None:
    function, everything = FUNCTIONS[name], visits(seed)
    seen: dict[str, Any] = {"through": THROUGH, "progress": False}
    found = function(everything, ERAS, since=SINCE, by="dyad", dyads=DYADS, **seen)
    columns = [
        *("alpha", "p", "rho", "slope", "p_trend", "p_step", "n_years", "count"),
        *("shares", "share", "verdict", "upper_count", "years", "dispersion"),
    ]
    compared = [column for column in columns if column in found]
    assert compared
    for one, other, since in (("A", "B", SINCE), ("C", "D", "1996-01-01")):
        alone = function(of_pair(everything, one, other), ERAS, since=since, **seen)
        ours = found[(found["country"] == one) & (found["other_country"] == other)]
        pd.testing.assert_frame_equal(
            ours[compared].reset_index(drop=True),
            alone[compared].reset_index(drop=True),
            check_dtype=False,
        )


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
@pytest.mark.parametrize(
    "name", ["dispersion", "trend", "trend_or_step", "composition"]
)
def test_a_pair_without_a_visit_has_a_row_that_says_so(name: str) -> None:
    seen: dict[str, Any] = {"since": SINCE, "through": THROUGH, "progress": False}
    found = FUNCTIONS[name](visits(0), ERAS, by="dyad", dyads=DYADS, **seen)
    never = found[found["other_country"] == "Z"]
    assert len(never) >= 1
    assert never["p" if name in {"dispersion", "trend"} else "p_trend"].isna().all()
    said = never["says" if name == "dispersion" else "note"]
    assert said.notna().all()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_pairs_need_to_be_told_apart(name: str) -> None:
    with pytest.raises(InputError, match="not counted by dyad"):
        FUNCTIONS[name](visits(0), ERAS, since=SINCE, through=THROUGH, dyads=DYADS)


def test_counts_have_no_pairs_to_ask_for() -> None:
    years = {"era": ["one"], "year": [1990], "count": [3], "years": [1.0]}
    with pytest.raises(InputError, match="dyads is"):
        summitry.dispersion(years, dyads=DYADS)


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
@pytest.mark.parametrize("seed", range(3))
def test_the_gaps_of_a_pair_are_those_of_it_alone(seed: int) -> None:
    everything = visits(seed)
    ends: Any = ["1993-05-05", None, None]
    twice = DYADS.assign(through=ends)
    again = pd.DataFrame(
        {"country": ["B"], "other_country": ["A"], "since": ["2001-01-01"]}
    )
    asked = pd.concat([twice, again], ignore_index=True)
    found = summitry.visit_gaps(
        everything, since=SINCE, through=THROUGH, by="dyad", dyads=asked
    )
    stretches = [
        ("A", "B", SINCE, "1993-05-05"),
        ("A", "B", "2001-01-01", THROUGH),
        ("C", "D", "1996-01-01", THROUGH),
        ("A", "Z", SINCE, THROUGH),
    ]
    columns = ["start", "end", "days", "rank", "open", "probability", "visit_days"]
    n_rows = 0
    for one, other, since, through in stretches:
        alone = summitry.visit_gaps(
            of_pair(everything, one, other), since=since, through=through
        )
        ours = found[
            (found["country"] == one)
            & (found["other_country"] == other)
            & (found["since"] == pd.Timestamp(since))
        ]
        pd.testing.assert_frame_equal(
            ours[columns].reset_index(drop=True),
            alone[columns].reset_index(drop=True),
            check_dtype=False,
        )
        n_rows += len(ours)
    assert len(found) == n_rows
    never = found[found["other_country"] == "Z"]
    assert never["open"].tolist() == [True]
    assert never["visit_days"].tolist() == [0]


def test_gaps_of_pairs_need_by_and_no_direction() -> None:
    seen: dict[str, Any] = {"since": SINCE, "through": THROUGH, "dyads": DYADS}
    with pytest.raises(InputError, match="not counted by dyad"):
        summitry.visit_gaps(visits(0), **seen)
    with pytest.raises(InputError, match="both dyads and a direction"):
        summitry.visit_gaps(visits(0), by="dyad", direction=("A", "B"), **seen)


def test_pairs_that_were_never_there_have_no_gap() -> None:
    asked = DYADS.assign(since="2030-01-01")
    with pytest.warns(UserWarning, match="Z"):
        found = summitry.visit_gaps(
            visits(0), since=SINCE, through=THROUGH, by="dyad", dyads=asked
        )
    assert len(found) == 0
    assert {"country", "days", "open"} <= {*found.columns}
