"""Long lists of eras, many sides, many weights: what they need, and that they agree."""

from __future__ import annotations

import itertools
import sys
import warnings
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from limited_memory import run_limited

import summitry
from summitry import _core

SEEN: dict[str, Any] = {"since": "1946-01-01", "through": "2020-12-31"}
START = np.datetime64("1946-01-01")


def visits(n: int, seed: int, countries: int = 6) -> pd.DataFrame:
    stream = np.random.default_rng(seed)
    names = np.array([f"C{code}" for code in range(countries)])
    return pd.DataFrame(
        {
            "date": START + stream.integers(-300, 28_000, n),
            "origin": names[stream.integers(0, countries, n)],
            "destination": names[stream.integers(0, countries, n)],
            "qualifies": stream.choice(["true", "false", "unclear"], n),
            "weight": np.round(stream.random(n), 3),
        }
    )


def sides(countries: int = 5, seed: int = 1) -> pd.DataFrame:
    """Eras of some countries, one of which no visit has; with gaps, and terms."""
    stream = np.random.default_rng(seed)
    rows = []
    for code in [*range(countries), 99]:
        edges = np.sort(stream.choice(27_000, 5, replace=False))
        for place, (start, end) in enumerate(itertools.pairwise(edges)):
            name = "again" if place in {0, 2} else f"era {place}"
            dates = (START + start, START + (end - 1 if place == 1 else end))
            rows.append((f"C{code}", name, place, *dates))
    return pd.DataFrame(rows, columns=["side", "era", "term", "start", "end"])


def quietly(function: Any, *tables: Any, **options: Any) -> pd.DataFrame:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found: pd.DataFrame = function(*tables, **SEEN, **options)
    return found


@pytest.mark.parametrize("by", [None, "dyad", "direction"])
@pytest.mark.parametrize("exposure", ["days", "calendar_years"])
def test_all_sides_in_one_pass_are_each_side_by_itself(
    by: str | None, exposure: str
) -> None:
    table, eras = visits(1_000, seed=4), sides()
    options: dict[str, Any] = {"by": by, "exposure": exposure, "scheme": "weight"}
    whole = quietly(summitry.era_frequency, table, eras, unclear="both", **options)
    alone = [
        quietly(summitry.era_frequency, table, own, unclear="both", **options)
        for _, own in eras.groupby("side", sort=False)
    ]
    parts = pd.concat(alone, ignore_index=True)
    keys = ["reading", "side", *(whole.columns[:2] if by else []), "era"]
    order: dict[str, Any] = {"kind": "stable", "ignore_index": True}
    pd.testing.assert_frame_equal(
        whole.sort_values(keys, **order),
        parts[whole.columns].sort_values(keys, **order),
        check_exact=True,
        check_dtype=False,
    )


@pytest.mark.parametrize("by", [None, "dyad", "direction"])
@pytest.mark.parametrize("most", [0, 49, 4_000])
def test_pairs_are_found_the_same_however_many_categories_there_are(
    by: str | None, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the codes of the columns, by those of countries, or without a table."""
    kind = pl.Enum([f"C{code}" for code in range(60, -1, -1)])
    table = pl.from_pandas(visits(1_000, seed=7, countries=7))
    table = table.with_columns(pl.col("origin", "destination").cast(kind))
    shared = sides(1).drop(columns="side")[:4]
    for eras in (shared, sides(8)):
        for direction in (None, ("C1", "C2")):
            options: dict[str, Any] = {"by": by, "direction": direction}
            usual = quietly(summitry.era_frequency, table, eras, **options)
            with monkeypatch.context() as patch:
                patch.setattr("summitry.measure.dyads._MOST_CELLS", most)
                found = quietly(summitry.era_frequency, table, eras, **options)
            assert found.equals(usual)


@pytest.mark.parametrize("by", [None, "direction"])
@pytest.mark.parametrize("of", ["sides", "all", "pairs"])
def test_without_limits_the_rest_is_the_same(by: str | None, of: str) -> None:
    table = visits(1_000, seed=5)
    eras = sides() if of == "sides" else sides(1).drop(columns="side")[:4]
    options: dict[str, Any] = {"by": by, "scheme": "weight", "unclear": "both"}
    options["exposure"] = "calendar_years" if of == "all" else "days"
    if of == "pairs" and by:
        options["dyads"] = {"origin": ["C0", "C1"], "destination": ["C3", "C0"]}
    whole = quietly(summitry.era_frequency, table, eras, **options)
    without = quietly(summitry.era_frequency, table, eras, interval=None, **options)
    left_out = {
        *("lower", "upper", "weighted_lower", "weighted_upper"),
        *("dispersion", "dispersion_df", "alpha", "rho", "excess", "excess_years"),
        *("interval", "weighted_interval", "level"),
    }
    assert {*whole.columns} - {*without.columns} == left_out
    pd.testing.assert_frame_equal(
        whole.drop(columns=[*left_out]), without, check_exact=True
    )


def test_a_tally_without_limits_is_the_table_without_limits() -> None:
    table, eras = visits(300, seed=6), sides(1).drop(columns="side")[:4]
    without = quietly(summitry.era_frequency, table, eras, interval=None)
    tally = quietly(summitry.era_tally, table, eras, by_year=True)
    found = summitry.era_frequency(tally, interval=None)
    numbers = ["era", "years", "count", "frequency", "rank"]
    pd.testing.assert_frame_equal(
        found[numbers].reset_index(drop=True), without[numbers]
    )
    assert not {"lower", "interval", "level", "alpha"} & {*found.columns}


def test_the_numbers_are_the_same_on_any_number_of_threads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table, eras = visits(20_000, seed=5, countries=20), sides(20)
    options: dict[str, Any] = {"by": "direction", "scheme": "weight"}
    one, two, eight = (
        quietly(summitry.era_frequency, table, eras, threads=number, **options)
        for number in (1, 2, 8)
    )
    pd.testing.assert_frame_equal(one, two, check_exact=True)
    pd.testing.assert_frame_equal(one, eight, check_exact=True)
    monkeypatch.setenv("SUMMITRY_THREADS", "none")
    with pytest.raises(summitry.exceptions.RangeError, match="SUMMITRY_THREADS"):
        quietly(summitry.era_frequency, table, eras)


@pytest.mark.parametrize("number", [1, 3, 7])
def test_parts_that_are_stacked_give_the_numbers_of_the_whole(number: int) -> None:
    table, eras = visits(2_000, seed=6), sides()
    table["summit"] = table["weight"] > 0.5
    options: dict[str, Any] = {"by": "dyad", "scheme": {"summit": {True: 3, False: 1}}}
    whole = quietly(summitry.era_frequency, table, eras, **options)
    tallies = [
        quietly(summitry.era_tally, part, eras, by_year=True, threads=2, **options)
        for part in (table.iloc[start::number] for start in range(number))
    ]
    found = summitry.era_frequency(pd.concat(tallies, ignore_index=True))
    keys = ["country", "other_country", "side", "era"]
    shared = [*keys, "count", "lower", "upper", "weighted_upper", "rank", "alpha"]
    one, other = (
        frame.sort_values(keys, ignore_index=True)[shared] for frame in (whole, found)
    )
    pd.testing.assert_frame_equal(one, other, check_exact=True, check_dtype=False)


def test_weights_that_occur_give_what_a_table_of_all_gives(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table, eras = visits(3_000, seed=7), sides()
    options: dict[str, Any] = {"by": "direction", "scheme": "weight"}
    every = quietly(summitry.era_frequency, table, eras, **options)
    monkeypatch.setattr("summitry.measure.counted_eras.MOST_CELLS", 1)
    few = quietly(summitry.era_frequency, table, eras, **options)
    pd.testing.assert_frame_equal(every, few, check_exact=True)
    monkeypatch.undo()
    own = eras[eras["side"] == "C1"].drop(columns="side")
    one = quietly(summitry.era_frequency, table, own, **options)
    monkeypatch.setattr("summitry.measure.counted_eras.MOST_CELLS", 1)
    pd.testing.assert_frame_equal(
        one, quietly(summitry.era_frequency, table, own, **options), check_exact=True
    )


def test_ranks_are_those_of_exact_fractions() -> None:
    stream = np.random.default_rng(8)
    counts = stream.integers(0, 6, (60, 3)).astype(np.uint64)
    weights, quarters = np.array([0.1, 1.0, 2.25]), stream.integers(0, 5, 60) * 1461
    ends = np.array([1, 1, 30, 60])
    found = _core.ranks_of_fractions(counts, weights, quarters / 1461, ends=ends)
    assert found is not None
    exact = [Fraction(1, 10), Fraction(1), Fraction(9, 4)]
    for start, end in zip([0, *ends], ends, strict=False):
        own = {
            row: sum(
                weight * int(count)
                for weight, count in zip(exact, counts[row], strict=True)
            )
            / int(quarters[row])
            for row in range(start, end)
            if quarters[row] > 0
        }
        for row, value in own.items():
            assert found[row] == 1 + sum(other < value for other in own.values())


LIMITED = """
import resource, warnings
import numpy as np, pandas as pd, summitry
warnings.simplefilter("ignore")
seen = {"since": "1900-01-01", "through": "2020-12-31", "progress": False}
first = np.datetime64("1900-01-01")
def one_list(n):
    starts = first + 2 * np.arange(n)
    names = np.arange(n).astype(str)
    eras = pd.DataFrame({"era": names, "start": starts, "end": starts + 2})
    return summitry.era_frequency(pd.DataFrame({"date": starts}), eras, **seen)
def counted(n):
    eras = {"era": np.arange(n).astype(str), "years": 1.0 + np.arange(n) % 7}
    tally = pd.DataFrame(eras | {"count": np.arange(n) % 11})
    return summitry.era_frequency(tally)
def one_long_list(n):
    sides = [*np.arange(n).astype(str), *["long"] * n]
    eras = {"side": sides, "era": np.arange(2 * n).astype(str), "years": 2.0}
    return summitry.era_frequency(pd.DataFrame(eras | {"count": 3}))
def weights(n):
    names = np.array(list("abcdefghijklmnopqrst"))
    ends = {"origin": names[np.arange(n) % 20]}
    ends["destination"] = np.char.upper(names[np.arange(n) // 20 % 20])
    days = {"date": first + np.arange(n), "weight": 1 + np.arange(n) / n}
    starts = first + 5000 * np.arange(8)
    eras = {"era": list("12345678"), "start": starts, "end": starts + 5000}
    options = seen | {"by": "direction", "scheme": "weight"}
    table = pd.DataFrame(days | ends)
    return summitry.era_frequency(table, pd.DataFrame(eras), **options)
one_list(5), counted(5), one_long_list(5), weights(50)
size = int(next(l for l in open("/proc/self/status") if "VmSize" in l).split()[1])
limit = (size + 400 * 1024) * 1024
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
assert one_list(20_000)["count"].sum() == 20_000
assert len(counted(50_000)) == 50_000
assert len(one_long_list(4_000)) == 8_000
assert weights(20_000)["count"].sum() == 20_000
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits memory as Linux does")
def test_memory_grows_no_faster_than_the_rows() -> None:
    """One list or long among short ones, and a weight for each visit: 400 MB do."""
    run_limited(LIMITED)
