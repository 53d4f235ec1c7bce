"""How far weights and the record can be pushed: vectors, the oracle, and refusals."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import Maker, columns_of
from hypothesis import assume, given, settings, strategies as st
from oracle import is_lowest, rate
from small_tally import tally

import summitry
from summitry import Claim
from summitry.exceptions import InputError

VECTORS = json.loads((Path(__file__).with_name("vectors") / "M10.json").read_text())
EXACT = 1e-9


def claim_of(row: dict[str, Any]) -> Claim:
    if row["kind"] == "value":
        return Claim.value(row["era"], row["printed"])
    if row["kind"] == "second":
        return Claim.rank(row["era"], 2)
    return getattr(Claim, row["kind"])(row["era"])  # type: ignore[no-any-return]


@pytest.mark.parametrize("row", VECTORS["rows"], ids=lambda row: row["name"])
def test_vectors_of_m10(row: dict[str, Any]) -> None:
    table = tally(row["counts"], row["years"])
    found = summitry.break_even(
        table, claim_of(row), vary={"summit": {True: tuple(row["bounds"])}}
    )
    assert found.flips == pytest.approx(row["flips"], rel=EXACT)
    # Eras that stay level share the place: the claim holds, acceptability splits it.
    level = row["name"].startswith("eras that stay level")
    share = 1.0 if level else row["share"]
    assert found.share == pytest.approx(share, rel=EXACT)
    ranges = {"summit": {True: tuple(row["bounds"])}}
    shares = summitry.rank_acceptability(table, vary=ranges)
    for era, expected in row["places"].items():
        own = shares[shares["era"] == era]
        assert own["share"].tolist() == pytest.approx(expected, rel=EXACT, abs=1e-15)
        assert own["error"].tolist() == [0.0] * len(expected)


counts_of_eras = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 9)),
    min_size=2,
    max_size=4,
)


@given(counts_of_eras, st.fractions(0, 5, max_denominator=97))
@settings(max_examples=80, deadline=None)
def test_the_support_at_any_weight_is_that_of_exact_arithmetic(
    eras: list[tuple[int, int, int]], weight: Fraction
) -> None:
    names = [f"era {k}" for k in range(len(eras))]
    counts = {name: [one[0], one[1]] for name, one in zip(names, eras, strict=True)}
    years = {name: one[2] for name, one in zip(names, eras, strict=True)}
    found = summitry.break_even(
        tally(counts, years),
        Claim.lowest("era 0"),
        vary={"summit": {True: (0, 5)}},
    )
    rates = [
        rate([one[0], one[1]], [weight, Fraction(1)], Fraction(one[2])) for one in eras
    ]
    level = [
        Fraction(one[0], one[2]) == Fraction(eras[0][0], eras[0][2])
        for one, value in zip(eras[1:], rates[1:], strict=True)
        if value == rates[0]
    ]
    # lines that only cross at this weight are level at a point, which has no stretch
    assume(all(level))
    expected = is_lowest(rates, 0, tied=True)
    assert found.stretches is not None
    at = found.stretches[
        (found.stretches["lower"] <= float(weight))
        & (found.stretches["upper"] >= float(weight))
    ]
    assert expected in at["holds"].tolist()


@given(counts_of_eras)
@settings(max_examples=60, deadline=None)
def test_shares_of_places_sum_to_one(eras: list[tuple[int, int, int]]) -> None:
    names = [f"era {k}" for k in range(len(eras))]
    table = tally(
        {name: [one[0], one[1]] for name, one in zip(names, eras, strict=True)},
        {name: one[2] for name, one in zip(names, eras, strict=True)},
    )
    shares = summitry.rank_acceptability(table, vary={"summit": {True: (0, 5)}})
    assert shares.groupby("era")["share"].sum().tolist() == pytest.approx(
        [1] * len(eras)
    )
    assert shares.groupby("rank")["share"].sum().tolist() == pytest.approx(
        [1] * len(eras)
    )


def test_simulation_repeats_and_agrees_with_a_grid() -> None:
    table = tally({"A": [1, 9, 4], "B": [3, 2, 5]}, {"A": 5, "B": 4}, (1.0, 1.0, 1.0))
    ranges: Any = {"summit": {True: (1, 5), False: (0.5, 2)}}
    first, second = (
        summitry.rank_acceptability(table, vary=ranges, draws=4000, seed=3)
        for _ in range(2)
    )
    assert first.equals(second)
    other = summitry.rank_acceptability(table, vary=ranges, draws=4000, seed=4)
    assert not first["share"].equals(other["share"])
    assert set(first["method"]) == {"pcg64"}
    assert first["draws"].tolist() == [4000] * 4
    grid = (np.arange(400) + 0.5) / 400
    summit, minister = 1 + 4 * grid[:, None], 0.5 + 1.5 * grid[None, :]
    ahead = (summit + 9 * minister + 4) / 5 > (3 * summit + 2 * minister + 5) / 4
    row = first[(first["era"] == "A") & (first["rank"] == 2)].iloc[0]
    assert abs(row["share"] - ahead.mean()) < 4 * row["error"] + 1 / 400
    assert row["error"] == pytest.approx(
        (row["share"] * (1 - row["share"]) / 4000) ** 0.5
    )


def test_a_scheme_multiplies_the_other_weights() -> None:
    table = {
        "era": ["A"] * 4 + ["B"] * 4,
        "years": [1.0] * 8,
        "summit": [True, True, False, False] * 2,
        "head": [True, False, True, False] * 2,
        "weight": [6.0, 3.0, 2.0, 1.0] * 2,
        "count": [1, 0, 0, 0, 0, 0, 0, 9],
    }
    scheme = {"summit": {True: 3.0, False: 1.0}, "head": {True: 2.0, False: 1.0}}
    leads = Claim.highest("A")
    found = summitry.break_even(
        table, leads, vary={"summit": {True: (0, 9)}}, scheme=scheme
    )
    assert found.flips == (4.5,)
    alone = summitry.break_even(table, leads, vary={"summit": {True: (0, 10)}})
    assert alone.flips == (9.0,)


@given(
    counts_of_eras,
    st.floats(1, 4),
    st.floats(0.5, 2),
    st.sampled_from(["factor", "amount"]),
)
@settings(max_examples=60, deadline=None)
def test_no_scheme_nearer_than_the_nearest_overturns_the_claim(
    eras: list[tuple[int, int, int]], summit: float, other: float, distance: str
) -> None:
    names = [f"era {k}" for k in range(len(eras))]
    counts = {name: [one[0], one[1]] for name, one in zip(names, eras, strict=True)}
    years = {name: one[2] for name, one in zip(names, eras, strict=True)}
    ranges: Any = {"summit": {True: (0.25, 8), False: (0.25, 4)}}
    found = summitry.break_even(
        tally(counts, years, (summit, other)),
        Claim.lowest("era 0"),
        vary=ranges,
        distance=distance,
    ).nearest
    assert found is not None
    far = found["distance"].iloc[0]
    nothing = 1.0 if distance == "factor" else 0.0
    table = np.array([counts[name] for name in names], dtype=float)
    spans = np.array([years[name] for name in names], dtype=float)

    def lowest(weights: Any) -> bool:
        rates = table @ np.asarray(weights) / spans
        return bool((rates[0] <= rates * (1 + 1e-12)).all())

    rng = np.random.default_rng(0)
    if np.isnan(far):
        reach = np.array([[0.25, 8], [0.25, 4]])
    elif far == nothing:
        return
    else:
        near = nothing + (far - nothing) * 0.999
        start = np.array([summit, other])
        low, high = (
            (start / near, start * near)
            if distance == "factor"
            else (start - near, start + near)
        )
        reach = np.stack([np.maximum(low, 0.25), np.minimum(high, [8, 4])], axis=1)
    for unit in [*rng.random((20, 2)), *np.indices((2, 2)).reshape(2, 4).T]:
        assert lowest(reach[:, 0] + unit * (reach[:, 1] - reach[:, 0]))


def test_with_one_weight_the_nearest_scheme_is_the_nearest_flip() -> None:
    table = tally({"A": [0, 6], "B": [10, 32]}, {"A": 4.33, "B": 23.12}, (3.0, 1.0))
    lowest = Claim.lowest("A")
    flips = summitry.break_even(table, lowest, vary={"summit": {True: (1e-4, 5)}}).flips
    found = summitry.break_even(
        table, lowest, vary={"summit": {True: (1e-4, 5)}}, distance="factor"
    ).nearest
    assert found is not None
    assert found["nearest"].tolist() == pytest.approx(list(flips), rel=1e-9)
    assert found["tied"].tolist() == ["A = B"]


def test_every_kind_of_table(make: Maker) -> None:
    table = make(dict(tally({"A": [0, 9], "B": [3, 2]}, {"A": 5, "B": 4})))
    leads = Claim.highest("A")
    found = summitry.break_even(table, leads, vary={"summit": {True: (1, 5)}})
    kind = type(table)
    assert type(found.stretches) is kind
    assert columns_of(found.stretches)["tied"] == ["A = B", None]
    ranges: Any = {"summit": {True: (1, 5)}}
    results: list[Any] = [
        summitry.rank_acceptability(table, vary=ranges),
        summitry.break_even(table, leads, vary=ranges, distance="amount").nearest,
        summitry.fragility(table, leads),
    ]
    for result in results:
        assert type(result) is kind


def test_era_tally_feeds_them() -> None:
    visits = {
        "date": ["2003-05-01", "2004-05-01", "2013-05-01"],
        "origin": ["CHN"] * 3,
        "destination": ["PRK"] * 3,
        "summit": [True, False, False],
        "qualifies": ["true", "true", "unclear"],
    }
    eras = {
        "side": ["CHN", "CHN", "PRK"],
        "era": ["Hu", "Xi", "Kim"],
        "start": ["2002-11-15", "2012-11-15", "1994-07-08"],
        "end": ["2012-11-15", None, None],
    }
    scheme = {"summit": {True: 3.0, False: 1.0}}
    table = summitry.era_tally(
        visits, eras, since="2002-11-15", through="2017-03-15", scheme=scheme
    )
    xi = Claim.lowest("Xi", side="CHN")
    found = summitry.break_even(table, xi, vary={"summit": {True: (0, 5)}})
    assert found.share == 1.0
    included = summitry.break_even(
        table, xi, vary={"summit": {True: (0, 5)}}, unclear="include"
    )
    hu, own = 3653, 1582
    assert list(included.flips) == pytest.approx([hu / own - 1])
    unsided = summitry.break_even(
        table, Claim.lowest("Xi"), vary={"summit": {True: (0, 5)}}
    )
    assert (unsided.share, unsided.flips) == (found.share, found.flips)
    with pytest.raises(InputError, match="2 lists of eras: CHN, PRK"):
        summitry.rank_acceptability(table, vary={"summit": {True: (0, 5)}})
