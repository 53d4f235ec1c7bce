"""Coincidences against CoinCalc, and the windows that the observation cuts."""

from __future__ import annotations

import json
from fractions import Fraction
from math import isclose
from pathlib import Path
from typing import TYPE_CHECKING, Any

import oracle
import pandas as pd
import pytest
from conftest import columns_of
from epoch_days import dated, day
from hypothesis import assume, given, settings, strategies as st

import summitry
from summitry.exceptions import (
    FrameError,
    InputError,
    MissingValueError,
    RangeError,
    SummitryWarning,
    TenureError,
)

if TYPE_CHECKING:
    from conftest import Maker

VECTORS = json.loads((Path(__file__).parent / "vectors/coincidence.json").read_text())


def found(shocks: list[int], visits: list[int], **options: Any) -> dict[str, list[Any]]:
    options = {"since": day(0), "through": day(59), "window": 3, **options}
    return columns_of(
        summitry.event_coincidence(dated(shocks), dated(visits), **options)
    )


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_vectors(case: dict[str, Any]) -> None:
    options = {
        name: case[name]
        for name in ("window", "delay", "symmetric", "convention")
        if name in case
    }
    rates = found(VECTORS["shocks"], VECTORS["visits"], **options)
    assert rates["rate"] == ["trigger", "precursor"]
    for one in (0, 1):
        assert isclose(rates["share"][one], case["share"][one], rel_tol=1e-9)
        assert isclose(rates["p"][one], case["p"][one], rel_tol=1e-9)


def test_perfect_coincidence_is_not_certain() -> None:
    # pyunicorn leaves out K = N and gives exactly 1 here.
    rates = found([5, 20, 40], [7, 21, 42])
    assert isclose(rates["p"][0], rates["chance"][0] ** 3, rel_tol=1e-12)
    assert rates["p"][0] < 0.01


def test_calendar_days_do_not_make_the_period_longer() -> None:
    # pyunicorn takes the last time stamp for the length of the period.
    early = found([5, 20], [7, 30])
    late = columns_of(
        summitry.event_coincidence(
            dated([17_005, 17_020]),
            dated([17_007, 17_030]),
            since=day(17_000),
            through=day(17_059),
            window=3,
        )
    )
    assert late["p"] == early["p"]


def test_both_denominators() -> None:
    rates = found([10, 55, 58], [12, 40], window=10)
    assert (rates["determined"][0], rates["undetermined"][0]) == (1, 2)
    assert (rates["share"][0], rates["share_of_all"][0]) == (1, 1 / 3)


def test_nothing_to_count() -> None:
    rates = found([], [12, 40])
    assert (rates["share"][0], rates["p"][0]) == (None, None)
    assert (rates["coincidences"][1], rates["p"][1]) == (0, 1)


def test_events_outside_are_counted_and_left_out(make: Maker) -> None:
    shocks, visits = make(dated([-4, 10, 99])), make(dated([12, 70]))
    table = summitry.event_coincidence(
        shocks, visits, since=day(0), through=day(59), window=3
    )
    assert type(table) is type(shocks)
    assert columns_of(table)["outside_window"] == [2, 1]


def test_readings_stand_side_by_side() -> None:
    visits = dated([7, 23]) | {"qualifies": ["true", "unclear"]}
    table = summitry.event_coincidence(
        dated([5, 20]), visits, since=day(0), through=day(59), window=3, unclear="both"
    )
    assert columns_of(table)["coincidences"] == [1, 1, 2, 2]


@pytest.mark.parametrize(
    ("options", "kind", "code"),
    [
        ({"window": -1}, RangeError, "out_of_range"),
        ({"window": 60}, RangeError, "out_of_range"),
        ({"window": 2.5}, FrameError, "not_a_number"),
        ({"window": True}, FrameError, "not_a_number"),
        ({"delay": 60}, RangeError, "out_of_range"),
        ({"convention": "coincalc"}, InputError, "unknown_choice"),
        ({"unclear": "drop"}, InputError, "unknown_choice"),
        ({"through": day(-1)}, TenureError, "empty_observation"),
        ({"since": None}, MissingValueError, "missing_date"),
    ],
)
def test_refusals(options: dict[str, Any], kind: type[Exception], code: str) -> None:
    with pytest.raises(kind) as caught:
        found([5], [7], **options)
    assert caught.value.code == code  # type: ignore[attr-defined]


def test_two_pairs_of_countries_are_not_pooled() -> None:
    pairs = {"origin": ["CHN", "USA"], "destination": ["PRK", "KOR"]}
    with pytest.raises(InputError) as caught:
        summitry.event_coincidence(
            dated([5, 6]) | pairs,
            dated([7, 8]) | pairs,
            since=day(0),
            through=day(59),
            window=3,
        )
    assert caught.value.code == "several_dyads"


events = st.lists(st.integers(0, 59), max_size=8)


@given(events, events, st.integers(0, 9), st.integers(0, 5), st.sampled_from([0, 1]))
@settings(max_examples=80, deadline=None)
def test_against_the_oracle(
    shocks: list[int], visits: list[int], window: int, delay: int, symmetric: int
) -> None:
    rates = found(shocks, visits, window=window, delay=delay, symmetric=bool(symmetric))
    reach = range(delay - window * symmetric, delay + window + 1)
    for one, (events, others, sign) in enumerate(
        [(shocks, visits, 1), (visits, shocks, -1)]
    ):
        expected = oracle.coincidences(events, others, [sign * k for k in reach], 59)
        got = (rates["coincidences"][one], rates["undetermined"][one])
        assert got == expected
        assert rates["determined"][one] == len(events) - expected[1]


@given(st.integers(0, 12), st.integers(1, 12), st.fractions(0, 1))
@settings(max_examples=80, deadline=None)
def test_the_binomial_tail_against_fractions(hits: int, n: int, q: Any) -> None:
    assume(hits <= n)
    # One other event: the chance of a window is its own share of the days.
    window = int(q * 57)
    shocks, visits = [0] * hits + [58] * (n - hits), [0]
    rates = found(shocks, visits, window=window, through=day(58 + window))
    share = Fraction(window + 1, 59 + window)
    expected = oracle.binomial_tail(hits, n, share)
    assert isclose(rates["p"][0], float(expected), rel_tol=1e-11)


def test_shocks_of_a_pair_without_visits_are_left_out_unless_asked_for() -> None:
    visits = {"date": ["2000-01-08"], "origin": ["A"], "destination": ["B"]}
    shocks = pd.DataFrame(
        {
            "date": ["2000-01-06", "2000-01-20"],
            "origin": ["A", "A"],
            "destination": ["B", "C"],
        }
    )
    seen: dict[str, Any] = {"since": "2000-01-01", "through": "2000-03-31", "window": 3}
    with pytest.warns(SummitryWarning, match="'C'"):
        found = summitry.event_coincidence(shocks, visits, **seen)
    assert columns_of(found)["unvisited_pair"] == [1, 0]
    assert columns_of(found)["determined"] == [1, 1]
    only = {name: values[1:] for name, values in shocks.items()}
    words: list[tuple[Any, int, int]] = [("leave_out", 0, 1), ("count", 1, 0)]
    for word, determined, left in words:
        with pytest.warns(SummitryWarning, match="'C'"):
            found = summitry.event_coincidence(
                only, visits, unvisited_pairs=word, **seen
            )
        columns = columns_of(found)
        assert columns["determined"] == [determined, 0]
        assert columns["unvisited_pair"] == [left, 0]
        assert columns["coincidences"] == [0, 0]
    unknown: dict[str, Any] = {"unvisited_pairs": "drop"}
    with pytest.raises(InputError, match="unvisited_pairs"):
        summitry.event_coincidence(only, visits, **unknown, **seen)
