"""Ranks of eras: how probable each is, and which pairs cannot be separated."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import oracle
import pytest
from conftest import columns_of, in_pandas
from hypothesis import given, settings, strategies as st

import summitry
from summitry import _core
from summitry.exceptions import LimitError, RangeError

if TYPE_CHECKING:
    from conftest import Maker

M4 = json.loads(Path(__file__).with_name("vectors").joinpath("M4.json").read_text())


def frequencies(counts: list[int], years: list[float]) -> dict[str, list[Any]]:
    return {"era": list("abcdefgh")[: len(counts)], "count": counts, "years": years}


@pytest.mark.parametrize("row", M4["below"], ids=lambda row: str(row["probability"]))
def test_two_eras_in_closed_form(row: dict[str, Any]) -> None:
    counts, years = zip(row["first"], row["second"], strict=True)
    found = columns_of(summitry.rank_eras(frequencies(list(counts), list(years))))
    wanted = [row["probability"], 1 - row["probability"]]
    assert found["p_lowest"] == pytest.approx(wanted, abs=1e-9)
    assert found["p_highest"] == pytest.approx(wanted[::-1], abs=1e-9)
    assert found["computed"] == ["closed form"] * 2
    assert (found["seed"], found["mc_error"]) == ([None] * 2, [0.0] * 2)


def test_three_eras_by_simulation_within_its_error(make: Maker) -> None:
    counts, years = [5, 9, 20], [4.0, 5.0, 10.0]
    table = make(frequencies(counts, years))
    ranked = summitry.rank_eras(table)
    assert type(ranked) is type(table)
    found = columns_of(ranked)
    for era in range(3):
        exact = oracle.lowest(counts, years, era)
        assert abs(found["p_lowest"][era] - exact) < 4 * found["mc_error"][era]
    assert all(0 < error < 0.002 for error in found["mc_error"])
    assert found["p_rank_1"] == found["p_lowest"]
    assert found["p_rank_3"] == found["p_highest"]
    assert found["rank"] == [1, 2, 3]
    assert found["generator"] == ["pcg64"] * 3


@settings(max_examples=80, deadline=None)
@given(
    eras=st.lists(
        st.tuples(st.integers(0, 40), st.floats(0.003, 20) | st.just(0.0)),
        min_size=1,
        max_size=5,
    ),
    seed=st.integers(0, 2**63 - 1),
)
def test_rows_and_columns_of_the_matrix_add_up(
    eras: list[tuple[int, float]], seed: int
) -> None:
    counts, years = (list(column) for column in zip(*eras, strict=True))
    found = columns_of(
        summitry.rank_eras(frequencies(counts, years), draws=50, seed=seed)
    )
    exposed = [one > 0 for one in years]
    matrix = np.array(
        [found[f"p_rank_{rank}"] for rank in range(1, len(eras) + 1)], dtype=float
    ).T[exposed, : sum(exposed)]
    assert matrix.sum(axis=0) == pytest.approx(1)
    assert matrix.sum(axis=1) == pytest.approx(1)
    for row, seen in enumerate(exposed):
        assert (found["rank"][row] is None) == (not seen)
        assert (found["verdict"][row] == "not observed") == (not seen)
        if seen:
            assert found["rank_lower"][row] <= found["rank_upper"][row]


@settings(max_examples=80, deadline=None)
@given(
    first=st.tuples(st.integers(0, 60), st.floats(0.1, 20)),
    second=st.tuples(st.integers(0, 60), st.floats(0.1, 20)),
)
def test_pairs_are_what_the_series_says(
    first: tuple[int, float], second: tuple[int, float]
) -> None:
    counts, years = zip(first, second, strict=True)
    visits: _core._Frequencies = {
        "count": np.array(counts, np.uint64),
        "years": np.array(years, float),
        "allowed": {"excess": np.zeros(2), "degrees_of_freedom": np.zeros(2)},
    }
    found = _core.below_probabilities(visits, method="poisson")
    exact = oracle.lower_beta(first[0] + 0.5, second[0] + 0.5, first[1] / second[1])
    assert found[0, 1] == pytest.approx(exact, rel=1e-10)
    assert found[0, 1] + found[1, 0] == pytest.approx(1, rel=1e-14)
    assert found[0, 0] == 0.5


def test_which_pairs_cannot_be_separated() -> None:
    found = columns_of(
        summitry.rank_eras(frequencies([5, 9, 66, 4], [4.0, 5.0, 10.0, 0.0]))
    )
    assert found["not_told_from"] == ["b", "a", "", ""]
    undecided = "cannot be told apart"
    assert found["verdict"] == [undecided, undecided, "highest", "not observed"]
    assert found["rank_lower"] == [1, 1, 3, None]
    assert found["rank_upper"] == [2, 2, 3, None]


def test_a_seed_gives_the_same_table_and_order_does_not_matter_much() -> None:
    table = frequencies([5, 9, 20], [4.0, 5.0, 10.0])
    turned = {name: values[::-1] for name, values in table.items()}
    one, two = (columns_of(summitry.rank_eras(table)) for _ in range(2))
    other = columns_of(summitry.rank_eras(table, seed=1))
    back = columns_of(summitry.rank_eras(turned))
    assert one == two
    assert one["p_lowest"] != other["p_lowest"]
    assert back["p_lowest"][::-1] == pytest.approx(one["p_lowest"], abs=0.01)
    assert (
        back["not_told_from"][2].split("; ")
        == one["not_told_from"][0].split("; ")[::-1]
    )


def test_the_draws_of_a_seed_are_pinned() -> None:
    found = columns_of(
        summitry.rank_eras(frequencies([0, 3, 7], [1.0, 1.0, 1.0]), draws=1000)
    )
    assert found["p_lowest"] == [0.962, 0.038, 0.0]


def test_years_too_few_for_a_frequency() -> None:
    with pytest.raises(LimitError) as caught:
        summitry.rank_eras(frequencies([1, 2], [1e-310, 1.0]))
    assert caught.value.code == "overflow"


def test_no_rows_are_no_ranks(make: Maker) -> None:
    found = columns_of(summitry.rank_eras(make(frequencies([], []))))
    assert found["p_lowest"] == []
    alone = columns_of(summitry.rank_eras(make(frequencies([3], [2.0]))))
    assert (alone["p_lowest"], alone["p_highest"]) == ([1.0], [1.0])


def test_progress_runs_over_all_families_and_may_stop() -> None:
    table = frequencies([1, 2, 3, 4, 5, 6], [1.0] * 6) | {"side": ["x"] * 3 + ["y"] * 3}
    seen: list[tuple[int, int]] = []
    summitry.rank_eras(
        table, draws=40_000, progress=lambda done, total: seen.append((done, total))
    )
    assert {total for _, total in seen} <= {80_000}
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)

    def stop(done: int, total: int) -> None:
        raise TimeoutError(f"{done} of {total}")

    with pytest.raises(TimeoutError):
        summitry.rank_eras(table, draws=40_000_000, progress=stop)


@pytest.mark.parametrize("draws", [0, -1, 10**9])
def test_draws_out_of_range(draws: int) -> None:
    with pytest.raises(RangeError):
        summitry.rank_eras(frequencies([1, 2], [1.0, 1.0]), draws=draws)


def test_an_era_has_a_rank_only_where_both_limits_are_it() -> None:
    """As a comparison would: an error of half of what the level leaves, either way."""
    for first, second in product(range(0, 30, 5), range(0, 30, 3)):
        table = frequencies([first, second], [10.0, 8.0])
        found = columns_of(summitry.rank_eras(table))
        settled = max(found["p_lowest"]) >= 0.975
        assert (found["verdict"][0] != "cannot be told apart") == settled
        assert (found["rank_lower"] == found["rank_upper"]) == settled
        assert (found["not_told_from"] == ["", ""]) == settled


@settings(max_examples=20, deadline=None)
@given(counts=st.lists(st.integers(0, 60), min_size=3, max_size=4))
def test_the_lowest_and_the_highest_are_so_against_each_other(
    counts: list[int],
) -> None:
    ranked = summitry.rank_eras(
        frequencies(counts, [9.0, 8.0, 7.0, 10.0][: len(counts)]), draws=5000
    )
    for row in in_pandas(ranked).to_dict("records"):
        certain = {"lowest": row["p_lowest"], "highest": row["p_highest"]}
        if row["verdict"] in certain:
            # Ranks are drawn and pairs are not: near the edge the two may differ.
            near = certain[row["verdict"]] < 0.975 + 4 * row["mc_error"]
            assert near or row["not_told_from"] == ""
