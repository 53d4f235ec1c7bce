"""Dispersion of years: vectors, the oracle, and what the numbers are used for."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations_with_replacement, permutations, product
from math import comb, prod
from typing import Any

import numpy as np
import oracle
import pytest
import record_231
from conftest import in_pandas
from hypothesis import given, settings, strategies as st
from oracle import Year

import summitry
from summitry.infer.dispersion import said

COUNTS = st.lists(
    st.lists(st.integers(0, 9), min_size=1, max_size=6), min_size=1, max_size=4
)
LENGTHS = st.sampled_from([Fraction(1, 2), Fraction(1), Fraction(5, 4)])


def table(
    eras: list[list[int]], lengths: list[list[float]] | None = None
) -> dict[str, Any]:
    sizes = [len(era) for era in eras]
    return {
        "era": [f"era {k}" for k, size in enumerate(sizes) for _ in range(size)],
        "year": list(range(2001, 2001 + sum(sizes))),
        "count": [count for era in eras for count in era],
        "years": [1.0] * sum(sizes)
        if lengths is None
        else [t for e in lengths for t in e],
    }


def measured(eras: list[list[int]], lengths: list[list[float]] | None = None) -> Any:
    found = summitry.dispersion(table(eras, lengths), draws=500, progress=False)
    return in_pandas(found).iloc[0]


def test_vectors() -> None:
    found = measured([[0, 4, 1, 5], [2, 0, 3]])
    assert found["chi_square"] == pytest.approx(9.6, rel=1e-9)
    assert (found["df"], found["eras"], found["n_years"]) == (5, 2, 7)
    assert found["alpha"] == pytest.approx(0.413708771293, rel=1e-9)
    assert found["p"] == pytest.approx(0.0872559724031, rel=1e-9)
    assert found["lag1"] == pytest.approx(-0.579861111111 + 0.274305555556, rel=1e-9)
    assert found["lag1_p"] == pytest.approx(5 / 6, rel=1e-9)
    found = measured([[1, 6, 2]], [[0.5, 1.0, 1.0]])
    assert found["chi_square"] == pytest.approx(8 / 3, rel=1e-9)
    assert found["alpha"] == pytest.approx(0.100134108850, rel=1e-9)
    assert found["p"] == pytest.approx(0.317377024, rel=1e-8)
    assert measured([[2, 2], [1, 3, 2]])["p"] == pytest.approx(103 / 108, rel=1e-9)


def test_what_cannot_be_told_is_said() -> None:
    found = measured([[3], [7]])
    assert np.isnan(found["dispersion"])
    assert found["says"].startswith("How much years vary cannot be told")
    found = measured([[0, 0, 0], [0, 0]])
    assert (found["df"], found["alpha"], found["rho"]) == (0, 0, 0)
    even = measured([[3], [0, 0], [2, 2, 2]])
    assert (even["alpha"], even["df"]) == (0, 2)
    assert even["p"] == pytest.approx(1)
    assert np.isnan(even["lag1"])
    assert "No sign of clustering by year (0.00, from few years)" in even["says"]
    empty = summitry.dispersion(table([]), progress=False)
    assert not len(empty)


def test_the_record_of_231_visits() -> None:
    seen: dict[str, Any] = {"since": record_231.SINCE, "through": record_231.THROUGH}
    visits = record_231.visits()
    eras = record_231.eras("five_eras", "de_facto")
    by_years = summitry.dispersion(visits, eras, progress=False, **seen)
    one = by_years.set_index("side")
    wanted = {
        "CHN": (83.603506800, 58, 0.181850927189, 0.340746269199),
        "PRK": (102.154560531, 60, 0.258375587204, 0.483986474288),
    }
    for side, (chi_square, df, alpha, lag1) in wanted.items():
        assert one["chi_square"][side] == pytest.approx(chi_square, rel=1e-9)
        assert one["df"][side] == df
        assert one["alpha"][side] == pytest.approx(alpha, rel=1e-9)
        assert one["lag1"][side] == pytest.approx(lag1, rel=1e-9)
        assert one["rho"][side] == 0.5
    assert one["p"]["CHN"] == pytest.approx(0.0155, abs=0.0013)
    assert one["p"]["PRK"] == pytest.approx(0.0007, abs=0.0003)
    assert one["lag1_p"]["CHN"] == pytest.approx(0.0035, abs=0.0007)
    assert "allow for it. Neighbouring years resemble each other" in one["says"]["PRK"]
    days = summitry.dispersion(visits, eras, exposure="days", draws=9, **seen)
    by_days = days.set_index("side")
    assert by_days["chi_square"]["PRK"] == pytest.approx(106.199077674, rel=1e-9)
    assert by_days["alpha"]["PRK"] == pytest.approx(0.277495151372, rel=1e-9)
    assert by_days["lag1"]["PRK"] == pytest.approx(0.468073513, rel=1e-8)
    assert by_days["alpha"]["CHN"] == pytest.approx(0.177695273582, rel=1e-9)
    assert by_days["lag1"]["CHN"] == pytest.approx(0.329282890, rel=1e-8)


@given(COUNTS, st.data())
@settings(deadline=None)
def test_every_number_is_the_oracles(
    eras: list[list[int]], data: st.DataObject
) -> None:
    lengths = [[data.draw(LENGTHS) for _ in era] for era in eras]
    found = measured(eras, [[float(t) for t in era] for era in lengths])
    years = [
        [Year(count, length) for count, length in zip(era, own, strict=True)]
        for era, own in zip(eras, lengths, strict=True)
    ]
    df = oracle.degrees_of_freedom(years)
    assert found["df"] == df
    assert found["chi_square"] == pytest.approx(
        float(oracle.chi_square(years)), rel=1e-9
    )
    assert found["alpha"] == pytest.approx(oracle.alpha_of_years(years), rel=1e-6)
    assert found["rho"] == pytest.approx(oracle.rho_of_years(years), rel=1e-6)
    lag1 = oracle.neighbours(years)
    if lag1 is None:
        assert np.isnan(found["lag1"])
    else:
        assert found["lag1"] == pytest.approx(lag1[0] - lag1[1], rel=1e-9, abs=1e-12)


def test_years_that_vary_just_as_chance_has_it_are_independent() -> None:
    """Limits and p take a step where alpha leaves 0: rounding must not take it."""
    sizes, met = (3, 4), 0
    for counts in product(*(combinations_with_replacement(range(5), n) for n in sizes)):
        eras = [list(era) for era in counts]
        years = [[Year(count, Fraction(1)) for count in era] for era in eras]
        df = oracle.degrees_of_freedom(years)
        if not df or oracle.chi_square(years) != df:
            continue
        met += 1
        found = measured(eras)
        assert (found["dispersion"], found["alpha"], found["rho"]) == (1, 0, 0)
        assert found["says"].startswith("No sign of clustering by year (1.00")
        own = summitry.trend(table(eras), draws=9, progress=False)
        assert {*own["method"]} <= {"exact", "none"}
    assert met > 40


def all_tables(eras: list[list[int]]) -> list[tuple[list[list[int]], Fraction]]:
    """Every outcome with the same visits in each era, and how probable it is."""
    per_era = []
    for era in eras:
        n, cells = sum(era), len(era)
        outcomes = [
            list(counts)
            for counts in product(range(n + 1), repeat=cells)
            if sum(counts) == n
        ]
        per_era.append(
            [
                (
                    counts,
                    Fraction(
                        prod(comb(sum(counts[k:]), counts[k]) for k in range(cells)),
                        cells**n,
                    ),
                )
                for counts in outcomes
            ]
        )
    return [
        (
            [counts for counts, _ in chosen],
            prod((p for _, p in chosen), start=Fraction(1)),
        )
        for chosen in product(*per_era)
    ]


@pytest.mark.parametrize(
    "eras", [[[0, 4, 1], [2, 0, 3]], [[1, 1, 5]], [[2, 0], [0, 3], [1, 1, 1]]]
)
def test_p_adds_up_every_table_and_every_order(eras: list[list[int]]) -> None:
    def chi_square(of: list[list[int]]) -> Fraction:
        return oracle.chi_square([[Year(n, Fraction(1)) for n in era] for era in of])

    found, seen = measured(eras), chi_square(eras)
    outcomes = [(chi_square(of), p) for of, p in all_tables(eras)]
    above = sum((p for one, p in outcomes if one >= seen), Fraction(0))
    below = sum((p for one, p in outcomes if one <= seen), Fraction(0))
    assert found["p"] == pytest.approx(float(above), rel=1e-9)
    assert found["even_p"] == pytest.approx(float(below), rel=1e-9)
    orders = list(product(*(list(permutations(era)) for era in eras)))
    own = oracle.neighbours([[Year(n, Fraction(1)) for n in era] for era in eras])
    assert own is not None
    alike = 0
    for order in orders:
        other = oracle.neighbours(
            [[Year(n, Fraction(1)) for n in era] for era in order]
        )
        assert other is not None
        alike += other[0] >= own[0] - 1e-12
    assert found["lag1_p"] == pytest.approx(alike / len(orders), rel=1e-9)


def test_the_order_of_the_eras_changes_no_bit() -> None:
    rng = np.random.default_rng(3)
    for _ in range(20):
        eras = [rng.poisson(3, rng.integers(1, 9)).tolist() for _ in range(4)]
        found, turned = measured(eras), measured(eras[::-1])
        for name in ("chi_square", "alpha", "lag1", "rho"):
            np.testing.assert_array_equal(found[name], turned[name])


@pytest.mark.parametrize(("df", "few"), [(1.0, True), (9.0, True), (30.0, False)])
def test_it_says_where_years_are_few(df: float, few: bool) -> None:  # noqa: FBT001
    measured = {"dispersion": 0.9, "df": df, "p": 0.5, "even_p": 0.5, "lag1_p": 0.5}
    assert (", from few years" in said(measured)) == few
