"""Dyads compared from their visits: years of each, other trips, floors, refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dyad_oracle as oracle
import pandas as pd
import pytest
from conftest import columns_of, in_pandas
from dyad_frequencies import frequencies

import summitry
from summitry.exceptions import CategoryError, ColumnError, InputError, RangeError

if TYPE_CHECKING:
    from conftest import Maker

SEEN: dict[str, Any] = {"since": "2000-01-01", "through": "2015-12-31"}
ERAS = {
    "era": ["one", "two"],
    "start": ["2000-01-01", "2008-01-01"],
    "end": ["2008-01-01", None],
}


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
    with pytest.raises(InputError, match=r"^there is no baseline: with what"):
        compare(NORTH, eras=ERAS, **SEEN)
    with pytest.raises(InputError, match=r"^there is both a baseline and `where`"):
        compare(NORTH, SOUTH, eras=ERAS, where=where, **SEEN)
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
