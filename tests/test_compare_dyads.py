"""Two dyads compared in two eras: the ratio of ratios, by margins and by years."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dyad_oracle as oracle
import pytest
from conftest import columns_of, in_pandas
from dyad_frequencies import frequencies
from hypothesis import assume, given, settings, strategies as st

import summitry

if TYPE_CHECKING:
    from conftest import Maker

M25 = json.loads(Path(__file__).with_name("vectors").joinpath("M25.json").read_text())
COUNTS = st.tuples(*[st.integers(0, 9)] * 4)
PHI = st.sampled_from([1.0, 1.0, 1.3, 2.5])


def compare(
    counts: Any, phi: Any = None, df: Any = (0, 0), **how: Any
) -> dict[str, Any]:
    a1, a2, b1, b2 = counts
    one, other = (None, None) if phi is None else (phi[:2], phi[2:])
    found = summitry.compare_dyads(
        frequencies((a1, a2), one, df[0]), frequencies((b1, b2), other, df[1]), **how
    )
    return {name: values[0] for name, values in columns_of(found).items()}


@pytest.mark.parametrize("row", M25["exact"], ids=lambda row: str(row["counts"]))
def test_vectors_of_the_exact_comparison(row: dict[str, Any]) -> None:
    found = compare(row["counts"])
    assert found["ratio"] == pytest.approx(row["ratio"], rel=1e-7)
    assert found["p"] == pytest.approx(row["p"], rel=1e-9)
    limits = [found["lower"], found["upper"]]
    assert limits == pytest.approx(row["limits"], rel=1e-7)
    a1, a2, b1, b2 = row["counts"]
    assert found["cross_product"] == pytest.approx(a1 * b2 / (a2 * b1), rel=1e-12)


@pytest.mark.parametrize("row", M25["dispersed"], ids=lambda row: str(row["counts"]))
def test_vectors_where_years_vary(row: dict[str, Any]) -> None:
    found = compare(row["counts"], row["phi"], row["df"])
    assert found["ratio"] == pytest.approx(row["ratio"], rel=1e-7)
    assert found["p"] == pytest.approx(row["p"], rel=1e-9)
    limits = [found["lower"], found["upper"]]
    assert limits == pytest.approx(row["limits"], rel=1e-7)


@settings(max_examples=40, deadline=None)
@given(COUNTS, st.sampled_from([0.5, 0.8, 0.95]))
def test_every_table_with_the_same_margins_is_counted(
    counts: tuple[int, int, int, int], level: float
) -> None:
    first, other = counts[:2], counts[2:]
    found = compare(counts, level=level)
    exact = oracle.exact_p(first, other)
    if exact is None:
        assert (found["p"], found["ratio"], found["verdict"]) == (
            None,
            None,
            "cannot be told apart",
        )
        assert "no visit" in found["note"]
        return
    assert found["p"] == pytest.approx(float(exact), rel=1e-10)
    tail = (1 - Fraction(str(level))) / 2
    if found["lower"]:
        _, many = oracle.tails(first, other, Fraction(found["lower"]))
        assert float(many) == pytest.approx(float(tail), rel=1e-8)
    if found["upper"] is not None:
        few, _ = oracle.tails(first, other, Fraction(found["upper"]))
        assert float(few) == pytest.approx(float(tail), rel=1e-8)
    if found["ratio"]:
        seen = oracle.mean(first, other, Fraction(found["ratio"]))
        assert float(seen) == pytest.approx(first[0], rel=1e-9)


@settings(max_examples=40, deadline=None)
@given(
    COUNTS,
    st.tuples(PHI, PHI, PHI, PHI),
    st.tuples(st.sampled_from([0, 3, 20]), st.integers(1, 40)),
    st.sampled_from([0.8, 0.95]),
)
def test_the_larger_p_and_the_wider_limits(
    counts: tuple[int, int, int, int],
    phi: tuple[float, float, float, float],
    df: tuple[int, int],
    level: float,
) -> None:
    first, other = counts[:2], counts[2:]
    assume(oracle.can_be_compared(first, other))
    df = (df[0] or 1, df[1])
    found = compare(counts, phi, df, level=level)
    wanted = oracle.dispersed_p(first, other, phi, df)
    assert found["p"] == pytest.approx(wanted, rel=1e-8)
    assert found["p"] >= found["exact_p"]
    lower, upper = found["exact_lower"], found["exact_upper"]
    if max(phi) > 1:
        limits = oracle.dispersed_limits(first, other, phi, df, 1 - level)
        lower = min(lower, limits[0])
        upper = None if upper is None else max(upper, limits[1])
    assert found["lower"] == pytest.approx(lower, rel=1e-7)
    assert found["upper"] == (None if upper is None else pytest.approx(upper, rel=1e-7))
    outside = found["lower"] > 1 or (found["upper"] or 2) < 1
    assert outside == (found["p"] <= (1 - level) * (1 + 1e-9))
    assert outside == (found["verdict"] != "cannot be told apart")


@settings(max_examples=25, deadline=None)
@given(COUNTS, st.tuples(PHI, PHI, PHI, PHI))
def test_exchanging_inverts_and_keeps_p(
    counts: tuple[int, int, int, int], phi: tuple[float, float, float, float]
) -> None:
    assume(all(counts))
    df = (12, 7)
    here = compare(counts, phi, df)
    dyads = compare((*counts[2:], *counts[:2]), (*phi[2:], *phi[:2]), df[::-1])
    swapped = [1, 0, 3, 2]
    eras = columns_of(
        summitry.compare_dyads(
            *(
                {name: column[::-1] for name, column in table.items()}
                for table in (
                    frequencies(counts[:2], phi[:2], df[0]),
                    frequencies(counts[2:], phi[2:], df[1]),
                )
            )
        )
    )
    assert [eras["count"][0], eras["other_count"][0]] == [
        counts[place] for place in swapped[:2]
    ]
    for there in (dyads, {name: values[0] for name, values in eras.items()}):
        assert there["p"] == pytest.approx(here["p"], rel=1e-9)
        for name in ("ratio", "cross_product"):
            assert there[name] * here[name] == pytest.approx(1, rel=1e-9)
        assert there["lower"] * here["upper"] == pytest.approx(1, rel=1e-9)
        assert there["upper"] * here["lower"] == pytest.approx(1, rel=1e-9)


@settings(max_examples=20, deadline=None)
@given(st.tuples(*[st.integers(1, 60)] * 4), st.sampled_from([(0, 2), (2, 3), None]))
def test_doubling_all_travel_changes_nothing_but_the_width(
    counts: tuple[int, int, int, int], doubled: tuple[int, int] | None
) -> None:
    places = range(4) if doubled is None else doubled
    more = [count * (2 if k in places else 1) for k, count in enumerate(counts)]
    here, there = compare(counts), compare(more)
    assert there["cross_product"] == pytest.approx(here["cross_product"], rel=1e-12)
    assert there["upper"] / there["lower"] < here["upper"] / here["lower"]


def test_where_years_vary_as_chance_has_it_the_exact_one_stands() -> None:
    counts = [5, 39, 56, 120]
    plain, known = compare(counts), compare(counts, [1.0] * 4, (58, 12))
    assert known["note"] is None
    for name in ("ratio", "lower", "upper", "p", "exact_p", "exact_lower"):
        assert known[name] == plain[name]
    assert (known["p"], known["lower"]) == (known["exact_p"], known["exact_lower"])
    assert plain["note"] == "if visits are independent of each other"


def test_central_leaves_the_years_out() -> None:
    counts = [9, 67, 90, 170]
    found = compare(counts, [2, 3.7, 1.5, 1.5], (60, 20), method="central")
    assert found["p"] == found["exact_p"] == compare(counts)["p"]


@pytest.mark.parametrize(
    ("counts", "note"),
    [
        ((0, 0, 7, 20), "the dyad has no visits in either era"),
        ((7, 20, 0, 0), "the baseline has no visits in either era"),
        ((0, 3, 0, 4), "no visit of either in one"),
        ((3, 0, 4, 0), "no visit of either in two"),
    ],
)
def test_nothing_to_compare_says_what_is_missing(counts: Any, note: str) -> None:
    found = compare(counts)
    names = ("ratio", "cross_product", "lower", "upper", "p", "p_adjusted")
    assert [found[name] for name in names] == [None] * 6
    assert (found["note"], found["comparisons"]) == (note, 0)


@pytest.mark.parametrize(
    ("counts", "note"),
    [
        ((4, 0, 3, 3), "no visit of the dyad in two: no ratio, and no upper limit"),
        ((4, 3, 0, 3), "no visit of the baseline in one: no ratio, and no upper limit"),
    ],
)
def test_a_ratio_without_end_has_a_lower_limit(counts: Any, note: str) -> None:
    found = compare(counts, method="central")
    assert (found["ratio"], found["upper"], found["note"]) == (None, None, note)
    assert found["lower"] > 0


def test_eras_are_matched_by_name_side_and_reading() -> None:
    sides = {"side": ["CHN", "CHN", "PRK", "PRK"], "era": ["one", "two"] * 2}
    numbers = {"count": [9, 31, 4, 4], "years": [10.0, 4.0, 7.0, 7.0]}
    base = frequencies((103, 67), years=(4.0, 10.0), side=["CHN"] * 2)
    base["era"] = ["two", "one"]
    found = columns_of(summitry.compare_dyads(sides | numbers, base))
    assert found["baseline_count"] == [67, None]
    assert found["p"][0] == pytest.approx(0.063893316009, rel=1e-9)
    assert found["verdict"] == ["cannot be told apart", "not compared"]
    assert found["note"][1] == "the baseline has no era two"


def test_an_era_that_was_not_observed_is_not() -> None:
    tables = [frequencies(c, years=(10.0, 0.0)) for c in ((9, 0), (67, 0))]
    found = in_pandas(summitry.compare_dyads(*tables)).iloc[0]
    assert found["verdict"] == "not observed"
    assert found["note"] == "no exposure in one of the two eras"


def test_exposures_in_the_same_ratio_are_as_good() -> None:
    half = frequencies((67, 103), years=(5.0, 2.0))
    found = in_pandas(summitry.compare_dyads(frequencies((9, 31)), half)).iloc[0]
    assert found["p"] == compare((9, 31, 67, 103))["p"]


def test_empty_tables_and_single_eras_have_no_pair(make: Maker) -> None:
    single = {"era": ["one"], "count": [3], "years": [4.0]}
    found = summitry.compare_dyads(make(single), make(single))
    assert all(not values for values in columns_of(found).values())


def test_any_kind_of_table_and_none_is_changed(make: Maker) -> None:
    one, other = (make(frequencies(c)) for c in ((9, 31), (67, 103)))
    before = columns_of(one), columns_of(other)
    found = columns_of(summitry.compare_dyads(one, other))
    assert type(summitry.compare_dyads(one, other)) is type(one)
    assert found["p"] == [compare((9, 31, 67, 103))["p"]]
    assert (columns_of(one), columns_of(other)) == before
