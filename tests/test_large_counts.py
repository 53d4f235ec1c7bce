"""Counts of any size: exact, or refused with their rows, and always in finite time."""

from __future__ import annotations

from contextlib import suppress
from copy import copy
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from conftest import columns_of
from hypothesis import given, settings, strategies as st

import summitry
from summitry import Claim
from summitry.exceptions import ColumnError, LimitError, RangeError
from summitry.frames import Table

if TYPE_CHECKING:
    from conftest import Maker

MOST = 2**63 - 1
ERAS = {"era": ["A", "B"], "start": ["2000-01-01", "2005-01-01"], "end": [None, None]}
TALLY = {"era": ["A", "B", "A", "B"], "years": [5.0, 6.0, 5.0, 6.0]}


def tally_of(make: Any, counts: list[Any], unclear: list[Any] | None = None) -> Any:
    columns = TALLY | {"count": counts}
    return make(columns if unclear is None else columns | {"count_unclear": unclear})


@given(st.lists(st.integers(0, MOST // 4), min_size=4, max_size=4))
@settings(max_examples=60, deadline=None)
def test_a_sum_of_counts_is_exact(counts: list[int]) -> None:
    for make in (dict, pd.DataFrame, pl.DataFrame, pa.table):
        found = columns_of(summitry.era_frequency(tally_of(make, counts)))
        assert found["count"] == [counts[0] + counts[2], counts[1] + counts[3]]


TYPES: dict[str, Any] = {
    "int64": lambda n: pd.Series(n, dtype="int64"),
    "uint64": lambda n: pd.Series(n, dtype="uint64"),
    "Int64": lambda n: pd.Series(n, dtype="Int64"),
    "arrow": lambda n: pd.Series(n, dtype=pd.ArrowDtype(pa.int64())),
    "decimal": lambda n: pd.Series(
        [Decimal(one) for one in n], dtype=pd.ArrowDtype(pa.decimal128(38, 0))
    ),
    "object": lambda n: pd.Series(n, dtype=object),
    "decimals": lambda n: pd.Series([Decimal(one) for one in n], dtype=object),
    "numpy": lambda n: pd.Series([np.int64(one) for one in n], dtype=object),
}


@pytest.mark.parametrize("kind", TYPES)
def test_the_last_digit_is_kept_in_every_type(kind: str) -> None:
    counts = [2**53 + 1, 2**60 + 7, 0, 0]
    table = pd.DataFrame(TALLY).assign(count=TYPES[kind](counts))
    for frame in (table, pl.from_pandas(table) if kind == "int64" else table):
        found = columns_of(summitry.era_frequency(frame))
        assert found["count"] == counts[:2]


def test_integers_of_16_bytes_are_read_too() -> None:
    counts = pl.Series("count", [2**53 + 1, 3, 0, 0], dtype=pl.Int128)
    found = summitry.era_frequency(pl.DataFrame(TALLY).with_columns(counts))
    assert found["count"].to_list() == [2**53 + 1, 3]


def test_comparisons_keep_the_last_digit_too(make: Maker) -> None:
    table = make({"era": ["A", "B"], "count": [35, 2**53 + 1], "years": [1.0, 1.0]})
    compared = columns_of(summitry.compare_eras(table))
    assert (compared["count"], compared["other_count"]) == ([35], [2**53 + 1])


@pytest.mark.parametrize(
    ("counts", "unclear"),
    [
        ([2**62, 1, 2**62, 1], None),
        ([2**62, 2**62, 0, 0], None),
        ([MOST, 0, 1, 0], None),
        ([MOST, 0, 0, 0], [1, 0, 0, 0]),
        ([2**61] * 4, [2**61] * 4),
        ([1e19, 0, 0, 0], None),
        ([2**63, 0, 0, 0], None),
        ([2**70, 0, 0, 0], None),
    ],
)
def test_a_sum_that_does_not_fit_is_refused_with_its_rows(
    counts: list[Any], unclear: list[int] | None
) -> None:
    table = tally_of(dict, counts, unclear)
    with pytest.raises(LimitError) as caught:
        summitry.era_frequency(table, unclear="include" if unclear else "exclude")
    assert caught.value.code == "overflow"
    assert caught.value.column == "count"
    assert caught.value.rows[0] == 0


@pytest.mark.parametrize("verdict", ["true", "unclear", "false"])
@pytest.mark.parametrize("by", [None, "dyad"])
def test_a_tally_merged_with_its_copies_is_refused_before_it_overflows(
    verdict: str, by: Any
) -> None:
    eras = {"era": ["A"], "start": ["2001-01-01"], "end": [None]}
    seen: Any = {"since": "2001-01-01", "through": "2002-01-01"}
    tally = summitry.Tally(eras, by=by, **seen)
    visit = {"date": ["2001-05-05"], "qualifies": [verdict]}
    tally.update(visit | {"origin": ["PRK"], "destination": ["CHN"]})
    for _ in range(62):
        tally.merge(copy(tally))
    for _ in range(2):
        with pytest.raises(LimitError, match="too many to be counted") as caught:
            tally.merge(copy(tally))
        assert caught.value.code == "overflow"
    found = columns_of(tally.finish(unclear="include"))
    assert found["rows_in"] == [2**62]
    assert found["count"] == [2**62 * (verdict != "false")]


@pytest.mark.parametrize("reading", ["exclude", "include", "both"])
@pytest.mark.parametrize("column", ["count", "count_unclear"])
def test_less_than_no_visit_is_refused(make: Maker, column: str, reading: Any) -> None:
    columns = TALLY | {"count": [3, 4, 5, 6], "count_unclear": [1, 0, 1, 0]}
    columns |= {column: [3, -2, 5, -1]}
    with pytest.raises(RangeError, match=f"row 1: {column} is -2") as caught:
        summitry.era_frequency(make(columns), unclear=reading)
    assert caught.value.code == "negative_count"
    assert caught.value.rows == (1, 3)
    with pytest.raises(RangeError, match=f"{column} is -2"):
        summitry.fragility(
            make(columns | {"weight": [1.0, 1.0, 2.0, 2.0], "k": [*"aabb"]}),
            Claim.lowest("A"),
        )


def test_whole_numbers_that_no_double_is_are_rounded(make: Maker) -> None:
    values = [2**62 + 1, 2**53 + 1, 3]
    found = Table(make({"lag": values}), "lags").floats("lag")
    assert found.tolist() == [float(value) for value in values]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2.5, None])
def test_what_is_no_whole_number_is_no_count(value: float | None) -> None:
    with pytest.raises(ColumnError) as caught:
        summitry.era_frequency(tally_of(dict, [1, value, 2, 3]))
    assert caught.value.code == "not_an_integer"
    assert caught.value.rows == (1,)


HUGE = [10**6, 2**31, 10**12, 10**16, 10**18, 2**62, MOST - 100]
YEARS = {"era": ["A"] * 5, "year": [*range(5)], "years": [1.0] * 5}
TESTS: dict[str, Any] = {
    **{
        f"compare {method}": lambda n, method=method: summitry.compare_eras(
            two(n), method=method
        )
        for method in ("dispersed", "dispersed_years", "central", "midp")
    },
    **{
        f"equal {method}": lambda n, method=method: summitry.equal_frequency_test(
            two(n), method=method
        )
        for method in (
            *("auto", "exact", "monte_carlo"),
            *("likelihood_ratio", "chi_square"),
        )
    },
    **{
        f"trend {method}": lambda n, method=method: summitry.trend(
            YEARS | {"count": [5, 3, 8, 1, n]}, method=method, draws=999
        )
        for method in ("auto", "exact", "permutation", "quasi")
    },
    "rank": lambda n: summitry.rank_eras(two(n), draws=999),
    "dispersion": lambda n: summitry.dispersion(
        YEARS | {"count": [5, 3, 8, 1, n]}, draws=999
    ),
    "dispersion alike": lambda n: summitry.dispersion(
        YEARS | {"count": [n // 9 + k for k in range(5)]}, draws=999
    ),
    "permutation": lambda n: summitry.permutation_test(
        YEARS | {"era": [*"AAABB"], "count": [5, 3, 8, 1, n]}, draws=999
    ),
    "detectable": lambda n: summitry.detectable_ratio(two(n)),
    "missing": lambda n: summitry.missing_to_flip(two(n)),
    "missing of three": lambda n: summitry.missing_to_flip(
        {"era": [*"ABC"], "count": [35, n, n // 2], "years": [1.0] * 3}
    ),
    "composition": lambda n: summitry.composition(
        {
            "era": ["A", "B"],
            "count": [35, n],
            "years": [1.0, 1.0],
            "upper_count": [3, n // 2],
        }
    ),
    "lowest": lambda n: summitry.fragility(two(n), Claim.lowest("A")),
    "told apart": lambda n: summitry.fragility(two(n), Claim.told_apart("A", "B")),
}


def two(n: int) -> dict[str, Any]:
    return {"era": ["A", "B"], "count": [35, n], "years": [1.0, 1.0]}


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
@pytest.mark.parametrize("test", TESTS)
def test_every_test_ends_whatever_the_count(test: str) -> None:
    """With a table, or by saying that it would take too much; never by going on."""
    for n in HUGE:
        with suppress(LimitError):
            assert len(TESTS[test](n)) > 0


def test_no_number_is_told_to_be_too_few_for_a_large_count() -> None:
    """Beyond 2**40 visits a claim can be overturned as well."""
    for n in (10**13, 10**18):
        added = columns_of(summitry.fragility(two(n), Claim.lowest("A")))
        assert added["visits"] == [n - 34, n - 34]
        apart = columns_of(
            summitry.fragility(two(n), Claim.told_apart("A", "B"), method="central")
        )
        assert apart["visits"][0] == pytest.approx(n, rel=1e-5)


def test_limits_beside_a_large_count_are_those_of_few_visits() -> None:
    """35 visits beside very many: the ratio has the limits of a Poisson count."""
    eras = {"era": ["A"], "start": ["2000-01-01"], "end": ["2000-12-31"]}
    alone = summitry.era_frequency(
        {"date": ["2000-06-01"] * 35},
        eras,
        since="2000-01-01",
        through="2000-12-30",
        interval="midp",
    )
    wanted = [float(alone[end][0] * alone["years"][0]) for end in ("lower", "upper")]
    for zeros in (12, 14, 16, 18):
        found = summitry.compare_eras(two(10**zeros), method="midp")
        limits = [float(found[end][0]) * 10**zeros for end in ("lower", "upper")]
        assert limits == pytest.approx(wanted, rel=1e-8)


@pytest.mark.parametrize("light", [1e-10, 1e-80, 1e-123, 1e-149, 1e-160])
@pytest.mark.parametrize("kinds", ["aab", "aaa", "bbb"])
def test_weights_of_any_ratio_have_limits(light: float, kinds: str) -> None:
    visits = {"date": ["2000-02-01", "2001-02-01", "2002-02-01"], "kind": [*kinds]}
    scheme = {"kind": {"a": light, "b": 1.0}}
    options: dict[str, Any] = {"since": "2000-01-01", "through": "2004-12-31"}
    eras = {"era": ["A"], "start": ["2000-01-01"], "end": [None]}
    limits = {}
    for interval in ("midp", "garwood"):
        found = columns_of(
            summitry.era_frequency(
                visits, eras, scheme=scheme, interval=interval, **options
            )
        )
        limits[interval] = found["weighted_lower"][0], found["weighted_upper"][0]
    (low, high), (lower, higher) = limits["midp"], limits["garwood"]
    assert 0 <= lower <= low < high < higher < np.inf


def test_a_count_of_none_has_no_lower_limit(make: Maker) -> None:
    for interval in ("dispersed", "garwood", "midp", "jeffreys"):
        found = summitry.era_frequency(
            make({"date": ["1999-01-01"]}),
            make({"era": ["A"], "start": ["2000-01-01"], "end": ["2005-01-01"]}),
            since="2000-01-01",
            through="2004-12-31",
            interval=interval,
        )
        assert columns_of(found)["lower"] == [0.0]
        assert columns_of(found)["upper"][0] > 0
