"""Placebo shocks within eras or phases: vectors, and every placement."""

from __future__ import annotations

from math import isclose
from typing import Any

import oracle
import pytest
from conftest import columns_of
from epoch_days import dated, day
from hypothesis import given, settings, strategies as st
from placed_shocks import found

import summitry
from summitry.exceptions import InputError

VECTORS = [
    ([], 3.59090909091, 22, 1, None, 2 / 22),
    ([10], 3.96666666667, 120, 5, 119, 0.0833333333333),
    ([10, 16], None, 360, 57, 327, 0.316666666667),
]
"""Cuts; expected, arrangements, longer, shorter, two-sided p [own, enumeration]."""


@pytest.mark.parametrize(
    ("cuts", "expected", "arrangements", "longer", "shorter", "p"), VECTORS
)
def test_vectors_within_strata(
    cuts: list[int],
    expected: float | None,
    arrangements: int,
    longer: int,
    shorter: int | None,
    p: float,
) -> None:
    seen: dict[str, Any] = {"since": day(0), "through": day(29)}
    shocks, visits = dated([5, 13, 18]), dated([3, 8, 12, 24, 27])
    starts = [0, *cuts]
    ends = [*cuts, None]
    eras = {
        "era": [str(start) for start in starts],
        "start": [day(start) for start in starts],
        "end": [None if end is None else day(end) for end in ends],
    }
    for strata in [eras, [day(cut) for cut in cuts]] if cuts else [None]:
        table = columns_of(
            summitry.placebo_test(
                shocks, visits, **seen, method="shift", tau=8, strata=strata
            )
        )
        assert table["null"] == ["plain", "stratified"][: 1 + bool(cuts)]
        row = {name: values[-1] for name, values in table.items()}
        assert isclose(row["restricted_mean"], 5.66666666667)
        assert row["arrangements"] == arrangements
        assert isclose(row["p_longer"] * arrangements, longer)
        assert isclose(row["p"], p, rel_tol=1e-11)
        if expected is not None:
            assert isclose(row["expected"], expected, rel_tol=1e-11)
        if shorter is not None:
            assert isclose(row["p_shorter"] * arrangements, shorter)


def test_one_shock_and_a_stratum_of_one_day() -> None:
    visits = [3, 8, 12, 24, 27]
    row = found([5], visits, through=day(29), tau=8, method="shift")
    assert (row["arrangements"], isclose(row["p_longer"] * 22, 13)) == (22, True)
    table = summitry.placebo_test(
        dated([5]),
        dated(visits),
        since=day(0),
        through=day(29),
        tau=8,
        method="shift",
        strata=[day(5), day(6)],
    )
    alone = {name: values[1] for name, values in columns_of(table).items()}
    assert (alone["arrangements"], alone["p"], alone["p_longer"]) == (1, 1, 1)


few_days = st.lists(st.integers(0, 11), min_size=1, max_size=3)
no_day_or_more = st.lists(st.integers(0, 11), max_size=4)


@given(
    few_days,
    no_day_or_more,
    st.integers(1, 12) | st.none(),
    st.sampled_from(["shift", "random"]),
)
@settings(max_examples=80, deadline=None)
def test_placements_against_the_oracle(
    shocks: list[int], visits: list[int], tau: int | None, method: str
) -> None:
    together = method == "shift"
    expected_tau = tau or oracle.horizon(shocks, visits, 11)
    if min(shocks) > 11 - expected_tau:
        with pytest.raises(InputError):
            found(shocks, visits, method=method, through=day(11), tau=tau)
        return
    row = found(shocks, visits, method=method, through=day(11), tau=tau)
    placed = oracle.placebo(shocks, visits, 11, expected_tau, together=together)
    assert row["exact"]
    assert (row["tau"], row["unplaced"]) == (expected_tau, placed.unplaced)
    assert row["arrangements"] == len(placed.means)
    assert isclose(row["restricted_mean"], placed.mean, abs_tol=1e-12)
    assert isclose(row["p_shorter"], placed.shorter)
    assert isclose(row["p_longer"], placed.longer)
    assert isclose(
        row["expected"], sum(placed.means) / len(placed.means), abs_tol=1e-12
    )


@given(few_days, no_day_or_more, st.lists(st.integers(1, 11), min_size=1, max_size=3))
@settings(max_examples=80, deadline=None)
def test_strata_against_the_oracle(
    shocks: list[int], visits: list[int], cuts: list[int]
) -> None:
    tau = 3
    if min(shocks) > 11 - tau:
        return
    for method in ("shift", "random"):
        table = columns_of(
            summitry.placebo_test(
                dated(shocks),
                dated(visits),
                since=day(0),
                through=day(11),
                tau=tau,
                method=method,
                strata=[day(cut) for cut in cuts],
            )
        )
        placed = oracle.placebo(
            shocks, visits, 11, tau, cuts=tuple(cuts), together=method == "shift"
        )
        assert table["arrangements"][1] == len(placed.means)
        assert isclose(table["p_shorter"][1], placed.shorter)
        assert isclose(table["p_longer"][1], placed.longer)
        plain = found(shocks, visits, through=day(11), tau=tau, method=method)
        assert {name: values[0] for name, values in table.items()} == plain
