"""Two dyads compared in two eras: the ratio of ratios, by margins and by years."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dyad_oracle as oracle
import pandas as pd
import pytest
from conftest import columns_of, in_pandas
from hypothesis import assume, given, settings, strategies as st

import summitry
from summitry.exceptions import CategoryError, ColumnError, InputError, RangeError

if TYPE_CHECKING:
    from conftest import Maker

M25 = json.loads(Path(__file__).with_name("vectors").joinpath("M25.json").read_text())
COUNTS = st.tuples(*[st.integers(0, 9)] * 4)
PHI = st.sampled_from([1.0, 1.0, 1.3, 2.5])
SEEN: dict[str, Any] = {"since": "2000-01-01", "through": "2015-12-31"}
ERAS = {
    "era": ["one", "two"],
    "start": ["2000-01-01", "2008-01-01"],
    "end": ["2008-01-01", None],
}


def frequencies(
    counts: Any,
    phi: Any = None,
    df: float = 0,
    years: Any = (10.0, 4.0),
    **more: Any,
) -> dict[str, Any]:
    """Return a table of two eras whose counts vary phi times as independent ones do."""
    eras: dict[str, Any] = {"era": ["one", "two"], "count": list(counts)}
    eras["years"] = list(years)
    if phi is not None:
        rate = sum(counts) / sum(years)
        eras["excess"] = [(one - 1) / rate if rate else 0.0 for one in phi]
        eras |= {"dispersion": [1.5, 1.5], "dispersion_df": [df, df]}
    return eras | more


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


def yearly(first: list[int], second: list[int], day: str) -> dict[str, list[str]]:
    """Return so many visits in each year of the two eras, all on one day."""
    years = range(2000, 2016)
    return {
        "date": [
            f"{year}-{day}"
            for year, count in zip(years, [*first, *second], strict=True)
            for _ in range(count)
        ]
    }


NORTH = yearly([4, 0, 7, 1, 6, 0, 5, 1], [0, 1, 0, 0, 2, 0, 0, 0], "05-01")
SOUTH = yearly([1, 2, 1, 2, 1, 2, 1, 2], [2, 5, 0, 4, 1, 6, 0, 2], "09-01")


def test_visits_are_counted_and_years_measured_for_each_dyad() -> None:
    found = summitry.compare_dyads(NORTH, SOUTH, eras=ERAS, **SEEN)
    tables = [summitry.era_frequency(one, ERAS, **SEEN) for one in (NORTH, SOUTH)]
    assert columns_of(found) == columns_of(summitry.compare_dyads(*tables))
    phi, df = [], []
    for table in tables:
        rate = table["count"].sum() / table["years"].sum()
        phi += [1 + excess * rate for excess in table["excess"]]
        df.append(float(table["dispersion_df"][0]))
    row = in_pandas(found).iloc[0]
    counts = [int(count) for table in tables for count in table["count"]]
    first, other = (counts[0], counts[1]), (counts[2], counts[3])
    wanted = oracle.dispersed_p(first, other, (*phi,), (df[0], df[1]))
    assert row["p"] == pytest.approx(wanted, rel=1e-8)
    assert row["p"] > row["exact_p"]
    dispersion = [row["dispersion"], row["baseline_dispersion"]]
    assert dispersion == [table["dispersion"][0] for table in tables]


def trips_of(make: Maker | None = None) -> Any:
    """Return all trips of a leader: to the north, to the south, and to nobody knows."""
    dates = [*NORTH["date"], *SOUTH["date"], "2003-03-03"]
    places = ["PRK"] * len(NORTH["date"]) + ["KOR", "USA"] * len(SOUTH["date"])
    columns = {"date": dates, "destination": [*places[: len(dates) - 1], None]}
    return columns if make is None else make(columns)


def test_all_other_trips_of_a_leader_are_the_baseline(make: Maker) -> None:
    found = summitry.compare_dyads(
        trips_of(make), eras=ERAS, where={"destination": "PRK"}, **SEEN
    )
    beside = columns_of(summitry.compare_dyads(NORTH, SOUTH, eras=ERAS, **SEEN))
    among = columns_of(found)
    assert among.pop("unknown") == [1]
    assert among == beside


def test_of_all_trips_doubled_the_relative_frequency_stays() -> None:
    trips = pd.DataFrame(trips_of())
    early = trips[trips["date"] < "2008"]
    asked: dict[str, Any] = {"eras": ERAS, "where": {"destination": "PRK"}, **SEEN}
    here = summitry.compare_dyads(trips, **asked).iloc[0]
    more = summitry.compare_dyads(pd.concat([trips, early]), **asked).iloc[0]
    assert more["count"] == 2 * here["count"]
    assert more["other_count"] == here["other_count"]
    assert more["cross_product"] == pytest.approx(here["cross_product"], rel=1e-12)


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


def test_several_dyads_beside_one_and_holm_within_each() -> None:
    three = ["one", "two", "three"]
    dyads = {
        "country": ["CHN"] * 6,
        "other_country": ["PRK"] * 3 + ["VNM"] * 3,
        "era": three * 2,
        "count": [9, 31, 4, 20, 2, 9],
        "years": [5.0, 10.0, 4.0] * 2,
    }
    base = {
        "country": ["CHN"] * 3,
        "other_country": ["KOR"] * 3,
        "era": three,
        "count": [20, 20, 20],
        "years": [5.0, 10.0, 4.0],
    }
    found = summitry.compare_dyads(dyads, base)
    assert found["other_country"].tolist() == ["PRK"] * 3 + ["VNM"] * 3
    assert set(found["baseline"]) == {"CHN and KOR"}
    assert found["comparisons"].tolist() == [3] * 6
    for rows in (range(3), range(3, 6)):
        part = in_pandas(found).iloc[list(rows)]
        least = part["p"].idxmin()
        assert part["p_adjusted"][least] == pytest.approx(3 * part["p"][least])
    alone = summitry.compare_dyads(dyads, base, reference="two", adjustment="none")
    assert alone["other_era"].tolist() == ["two"] * 4
    assert alone["p_adjusted"].tolist() == alone["p"].tolist()


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


def test_dyads_not_watched_on_the_same_days() -> None:
    other = frequencies((67, 103), years=(3.0, 4.0))
    with pytest.raises(InputError, match="not watched on the same days") as raised:
        summitry.compare_dyads(frequencies((9, 31)), other)
    assert raised.value.code == "different_days"
    assert "10.00 and 3.00 years, 4.00 and 4.00 years of one and two" in str(
        raised.value
    )
    three = {"era": ["one", "two", "three"], "count": [9, 31, 5]}
    long = three | {"years": [10.0, 4.0, 6.0]}
    found = summitry.compare_dyads(long, three | {"years": [3.0, 4.0, 6.0]})
    found = in_pandas(found)
    assert found["verdict"].tolist()[:2] == ["not compared"] * 2
    assert found["note"][0].startswith("not watched on the same days: 10.00 and 3.00")
    assert found["p"].notna().tolist() == [False, False, True]
    assert found["comparisons"].tolist() == [1] * 3


def wrong(call: Any, code: str, kind: type[Exception] = InputError) -> None:
    with pytest.raises(kind) as raised:
        call()
    assert getattr(raised.value, "code") == code  # noqa: B009


def test_what_is_refused() -> None:
    one, other = frequencies((9, 31)), frequencies((67, 103))
    compare: Any = summitry.compare_dyads
    where = {"destination": "PRK"}
    wrong(lambda: compare(one), "no_baseline")
    wrong(lambda: compare(one, other, since="2000-01-01"), "needless_option")
    wrong(lambda: compare(one, where=where), "needless_option")
    wrong(
        lambda: compare(NORTH, SOUTH, eras=ERAS, where=where, **SEEN), "needless_option"
    )
    wrong(lambda: compare(NORTH, eras=ERAS, **SEEN), "no_baseline")
    wrong(lambda: compare(one, other | {"era": ["Bush", "Obama"]}), "no_common_era")
    sides = {"side": ["CHN", "CHN"]}
    wrong(lambda: compare(one | sides, other | {"side": ["KOR"] * 2}), "no_common_era")
    twice = {name: column * 2 for name, column in other.items()}
    twice |= {"other_country": ["KOR"] * 2 + ["JPN"] * 2}
    wrong(lambda: compare(one, twice), "several_baselines")
    wrong(lambda: compare(one, other, method="midp"), "unknown_choice")
    wrong(lambda: compare(one, other, method="fisher"), "unknown_choice")
    wrong(lambda: compare(one, other, level=95), "bad_level", RangeError)
    wrong(lambda: compare(one, other, reference="three"), "unknown_era", CategoryError)
    wrong(
        lambda: compare({"era": ["one"], "count": [3]}, other), "no_column", ColumnError
    )
    wrong(
        lambda: compare(trips_of(), eras=ERAS, where={"destination": "JPN"}, **SEEN),
        "unknown_value",
        CategoryError,
    )


def test_an_empty_era_is_refused_where_visits_are_counted() -> None:
    empty = ERAS | {"end": ["2000-01-01", None]}
    with pytest.raises(ValueError, match="one"):
        summitry.compare_dyads(NORTH, SOUTH, eras=empty, **SEEN)


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


RANKED = [
    ("head_of_state", [1, 1, 0, 1], [0, 1, 0, 0]),
    ("foreign_minister", [2, 3, 2, 4], [0, 0, 1, 0]),
]


def ranked(extra: int) -> dict[str, list[Any]]:
    rows = [
        (f"{year}-{month:02}-05", rank)
        for rank, first, second in RANKED
        for year, count in zip(
            (2000, 2003, 2006, 2007, 2009, 2011, 2013, 2015),
            first + second,
            strict=True,
        )
        for month in range(1, count + 1 + extra)
    ]
    return {
        "date": [day for day, _ in rows],
        "visitor_rank": [rank for _, rank in rows],
    }


@pytest.mark.parametrize("among", ["all trips", "two dyads"])
def test_by_rank_floor(among: str) -> None:
    own, others = ranked(0), ranked(1)
    asked: dict[str, Any] = {"eras": ERAS, **SEEN, "method": "central"}
    if among == "all trips":
        kind = [True] * len(own["date"]) + [False] * len(others["date"])
        joined = {name: own[name] + others[name] for name in own} | {"own": kind}
        found = summitry.compare_dyads_by_floor(joined, where={"own": True}, **asked)
    else:
        found = summitry.compare_dyads_by_floor(own, others, **asked)
    floors = ["heads only", "deputy heads and above", "Politburo and above"]
    assert found["floor"].tolist() == [*floors, "the full rule"]
    assert found["count"].tolist() == [3, 3, 3, 14]
    for row, ranks in (
        (0, {"head_of_state"}),
        (3, {"head_of_state", "foreign_minister"}),
    ):
        parts = [
            pd.DataFrame(one)[[rank in ranks for rank in one["visitor_rank"]]]
            for one in (own, others)
        ]
        wanted = summitry.compare_dyads(*parts, **asked).iloc[0]
        for name in ("count", "baseline_count", "p", "lower", "upper"):
            assert found[name][row] == wanted[name]


def test_the_reference_of_floors_is_that_of_visits() -> None:
    asked: dict[str, Any] = {"eras": ERAS, **SEEN}
    ladder = ["a", "b", "c"]
    for floors in (None, {"high": "a"}):
        own = {"date": NORTH["date"][:4], "visitor_rank": ["a", "b", "c", "a"]}
        base = {"date": SOUTH["date"][:2], "visitor_rank": ["a", "c"]}
        found = summitry.compare_dyads_by_floor(
            own, base, floors=floors, ladder=ladder, **asked
        )
        wanted = ["a only", "b and above"] if floors is None else ["high"]
        assert found["floor"].tolist() == [*wanted, "the full rule"]
