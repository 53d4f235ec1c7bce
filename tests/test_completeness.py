"""What several lists miss: published values, refusals, coverage, the band."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from conftest import columns_of
from two_real_lists import two_lists

import summitry
from summitry.exceptions import (
    ColumnError,
    FrameError,
    InputError,
    RangeError,
)
from summitry.infer.capture_models import _fit, chapman, limits, log_linear

SEEN: dict[str, Any] = {"since": "1953-07-27", "through": "2017-03-15"}
HEPATITIS = {
    "111": 28,
    "110": 21,
    "101": 17,
    "011": 18,
    "100": 69,
    "010": 55,
    "001": 63,
}
"""Chao, Tsay, Lin, Shau and Chao (2001), Statistics in Medicine 20, 3123-3157."""


def counts_of(histories: dict[str, int]) -> np.ndarray:
    k = len(next(iter(histories)))
    found = np.zeros(2**k - 1)
    for history, count in histories.items():
        found[sum(1 << n for n, c in enumerate(history) if c == "1") - 1] = count
    return found


def design(k: int) -> np.ndarray:
    return ((np.arange(1, 2**k)[:, None] >> np.arange(k)) & 1).astype(float)


def test_chapman_as_in_the_textbook() -> None:
    found = chapman(120, 90, 70)
    assert found.total == pytest.approx(154.084507042, abs=1e-9)
    assert found.variance**0.5 == pytest.approx(5.5079347203, abs=1e-9)
    lower, upper = limits(found, 140, 1.959963984540054)
    assert (lower, upper) == pytest.approx((146.724, 169.502), abs=5e-4)


def test_three_lists_of_hepatitis() -> None:
    counts = counts_of(HEPATITIS)
    alone = _fit(counts, design(3), ())
    assert alone is not None
    assert round(alone[1].total) == 388
    # Darroch (1958), Biometrika 45, 343-359, of lists that are independent.
    missing = 1 - (design(3) * counts[:, None]).sum(axis=0) / alone[1].total
    spread = alone[1].total / (1 / missing.prod() + 2 - (1 / missing).sum())
    assert alone[1].variance == pytest.approx(spread, rel=1e-9)
    every = _fit(counts, design(3), tuple(combinations(range(3), 2)))
    assert every is not None
    c = HEPATITIS
    alone_or_all = c["111"] * c["100"] * c["010"] * c["001"]
    missed = alone_or_all / (c["110"] * c["101"] * c["011"])
    assert every[1].total == pytest.approx(271 + missed, rel=1e-9)
    spread = missed**2 * (sum(1 / count for count in c.values()) + 1 / missed)
    assert every[1].variance == pytest.approx(spread, rel=1e-9)
    best = log_linear(counts, 3)
    assert best is not None
    assert best.pairs == every[1].pairs


@pytest.mark.parametrize("seed", range(12))
def test_independent_lists_agree_with_the_equation_of_darroch(seed: int) -> None:
    draws = np.random.default_rng(seed)
    k = int(draws.integers(3, 6))
    caught = draws.random((300, k)) < draws.uniform(0.3, 0.7, k)
    history = caught @ (1 << np.arange(k))
    counts = np.bincount(history, minlength=2**k)[1:].astype(float)
    found = _fit(counts, design(k), ())
    assert found is not None
    each, union = caught.sum(axis=0), counts.sum()
    total = found[1].total
    assert total * (1 - np.prod(1 - each / total)) == pytest.approx(union, rel=1e-9)


def test_limits_hold_the_truth_where_lists_are_independent() -> None:
    draws = np.random.default_rng(20)
    held = 0
    for _ in range(400):
        caught = draws.random((120, 2)) < (0.6, 0.5)
        one, other = caught.sum(axis=0).tolist()
        found = chapman(one, other, int(caught.all(axis=1).sum()))
        lower, upper = limits(found, int(caught.any(axis=1).sum()), 1.96)
        held += lower <= 120 <= upper
    assert held / 400 > 0.91


@pytest.fixture(scope="module")
def merged() -> summitry.MergedVisits:
    return two_lists()


def high(merged: summitry.MergedVisits) -> summitry.MergedVisits:
    return replace(merged, visits=merged.visits[merged.visits["qualifies"] == "true"])


def test_two_real_lists(merged: summitry.MergedVisits) -> None:
    found = summitry.completeness(merged, **SEEN).iloc[0]
    inside = merged.visits["date"].between("1953-07-27", "2017-03-15")
    part = merged.visits[inside]
    both = part["n_sources"].eq(2).sum()
    one = part["sources"].str.contains("first").sum()
    other = part["sources"].str.contains("second").sum()
    told = part["qualifies"].value_counts()
    # Only what qualifies is used; here nothing else asks whether it does.
    assert found["rows_in"] == len(merged.visits)
    assert found["used"] == told["true"]
    everything = summitry.completeness(
        replace(merged, visits=merged.visits.drop(columns="qualifies")), **SEEN
    ).iloc[0]
    assert everything["in_several"] == both
    assert (everything["in_first"], everything["in_second"]) == (one, other)
    assert everything["estimate"] == pytest.approx(
        (one + 1) * (other + 1) / (both + 1) - 1
    )
    assert everything["lower"] >= everything["seen"] == len(part)
    assert "at least" in everything["note"]


def test_by_era_and_rank_group_cells_add_up(merged: summitry.MergedVisits) -> None:
    eras = summitry.datasets.load_eras("china-dprk", rules={"CHN": "five_eras"})
    by_era = summitry.completeness(high(merged), eras, **SEEN)
    by_group = summitry.completeness(high(merged), eras, rank_groups=True, **SEEN)
    seen = by_group.groupby("era", sort=False)["seen"].sum()
    assert seen.tolist() == by_era["seen"].tolist()
    assert by_era["seen"].sum() == by_era["used"].iloc[0]
    account = ["used", "outside_window", "in_no_era", "excluded_by_rule", "unclear",
               "other_dyads", "own_country", "outside_coverage"]  # fmt: skip
    assert by_era[account].sum(axis=1).eq(by_era["rows_in"]).all()
    small = by_group[by_group["in_several"] < 7]
    assert small["estimate"].isna().all()
    assert small["status"].eq("overlap too small").all()
    told = by_group[by_group["in_several"] >= 7]
    assert told["estimate"].ge(told["seen"] - 1).all()


def test_only_what_all_sources_could_report_is_used(
    merged: summitry.MergedVisits,
) -> None:
    coverage = {"source": ["first", "second"], "since": [None, "1980-01-01"]}
    found = summitry.completeness(merged, coverage=coverage, **SEEN).iloc[0]
    later = summitry.completeness(
        merged, since="1980-01-01", through="2017-03-15"
    ).iloc[0]
    for column in ("seen", "in_first", "in_second", "in_several", "estimate"):
        assert found[column] == later[column]
    assert found["outside_coverage"] > 0
    whole = summitry.completeness(
        merged, coverage={"source": [None], "since": [None]}, **SEEN
    ).iloc[0]
    assert whole["outside_coverage"] == 0
    with pytest.raises(ColumnError, match="no column 'source'"):
        summitry.completeness(merged, coverage={"since": ["1980-01-01"]}, **SEEN)


def listed(days: list[str]) -> dict[str, list[str]]:
    n = len(days)
    return {"date": days, "origin": ["A"] * n, "destination": ["B"] * n} | {
        "visitor": ["X"] * n
    }


def test_one_visit_in_several_sources_is_one() -> None:
    merged = summitry.merge_sources(
        {"one": listed(["2001-01-05"]), "two": listed(["2001-01-05", "2001-06-05"])}
    )
    found = summitry.completeness(merged, since="2001-01-01", through="2001-12-31")
    assert found["note"][0].startswith("1 visit is in several sources;")


@pytest.mark.parametrize("first", [8, 12])
def test_a_source_within_another_tells_nothing_of_what_is_missed(first: int) -> None:
    """Chapman's variance is then 0, as if all visits were known."""
    days = [f"2001-{month:02}-05" for month in range(1, 13)]
    merged = summitry.merge_sources({"one": listed(days[:first]), "two": listed(days)})
    found = columns_of(
        summitry.completeness(merged, since="2001-01-01", through="2001-12-31")
    )
    assert found["se"] == [0]
    assert found["lower"] == found["upper"] == found["seen"] == [12]
    assert found["note"][0].startswith("one source has every visit of the other")


def test_three_lists_are_fitted_by_a_model() -> None:
    draws = np.random.default_rng(5)
    days = pd.date_range("1980-01-01", periods=150, freq="40D").strftime("%Y-%m-%d")
    frame = pd.DataFrame(
        {"date": days, "origin": "A", "destination": "B", "visitor": "X Y"}
    )
    lists = {name: frame[draws.random(150) < 0.6] for name in "abc"}
    merged = summitry.merge_sources(lists)
    found = summitry.completeness(
        merged, since="1980-01-01", through="1999-12-31"
    ).iloc[0]
    assert found["method"] == "log-linear"
    assert found["lower"] < 150 < found["upper"]
    assert found["in_several"] == (merged.visits["n_sources"] > 1).sum()


def test_open_pairs_are_told(merged: summitry.MergedVisits) -> None:
    note = summitry.completeness(merged, **SEEN)["note"].iloc[0]
    assert f"{len(merged.review)} pairs are open to review" in note
    with pytest.raises(FrameError, match="not what merge_sources returned"):
        summitry.completeness(merged.visits, **SEEN)


def test_mistakes(merged: summitry.MergedVisits) -> None:
    with pytest.raises(RangeError, match="level is 95"):
        summitry.completeness(merged, level=95, **SEEN)
    other = merged.visits.assign(visit="elsewhere")
    with pytest.raises(InputError, match="no receipt"):
        summitry.completeness(replace(merged, visits=other), **SEEN)
    with pytest.raises(InputError, match="unclear"):
        summitry.completeness(merged, unclear="both", **SEEN)  # type: ignore[arg-type]


def test_an_estimate_is_carried_into_frequencies(merged: summitry.MergedVisits) -> None:
    eras = summitry.datasets.load_eras("china-dprk", rules={"CHN": "five_eras"})
    part = high(merged)
    missed = summitry.completeness(part, eras, **SEEN)
    plain = summitry.era_frequency(part.visits, eras, **SEEN)
    table = summitry.era_frequency(part.visits, eras, completeness=missed, **SEEN)
    pd.testing.assert_frame_equal(table[plain.columns.tolist()], plain)
    for end, column in (
        ("frequency", "estimate"),
        ("lower", "lower"),
        ("upper", "upper"),
    ):
        expected = missed[column].to_numpy() / table["years"].to_numpy()
        np.testing.assert_allclose(table[f"completed_{end}"].to_numpy(), expected)
    known = table[table["completed_lower"].notna()]
    assert known["completed_lower"].ge(known["frequency"] - 1e-12).all()
    other = summitry.completeness(
        merged, eras, since="1980-01-01", through="2017-03-15"
    )
    with pytest.raises(InputError, match="counts"):
        summitry.era_frequency(part.visits, eras, completeness=other, **SEEN)


@pytest.mark.filterwarnings("ignore:1 visit is of a country to itself")
@pytest.mark.parametrize("with_eras", [False, True])
def test_every_visit_has_its_place_in_the_account(*, with_eras: bool) -> None:
    days = [f"2001-{month:02}-05" for month in range(1, 13)]
    frame = pd.DataFrame({"date": days, "visitor": "X Y", "origin": "A"}).assign(
        destination=["A", *["B"] * 11], qualifies=["true"] * 10 + ["false", "unclear"]
    )
    merged = summitry.merge_sources({"one": frame, "two": frame})
    eras = {"side": ["A"], "era": ["E"], "start": ["2001-01-01"], "end": [None]}
    found = summitry.completeness(
        merged,
        eras if with_eras else None,
        since="2001-01-01",
        through="2001-09-30",
    ).iloc[0]
    told = {
        name: found[name]
        for name in ("used", "own_country", "outside_window", "excluded_by_rule")
    }
    assert told == {
        "used": 8,
        "own_country": 1,
        "outside_window": 2,
        "excluded_by_rule": 1,
    }
    assert sum(told.values()) == found["rows_in"]


def test_groups_that_are_not_asked_for_are_refused(
    merged: summitry.MergedVisits,
) -> None:
    groups = {"top": ["head_of_state"]}
    with pytest.raises(InputError, match="not asked for") as caught:
        summitry.completeness(merged, groups=groups, **SEEN)
    assert caught.value.hint is not None
    assert "rank_groups=True" in caught.value.hint


@pytest.mark.filterwarnings("ignore:.*in no era")
def test_lists_of_eras_are_told_apart_by_both_sides_and_the_rule() -> None:
    days = pd.date_range("2001-01-01", periods=40, freq="9D")
    ends = {"origin": ["A", "B"] * 20, "destination": ["C", "A"] * 20}
    rows = pd.DataFrame({"date": days, "visitor": "X", **ends})
    merged = summitry.merge_sources({"one": rows[:30], "two": rows[6:]})
    eras: dict[str, Any] = {
        "side": ["A", "A", "A", "A"],
        "other_side": ["B", "C", None, None],
        "rule": [None, None, "late", None],
        "era": ["all"] * 4,
        "start": ["2001-01-01", "2001-01-01", "2001-04-01", "2001-01-01"],
        "end": [None] * 4,
    }
    seen: dict[str, Any] = {"since": "2001-01-01", "through": "2001-12-31"}
    found = summitry.completeness(merged, eras, **seen)
    assert found["seen"].tolist() == [20, 20, 30, 40]
    for name in ("side", "other_side", "rule"):
        assert found[name].fillna("none").tolist() == [
            one or "none" for one in eras[name]
        ]
    table = summitry.era_frequency(merged.visits, eras, completeness=found, **seen)
    wanted = found["estimate"] / table["years"]
    assert table["completed_frequency"].tolist() == pytest.approx(wanted.tolist())


@pytest.mark.parametrize("name", ["several", "no_era"])
def test_a_source_whose_column_is_another_one_is_refused(name: str) -> None:
    """Its visits were lost behind those in several sources, or in no era."""
    days = [f"2001-{month:02}-05" for month in range(1, 13)]
    visits = {"date": days, "origin": ["A"] * 12, "destination": ["B"] * 12}
    visits |= {"visitor": ["X"] * 12}
    merged = summitry.merge_sources({name: visits, "two": visits})
    with pytest.raises(InputError, match=f"a source is called '{name}'") as refused:
        summitry.completeness(merged, since="2001-01-01", through="2001-12-31")
    assert refused.value.code == "reserved_name"
