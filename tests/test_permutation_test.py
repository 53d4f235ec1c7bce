"""Whole years given to two eras anew: vectors, the oracle, and what is refused."""

from __future__ import annotations

from fractions import Fraction
from math import comb
from typing import Any

import numpy as np
import oracle
import pandas as pd
import polars as pl
import pytest
import record_231
from hypothesis import given, settings, strategies as st
from oracle import Year

import summitry
from summitry.exceptions import CategoryError, InputError, RangeError
from summitry.report.check_words import checked
from summitry.report.terminal.run_text import run_text

ERA = st.lists(st.integers(0, 6), min_size=1, max_size=4)
LENGTHS = st.sampled_from([Fraction(1, 2), Fraction(1), Fraction(5, 4)])
HU, XI = [2, 5, 6, 7, 2, 3, 6, 11, 10, 4], [2, 0, 2, 1]


def table(eras: dict[str, list[int]], lengths: list[float] | None = None) -> Any:
    n = sum(len(era) for era in eras.values())
    return {
        "era": [name for name, era in eras.items() for _ in era],
        "year": list(range(2001, 2001 + n)),
        "count": [count for era in eras.values() for count in era],
        "years": [1.0] * n if lengths is None else lengths,
    }


def compared(first: list[int], second: list[int], **options: Any) -> Any:
    lengths = options.pop("lengths", None)
    found = summitry.permutation_test(
        pd.DataFrame(table({"a": first, "b": second}, lengths)),
        progress=False,
        **options,
    )
    return found.iloc[0]


def test_vectors() -> None:
    few = compared([4, 6, 3, 5, 7], [1, 0], level=0.9)
    assert few["p"] == pytest.approx(2 / 21, rel=1e-12)
    assert few["p_higher"] == pytest.approx(1 / 21, rel=1e-12)
    assert few["smallest_p"] == pytest.approx(2 / 21, rel=1e-9)
    assert few["verdict"] == "higher"
    # In 6 of 1001 ways four years have as few visits as Xi's, and p is twice that.
    found = compared(HU, XI)
    assert found["p_higher"] == pytest.approx(6 / 1001, rel=1e-12)
    assert found["p"] == pytest.approx(12 / 1001, rel=1e-12)
    assert (found["verdict"], found["n_years"], found["count"]) == ("higher", 10, 56)
    assert np.isnan(found["mc_error"])
    assert found["generator"] == "none"


def test_what_cannot_reach_the_level_is_not_tested() -> None:
    refused = compared([4, 6, 3, 5, 7], [1, 0])
    assert np.isnan(refused["p"])
    assert refused["smallest_p"] == pytest.approx(2 / 21, rel=1e-9)
    assert refused["verdict"] == "not tested"
    assert refused["note"] == (
        "too few years: no way to share them out gives a p below 0.0952"
    )
    assert refused["comparisons"] == 1
    # 40 ways, of which one alone gives 2 / 40: that is just small enough.
    assert compared([0] * 38 + [1], [9])["p"] == pytest.approx(0.05)
    alike = compared([0, 0, 0, 0, 0, 0], [1, 0, 0])
    assert alike["smallest_p"] == pytest.approx(2 / 3)
    assert alike["note"].startswith("too many years are alike")
    silent = compared([0] * 5, [0] * 5)
    assert silent["smallest_p"] == 1
    for one in (alike, silent):
        assert one[["p", "p_lower", "p_higher", "p_adjusted"]].isna().all()
        assert one["verdict"] == "not tested"
    coarse = compared(list(range(20)), list(range(30, 50)), draws=38)
    assert coarse["verdict"] == "not tested"
    assert coarse["note"] == "too few draws: they give no p below 0.0513"
    assert compared(list(range(20)), list(range(30, 50)), draws=39)["p"] > 0


@given(
    st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=6), max_size=5),
    st.sampled_from(["holm", "none"]),
    st.sampled_from([0.6, 0.8, 0.95]),
)
@settings(deadline=None, max_examples=40)
def test_a_pair_has_a_p_where_the_adjusted_one_could_reach_the_level(
    eras: list[list[int]], adjustment: Any, level: float
) -> None:
    found = summitry.permutation_test(
        pd.DataFrame(table({f"era {place}": era for place, era in enumerate(eras)})),
        adjustment=adjustment,
        level=level,
        progress=False,
    )
    pairs = len(eras) * (len(eras) - 1) // 2
    assert len(found) == pairs
    assert (found["comparisons"] == pairs).all()
    steps = pairs if adjustment == "holm" else 1
    reached = found["smallest_p"] * steps <= (1 - level) * (1 + 1e-9)
    assert (found["p"].notna() == reached).all()
    assert (found["p_adjusted"].notna() == reached).all()
    assert (found["note"].isna() == reached).all()
    assert ((found["verdict"] == "not tested") == ~reached).all()
    if adjustment == "holm":
        first = found[reached].sort_values("p").head(1)
        assert np.allclose(first["p_adjusted"], np.minimum(first["p"] * pairs, 1))
        told = found["note"][found["smallest_p"] < 1].dropna()
        assert pairs == 1 or told.str.endswith(f" among {pairs} pairs").all()
    never = found[found["smallest_p"] == 1]
    silent = never["count"] + never["other_count"] == 0
    assert (never["note"][silent] == "no visit in either era").all()
    assert never["note"][~silent].str.endswith("gives a p of 1").all()


@given(ERA, ERA, st.data())
@settings(deadline=None)
def test_every_number_is_the_oracles(
    first: list[int], second: list[int], data: st.DataObject
) -> None:
    lengths = [data.draw(LENGTHS) for _ in (*first, *second)]
    found = compared(first, second, level=0.01, lengths=[float(t) for t in lengths])
    years = [Year(n, t) for n, t in zip([*first, *second], lengths, strict=True)]
    eras = years[: len(first)], years[len(first) :]
    lower, higher = oracle.tails_of_years(*eras)
    if found["smallest_p"] > 0.99:
        assert np.isnan(found["p"])
    else:
        assert found["p_lower"] == pytest.approx(float(lower), rel=1e-9)
        assert found["p_higher"] == pytest.approx(float(higher), rel=1e-9)
        assert found["p"] == pytest.approx(min(1.0, 2 * float(min(lower, higher))))
    smallest = float(oracle.smallest_p_of_years(*eras))
    if len(set(lengths)) == 1:
        assert found["smallest_p"] == pytest.approx(smallest, rel=1e-9)
    else:
        # Ways of unlike years may tie by chance, which the smallest p leaves out.
        assert found["smallest_p"] <= smallest * (1 + 1e-9)


@given(ERA, ERA, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_other_way_round_mirrors_and_order_within_eras_means_nothing(
    first: list[int], second: list[int], random: Any
) -> None:
    found = compared(first, second, level=0.3)
    mirrored = compared(second, first, level=0.3)
    columns = ["p", "p_lower", "p_higher", "smallest_p"]
    turned = ["p", "p_higher", "p_lower", "smallest_p"]
    np.testing.assert_allclose(
        found[columns].astype(float), mirrored[turned].astype(float), rtol=1e-12
    )
    mixed = compared(
        random.sample(first, len(first)), random.sample(second, len(second)), level=0.3
    )
    np.testing.assert_allclose(
        found[columns].astype(float), mixed[columns].astype(float), rtol=1e-12
    )


def number_of_ways(counts: list[int], chosen: int) -> dict[int, int]:
    """How many choices of the years have each sum, year after year."""
    ways: list[dict[int, int]] = [{0: 1}, *({} for _ in range(chosen))]
    for count in counts:
        for size in range(chosen, 0, -1):
            for total, n in ways[size - 1].items():
                ways[size][total + count] = ways[size].get(total + count, 0) + n
    return ways[chosen]


def test_draws_come_near_every_way_and_repeat() -> None:
    random = np.random.default_rng(5)
    first, second = random.poisson(3, 20).tolist(), random.poisson(2, 15).tolist()
    ways = number_of_ways([*first, *second], 15)
    assert sum(ways.values()) == comb(35, 15)
    tail = sum(n for total, n in ways.items() if total <= sum(second))
    share = tail / sum(ways.values())
    found = compared(first, second, draws=20_000)
    assert found["generator"] == "pcg64"
    assert found["p_higher"] == pytest.approx(share, abs=4 * found["mc_error"])
    again = compared(first, second, draws=20_000)
    assert found["p"] == again["p"]
    assert found["p"] != compared(first, second, draws=20_000, seed=1)["p"]


def test_the_record_of_231_visits() -> None:
    found = summitry.permutation_test(
        record_231.visits(),
        record_231.eras("five_eras"),
        since=record_231.SINCE,
        through=record_231.THROUGH,
        reference="Xi Jinping",
        adjustment="none",
        draws=999,
        progress=False,
    )
    hu = found[found["era"] == "Hu Jintao"].iloc[0]
    assert hu["p"] == pytest.approx(12 / 1001, rel=1e-12)
    assert len(found) == 4
    assert set(found["other_era"]) == {"Xi Jinping"}


def test_families_holm_and_kinds_of_tables() -> None:
    columns = table({"Hu": HU, "Xi": XI, "Mao": [1] * 20})
    columns = {name: values * 2 for name, values in columns.items()}
    columns["side"] = ["CHN"] * 34 + ["PRK"] * 34
    found = summitry.permutation_test(pl.DataFrame(columns), draws=999, progress=False)
    assert isinstance(found, pl.DataFrame)
    assert found["side"].to_list() == ["CHN"] * 3 + ["PRK"] * 3
    assert found["comparisons"].to_list() == [3] * 6
    assert (found["p_adjusted"] >= found["p"]).all()
    one = summitry.permutation_test(table({"Hu": HU}), progress=False)
    assert not len(one)
    assert list(one.columns) == list(
        summitry.permutation_test(table({"a": HU, "b": XI}), progress=False).columns
    )


RUN: dict[str, Any] = {"since": "1990-01-01", "through": "2009-12-31"}


def record(eras: dict[str, tuple[int, int, int]]) -> tuple[Any, Any]:
    """Eras of whole years with so many visits in each year."""
    days = [
        f"{year}-{month + 1:02d}-15"
        for start, end, visits in eras.values()
        for year in range(start, end)
        for month in range(visits)
    ]
    starts = [f"{start}-01-01" for start, _, _ in eras.values()]
    ends = [f"{end}-01-01" for _, end, _ in eras.values()]
    spans = {"era": list(eras), "start": starts, "end": ends}
    return pd.DataFrame({"date": days}), spans


def test_a_run_has_it_beside_the_comparisons() -> None:
    visits, eras = record(
        {"a": (1990, 1999, 1), "b": (1999, 2008, 6), "c": (2008, 2010, 2)}
    )
    found = summitry.analyse(visits, eras, **RUN)
    own = summitry.permutation_test(visits, eras, **RUN, progress=False)
    table = found.tables["permutation"]
    pd.testing.assert_frame_equal(table, own)
    assert table["verdict"].tolist() == ["lower", "not tested", "not tested"]
    text = " ".join(run_text(found).split())
    assert "The check agrees where eras are told apart: a against b." in text
    least = 2 / comb(11, 2)
    assert (
        "Not tested: a against c; b against c (too few years: no way to share them out "
        f"gives a p below {least:.3g}, which is {3 * least:.3g} among 3 pairs)."
    ) in text
    covered = summitry.analyse(
        visits,
        eras,
        **RUN,
        coverage={"since": ["1990-01-01"], "through": ["2009-12-31"]},
    )
    assert covered.tables["permutation"]["verdict"].tolist() == own["verdict"].tolist()


def test_a_run_says_where_the_check_and_the_comparison_differ() -> None:
    comparisons = {
        "era": ["a", "a", "b"],
        "other_era": ["b", "c", "c"],
        "verdict": ["lower", "cannot be told apart", "higher"],
    }
    check = comparisons | {
        "verdict": ["cannot be told apart", "lower", "higher"],
        "note": [None] * 3,
    }
    tables = {"comparisons": comparisons, "permutation": check}
    assert checked(tables) == [
        "The check agrees where eras are told apart: b against c.",
        "By the check alone, which is not enough: a against c.",
        "By the comparison, and not by the check: a against b.",
    ]


def test_it_is_shown_with_its_p_values() -> None:
    found = summitry.permutation_test(table({"Hu": HU, "Xi": XI}), progress=False)
    text = str(summitry.show(found, columns=["era", "p_higher", "p", "smallest_p"]))
    assert "0.006" in text
    assert "0.012" in text


def test_bad_input_is_refused() -> None:
    unseen = compared([3, 2], [1, 0], lengths=[1.0, 1.0, 0.0, 0.0])
    assert unseen["verdict"] == "not observed"
    assert unseen["note"] == "no exposure in one of the two eras"
    with pytest.raises(CategoryError, match="reference 'Xu' is not one of the eras"):
        summitry.permutation_test(table({"Hu": HU, "Xi": XI}), reference="Xu")
    with pytest.raises(RangeError, match="level is 2"):
        compared(HU, XI, level=2)
    with pytest.raises(RangeError, match="draws"):
        compared(HU, XI, draws=0)
    with pytest.raises(InputError, match="adjustment"):
        compared(HU, XI, adjustment="bonferroni")
    with pytest.raises(InputError, match="row 1: era 'Hu' has the year"):
        summitry.permutation_test(table({"Hu": [1, 2]}) | {"year": [2001, 2001]})
