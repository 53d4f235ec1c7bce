"""The visits that an archive must lack for a difference to be none."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import oracle
import pandas as pd
import pytest
from conftest import columns_of
from hypothesis import given, settings, strategies as st

import summitry
from summitry.exceptions import CategoryError, LimitError, RangeError
from summitry.frames import Table

if TYPE_CHECKING:
    from conftest import Maker

KIS, KJI, KJU = ("KIS", 86, 40.947296), ("KJI", 67, 17.442847), ("KJU", 9, 5.245722)
Era = tuple[str, int, float]


def table_of(eras: list[Era]) -> pd.DataFrame:
    names, counts, years = zip(*eras, strict=True)
    return pd.DataFrame(
        {"era": list(names), "count": list(counts), "years": list(years)}
    )


@pytest.mark.parametrize(
    ("eras", "missing", "p", "p_then"),
    [
        ([KJI, KJU], 2, 0.0202763667, None),
        ([KIS, KJI, KJU], 1, 0.0405527333, 0.0778019875),
        ([("KJI", 67, 17.0), ("KJU", 9, 5.0)], 2, 0.0247984257, None),
        (
            [("KIS", 85, 41.0), ("KJI", 67, 17.0), ("KJU", 9, 5.0)],
            1,
            0.0495968513,
            0.0937619737,
        ),
        ([("KJI", 67, 17.44), ("KJU", 9, 5.25)], 2, 0.0200948335, None),
        ([("Hu", 55, 10.0), ("Xi", 6, 4.33)], 7, 0.000281554994, None),
        ([("Hu", 56, 10.0), ("Xi", 5, 4.0)], 7, 0.000187563327, None),
    ],
)
def test_vectors(eras: list[Era], missing: int, p: float, p_then: float | None) -> None:
    found = summitry.missing_to_flip(table_of(eras), method="central")
    row = found[found["other_era"] == eras[-1][0]].iloc[-1]
    assert row["missing_in"] == eras[-1][0]
    assert row["missing"] == missing
    assert row["share"] == missing / (missing + eras[-1][1])
    assert row["p"] == pytest.approx(p, rel=1e-8)
    if p_then is not None:
        assert row["p_then"] == pytest.approx(p_then, rel=1e-8)


@pytest.mark.parametrize(
    ("method", "factors", "missing", "p"),
    [
        ("dispersed_years", (1.0, 1.0), 4, 0.00999209148),
        ("dispersed", (2.600390625, 2.0625), 1, 0.0452671888),
    ],
)
def test_vectors_where_years_vary(
    method: str, factors: tuple[float, float], missing: int, p: float
) -> None:
    """What is known of how years vary stays; how much it matters follows the rate."""
    table = table_of([("Hu", 56, 10.0), ("Xi", 5, 4.0)])
    column = {"dispersed": "excess", "dispersed_years": "excess_years"}[method]
    table[column] = [0.18185092718919094 * factor for factor in factors]
    table["dispersion_df"] = [58, 58]
    found = summitry.missing_to_flip(table, method=method)
    assert found["missing"].tolist() == [missing]
    assert found["p"].tolist() == pytest.approx([p], rel=1e-8)


def told(eras: list[tuple[int, int]], alpha: float) -> dict[tuple[int, int], bool]:
    """Whether each two eras are told apart, from the definitions."""
    pairs = [(i, j) for i in range(len(eras)) for j in range(i + 1, len(eras))]
    p = [
        float(
            oracle.p_of_split(
                eras[i][0],
                eras[i][0] + eras[j][0],
                Fraction(eras[i][1], eras[j][1]),
                "central",
            )
        )
        for i, j in pairs
    ]
    return dict(zip(pairs, [one <= alpha for one in oracle.holm(p)], strict=True))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 18), st.integers(1, 6)), min_size=2, max_size=3)
)
def test_the_fewest_are_found_one_by_one(eras: list[tuple[int, int]]) -> None:
    names = [f"era {number}" for number in range(len(eras))]
    table = table_of(
        [(name, n, float(t)) for name, (n, t) in zip(names, eras, strict=True)]
    )
    found = columns_of(summitry.missing_to_flip(table, method="central", level=0.9))
    wanted = {}
    for (i, j), apart in told(eras, 0.1).items():
        if not apart:
            continue
        lower = min(i, j, key=lambda era: Fraction(*eras[era]))
        more = 1
        while True:
            tried = list(eras)
            tried[lower] = (eras[lower][0] + more, eras[lower][1])
            if not told(tried, 0.1)[i, j]:
                break
            more += 1
        wanted[names[i], names[j]] = (names[lower], more)
    pairs = zip(found["era"], found["other_era"], strict=True)
    values = zip(found["missing_in"], found["missing"], strict=True)
    assert dict(zip(pairs, values, strict=True)) == wanted


def test_the_fewest_of_several_hundred() -> None:
    """A verdict among several changes before that of the two eras by themselves."""
    eras = [("one", 3000, 40.0), ("two", 3010, 40.0), ("three", 2500, 40.0)]
    found = summitry.missing_to_flip(table_of(eras), method="central")
    assert found["missing_in"].tolist() == ["three", "three"]
    for era, missing in zip(found["era"], found["missing"].tolist(), strict=True):
        assert missing == 327
        for more in range(missing - 40, missing + 1):
            table = table_of([*eras[:2], ("three", 2500 + more, 40.0)])
            told = summitry.compare_eras(table, method="central")
            row = told[(told["era"] == era) & (told["other_era"] == "three")]
            apart = row["verdict"].item() != "cannot be told apart"
            assert apart == (more < missing), (era, more)


def test_the_share_is_of_the_group_in_the_era(make: Maker) -> None:
    dates = [f"{1990 + n % 10}-05-01" for n in range(30)] + ["2003-01-01"] * 4
    ranks = ["head_of_state"] * 10 + ["cabinet_minister"] * 23 + ["head_of_state"]
    visits = make({"date": dates, "visitor_rank": ranks})
    eras = {
        "era": ["one", "two"],
        "start": ["1990-01-01", "2000-01-01"],
        "end": ["2000-01-01", None],
    }
    seen: dict[str, Any] = {"since": "1990-01-01", "through": "2009-12-31"}
    whole = summitry.era_frequency(visits, eras, **seen)
    parts = summitry.frequency_by_group(visits, eras, **seen)
    found = columns_of(
        summitry.missing_to_flip(whole, of_groups=parts, method="central")
    )
    assert found["group"] == ["heads", "ministers"]
    assert found["recorded"] == [1, 3]
    (missing,) = set(found["missing"])
    assert found["share"] == [missing / (1 + missing), missing / (3 + missing)]
    with pytest.raises(CategoryError, match="no row of era 'two'"):
        summitry.missing_to_flip(
            whole,
            of_groups={"era": ["one"], "group": ["heads"], "count": [1]},
            method="central",
        )


def test_an_empty_table_stands_below_a_full_one(make: Maker) -> None:
    """Its level is a number too: a run of several records stacks the two."""
    tables = [
        summitry.missing_to_flip(
            make({"era": ["a", "b"], "count": counts, "years": [5.0, 5.0]}),
            method="central",
        )
        for counts in ([60, 1], [1, 1])
    ]
    assert [len(columns_of(one)["era"]) for one in tables] == [1, 0]
    found = columns_of(Table.concat(tables, "missing_to_flip"))
    assert found["level"] == [0.95]


def test_nothing_told_apart_is_an_empty_table() -> None:
    found = summitry.missing_to_flip(table_of([("a", 3, 2.0), ("b", 0, 0.0)]))
    assert len(found) == 0
    assert {"missing", "share", "group"} <= set(found.columns)


@settings(max_examples=60, deadline=None)
@given(
    counts=st.tuples(st.integers(0, 90), st.integers(0, 90)),
    powers=st.tuples(st.integers(-323, 308), st.integers(-323, 308)),
)
def test_years_however_long_or_short_are_counted_or_refused(
    counts: tuple[int, int], powers: tuple[int, int]
) -> None:
    one, other = (float(f"1e{power}") for power in powers)
    table = table_of([("A", counts[0], one), ("B", counts[1], other)])
    try:
        found = summitry.missing_to_flip(table)
    except (LimitError, RangeError):
        return
    assert (found["missing"] > 0).all()


def test_an_era_that_needs_more_visits_than_can_be_tried_is_told() -> None:
    with pytest.raises(LimitError, match=r"'B' would need 3e\+300 visits"):
        summitry.missing_to_flip(table_of([("A", 30, 10.0), ("B", 9, 1e300)]))
